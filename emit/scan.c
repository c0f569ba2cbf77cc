/* SPDX-License-Identifier: MIT */
/* Lines, words and numbers, as the C library reads them. */
#include <string.h>

#include "scan.h"

int
pieces_next(struct pieces *p, struct span *piece)
{
	size_t n = p->rest.n;
	const char *end;

	if (n == 0)
		return 0;
	if (!p->is_open)
		p->line++;
	if (p->most != 0 && n > p->most)
		n = p->most;
	end = memchr(p->rest.s, '\n', n);
	if (end != NULL)
		n = (size_t)(end - p->rest.s);
	*piece = (struct span){p->rest.s, n};
	p->is_open = end == NULL;
	p->rest = span_after(p->rest, n + (end != NULL));
	return 1;
}

struct span
span_until(struct span s, char c)
{
	const char *end = s.n == 0 ? NULL : memchr(s.s, c, s.n);

	if (end != NULL)
		s.n = (size_t)(end - s.s);
	return s;
}

struct span
span_after(struct span s, size_t n)
{
	if (n > s.n)
		n = s.n;
	return (struct span){s.s + n, s.n - n};
}

int
span_is(struct span s, const char *string)
{
	return s.n == strlen(string) && memcmp(s.s, string, s.n) == 0;
}

int
span_starts(struct span s, const char *string)
{
	size_t n = strlen(string);

	return s.n >= n && memcmp(s.s, string, n) == 0;
}

int
is_space(char c)
{
	return c == ' ' || (c >= '\t' && c <= '\r');
}

int
is_blank(char c)
{
	return c == ' ' || c == '\t';
}

struct span
span_skip(struct span s, int (*is)(char))
{
	while (s.n > 0 && is(*s.s))
		s = span_after(s, 1);
	return s;
}

int
span_word(struct span *s, int (*is)(char), struct span *word)
{
	size_t n = 0;

	*s = span_skip(*s, is);
	while (n < s->n && !is(s->s[n]))
		n++;
	*word = (struct span){s->s, n};
	*s = span_after(*s, n);
	return n > 0;
}

/* The value of a digit in any base up to 16, or 16. */
static unsigned
digit(char c)
{
	if (c >= '0' && c <= '9')
		return (unsigned)(c - '0');
	if (c >= 'a' && c <= 'f')
		return (unsigned)(c - 'a') + 10;
	if (c >= 'A' && c <= 'F')
		return (unsigned)(c - 'A') + 10;
	return 16;
}

/* The base of a number, without its sign; 0x is passed over. */
static unsigned
find_base(struct span *s)
{
	if (s->n > 2 && s->s[0] == '0' && (s->s[1] == 'x' || s->s[1] == 'X') &&
	    digit(s->s[2]) < 16) {
		*s = span_after(*s, 2);
		return 16;
	}
	return s->n > 0 && s->s[0] == '0' ? 8 : 10;
}

struct number
number_read(struct span all, int base)
{
	struct number n = {0, 0, all, 0};
	struct span s = span_skip(all, is_space);
	unsigned radix = (unsigned)base;

	if (s.n > 0 && (*s.s == '+' || *s.s == '-')) {
		n.is_negative = *s.s == '-';
		s = span_after(s, 1);
	}
	if (base == 0)
		radix = find_base(&s);
	for (; s.n > 0 && digit(*s.s) < radix; s = span_after(s, 1)) {
		unsigned d = digit(*s.s);

		n.is_there = 1;
		n.value = n.value > (UINT64_MAX - d) / radix
			      ? UINT64_MAX
			      : n.value * radix + d;
		n.rest = span_after(s, 1);
	}
	return n;
}
