/* SPDX-License-Identifier: MIT */
/* The names of c-lookup and their hash. */
#ifndef LOOKUP_KEYS_H
#define LOOKUP_KEYS_H

#include "lookup.h"
#include "lookup_hash.h"

/* A name that can be looked up: of a block, or one of its aliases. */
struct key {
	uint64_t hash;
	const char *name;
	uint32_t block;
	uint32_t alias; /* or 0 */
};

/* Zero-initialise it. */
struct keys {
	struct key *keys; /* in the order of hash, block, alias */
	size_t n;
	uint64_t *hashes; /* each once */
	uint32_t *firsts; /* the first key of each; one more is the end */
	size_t n_hashes;
};

/* The hash of a name of n bytes, at least one, as the emitted header has it. */
uint64_t keys_hash_name(const char *name, size_t n, uint64_t salt);

/* List the names of all blocks and aliases.  Returns 0, or -1 (ENOMEM). */
int keys_make(struct keys *, const struct lookup *);

/*
 * Find a salt and seeds for them, and sort them by hash.  Returns STATUS_OK,
 * STATUS_OS, or after a message STATUS_DATA, if there are names that the hash
 * does not tell apart, or STATUS_INTERNAL: nothing was found.  Free the hash in
 * any case.
 */
int
keys_hash(struct keys *, struct lookup *, struct hash *, uint32_t most_seed);

void keys_free(struct keys *);

#endif
