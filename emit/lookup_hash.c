/* SPDX-License-Identifier: MIT */
/* Seeds by trial, the fullest buckets first, while most slots are free. */
#include <stdlib.h>
#include <string.h>

#include "lookup/layout.h"
#include "lookup_hash.h"

/* The keys by bucket: bucket i has order[starts[i]] to order[starts[i + 1]]. */
struct buckets {
	const uint64_t *keys;
	uint32_t n, n_keys;
	uint32_t *starts, *order;
	uint32_t *by_size; /* those with keys, fullest first */
	uint32_t n_filled;
	unsigned char *taken; /* one flag a slot */
};

static uint32_t
bucket_of(const struct buckets *b, uint32_t key)
{
	return iana_bucket(b->keys[key], b->n);
}

static uint32_t
size_of(const struct buckets *b, uint32_t bucket)
{
	return b->starts[bucket + 1] - b->starts[bucket];
}

static void
sort_keys(struct buckets *b)
{
	uint32_t i;

	for (i = 0; i < b->n_keys; i++)
		b->starts[bucket_of(b, i)]++;
	for (i = 1; i < b->n; i++)
		b->starts[i] += b->starts[i - 1];
	/* These are the ends; to fill each bucket from its end moves them. */
	for (i = b->n_keys; i-- > 0;)
		b->order[--b->starts[bucket_of(b, i)]] = i;
	b->starts[b->n] = b->n_keys;
}

static void
sort_buckets(struct buckets *b)
{
	uint32_t i, size, most = 0, n = 0;

	for (i = 0; i < b->n; i++)
		most = size_of(b, i) > most ? size_of(b, i) : most;
	for (size = most; size > 0; size--)
		for (i = 0; i < b->n; i++)
			if (size_of(b, i) == size)
				b->by_size[n++] = i;
	b->n_filled = n;
}

static int
make_buckets(struct buckets *b)
{
	b->starts = calloc(b->n + 1, sizeof(*b->starts));
	b->order = calloc(b->n_keys, sizeof(*b->order));
	b->by_size = calloc(b->n, sizeof(*b->by_size));
	b->taken = calloc(b->n_keys, 1);
	if (b->starts == NULL || b->order == NULL || b->by_size == NULL ||
	    b->taken == NULL)
		return -1;
	sort_keys(b);
	sort_buckets(b);
	return 0;
}

/* Send the keys of a bucket to free slots.  Returns 1, or 0: none were taken.
 */
static int
place(struct buckets *b, uint32_t bucket, uint32_t seed, uint32_t *slots)
{
	uint32_t i, key, slot;

	for (i = b->starts[bucket]; i < b->starts[bucket + 1]; i++) {
		key = b->order[i];
		slot = iana_slot(b->keys[key], seed, b->n_keys);
		if (b->taken[slot]) {
			while (i-- > b->starts[bucket])
				b->taken[slots[b->order[i]]] = 0;
			return 0;
		}
		b->taken[slot] = 1;
		slots[key] = slot;
	}
	return 1;
}

/* Find a seed for each bucket, among most, in an order without a pattern. */
static int
search(struct hash *h, struct buckets *b, uint32_t most)
{
	uint32_t i, bucket, seed, attempt;
	uint32_t mask = (UINT32_C(1) << iana_seed_bits(b->n_keys)) - 1;

	for (i = 0; i < b->n_filled; i++) {
		bucket = b->by_size[i];
		for (attempt = 0;; attempt++) {
			if (attempt == most || attempt > mask)
				return 1;
			seed = attempt * UINT32_C(0x9e3779b1) & mask;
			if (place(b, bucket, seed, h->slots))
				break;
		}
		h->seeds[bucket] = seed;
	}
	return 0;
}

int
hash_make(
    struct hash *h, const uint64_t *keys, size_t n, size_t least, uint32_t most)
{
	struct buckets b = {.keys = keys, .n_keys = (uint32_t)n};
	size_t fill = n <= HASH_FEW ? HASH_FEW_BUCKET : HASH_BUCKET;
	int result = -1;

	for (h->n_seeds = least; h->n_seeds * fill < n;)
		h->n_seeds *= 2;
	h->seeds = calloc(h->n_seeds, sizeof(*h->seeds));
	h->slots = calloc(n, sizeof(*h->slots));
	b.n = (uint32_t)h->n_seeds;
	if (h->seeds != NULL && h->slots != NULL && make_buckets(&b) == 0)
		result = search(h, &b, most);
	free(b.starts);
	free(b.order);
	free(b.by_size);
	free(b.taken);
	return result;
}

void
hash_free(struct hash *h)
{
	free(h->seeds);
	free(h->slots);
	h->seeds = h->slots = NULL;
}
