/* SPDX-License-Identifier: MIT */
/* Registry text inside the comments of generated C. */
#include <string.h>

#include "comment.h"

static int
is_printable(char c)
{
	return c >= 0x20 && c < 0x7f;
}

/* Whether two neighbours would end a comment, or seem to start one. */
static int
is_delimiter(char before, char c)
{
	return (before == '*' && c == '/') || (before == '/' && c == '*');
}

void
comment_add(struct buffer *b, const char *text)
{
	static const char cut[] = "...";
	char *start, *at, before = '\0';

	/* A blank may stand before the last byte that is taken. */
	if (buffer_reserve(b, COMMENT_MOST + 1 + sizeof(cut)) != 0)
		return;
	start = at = b->data + b->len;
	for (; *text != '\0'; text++) {
		char c = is_printable(*text) ? *text : '?';

		if (c == '?' && before == '?')
			continue;
		if (at - start >= COMMENT_MOST) {
			memcpy(at, cut, sizeof(cut) - 1);
			at += sizeof(cut) - 1;
			break;
		}
		if (is_delimiter(before, c))
			*at++ = ' ';
		*at++ = before = c;
	}
	b->len += (size_t)(at - start);
}
