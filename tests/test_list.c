/* SPDX-License-Identifier: MIT */
/* The syntax of lists: lossless for any item, and strict. */
#include <criterion/criterion.h>
#include <errno.h>
#include <string.h>

#include "list.h"

#define N(array) (sizeof(array) / sizeof(array[0]))

/* What an item may be made of; each stands for itself. */
static const char *const hostile[] = {
    "a",
    ";",
    "; ",
    "\\",
    "\\;",
    "#",
    "|",
    "\\\\",
    ":",
    "a; b",
    "a#b|c:d",
    " a ",
    "\\#\\|\\;",
    "\n",
    "\"",
    "\xc3\xa9;\xf0\x9f\x94\x8c",
};

Test(list, any_two_ids_come_back)
{
	size_t i, k;

	for (i = 0; i < N(hostile); i++)
		for (k = 0; k < N(hostile); k++) {
			struct buffer b = {0};
			struct list_reader reader = {0};
			const char *id;

			list_add_id(&b, hostile[i]);
			list_add_id(&b, hostile[k]);
			reader.at = buffer_string(&b);
			cr_assert_eq(list_next_id(&reader, &id), 1);
			cr_expect_str_eq(id, hostile[i]);
			cr_assert_eq(list_next_id(&reader, &id), 1);
			cr_expect_str_eq(id, hostile[k]);
			cr_expect_eq(list_next_id(&reader, &id), 0);
			list_free(&reader);
			buffer_free(&b);
		}
}

static void
expect_part(const char *got, const char *wanted)
{
	cr_assert_eq(got == NULL, wanted == NULL);
	if (wanted != NULL)
		cr_expect_str_eq(got, wanted);
}

/* Check that two equal references come back; parts may be NULL. */
static void
expect_reference(const char *data, const char *section, const char *text)
{
	struct buffer b = {0};
	struct list_reader reader = {0};
	struct reference r;
	int i;

	list_add_reference(&b, "draft", data, section, text);
	list_add_reference(&b, "draft", data, section, text);
	reader.at = buffer_string(&b);
	for (i = 0; i < 2; i++) {
		cr_assert_eq(list_next_reference(&reader, &r), 1, "%s", b.data);
		cr_expect_str_eq(r.type, "draft");
		expect_part(r.data, data);
		expect_part(r.section, section);
		expect_part(r.text, text);
	}
	cr_expect_eq(list_next_reference(&reader, &r), 0);
	list_free(&reader);
	buffer_free(&b);
}

Test(list, any_parts_of_a_reference_come_back)
{
	size_t i, k, m;

	for (i = 0; i <= N(hostile); i++)
		for (k = 0; k <= N(hostile); k++)
			for (m = 0; m <= N(hostile); m++)
				expect_reference(
				    i == N(hostile) ? NULL : hostile[i],
				    k == N(hostile) ? NULL : hostile[k],
				    m == N(hostile) ? NULL : hostile[m]);
}

static const struct {
	const char *data, *section, *text;
	const char *list;
} spelt[] = {
    {"rfc9110", NULL, NULL, "rfc:rfc9110"},
    {"rfc9110", "4.2", NULL, "rfc:rfc9110#4.2"},
    {"rfc9110", NULL, "HTTP", "rfc:rfc9110|HTTP"},
    {NULL, NULL, "a; b", "rfc:|a\\; b"},
    {"a:b", NULL, NULL, "rfc:a:b"},
};

Test(list, references_are_spelt_as_documented)
{
	size_t i;

	for (i = 0; i < N(spelt); i++) {
		struct buffer b = {0};

		list_add_reference(
		    &b, "rfc", spelt[i].data, spelt[i].section, spelt[i].text);
		cr_expect_str_eq(buffer_string(&b), spelt[i].list);
		buffer_free(&b);
	}
}

static const char *const bad_ids[] = {";", "; a", "a;", "a; ", "a;b", "a;  ;",
    "a\\", "a\\b", "a#b", "a|b", "a; ; b"};

static const char *const bad_references[] = {"rfc", ":rfc1", "rfc:rfc1;",
    "rfc:rfc1; ", "rfc:rfc1;rfc:rfc2", "rfc:a#b#c", "rfc:a|b|c", "rfc:a|b#c",
    "rfc:a\\", "rfc:a\\b", "rfc:rfc1; rfc", "r#c:a"};

/* The result of the last call on a list. */
static int
read_all(const char *list, int references)
{
	struct list_reader reader = {0};
	struct reference r;
	const char *id;
	int result;

	reader.at = list;
	errno = 0;
	do
		result = references ? list_next_reference(&reader, &r)
				    : list_next_id(&reader, &id);
	while (result == 1);
	list_free(&reader);
	return result;
}

Test(list, whatever_does_not_follow_the_syntax_is_refused)
{
	size_t i;

	for (i = 0; i < N(bad_ids); i++) {
		cr_expect_eq(read_all(bad_ids[i], 0), -1, "%s", bad_ids[i]);
		cr_expect_eq(errno, EINVAL);
	}
	for (i = 0; i < N(bad_references); i++) {
		cr_expect_eq(read_all(bad_references[i], 1), -1, "%s",
		    bad_references[i]);
		cr_expect_eq(errno, EINVAL);
	}
	cr_expect_eq(read_all("", 0), 0);
	cr_expect_eq(read_all("", 1), 0);
}
