/* SPDX-License-Identifier: MIT */
/* Files beside the registry. */
#include <string.h>

#include "beside.h"

enum {
	CHUNK = 64 * 1024
};

int
beside_refuse(size_t line, struct diag *diag)
{
	diag_error(diag, line, NULL, "larger than the limit of %d MiB",
	    BESIDE_MOST_MIB);
	return STATUS_DATA;
}

size_t
beside_line(const char *s, size_t n)
{
	const char *end = s + n;
	size_t line = 1;

	while ((s = memchr(s, '\n', (size_t)(end - s))) != NULL) {
		line++;
		s++;
	}
	return line;
}

int
beside_read(FILE *in, struct buffer *content, struct diag *diag)
{
	size_t n;

	do {
		if (buffer_reserve(content, CHUNK) != 0)
			return STATUS_OS;
		n = fread(content->data + content->len, 1, CHUNK, in);
		content->len += n;
		if (content->len > BESIDE_MOST)
			return beside_refuse(
			    beside_line(content->data, BESIDE_MOST), diag);
	} while (n > 0);
	return ferror(in) ? STATUS_IO : STATUS_OK;
}
