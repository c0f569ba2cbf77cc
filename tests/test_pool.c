/* SPDX-License-Identifier: MIT */
/* Strings in one piece. */
#include <criterion/criterion.h>
#include <stdlib.h>
#include <string.h>

#include "lookup_pool.h"

enum {
	MOST = 8
};

static const struct {
	const char *strings[MOST];
	const char *pool; /* with "|" for each NUL */
} pools[] = {
    {{NULL}, ""},
    {{""}, "||||"},
    {{"a", "b", "a"}, "a|||b|||"},
    {{"ab", "cab", "xcab"}, "ab||xcab|"},
    {{"http", "https", "http-alt"}, "http|https|http-alt|"},
    {{"alt", "http-alt", "-alt"}, "http-alt|"},
    {{"xabc", "abc", "yabc", "zabc"}, "xabc|yabc|zabc|"},
    {{"cde", "bcde", "abcde", "zbcde"}, "abcde|zbcde|"},
    {{"x\303\251", "\303\251"}, "x\303\251|\303\251||"},
};

Test(pool, has_each_string_once_and_ends_within_others)
{
	size_t i, k, n;

	for (i = 0; i < sizeof(pools) / sizeof(pools[0]); i++) {
		const char *const *strings = pools[i].strings;
		struct buffer b = {0};
		uint32_t offsets[MOST];

		for (n = 0; strings[n] != NULL;)
			n++;
		cr_expect_eq(pool_add(&b, strings, offsets, n), 0);
		cr_assert_eq(b.len, strlen(pools[i].pool), "%s", pools[i].pool);
		for (k = 0; k < b.len; k++)
			cr_expect_eq(b.data[k] == '\0' ? '|' : b.data[k],
			    pools[i].pool[k], "%s", pools[i].pool);
		for (k = 0; k < n; k++)
			cr_expect_str_eq(b.data + offsets[k], strings[k]);
		buffer_free(&b);
	}
}

Test(pool, grows_by_what_is_added_later)
{
	static const char *const first[] = {"one"}, *const second[] = {"two"};
	struct buffer b = {0};
	uint32_t at[2];

	cr_expect_eq(pool_add(&b, first, &at[0], 1), 0);
	cr_expect_eq(pool_add(&b, second, &at[1], 1), 0);
	cr_expect_eq(at[0], 0);
	cr_expect_eq(at[1], 4);
	cr_expect_str_eq(b.data + 4, "two");
	buffer_free(&b);
}
