/* SPDX-License-Identifier: MIT */
/*
 * Lists of TXT keys.  A part is what stands between commas and LFs; a word is
 * what stands between blanks in a part, with the remark that follows it.
 */
#include <string.h>

#include "txt_keys.h"

static int
is_blank(char c)
{
	return c == ' ' || c == '\n';
}

static char
lower(char c)
{
	return c >= 'A' && c <= 'Z' ? (char)(c + ('a' - 'A')) : c;
}

/*
 * The bytes of s that are the pattern, in lower case, where a blank stands for
 * any number of them; or 0.
 */
static size_t
match(const char *s, const char *pattern)
{
	const char *at = s;

	for (; *pattern != '\0'; pattern++) {
		if (*pattern == ' ') {
			while (is_blank(*at))
				at++;
		} else if (lower(*at++) != *pattern) {
			return 0;
		}
	}
	return (size_t)(at - s);
}

/* Whether the n bytes at s are one of the words that are no keys. */
static int
is_no_key(const char *s, size_t n)
{
	static const char *const words[] = {
	    "none", "none.", "proprietary", "tbd"};
	size_t i;

	for (i = 0; i < sizeof(words) / sizeof(words[0]); i++)
		if (n == strlen(words[i]) && match(s, words[i]) == n)
			return 1;
	return 0;
}

/*
 * The bytes at s up to one of stops that is not in brackets or quotes, or the
 * end; a blank before "(" stops nothing.  *is_open: some were not closed.
 */
static size_t
span(const char *s, size_t n, const char *stops, int *is_open)
{
	size_t i, depth = 0;
	int quoted = 0;

	for (i = 0; i < n; i++) {
		if (depth == 0 && !quoted && strchr(stops, s[i]) != NULL &&
		    !(s[i] == ' ' && i + 1 < n && s[i + 1] == '('))
			break;
		quoted ^= s[i] == '"';
		if (strchr("<([{", s[i]) != NULL)
			depth++;
		else if (depth > 0 && strchr(">)]}", s[i]) != NULL)
			depth--;
	}
	*is_open = depth > 0 || quoted;
	return i;
}

/* How many words the n bytes at s have, and how many of them have a "=". */
static size_t
count_words(const char *s, size_t n, size_t *equals)
{
	size_t words = 0, i, k;
	int is_open;

	*equals = 0;
	for (i = 0; i < n; i += k) {
		while (i < n && is_blank(s[i]))
			i++;
		k = span(s + i, n - i, " ", &is_open);
		words += k > 0;
		*equals += span(s + i, k, "=", &is_open) < k;
	}
	return words;
}

/* The n bytes at s without blanks at both ends. */
static const char *
trim(const char *s, size_t *n)
{
	while (*n > 0 && is_blank(*s)) {
		s++;
		--*n;
	}
	while (*n > 0 && is_blank(s[*n - 1]))
		--*n;
	return s;
}

/* The next part that is not empty, or NULL. */
static const char *
next_part(struct txt_items *items, size_t *n)
{
	int is_open;

	while (items->at < items->end) {
		const char *part = items->at;

		*n = span(part, (size_t)(items->end - part), ",\n", &is_open);
		items->at += *n + (part + *n < items->end);
		part = trim(part, n);
		if (*n > 0)
			return part;
	}
	return NULL;
}

/* Whether each word of the n bytes at s has a "=", if there are several. */
static int
is_run(const char *s, size_t n)
{
	size_t equals, words = count_words(s, n, &equals);

	return words > 1 && equals == words;
}

struct txt_items
txt_keys_items(const char *list)
{
	return (struct txt_items){list, list + strlen(list), NULL, 0};
}

/* The next word of a run, of which something is left. */
static const char *
next_word(struct txt_items *items, size_t *n)
{
	const char *word = trim(items->run, &items->run_n);
	int is_open;

	*n = span(word, items->run_n, " ", &is_open);
	items->run = word + *n;
	items->run_n -= *n;
	return word;
}

const char *
txt_keys_next(struct txt_items *items, size_t *n)
{
	const char *part;

	if (items->run_n > 0)
		return next_word(items, n);
	part = next_part(items, n);
	if (part == NULL || !is_run(part, *n))
		return part;
	items->run = part;
	items->run_n = *n;
	return next_word(items, n);
}

/* Whether the n bytes at s are an item of a list rather than prose. */
static int
is_item(const char *s, size_t n)
{
	size_t equals, words = count_words(s, n, &equals);
	size_t word, key;
	int is_open;

	word = span(s, n, " ", &is_open);
	key = span(s, word, "=", &is_open);
	span(s, n, "", &is_open);
	if (is_open || is_no_key(s, n) || key == 0)
		return 0;
	if (words > 1 && (equals != 1 || key == word))
		return 0;
	return strchr("<([{\"-.", *s) == NULL &&
	       (key < word || memchr(s, ':', n) == NULL);
}

static int
is_list(const char *s)
{
	struct txt_items items = txt_keys_items(s);
	const char *item;
	size_t n, count = 0;

	while ((item = txt_keys_next(&items, &n)) != NULL) {
		if (!is_item(item, n))
			return 0;
		count++;
	}
	return count > 0;
}

struct txt_keys
txt_keys_find(const char *note)
{
	struct txt_keys keys = {0, NULL};
	const char *at = note, *list;
	size_t n = 0;

	while (*at != '\0' && (n = match(at, "defined txt keys:")) == 0)
		at++;
	keys.before = (size_t)(at - note);
	if (n == 0)
		return keys;
	trim(note, &keys.before);
	list = at + n;
	n = strlen(list);
	at = trim(list, &n);
	if (is_no_key(at, n) && lower(*at) == 'n')
		keys.list = "";
	else if (is_list(list))
		keys.list = list;
	return keys;
}
