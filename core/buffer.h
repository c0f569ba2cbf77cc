/* SPDX-License-Identifier: MIT */
/* A run of bytes that grows. */
#ifndef BUFFER_H
#define BUFFER_H

#include <stddef.h>

/* Zero-initialise it; data is NULL until something was added. */
struct buffer {
	char *data;
	size_t len;
	size_t size;
	int failed; /* memory ran out: every later addition does nothing */
};

/* Make room for n more bytes.  Returns 0, or -1 (ENOMEM, failed is set). */
int buffer_reserve(struct buffer *, size_t n);

/* Append n bytes, or one, or a string without its NUL. */
void buffer_add(struct buffer *, const char *, size_t n);
void buffer_put(struct buffer *, char);
void buffer_puts(struct buffer *, const char *);

/* The content as a string; it stays the buffer's.  "" if memory ran out. */
const char *buffer_string(struct buffer *);

/* Free the content and reset to all zeros. */
void buffer_free(struct buffer *);

#endif
