/* SPDX-License-Identifier: MIT */
/* UTF-8 text, independent of the locale. */
#include <string.h>

#include "text.h"

/* The length that a leading byte announces, or 0. */
static size_t
announced(unsigned char c)
{
	if (c < 0x80)
		return 1;
	if (c >= 0xc2 && c <= 0xdf)
		return 2;
	if (c >= 0xe0 && c <= 0xef)
		return 3;
	return c >= 0xf0 && c <= 0xf4 ? 4 : 0;
}

size_t
text_decode(const char *s, uint32_t *c)
{
	/* The bits of a leading byte, and the least value, by length. */
	static const unsigned char mask[] = {0, 0x7f, 0x1f, 0x0f, 0x07};
	static const uint32_t least[] = {0, 0, 0x80, 0x800, 0x10000};
	size_t n = announced((unsigned char)*s);
	size_t i;

	*c = (unsigned char)*s & mask[n];
	for (i = 1; i < n; i++) {
		if (((unsigned char)s[i] & 0xc0) != 0x80)
			return 0;
		*c = *c << 6 | ((unsigned char)s[i] & 0x3f);
	}
	if (*c < least[n] || *c > 0x10ffff || (*c >= 0xd800 && *c <= 0xdfff))
		return 0;
	return n;
}

const char *
text_check(const char *s, int lines)
{
	const char *start = s;
	uint32_t c;
	size_t n;

	if (*s == ' ' || *s == '\n')
		return "leading blank";
	for (;; s += n) {
		while (*s >= 0x20 && *s < 0x7f)
			s++;
		if (*s == '\0')
			break;
		n = text_decode(s, &c);
		if (n == 0)
			return "not UTF-8";
		if ((c < 0x20 && !(lines && c == '\n')) ||
		    (c >= 0x7f && c <= 0x9f))
			return "control character";
		if (c == 0xfffe || c == 0xffff)
			return "not a character of XML";
	}
	if (s > start && (s[-1] == ' ' || s[-1] == '\n'))
		return "trailing blank";
	return NULL;
}

int
text_is_active(uint32_t c)
{
	return c < 0x20 || (c >= 0x7f && c <= 0x9f) || c == 0x61c ||
	       c == 0x200e || c == 0x200f || (c >= 0x2028 && c <= 0x202e) ||
	       (c >= 0x2066 && c <= 0x2069) || c == 0xfeff;
}
