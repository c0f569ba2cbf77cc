/* SPDX-License-Identifier: MIT */
/* The sentences that mark aliases, and whether both sides have them. */
#include <stdlib.h>
#include <string.h>

#include "alias.h"
#include "memory.h"

static const char replaced[] =
    "IANA assigned this well-formed service name as a replacement for";
static const char alias[] = "This entry is an alias to";
static const char historic[] = "This entry is now historic, not usable for "
			       "use with many common service discovery "
			       "mechanisms.";

/* Where in the n bytes at s the string starts, or NULL. */
static char *
find(char *s, size_t n, const char *string)
{
	size_t len = strlen(string);
	char *end = s + n;

	while (n >= len && (s = memchr(s, *string, n - len + 1)) != NULL) {
		if (memcmp(s, string, len) == 0)
			return s;
		n = (size_t)(end - ++s);
	}
	return NULL;
}

/*
 * The quoted name after the opening words at s, of n bytes, and up to ".".
 * Returns its length and sets *name, or 0 if that is not what follows.
 */
static size_t
find_name(char *s, size_t n, size_t opening, char **name)
{
	char *quote;

	*name = s + opening + 2;
	if (n < opening + 4 || s[opening] != ' ' || s[opening + 1] != '"')
		return 0;
	quote = memchr(*name, '"', n - opening - 2);
	if (quote == NULL || quote + 1 == s + n || quote[1] != '.')
		return 0;
	return (size_t)(quote - *name);
}

int
alias_cut_description(char *text, size_t *n, const char **old)
{
	size_t opening = sizeof(replaced) - 1, len;
	char *at = find(text, *n, replaced), *name;

	if (at == NULL)
		return 0;
	len = find_name(at, *n - (size_t)(at - text), opening, &name);
	/* The sentence is the last. */
	if (len == 0 || name + len + 2 != text + *n)
		return -1;
	name[len] = '\0';
	*old = name;
	*n = (size_t)(at - text);
	while (*n > 0 && text[*n - 1] == ' ')
		(*n)--;
	return 1;
}

/* The length of the sentence at s, whose blanks may be line breaks, or 0. */
static size_t
match_sentence(const char *s, size_t n, const char *sentence)
{
	size_t i;

	for (i = 0; sentence[i] != '\0'; i++)
		if (i == n || (s[i] != sentence[i] &&
				  !(s[i] == '\n' && sentence[i] == ' ')))
			return 0;
	return i;
}

int
alias_cut_note(char *text, size_t *n, struct buffer *name)
{
	size_t opening = sizeof(alias) - 1, len, rest;
	char *at = find(text, *n, alias), *end = text + *n, *from;

	if (at == NULL)
		return 0;
	len = find_name(at, (size_t)(end - at), opening, &from);
	if (len == 0)
		return -1;
	buffer_add(name, from, len);
	from += len + 2;
	if (find(from, (size_t)(end - from), alias) != NULL)
		return -1;
	while (from < end && (*from == ' ' || *from == '\n'))
		from++;
	from += match_sentence(from, (size_t)(end - from), historic);
	while (from < end && (*from == ' ' || *from == '\n'))
		from++;
	rest = (size_t)(end - from);
	if (rest == 0)
		while (at > text && (at[-1] == ' ' || at[-1] == '\n'))
			at--;
	memmove(at, from, rest);
	*n = (size_t)(at - text) + rest;
	return 1;
}

/* Room for one side more.  Returns it, or NULL (ENOMEM). */
static struct side *
add_side(struct aliases *a)
{
	struct side *sides;

	if (a->n == a->size) {
		sides = memory_double(a->sides, &a->size, sizeof(*sides));
		if (sides == NULL)
			return NULL;
		a->sides = sides;
	}
	return &a->sides[a->n++];
}

static void
add_part(struct buffer *keys, const char *s)
{
	buffer_puts(keys, s == NULL ? "" : s);
	buffer_put(keys, '\1');
}

void
alias_add(struct aliases *a, const struct table *t, const struct record *r,
    const char *name, const char *old, int is_alias)
{
	struct side *side = add_side(a);

	if (side == NULL) {
		a->keys.failed = 1;
		return;
	}
	*side = (struct side){a->keys.len, r->line, (uint8_t)is_alias};
	add_part(&a->keys, record_get(t, r, COLUMN_FIRST));
	add_part(&a->keys, record_get(t, r, COLUMN_LAST));
	add_part(&a->keys, record_get(t, r, COLUMN_PROTOCOL));
	add_part(&a->keys, name);
	buffer_add(&a->keys, old, strlen(old) + 1);
}

/* A side with its key, to be sorted. */
struct item {
	const char *key;
	uint32_t line;
	uint8_t is_alias;
};

static const char *
old_of(const struct item *item)
{
	return strrchr(item->key, '\1') + 1;
}

static int
compare_keys(const void *a, const void *b)
{
	const struct item *x = a, *y = b;
	int order = strcmp(x->key, y->key);

	return order != 0 ? order : (x->line > y->line) - (x->line < y->line);
}

static int
compare_lines(const void *a, const void *b)
{
	const struct item *x = a, *y = b;
	int order;

	if (x->line != y->line)
		return x->line < y->line ? -1 : 1;
	order = strcmp(old_of(x), old_of(y));
	return order != 0 ? order : strcmp(x->key, y->key);
}

/* Keep of n sorted items the first of each key that has but one side. */
static size_t
keep_alone(struct item *items, size_t n)
{
	size_t i, k, kept = 0;
	int both;

	for (i = 0; i < n; i = k) {
		both = 0;
		for (k = i; k < n && strcmp(items[i].key, items[k].key) == 0;
		     k++)
			both |= items[k].is_alias != items[i].is_alias;
		if (!both)
			items[kept++] = items[i];
	}
	return kept;
}

int
alias_check(struct aliases *a, struct diag *diag)
{
	struct item *items = calloc(a->n + 1, sizeof(*items));
	size_t i, n = a->n;

	if (items == NULL || a->keys.failed) {
		free(items);
		return -1;
	}
	for (i = 0; i < n; i++)
		items[i] = (struct item){a->keys.data + a->sides[i].key,
		    a->sides[i].line, a->sides[i].is_alias};
	qsort(items, n, sizeof(*items), compare_keys);
	n = keep_alone(items, n);
	qsort(items, n, sizeof(*items), compare_lines);
	for (i = 0; i < n; i++)
		diag_error(diag, items[i].line, old_of(&items[i]), "%s",
		    items[i].is_alias
			? "alias that no record replaces"
			: "replaces a name that is not its alias");
	free(items);
	return 0;
}

void
alias_free(struct aliases *a)
{
	free(a->sides);
	buffer_free(&a->keys);
	a->sides = NULL;
	a->n = a->size = 0;
}
