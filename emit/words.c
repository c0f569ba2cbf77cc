/* SPDX-License-Identifier: MIT */
/*
 * Byte strings as small numbers.  The hash starts from a seed, so that no
 * file can be written whose words all fall into one place.
 */
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "words.h"

enum {
	FIRST_WORDS = 64
};

void
words_init(struct words *w)
{
	struct timespec now = {0, 0};

	memset(w, 0, sizeof(*w));
	clock_gettime(CLOCK_REALTIME, &now);
	w->seed = ((uint64_t)now.tv_nsec << 32 ^ (uint64_t)now.tv_sec) *
		      0x9e3779b97f4a7c15U ^
		  (uintptr_t)w;
}

void
words_free(struct words *w)
{
	buffer_free(&w->bytes);
	free(w->list);
	free(w->slots);
	memset(w, 0, sizeof(*w));
}

/* Mix eight bytes, or what is left of them, into a hash. */
static uint64_t
mix(uint64_t h, uint64_t bytes)
{
	h = (h ^ bytes) * 0xff51afd7ed558ccdU;
	h ^= h >> 32;
	h *= 0xc4ceb9fe1a85ec53U;
	return h ^ h >> 29;
}

static uint64_t
hash(const struct words *w, const void *s, size_t n)
{
	const char *at = s;
	uint64_t h = mix(w->seed, n), bytes;

	for (; n >= sizeof(bytes); n -= sizeof(bytes), at += sizeof(bytes)) {
		memcpy(&bytes, at, sizeof(bytes));
		h = mix(h, bytes);
	}
	bytes = 0;
	if (n > 0)
		memcpy(&bytes, at, n);
	return mix(h, bytes);
}

/* Where the number of a string is, or the free slot for it. */
static uint32_t *
place(const struct words *w, uint64_t h, const void *s, size_t n)
{
	size_t i = (size_t)h & (w->n_slots - 1);
	const struct word *word;

	for (; w->slots[i] != 0; i = (i + 1) & (w->n_slots - 1)) {
		word = &w->list[w->slots[i] - 1];
		if (word->hash == h && word->n == n &&
		    (n == 0 || memcmp(w->bytes.data + word->at, s, n) == 0))
			break;
	}
	return &w->slots[i];
}

/* Double the room.  Returns 0, or -1 (ENOMEM). */
static int
grow(struct words *w)
{
	size_t size = w->size == 0 ? FIRST_WORDS : w->size * 2, i, at;
	struct word *list = realloc(w->list, size * sizeof(*list));
	uint32_t *slots;

	if (list == NULL)
		return -1;
	w->list = list;
	slots = calloc(size * 2, sizeof(*slots));
	if (slots == NULL)
		return -1;
	free(w->slots);
	w->slots = slots;
	w->n_slots = size * 2;
	w->size = size;
	for (i = 0; i < w->n; i++) {
		at = (size_t)list[i].hash & (w->n_slots - 1);
		while (slots[at] != 0)
			at = (at + 1) & (w->n_slots - 1);
		slots[at] = (uint32_t)(i + 1);
	}
	return 0;
}

uint32_t
words_add(struct words *w, const void *s, size_t n)
{
	uint64_t h = hash(w, s, n);
	uint32_t *slot;

	if (w->failed || w->n == UINT32_MAX || (w->n == w->size && grow(w))) {
		w->failed = 1;
		return 0;
	}
	slot = place(w, h, s, n);
	if (*slot != 0)
		return *slot;
	w->list[w->n] = (struct word){w->bytes.len, n, h};
	buffer_add(&w->bytes, s, n);
	w->failed = w->bytes.failed;
	if (w->failed)
		return 0;
	*slot = (uint32_t)++w->n;
	return *slot;
}

uint32_t
words_find(const struct words *w, const void *s, size_t n)
{
	return w->n == 0 ? 0 : *place(w, hash(w, s, n), s, n);
}

const char *
words_get(const struct words *w, uint32_t number, size_t *n)
{
	const struct word *word = &w->list[number - 1];

	*n = word->n;
	return word->n == 0 ? "" : w->bytes.data + word->at;
}
