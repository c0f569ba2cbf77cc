/* SPDX-License-Identifier: MIT */
/* Numbers and bytes as C source. */
#include "c_source.h"

enum {
	LINE = 70,   /* of a string, before it goes on in another line */
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
 * there is octal, of three digits if it may be that a digit follows.
 */
static void
put_byte(struct buffer *b, unsigned char c, unsigned char next)
{
	int all = next >= '0' && next <= '7';

	if (c >= 0x20 && c < 0x7f && c != '"' && c != '\\' && c != '?') {
		buffer_put(b, (char)c);
		return;
	}
	buffer_put(b, '\\');
	if (all || c >= 0100)
		buffer_put(b, (char)('0' + (c >> 6)));
	if (all || c >= 010)
		buffer_put(b, (char)('0' + (c >> 3 & 7)));
	buffer_put(b, (char)('0' + (c & 7)));
}

/*
 * How many of the bytes from start on are one piece: up to a NUL, which is
 * that of a literal, or as many as there may be.
 */
static size_t
piece_length(const struct buffer *bytes, size_t start)
{
	size_t most = bytes->len - start < PIECE ? bytes->len - start : PIECE;
	size_t n = most;

	while (n > 0 && bytes->data[start + n - 1] != '\0')
		n--;
	return n > 0 ? n : most;
}

/* Write n bytes as a literal; the NUL at their end is the literal's. */
static void
put_literal(struct buffer *b, const char *data, size_t n)
{
	size_t i, line = b->len;

	buffer_put(b, '"');
	for (i = 0; i < n - 1; i++) {
		if (b->len - line > LINE) {
			buffer_puts(b, "\"\n\"");
			line = b->len - 1;
		}
		put_byte(b, (unsigned char)data[i], (unsigned char)data[i + 1]);
	}
	buffer_put(b, '"');
}

/* Write n bytes none of which is a NUL, as numbers. */
static void
put_numbers(struct buffer *b, const char *data, size_t n)
{
	size_t i;

	buffer_put(b, '{');
	for (i = 0; i < n; i++) {
		c_put_number(b, (unsigned char)data[i]);
		buffer_puts(b, i == n - 1 ? "}" : i % 16 == 15 ? ",\n" : ",");
	}
}

void
c_declare_bytes(struct buffer *b, const char *name, const struct buffer *bytes)
{
	size_t at, n, k = 0;

	buffer_puts(b, "\tstruct {\n");
	for (at = 0; at < bytes->len; at += n) {
		n = piece_length(bytes, at);
		buffer_puts(b, "\t\tunsigned char s");
		c_put_number(b, (uint32_t)k++);
		buffer_put(b, '[');
		c_put_number(b, (uint32_t)n);
		buffer_puts(b, "];\n");
	}
	buffer_puts(b, "\t} ");
	buffer_puts(b, name);
	buffer_puts(b, ";\n");
}

void
c_put_bytes(struct buffer *b, const struct buffer *bytes)
{
	size_t at, n;

	buffer_puts(b, "{\n");
	for (at = 0; at < bytes->len; at += n) {
		n = piece_length(bytes, at);
		if (bytes->data[at + n - 1] == '\0')
			put_literal(b, bytes->data + at, n);
		else
			put_numbers(b, bytes->data + at, n);
		buffer_puts(b, at + n < bytes->len ? ",\n" : "\n}");
	}
}
