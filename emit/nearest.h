/* SPDX-License-Identifier: MIT */
/* Names that someone who mistyped one may have meant. */
#ifndef NEAREST_H
#define NEAREST_H

#include "record.h"

enum {
	NEAREST_MOST = 3
};

/*
 * Find the names of services, historic ones included, that are nearest to a
 * word: fewest letters inserted, left out, replaced or swapped with the next,
 * without regard to case; at most one and another for every three bytes of it.
 * Sets names[] to at most NEAREST_MOST strings of the table, nearest first,
 * else in the order of the table, and returns how many.
 */
size_t nearest_find(
    const struct table *, const char *word, const char *names[NEAREST_MOST]);

#endif
