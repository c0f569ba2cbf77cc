/* SPDX-License-Identifier: MIT */
/* The names that someone who mistyped one may have meant. */
#include <criterion/criterion.h>
#include <stdio.h>
#include <string.h>

#include "nearest.h"
#include "sample.h"
#include "snapshot.h"

/* A table with services of these names, in the order of the snapshot. */
static struct table
names(const char *const *list)
{
	struct diag diag = {"test", "names", stderr, 0, 0};
	char *records = "";
	struct table t;
	FILE *in;
	size_t i;

	for (i = 0; list[i] != NULL; i++)
		records = format("%sassigned,%s,%zu,%zu,tcp,D,,,,,,,,,\n",
		    records, list[i], i + 1, i + 1);
	in = fopen(sample_write("service-names-port-numbers", records), "r");
	cr_assert_not_null(in);
	cr_assert_eq(snapshot_read(&t, in, &diag), STATUS_OK);
	fclose(in);
	return t;
}

/* What is near a word, with blanks between. */
static char *
near(const char *const *list, const char *word)
{
	struct table t = names(list);
	const char *found[NEAREST_MOST];
	size_t i, n = nearest_find(&t, word, found);
	char *all = format("%s", "");

	for (i = 0; i < n; i++)
		all = format("%s%s%s", all, i == 0 ? "" : " ", found[i]);
	table_free(&t);
	return all;
}

/* A name, a word, and whether they are near. */
static const struct {
	const char *name, *word;
	int near;
} pairs[] = {
    {"smtp", "smtp", 1},
    {"smtp", "SMTP", 1},
    {"smtp", "smpt", 1},  /* a swap is one change */
    {"smtp", "msmtp", 1}, /* one left out */
    {"smtp", "stp", 1},	  /* one inserted */
    {"smtp", "smxp", 1},  /* one replaced */
    {"smtp", "smxy", 1},  /* four bytes bear two */
    {"smtp", "sxyz", 0},  /* not three */
    {"smtp", "mspt", 1},  /* two swaps */
    {"ab", "ba", 1},	  /* at the start, and the end */
    {"ab", "xy", 0},	  /* two bytes bear one */
    {"abc", "axy", 1},	  /* three bear two */
    {"abc", "xyz", 0},
    {"abcdef", "abcxyz", 1}, /* six bear three */
    {"abcdef", "abwxyz", 0},
    {"abcdef", "abc", 0}, /* three bear two, of three */
    {"abcdef", "abcd", 1},
    {"abc", "abcde", 1},
    {"abc", "abcdef", 1},
    {"a", "abcdef", 0},
    {"ca", "abc", 0}, /* a swap may hold no insertion */
    {"a-b", "A-B", 1},
    {"a", "b", 1},
    {"a", "", 1},
    {"ab", "", 0},
};

Test(nearest, bears_one_change_and_another_for_three_bytes)
{
	size_t i;

	for (i = 0; i < sizeof(pairs) / sizeof(pairs[0]); i++) {
		const char *const list[] = {pairs[i].name, NULL};

		cr_expect_str_eq(near(list, pairs[i].word),
		    pairs[i].near ? pairs[i].name : "", "%s for %s",
		    pairs[i].name, pairs[i].word);
	}
}

Test(nearest, gives_the_nearest_first_and_each_once)
{
	static const char *const list[] = {"httx", "http", "httq", "http",
	    "https", "htxx", "nntp", "http-alt", NULL};

	cr_expect_str_eq(near(list, "http"), "http httx httq");
	cr_expect_str_eq(near(list, "htxx"), "htxx httx http");
	cr_expect_str_eq(near(list, "nttp"), "http nntp httx");
	cr_expect_str_eq(near(list, "http-altt"), "http-alt");
	cr_expect_str_eq(near(list, "zzzzzz"), "");
}

Test(nearest, weighs_a_swap_and_knows_all_letters)
{
	static const char *const lists[][3] = {
	    {"smpt", "smtp", NULL}, {"b", "a", NULL}, {"y", "z", NULL}};

	cr_expect_str_eq(near(lists[0], "smtp"), "smtp smpt");
	cr_expect_str_eq(near(lists[0], "smpt"), "smpt smtp");
	cr_expect_str_eq(near(lists[1], "A"), "a b");
	cr_expect_str_eq(near(lists[2], "Z"), "z y");
}

Test(nearest, compares_words_up_to_64_bytes)
{
	char longer[66], *word = longer + 1, *shorter = longer + 2;
	const char *list[] = {word, NULL};

	memset(longer, 'a', 65);
	longer[65] = '\0';
	cr_expect_str_eq(near(list, longer), "");
	cr_expect_str_eq(near(list, word), word);
	cr_expect_str_eq(near(list, shorter), word);
	list[0] = longer;
	cr_expect_str_eq(near(list, word), "");
}
