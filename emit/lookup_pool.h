/* SPDX-License-Identifier: MIT */
/* Strings in one piece, where one that ends another is a part of it. */
#ifndef LOOKUP_POOL_H
#define LOOKUP_POOL_H

#include <stdint.h>

#include "buffer.h"

enum {
	POOL_SHORT = 4 /* bytes that a string has at least, with NULs */
};

/*
 * Append n strings to a pool, each with a NUL and each spelling once, in
 * their order, and set offsets[i] to where strings[i] starts.  The order of
 * what ends in the same bytes decides nothing.  Returns 0, or -1 (ENOMEM).
 */
int pool_add(struct buffer *pool, const char *const strings[],
    uint32_t offsets[], size_t n);

#endif
