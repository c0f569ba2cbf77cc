/* SPDX-License-Identifier: MIT */
/* Whether two outputs would replace one file. */
#include <sys/stat.h>

#include <string.h>

#include "buffer.h"
#include "output.h"

/* The bytes of a path that are its directory, with the slash. */
static size_t
directory(const char *path)
{
	const char *slash = strrchr(path, '/');

	return slash == NULL ? 0 : (size_t)(slash - path) + 1;
}

/* Look at a directory of n bytes.  Returns 0, or -1. */
static int
look_at(const char *path, size_t n, struct stat *st)
{
	struct buffer b = {0};
	int result;

	buffer_add(&b, path, n);
	buffer_put(&b, '.');
	result = stat(buffer_string(&b), st);
	buffer_free(&b);
	return result;
}

int
output_same(const char *a, const char *b)
{
	size_t n = directory(a), m = directory(b);
	struct stat x, y;

	if (strcmp(a + n, b + m) != 0)
		return 0;
	if (look_at(a, n, &x) != 0 || look_at(b, m, &y) != 0)
		return strcmp(a, b) == 0;
	return x.st_dev == y.st_dev && x.st_ino == y.st_ino;
}
