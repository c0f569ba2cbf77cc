/* SPDX-License-Identifier: MIT */
/* Which of many keys occur more than once. */
#ifndef REPEATS_H
#define REPEATS_H

#include <stddef.h>

struct repeats {
	size_t n; /* items, numbered from 0 */
	/*
	 * The key of an item, a string that is valid until the next call, or
	 * NULL if it has none.  Each call for an item must give the same.
	 */
	const char *(*key)(void *, size_t i);
	/* Called for two items of one key, i < j, with none between them. */
	void (*found)(void *, const char *key, size_t i, size_t j);
	void *data; /* the first argument of both */
};

/*
 * Find them, in the order of keys, then of items.  Takes time that is linear
 * in n where keys seldom repeat, and n log n at worst.  Returns 0, or -1
 * (ENOMEM).
 */
int repeats_find(const struct repeats *);

#endif
