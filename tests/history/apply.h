/* SPDX-License-Identifier: MIT */
/* Do the changes between two snapshots turn the older into the newer? */
#ifndef APPLY_H
#define APPLY_H

#include "changes.h"
#include "diag.h"

/* Whether two rows are equal in each column. */
int apply_is_same(const struct table *, const struct record *,
    const struct table *, const struct record *);

/*
 * Apply changes to the older table: each of its rows and of the newer one has
 * an event at most, those without one are the same rows in the same order but
 * for the date of the registry, and the numbers that become free or taken lead
 * from the free ones of the one to those of the other.  Returns STATUS_OK,
 * STATUS_DATA after a message, or STATUS_OS.
 */
int apply_check(const struct changes *, struct diag *);

#endif
