/* SPDX-License-Identifier: MIT */
/*
 * Preloaded: the allocation number $FAIL_AT, from 1, fails, and with $FAIL_ON
 * so do all that follow.  $FAIL_COUNT names a file for how many there were.
 * With $FAIL_GROWTH those only count that let something grow.
 */
#include <errno.h>
#include <fcntl.h>
#include <stddef.h>
#include <stdlib.h>
#include <unistd.h>

/* Of glibc. */
extern void *__libc_malloc(size_t);
extern void *__libc_calloc(size_t, size_t);
extern void *__libc_realloc(void *, size_t);

static long count, at = -1;
static int on, growth;

static int
fails(int grows)
{
	if (at < 0) {
		const char *s = getenv("FAIL_AT");

		at = s == NULL ? 0 : strtol(s, NULL, 10);
		on = getenv("FAIL_ON") != NULL;
		growth = getenv("FAIL_GROWTH") != NULL;
	}
	if (growth && !grows)
		return 0;
	count++;
	if (at == 0 || (count != at && !(on && count > at)))
		return 0;
	errno = ENOMEM;
	return 1;
}

void *
malloc(size_t n)
{
	return fails(0) ? NULL : __libc_malloc(n);
}

void *
calloc(size_t n, size_t size)
{
	return fails(0) ? NULL : __libc_calloc(n, size);
}

void *
realloc(void *p, size_t n)
{
	return fails(p != NULL) ? NULL : __libc_realloc(p, n);
}

__attribute__((destructor)) static void
report(void)
{
	const char *path = getenv("FAIL_COUNT");
	char s[24], *digit = s + sizeof(s);
	int fd = path == NULL ? -1 : open(path, O_WRONLY | O_CREAT, 0644);

	if (fd < 0)
		return;
	do
		*--digit = (char)('0' + count % 10);
	while ((count /= 10) > 0);
	if (write(fd, digit, (size_t)(s + sizeof(s) - digit)) < 0)
		abort();
	close(fd);
}
