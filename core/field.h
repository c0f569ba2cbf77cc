/* SPDX-License-Identifier: MIT */
/* The check that every field of a table passes, wherever it comes from. */
#ifndef FIELD_H
#define FIELD_H

#include "record.h"

/*
 * Check a value against its column.  Returns NULL, or what is wrong with it,
 * a constant string; errno is then ENOMEM if it is only that memory ran out.
 */
const char *field_check(const struct column *, const char *value);

/*
 * The same, without a look at what its type asks for beside text of a certain
 * length: for lists that list.h made.
 */
const char *field_check_text(const struct column *, const char *value);

/*
 * Check what a record's fields say together, and derive its kind, protocol
 * and numbers from their text.  Returns NULL, or what is wrong with them, a
 * constant string.
 */
const char *record_derive(const struct table *, struct record *);

#endif
