/* SPDX-License-Identifier: MIT */
/* The names of c-lookup and their hash. */
#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "lookup/layout.h"
#include "lookup_keys.h"

enum {
	SALTS = 4,	  /* that are tried before there are more seeds */
	MOST_SEEDS = 2048 /* or two a key: then they will not help */
};

uint64_t
keys_hash_name(const char *name, size_t n, uint64_t salt)
{
	const unsigned char *s = (const unsigned char *)name;
	unsigned char copy[4];

	return n < 4 ? iana_hash(iana_extend(s, n, copy), 4, salt)
		     : iana_hash(s, n, salt);
}

static void
fill_keys(struct keys *k, const struct lookup *l)
{
	uint32_t i;

	for (i = 0; i < l->n_blocks; i++)
		k->keys[k->n++] = (struct key){0, l->blocks[i].name, i, 0};
	for (i = 1; i <= l->n_aliases; i++)
		k->keys[k->n++] =
		    (struct key){0, l->aliases[i].name, l->aliases[i].block, i};
}

int
keys_make(struct keys *k, const struct lookup *l)
{
	size_t n = l->n_blocks + l->n_aliases;

	k->keys = calloc(n + 1, sizeof(*k->keys));
	k->hashes = calloc(n + 1, sizeof(*k->hashes));
	k->firsts = calloc(n + 1, sizeof(*k->firsts));
	if (k->keys == NULL || k->hashes == NULL || k->firsts == NULL)
		return -1;
	fill_keys(k, l);
	return 0;
}

static int
compare(const void *a, const void *b)
{
	const struct key *x = a, *y = b;

	if (x->hash != y->hash)
		return x->hash < y->hash ? -1 : 1;
	if (x->block != y->block)
		return x->block < y->block ? -1 : 1;
	return (x->alias > y->alias) - (x->alias < y->alias);
}

/*
 * Hash all names.  Those of one hash share a slot, as they are as good as
 * equal; but not if their lengths differ.  Returns the number of a key whose
 * length is not that of the one before it, which has its hash, or 0.
 */
static size_t
hash_keys(struct keys *k, uint64_t salt)
{
	size_t i, odd = 0;

	for (i = 0; i < k->n; i++) {
		const char *s = k->keys[i].name;
		size_t n = strlen(s);

		k->keys[i].hash = keys_hash_name(s, n, salt);
	}
	qsort(k->keys, k->n, sizeof(*k->keys), compare);
	k->n_hashes = 0;
	for (i = 0; i < k->n; i++) {
		if (i > 0 && k->keys[i].hash == k->keys[i - 1].hash) {
			if (strlen(k->keys[i].name) !=
			    strlen(k->keys[i - 1].name))
				odd = i;
			continue;
		}
		k->hashes[k->n_hashes] = k->keys[i].hash;
		k->firsts[k->n_hashes++] = (uint32_t)i;
	}
	k->firsts[k->n_hashes] = (uint32_t)k->n;
	return odd;
}

/* An odd number for each attempt (SplitMix64). */
static uint64_t
make_salt(uint64_t attempt)
{
	uint64_t z = (attempt + 1) * UINT64_C(0x9e3779b97f4a7c15);

	z = (z ^ z >> 30) * UINT64_C(0xbf58476d1ce4e5b9);
	z = (z ^ z >> 27) * UINT64_C(0x94d049bb133111eb);
	return (z ^ z >> 31) | 1;
}

/* Report two keys that have one hash, with any salt. */
static int
refuse(const struct lookup *l, const struct key *a, const struct key *b)
{
	static const char what[] = "c-lookup: its hash is that of another name";

	diag_error(l->diag, 0, a->name, what);
	diag_error(l->diag, 0, b->name, what);
	return STATUS_DATA;
}

int
keys_hash(struct keys *k, struct lookup *l, struct hash *h, uint32_t most_seed)
{
	uint64_t attempt = 0;
	size_t odd, least = HASH_LEAST;
	int result = 1;

	while (result == 1 && (least <= MOST_SEEDS || least <= 2 * k->n)) {
		hash_free(h);
		l->salt = make_salt(attempt);
		odd = hash_keys(k, l->salt);
		if (odd > 0)
			return refuse(l, &k->keys[odd - 1], &k->keys[odd]);
		result = hash_make(h, k->hashes, k->n_hashes, least, most_seed);
		if (++attempt % SALTS == 0)
			least = h->n_seeds * 2;
	}
	if (result > 0) {
		errno = 0;
		diag_fail(l->diag, STATUS_INTERNAL, NULL,
		    "c-lookup: no hash found for %zu names", k->n_hashes);
		return STATUS_INTERNAL;
	}
	return result == 0 ? STATUS_OK : STATUS_OS;
}

void
keys_free(struct keys *k)
{
	free(k->keys);
	free(k->hashes);
	free(k->firsts);
}
