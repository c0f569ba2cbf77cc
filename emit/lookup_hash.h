/* SPDX-License-Identifier: MIT */
/*
 * A minimal perfect hash: hash and displace (Belazzougui, Botelho and
 * Dietzfelbinger 2009).  Keys go to buckets; each bucket has a seed that sends
 * its keys to slots which no other key has.  As many slots as keys.
 */
#ifndef LOOKUP_HASH_H
#define LOOKUP_HASH_H

#include <stddef.h>
#include <stdint.h>

enum {
	HASH_BUCKET = 4,     /* keys of a bucket, on average, at most */
	HASH_FEW = 2048,     /* of so few keys, not all may find a place */
	HASH_FEW_BUCKET = 2, /* in full buckets; so theirs have less */
	HASH_LEAST = 2	     /* seeds */
};

struct hash {
	uint32_t *seeds; /* one a bucket */
	size_t n_seeds;	 /* a power of 2 */
	uint32_t *slots; /* one a key */
};

/*
 * Find the seeds for n keys, at least one, each there once, trying most of
 * them for each bucket.  There are at least so many buckets, HASH_LEAST or
 * another power of 2.  The same keys in the same order give the same.  Returns
 * 0, 1 if there is none for some bucket, or -1 (ENOMEM); free the hash in any
 * case.
 */
int hash_make(
    struct hash *, const uint64_t *keys, size_t n, size_t least, uint32_t most);
void hash_free(struct hash *);

#endif
