/* SPDX-License-Identifier: MIT */
/* The sentences that mark aliases, whole, cut and with what is around. */
#include <criterion/criterion.h>
#include <stdlib.h>
#include <string.h>

#include "alias.h"

#define REPLACED \
	"IANA assigned this well-formed service name as a replacement for"
#define ALIAS "This entry is an alias to"
#define HISTORIC(blank)                                             \
	"This entry is now historic, not usable for use with" blank \
	"many common service discovery mechanisms."

/* A text, and what of it is left and found; left is NULL if it is refused. */
struct cut {
	const char *text;
	int result;
	const char *left, *name;
};

static const struct cut descriptions[] = {
    {"", 0, "", ""},
    {"d", 0, "d", ""},
    {"IANA assigned this well-formed service name as a replacement fo", 0,
	"IANA assigned this well-formed service name as a replacement fo", ""},
    {"I" REPLACED " \"b\".", 1, "I", "b"},
    {REPLACED " \"b\".", 1, "", "b"},
    {"d  " REPLACED " \"b_c\".", 1, "d", "b_c"},
    {"d" REPLACED " \"b\".", 1, "d", "b"},
    {" " REPLACED " \"b\".", 1, "", "b"},
    {REPLACED, -1, NULL, ""},
    {REPLACED " ", -1, NULL, ""},
    {REPLACED " \"", -1, NULL, ""},
    {REPLACED " \"\"", -1, NULL, ""},
    {REPLACED " \"\".", -1, NULL, ""},
    {REPLACED " \"b", -1, NULL, ""},
    {REPLACED " \"b\"", -1, NULL, ""},
    {REPLACED " \"b\",", -1, NULL, ""},
    {REPLACED "x\"b\".", -1, NULL, ""},
    {REPLACED " xb\".", -1, NULL, ""},
    {REPLACED " \"b\". ", -1, NULL, ""},
    {REPLACED " \"b\". d", -1, NULL, ""},
};

static const struct cut notes[] = {
    {"", 0, "", ""},
    {"n", 0, "n", ""},
    {ALIAS " \"c\".", 1, "", "c"},
    {"n \n" ALIAS " \"c\".", 1, "n", "c"},
    {ALIAS " \"c\".\n n", 1, "n", "c"},
    {"n\n" ALIAS " \"c\".\nm", 1, "n\nm", "c"},
    {ALIAS " \"c\". " HISTORIC(" "), 1, "", "c"},
    {"n " ALIAS " \"c\".\n" HISTORIC("\n") "\n", 1, "n", "c"},
    {"n " ALIAS " \"c\". " HISTORIC(" ") " m", 1, "n m", "c"},
    {ALIAS " \"c\". This entry is now", 1, "This entry is now", "c"},
    {ALIAS " \"c\". his entry", 1, "his entry", "c"},
    {ALIAS " \"c\". " HISTORIC("-"), 1, HISTORIC("-"), "c"},
    {ALIAS, -1, NULL, ""},
    {ALIAS " \"c\"", -1, NULL, ""},
    {ALIAS " \"c\". " ALIAS " \"d\".", -1, NULL, ""},
};

/* A text without a NUL, so that what reads behind it is found out. */
static char *
copy(const char *s, size_t *n)
{
	char *text;

	*n = strlen(s);
	text = malloc(*n + (*n == 0));
	cr_assert_not_null(text);
	memcpy(text, s, *n);
	return text;
}

static void
expect(const struct cut *c, const char *text, size_t n, int result,
    const char *name)
{
	cr_expect_eq(result, c->result, "'%s': %d", c->text, result);
	if (c->left == NULL)
		return;
	cr_expect_eq(n, strlen(c->left), "'%s': %zu", c->text, n);
	cr_expect_eq(memcmp(text, c->left, n), 0, "'%s'", c->text);
	cr_expect_str_eq(name, c->name, "'%s'", c->text);
}

Test(alias, descriptions_lose_their_last_sentence)
{
	size_t i, n;

	for (i = 0; i < sizeof(descriptions) / sizeof(descriptions[0]); i++) {
		const char *old = "";
		char *text = copy(descriptions[i].text, &n);
		int result = alias_cut_description(text, &n, &old);

		expect(&descriptions[i], text, n, result, old);
		free(text);
	}
}

Test(alias, notes_lose_what_says_that_they_are_of_an_alias)
{
	size_t i, n;

	for (i = 0; i < sizeof(notes) / sizeof(notes[0]); i++) {
		struct buffer name = {0};
		char *text = copy(notes[i].text, &n);
		int result = alias_cut_note(text, &n, &name);

		expect(&notes[i], text, n, result, buffer_string(&name));
		buffer_free(&name);
		free(text);
	}
}
