/* SPDX-License-Identifier: MIT */
/* Byte strings as small numbers: equal strings have the same. */
#ifndef WORDS_H
#define WORDS_H

#include <stddef.h>
#include <stdint.h>

#include "buffer.h"

struct word {
	size_t at, n; /* where its bytes stand in words.bytes */
	uint64_t hash;
};

/* Prepare it with words_init. */
struct words {
	struct buffer bytes;
	struct word *list; /* word i is list[i - 1] */
	size_t n, size;
	uint32_t *slots; /* a hash table of numbers, 0 is free */
	size_t n_slots;	 /* a power of two, or 0 */
	uint64_t seed;	 /* not to be known to who wrote the strings */
	int failed;	 /* memory ran out */
};

void words_init(struct words *);
void words_free(struct words *);

/* The number of n bytes, from 1; 0 out of memory, and failed is set. */
uint32_t words_add(struct words *, const void *s, size_t n);

/* The number of n bytes if they were added, or 0. */
uint32_t words_find(const struct words *, const void *s, size_t n);

/* The n bytes of a number; valid until the next words_add. */
const char *words_get(const struct words *, uint32_t number, size_t *n);

#endif
