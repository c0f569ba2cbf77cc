/* SPDX-License-Identifier: MIT */
/* Names as parts of C identifiers, independent of the locale. */
#include <string.h>

#include "identifier.h"

/* What a byte is in an identifier, or '\0' if it cannot be in one. */
static char
spell(char c)
{
	if ((c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9'))
		return c;
	return c >= 'a' && c <= 'z' ? (char)(c - 'a' + 'A') : '\0';
}

void
identifier_add(struct buffer *b, const char *text)
{
	char *start, *at;

	/* Each byte becomes one at most, and none is put before another. */
	if (buffer_reserve(b, strlen(text)) != 0)
		return;
	start = at = b->data + b->len;
	for (; *text != '\0'; text++) {
		char c = spell(*text);

		if (c != '\0')
			*at++ = c;
		else if (at > start && at[-1] != '_')
			*at++ = '_';
	}
	if (at > start && at[-1] == '_')
		at--;
	b->len += (size_t)(at - start);
}

int
identifier_possible(const char *text)
{
	while (*text != '\0' && spell(*text) == '\0')
		text++;
	return *text != '\0';
}
