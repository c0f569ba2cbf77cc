/* SPDX-License-Identifier: MIT */
/* One registry, from where it is published to its place. */
#ifndef ERRAND_H
#define ERRAND_H

#include "fetch.h"
#include "lock.h"

/*
 * Fetch the registry of that id, or check it offline, and print a line on
 * standard output; rows are the lock's, or NULL.  Returns STATUS_OK, or another
 * status after messages, with the file and its sidecar as they were.
 */
int errand_run(const struct fetch *, const char *id,
    const struct lock_row *rows, struct diag *);

/*
 * Fetch the export of the registry of that id, which has one, in the same way.
 * It is whole as far as can be told without its rows; it has no sidecar, as
 * portreg-parse compares it with the registry, and then it is of no more use.
 */
int errand_run_export(const struct fetch *, const char *id, struct diag *);

#endif
