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
	HASH_BITS = 18,
	SET_BYTES = (1 << HASH_BITS) / 8
};

struct sieve {
	unsigned char seen[SET_BYTES]; /* one bit a hash */
	unsigned char again[SET_BYTES];
	uint32_t hashes[]; /* one an item, 0 for no key */
};

struct candidate {
	const char *key;
	size_t item;
};

/* FNV-1a, folded to HASH_BITS; never 0. */
static uint32_t
hash(const char *s)
{
	uint32_t h = 2166136261U;

	for (; *s != '\0'; s++)
		h = (h ^ (unsigned char)*s) * 16777619U;
	h = (h ^ h >> HASH_BITS) & ((1U << HASH_BITS) - 1);
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

static struct sieve *
sift(const struct repeats *r)
{
	struct sieve *s = calloc(1, sizeof(*s) + r->n * sizeof(*s->hashes));
	size_t i;

	for (i = 0; s != NULL && i < r->n; i++) {
		const char *key = r->key(r->data, i);

		if (key == NULL)
			continue;
		s->hashes[i] = hash(key);
		add(has(s->seen, s->hashes[i]) ? s->again : s->seen,
		    s->hashes[i]);
	}
	return s;
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
	struct sieve *s = sift(r);
	int result = s == NULL ? -1 : sort_out(r, s);

	free(s);
	return result;
}
