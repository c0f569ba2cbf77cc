/* SPDX-License-Identifier: MIT */
/* Registry text in Markdown (CommonMark, and GitHub's), where it is inert. */
#include <string.h>

#include "markdown.h"
#include "text.h"

/* The longest run of backquotes. */
static size_t
longest_run(const char *s)
{
	size_t n, most = 0;

	for (; *s != '\0'; s += n + (s[n] != '\0')) {
		n = strspn(s, "`");
		most = n > most ? n : most;
	}
	return most;
}

static void
put_run(struct buffer *b, size_t n)
{
	while (n-- > 0)
		buffer_put(b, '`');
}

static void
put_cut(struct buffer *b, const char *s)
{
	size_t n, at;
	uint32_t c;

	for (at = 0; s[at] != '\0'; at += n) {
		n = text_decode(s + at, &c);
		if (at + n > MARKDOWN_MOST) {
			buffer_puts(b, "...");
			return;
		}
		if (c == '\n')
			buffer_put(b, ' ');
		else if (n == 0 || text_is_active(c))
			buffer_put(b, '?');
		else
			buffer_add(b, s + at, n);
		n = n == 0 ? 1 : n;
	}
}

void
markdown_put_code(struct buffer *b, const char *s)
{
	size_t fence = longest_run(s) + 1;

	/* Two fences with nothing in between are one, which opens a span. */
	if (*s == '\0') {
		buffer_puts(b, "nothing");
		return;
	}
	put_run(b, fence);
	/* A blank at both ends is not shown; it parts backquotes. */
	if (fence > 1)
		buffer_put(b, ' ');
	put_cut(b, s);
	if (fence > 1)
		buffer_put(b, ' ');
	put_run(b, fence);
}

/* Marks that only mean something elsewhere than between words. */
static int
is_prose(const char *s, const char *start)
{
	int is_word = (*s >= '0' && *s <= '9') || (*s >= 'A' && *s <= 'Z') ||
		      (*s >= 'a' && *s <= 'z') || (unsigned char)*s >= 0x80;

	if (is_word || *s == ' ')
		return 1;
	if (s > start && *s == '-')
		return 1;
	if (s > start && strchr(",;.:)", *s) != NULL)
		return s[1] == '\0' || strchr(" ,;.)", s[1]) != NULL;
	return *s == '(' || (*s == '/' && s > start && s[1] != '/');
}

void
markdown_put_text(struct buffer *b, const char *text)
{
	const char *s = text;
	uint32_t c;

	/* A number and a mark at the start would be a list. */
	s += strspn(s, "0123456789");
	if (s > text && *s != ' ' && *s != '\0') {
		markdown_put_code(b, text);
		return;
	}
	for (; *s != '\0' && is_prose(s, text); s++)
		if ((unsigned char)*s >= 0x80 &&
		    (text_decode(s, &c) == 0 || text_is_active(c)) &&
		    ((unsigned char)*s & 0xc0) != 0x80)
			break;
	if (*s == '\0')
		put_cut(b, text);
	else
		markdown_put_code(b, text);
}
