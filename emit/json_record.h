/* SPDX-License-Identifier: MIT */
/* A row of a table as a JSON object. */
#ifndef JSON_RECORD_H
#define JSON_RECORD_H

#include "buffer.h"
#include "record.h"

/*
 * Append a row.  The keys are the columns of the snapshot, in their order, and
 * the values typed; a NULL field has no key.  The buffer must not be empty.
 */
void
json_put_record(struct buffer *, const struct table *, const struct record *);

#endif
