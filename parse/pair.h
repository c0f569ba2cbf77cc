/* SPDX-License-Identifier: MIT */
/* Which rows of two exports are the same, whatever was done to them. */
#ifndef PAIR_H
#define PAIR_H

#include "export.h"

/*
 * Set partner in all rows of two exports of one mapper, and moved in the
 * first's.  Partners are, in this order: rows that are equal in all columns,
 * rows that have the same key, and rows that follow or precede a pair and
 * differ in one column of their keys at most.  What is not distinct in both
 * exports is not decided by the first two.  As few rows as possible are moved.
 * Returns 0, or -1 (ENOMEM).
 */
int pair_rows(struct export *, struct export *);

#endif
