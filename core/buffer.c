/* SPDX-License-Identifier: MIT */
/* A run of bytes that grows by doubling; failure sticks. */
#include <errno.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "buffer.h"
#include "memory.h"

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
	data = size - b->len < n ? NULL : memory_grow(b->data, b->size, size);
	if (data == NULL) {
		/* Full, so that every later addition comes here. */
		b->failed = 1;
		b->len = b->size;
		errno = ENOMEM;
		return -1;
	}
	b->data = data;
	b->size = size;
	return 0;
}

void
buffer_put_number(struct buffer *b, long number)
{
	char digits[24];

	snprintf(digits, sizeof(digits), "%ld", number);
	buffer_puts(b, digits);
}

void
buffer_free(struct buffer *b)
{
	free(b->data);
	memset(b, 0, sizeof(*b));
}
