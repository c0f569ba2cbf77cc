/* SPDX-License-Identifier: MIT */
/*
 * Repeated keys.  Nearly all keys are told apart by their hash, which takes
 * little memory; only the others are copied and sorted.
 */
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "buffer.h"
#include "repeats.h"

enum {
	LEAST_BITS = 18,
	MOST_BITS = 31,
	SPREAD = 8 /* hashes an item, so that few items share theirs */
};

struct sieve {
	int bits;	     /* of a hash */
	unsigned char *seen; /* one bit a hash */
	unsigned char *again;
	uint32_t *hashes; /* one an item, 0 for no key */
};

struct candidate {
	const char *key;
	size_t item;
};

/* FNV-1a, folded to so many bits; never 0. */
static uint32_t
hash(const char *s, int bits)
{
	uint32_t h = 2166136261U;

	for (; *s != '\0'; s++)
		h = (h ^ (unsigned char)*s) * 16777619U;
	h = (h ^ h >> bits) & ((1U << bits) - 1);
	return h == 0 ? 1 : h;
}

static int
has(const unsigned char *set, uint32_t h)
{
	return set[h / 8] >> h % 8 & 1;
}

static void
add(unsigned char *set, uint32_t h)
{
	set[h / 8] |= (unsigned char)(1U << h % 8);
}

static void
sieve_free(struct sieve *s)
{
	free(s->seen);
	free(s->again);
	free(s->hashes);
}

/* Returns 0, or -1 (ENOMEM); in both cases there is something to free. */
static int
sift(struct sieve *s, const struct repeats *r)
{
	const char *key;
	size_t i;

	s->bits = LEAST_BITS;
	while (s->bits < MOST_BITS && (size_t)1 << s->bits < r->n * SPREAD)
		s->bits++;
	s->seen = calloc(((size_t)1 << s->bits) / 8, 1);
	s->again = calloc(((size_t)1 << s->bits) / 8, 1);
	s->hashes = calloc(r->n + 1, sizeof(*s->hashes));
	if (s->seen == NULL || s->again == NULL || s->hashes == NULL)
		return -1;
	for (i = 0; i < r->n; i++) {
		key = r->key(r->data, i);
		if (key == NULL)
			continue;
		s->hashes[i] = hash(key, s->bits);
		add(has(s->seen, s->hashes[i]) ? s->again : s->seen,
		    s->hashes[i]);
	}
	return 0;
}

static int
compare(const void *a, const void *b)
{
	const struct candidate *ca = a, *cb = b;
	int c = strcmp(ca->key, cb->key);

	return c != 0 ? c : (ca->item > cb->item) - (ca->item < cb->item);
}

/* Sort n candidates and report those of one key. */
static void
report(const struct repeats *r, struct candidate *c, size_t n)
{
	size_t i;

	qsort(c, n, sizeof(*c), compare);
	for (i = 1; i < n; i++)
		if (strcmp(c[i - 1].key, c[i].key) == 0)
			r->found(r->data, c[i].key, c[i - 1].item, c[i].item);
}

/* Copy the keys that share their hash, and report on them. */
static int
sort_out(const struct repeats *r, const struct sieve *s)
{
	struct candidate *list;
	struct buffer keys = {0};
	const char *key;
	size_t i, n = 0;

	for (i = 0; i < r->n; i++)
		n += (size_t)has(s->again, s->hashes[i]);
	list = calloc(n + 1, sizeof(*list));
	for (i = n = 0; list != NULL && i < r->n; i++) {
		if (!has(s->again, s->hashes[i]))
			continue;
		key = r->key(r->data, i);
		buffer_add(&keys, key, strlen(key) + 1);
		list[n++].item = i;
	}
	if (list == NULL || keys.failed) {
		free(list);
		buffer_free(&keys);
		return -1;
	}
	key = keys.data;
	for (i = 0; i < n; i++, key += strlen(key) + 1)
		list[i].key = key;
	report(r, list, n);
	free(list);
	buffer_free(&keys);
	return 0;
}

int
repeats_find(const struct repeats *r)
{
	struct sieve s;
	int result = sift(&s, r);

	if (result == 0)
		result = sort_out(r, &s);
	sieve_free(&s);
	return result;
}
