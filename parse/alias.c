/* SPDX-License-Identifier: MIT */
/* The sentences that mark aliases, and whether both sides have them. */
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "alias.h"

static const char replaced[] =
    "IANA assigned this well-formed service name as a replacement for";
static const char alias[] = "This entry is an alias to";
static const char historic[] = "This entry is now historic, not usable for "
			       "use with many common service discovery "
			       "mechanisms.";

enum {
	IS_ALIAS = 1,
	IS_REPLACEMENT = 2,
	BOTH = 3,
	LINE_SHIFT = 2
};

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

static void
add_part(struct buffer *key, const char *s)
{
	buffer_puts(key, s == NULL ? "" : s);
	buffer_put(key, '\1');
}

void
alias_add(struct aliases *a, const struct table *t, const struct record *r,
    const char *name, const char *old, int is_alias)
{
	uintptr_t side = is_alias ? IS_ALIAS : IS_REPLACEMENT;
	const xmlChar *key;
	uintptr_t value;

	a->key.len = 0;
	add_part(&a->key, record_get(t, r, COLUMN_FIRST));
	add_part(&a->key, record_get(t, r, COLUMN_LAST));
	add_part(&a->key, record_get(t, r, COLUMN_PROTOCOL));
	add_part(&a->key, name);
	buffer_puts(&a->key, old);
	key = (const xmlChar *)buffer_string(&a->key);
	if (a->pairs == NULL)
		a->pairs = xmlHashCreate(512);
	if (a->pairs == NULL) {
		a->key.failed = 1;
		return;
	}
	value = (uintptr_t)xmlHashLookup(a->pairs, key);
	if (value == 0)
		value = (uintptr_t)r->line << LINE_SHIFT;
	if (xmlHashUpdateEntry(a->pairs, key, (void *)(value | side), NULL) !=
	    0)
		a->key.failed = 1;
}

/* A side of a pair that has no other; the old name is in the table's key. */
struct alone {
	size_t line;
	const char *old;
	int is_alias;
};

struct list {
	struct alone *alone;
	size_t n;
};

static void
collect(void *value, void *data, const xmlChar *key)
{
	uintptr_t v = (uintptr_t)value;
	struct list *list = data;
	struct alone *alone = &list->alone[list->n];

	if ((v & BOTH) == BOTH)
		return;
	alone->line = v >> LINE_SHIFT;
	alone->old = strrchr((const char *)key, '\1') + 1;
	alone->is_alias = (v & IS_ALIAS) != 0;
	list->n++;
}

/* The table's own order changes from run to run. */
static int
compare(const void *a, const void *b)
{
	const struct alone *x = a, *y = b;

	if (x->line != y->line)
		return x->line < y->line ? -1 : 1;
	return strcmp(x->old, y->old);
}

int
alias_check(struct aliases *a, struct diag *diag)
{
	struct list list = {NULL, 0};
	size_t i;

	if (a->pairs == NULL)
		return a->key.failed ? -1 : 0;
	list.alone =
	    calloc((size_t)xmlHashSize(a->pairs) + 1, sizeof(*list.alone));
	if (list.alone == NULL)
		return -1;
	xmlHashScan(a->pairs, (xmlHashScanner)collect, &list);
	qsort(list.alone, list.n, sizeof(*list.alone), compare);
	for (i = 0; i < list.n; i++)
		diag_error(diag, list.alone[i].line, list.alone[i].old, "%s",
		    list.alone[i].is_alias
			? "alias that no record replaces"
			: "replaces a name that is not its alias");
	free(list.alone);
	return a->key.failed ? -1 : 0;
}

void
alias_free(struct aliases *a)
{
	if (a->pairs != NULL)
		xmlHashFree(a->pairs, NULL);
	buffer_free(&a->key);
	a->pairs = NULL;
}
