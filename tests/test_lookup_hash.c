/* SPDX-License-Identifier: MIT */
/* The minimal perfect hash. */
#include <criterion/criterion.h>
#include <stdlib.h>
#include <string.h>

#include "lookup/layout.h"
#include "lookup_hash.h"
#include "lookup_keys.h"
#include "run.h"

enum {
	ATTEMPTS = 256 /* keys that may be tried: not all have a hash */
};

/* Keys that only look random, others for each attempt. */
static uint64_t *
make_keys(size_t n, uint64_t attempt)
{
	uint64_t *keys = calloc(n + 1, sizeof(*keys));
	uint64_t x = 88172645463325252U + attempt;
	size_t i;

	cr_assert_not_null(keys);
	for (i = 0; i < n; i++) {
		x ^= x << 13;
		x ^= x >> 7;
		x ^= x << 17;
		keys[i] = x;
	}
	return keys;
}

/* Keys that have a hash, with it. */
static uint64_t *
make(struct hash *h, size_t n)
{
	uint64_t attempt, *keys;

	for (attempt = 0; attempt < ATTEMPTS; attempt++) {
		keys = make_keys(n, attempt);
		if (hash_make(h, keys, n, HASH_LEAST, UINT32_MAX) == 0)
			return keys;
		hash_free(h);
		free(keys);
	}
	cr_assert_fail("no hash of %zu keys", n);
	return NULL;
}

static const size_t sizes[] = {1, 2, 3, 4, 5, 17, 1000, 7327, 73270};

Test(lookup_hash, gives_each_key_a_slot_of_its_own)
{
	size_t i, k;

	for (i = 0; i < sizeof(sizes) / sizeof(sizes[0]); i++) {
		size_t n = sizes[i];
		struct hash h = {0};
		uint64_t *keys = make(&h, n);
		unsigned char *taken = calloc(n, 1);

		for (k = 0; k < n; k++) {
			uint32_t seed =
			    h.seeds[iana_bucket(keys[k], (uint32_t)h.n_seeds)];
			uint32_t slot = iana_slot(keys[k], seed, (uint32_t)n);

			cr_assert_leq(seed,
			    UINT32_MAX >> (32 - iana_seed_bits((uint32_t)n)));
			cr_assert_lt(slot, n);
			cr_assert_eq(slot, h.slots[k]);
			cr_assert_eq(taken[slot]++, 0);
		}
		hash_free(&h);
		free(taken);
		free(keys);
	}
}

Test(lookup_hash, is_the_same_each_time)
{
	struct hash a = {0}, b = {0};
	uint64_t *keys = make(&a, 1000);

	cr_assert_eq(hash_make(&b, keys, 1000, HASH_LEAST, UINT32_MAX), 0);
	cr_expect_eq(a.n_seeds, b.n_seeds);
	cr_expect_eq(memcmp(a.seeds, b.seeds, a.n_seeds * sizeof(*a.seeds)), 0);
	hash_free(&a);
	hash_free(&b);
	free(keys);
}

/* Names that differ in one place only, and up to how many there are. */
static const struct {
	const char *pattern;
	int most, step;
} families[] = {
    {"n-%d", 64, 1}, {"service-%02d", 64, 1}, {"%02d-service", 64, 1},
    {"abc%02ddefghijk", 64, 1}, {"abcdefghi%02djklmnopqrst", 64, 1},
    {"abcdefg%dhijklmnopqrs", 10, 1}, /* it takes more seeds */
    {"service-%05d", 50000, 12500},
    {"n%05d-and-as-many-bytes-more", 50000, 12500},
    {"qqqqq%c%c%cqqqqqqqqq", 8000, 1000}, /* three letters of twenty */
    {"", 64, 1},			  /* b, bb, bbb and so on */
};

static void
expect_hash(const char *pattern, int n)
{
	static const char b[] = "bbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbb"
				"bbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbb";
	struct block *blocks = calloc((size_t)n, sizeof(*blocks));
	struct diag diag = {.tool = "t", .out = stderr};
	struct lookup l = {
	    .diag = &diag, .blocks = blocks, .n_blocks = (size_t)n};
	struct keys k = {0};
	struct hash h = {0};
	int i;

	cr_assert_not_null(blocks);
	for (i = 0; i < n; i++)
		blocks[i].name = *pattern == '\0' ? format("%.*s", i + 1, b)
				 : strstr(pattern, "%c") != NULL
				     ? format(pattern, 'a' + i / 400,
					   'a' + i / 20 % 20, 'a' + i % 20)
				     : format(pattern, i);
	cr_assert_eq(keys_make(&k, &l), 0);
	cr_expect_eq(
	    keys_hash(&k, &l, &h, UINT32_MAX), 0, "%s: %d", pattern, n);
	for (i = 0; i < n; i++)
		free((char *)(uintptr_t)blocks[i].name);
	free(blocks);
	keys_free(&k);
	hash_free(&h);
}

Test(lookup_hash, is_found_for_names_that_are_nearly_the_same)
{
	size_t i;
	int n;

	for (i = 0; i < sizeof(families) / sizeof(families[0]); i++)
		for (n = families[i].step; n <= families[i].most;
		     n += families[i].step)
			expect_hash(families[i].pattern, n);
}

Test(lookup_hash, ends_where_the_budget_does)
{
	uint64_t *keys = make_keys(1000, 0);
	struct hash h = {0};

	cr_expect_eq(hash_make(&h, keys, 1000, HASH_LEAST, 3), 1);
	hash_free(&h);
	free(keys);
}

/* Nothing tells such keys apart; without a budget it would search forever. */
Test(lookup_hash, is_not_found_for_a_key_that_is_there_twice)
{
	static const uint64_t keys[] = {7, 5, 7};
	struct hash h = {0};

	cr_expect_eq(hash_make(&h, keys, 3, HASH_LEAST, 1000), 1);
	hash_free(&h);
}
