/* SPDX-License-Identifier: MIT */
/* A run of bytes that grows by doubling; failure sticks. */
#include <errno.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "buffer.h"

enum {
	FIRST_SIZE = 256
};

int
buffer_reserve(struct buffer *b, size_t n)
{
	size_t size = b->size == 0 ? FIRST_SIZE : b->size;
	char *data;

	if (b->failed)
		return -1;
	if (n <= b->size - b->len)
		return 0;
	while (size - b->len < n && size <= SIZE_MAX / 2)
		size *= 2;
	data = size - b->len < n ? NULL : realloc(b->data, size);
	if (data == NULL) {
		b->failed = 1;
		errno = ENOMEM;
		return -1;
	}
	b->data = data;
	b->size = size;
	return 0;
}

void
buffer_add(struct buffer *b, const char *s, size_t n)
{
	if (n == 0 || buffer_reserve(b, n) != 0)
		return;
	memcpy(b->data + b->len, s, n);
	b->len += n;
}

void
buffer_put(struct buffer *b, char c)
{
	if (b->len == b->size && buffer_reserve(b, 1) != 0)
		return;
	b->data[b->len++] = c;
}

void
buffer_puts(struct buffer *b, const char *s)
{
	buffer_add(b, s, strlen(s));
}

const char *
buffer_string(struct buffer *b)
{
	if (buffer_reserve(b, 1) != 0)
		return "";
	b->data[b->len] = '\0';
	return b->data;
}

void
buffer_free(struct buffer *b)
{
	free(b->data);
	memset(b, 0, sizeof(*b));
}
