/* SPDX-License-Identifier: MIT */
/* Which of many keys occur more than once. */
#include <criterion/criterion.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "repeats.h"

struct list {
	const char *const *keys;
	char key[32];
	char found[256];
	size_t n;
};

static const char *
list_key(void *data, size_t i)
{
	struct list *l = data;

	if (l->keys[i] == NULL)
		return NULL;
	/* A key is good for one call only. */
	return strcpy(l->key, l->keys[i]);
}

static void
note(void *data, const char *key, size_t i, size_t j)
{
	struct list *l = data;
	size_t n = strlen(l->found);

	snprintf(l->found + n, sizeof(l->found) - n, "%s:%zu,%zu ", key, i, j);
}

Test(repeats, are_found_in_the_order_of_keys_and_items)
{
	static const char *const keys[] = {
	    "z", "b", NULL, "a", "z", NULL, "c", "a", "z", "", "b"};
	struct list l = {.keys = keys};
	struct repeats r = {sizeof(keys) / sizeof(keys[0]), list_key, note, &l};

	cr_assert_eq(repeats_find(&r), 0);
	cr_expect_str_eq(l.found, "a:3,7 b:1,10 z:0,4 z:4,8 ");
}

Test(repeats, of_no_items_are_none)
{
	struct list l = {0};
	struct repeats r = {0, list_key, note, &l};

	cr_assert_eq(repeats_find(&r), 0);
	cr_expect_str_eq(l.found, "");
}

enum {
	MANY = 1000 * 1000
};

/* All keys differ, but for the last 1000, which repeat the first. */
static const char *
number_key(void *data, size_t i)
{
	struct list *l = data;

	snprintf(l->key, sizeof(l->key), "%zu", i % (MANY - 1000));
	return l->key;
}

static void
count(void *data, const char *key, size_t i, size_t j)
{
	struct list *l = data;

	l->n++;
	cr_expect_eq((size_t)atol(key), i);
	cr_expect_eq(j, i + MANY - 1000);
}

Test(repeats, are_told_from_keys_that_share_a_hash)
{
	struct list l = {0};
	struct repeats r = {MANY, number_key, count, &l};

	cr_assert_eq(repeats_find(&r), 0);
	cr_expect_eq(l.n, 1000);
}
