/* SPDX-License-Identifier: MIT */
/* A run of bytes that grows. */
#ifndef BUFFER_H
#define BUFFER_H

#include <stddef.h>
#include <string.h>

/* Zero-initialise it; data is NULL until something was added. */
struct buffer {
	char *data;
	size_t len;
	size_t size;
	int failed; /* memory ran out; size and len are then equal */
};

/* Make room for n more bytes.  Returns 0, or -1 (ENOMEM, failed is set). */
int buffer_reserve(struct buffer *, size_t n);

/* Append n bytes, or one, or a string without its NUL. */
static inline void
buffer_add(struct buffer *b, const char *s, size_t n)
{
	if (n == 0 || (n > b->size - b->len && buffer_reserve(b, n) != 0))
		return;
	memcpy(b->data + b->len, s, n);
	b->len += n;
}

static inline void
buffer_put(struct buffer *b, char c)
{
	if (b->len == b->size && buffer_reserve(b, 1) != 0)
		return;
	b->data[b->len++] = c;
}

static inline void
buffer_puts(struct buffer *b, const char *s)
{
	buffer_add(b, s, strlen(s));
}

/* The last byte, NUL if there is none; and put another in its place, if any. */
static inline char
buffer_last(const struct buffer *b)
{
	return b->len > 0 ? b->data[b->len - 1] : '\0';
}

static inline void
buffer_set_last(struct buffer *b, char c)
{
	if (b->len > 0)
		b->data[b->len - 1] = c;
}

/* Append a number in decimal. */
void buffer_put_number(struct buffer *, long);

/* The content as a string; it stays the buffer's.  "" if memory ran out. */
static inline const char *
buffer_string(struct buffer *b)
{
	if (b->len == b->size && buffer_reserve(b, 1) != 0)
		return "";
	b->data[b->len] = '\0';
	return b->data;
}

/* Free the content and reset to all zeros. */
void buffer_free(struct buffer *);

#endif
