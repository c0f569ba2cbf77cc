/* SPDX-License-Identifier: MIT */
/* Numbers and strings as C source. */
#include <string.h>

#include "c_source.h"

enum {
	LINE = 60,   /* of a string, before it goes on in another line */
	PIECE = 4000 /* bytes of a string; C99 asks for 4095 at least */
};

void
c_put_number(struct buffer *b, uint32_t value)
{
	char digits[10]; /* of 4294967295 */
	size_t n = sizeof(digits);

	do
		digits[--n] = (char)('0' + value % 10);
	while ((value /= 10) > 0);
	buffer_add(b, digits + n, sizeof(digits) - n);
}

/*
 * A byte in a string literal.  All that is not printable or has a meaning
 * there has three octal digits, so that a digit may follow.
 */
static void
put_byte(struct buffer *b, char c)
{
	unsigned u = (unsigned char)c;

	if (u >= 0x20 && u < 0x7f && strchr("\"\\?", c) == NULL) {
		buffer_put(b, c);
		return;
	}
	buffer_put(b, '\\');
	buffer_put(b, (char)('0' + (u >> 6)));
	buffer_put(b, (char)('0' + (u >> 3 & 7)));
	buffer_put(b, (char)('0' + (u & 7)));
}

/* The bytes of a pool from start on that are one piece, up to a NUL. */
static size_t
piece_length(const char *data, size_t len, size_t start)
{
	size_t n = len - start < PIECE ? len - start : PIECE;

	while (data[start + n - 1] != '\0')
		n--;
	return n;
}

/* Write n bytes as a literal; the NUL at their end is the literal's. */
static void
put_literal(struct buffer *b, const char *data, size_t n)
{
	size_t i, line = b->len;

	buffer_puts(b, "\t\"");
	for (i = 0; i < n - 1; i++) {
		if (b->len - line > LINE && (i == 0 || data[i - 1] == '\0')) {
			buffer_puts(b, "\"\n");
			line = b->len;
			buffer_puts(b, "\t\"");
		}
		put_byte(b, data[i]);
	}
	buffer_put(b, '"');
}

void
c_declare_strings(struct buffer *b, const char *name,
    const struct buffer *strings, size_t padding)
{
	size_t at, n, k = 0;

	buffer_puts(b, "\tstruct {\n");
	for (at = 0; at < strings->len; at += n) {
		n = piece_length(strings->data, strings->len, at);
		buffer_puts(b, "\t\tchar s");
		c_put_number(b, (uint32_t)k++);
		buffer_put(b, '[');
		c_put_number(b, (uint32_t)n);
		buffer_puts(b, "];\n");
	}
	buffer_puts(b, "\t\tchar end[");
	c_put_number(b, (uint32_t)padding);
	buffer_puts(b, "];\n\t} ");
	buffer_puts(b, name);
	buffer_puts(b, ";\n");
}

void
c_put_strings(struct buffer *b, const struct buffer *strings)
{
	size_t at, n;

	buffer_puts(b, "\t{\n");
	for (at = 0; at < strings->len; at += n) {
		n = piece_length(strings->data, strings->len, at);
		put_literal(b, strings->data + at, n);
		buffer_puts(b, ",\n");
	}
	buffer_puts(b, "\t\"\"\n\t}");
}
