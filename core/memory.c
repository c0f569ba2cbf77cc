/* SPDX-License-Identifier: MIT */
/* Memory for what grows to megabytes. */
#define _DEFAULT_SOURCE /* madvise */
#include <sys/mman.h>

#include <errno.h>
#include <stdint.h>
#include <stdlib.h>
#include <unistd.h>

#include "memory.h"

enum {
	LARGE = 128 * 1024, /* from here on it is worth a system call */
	FIRST = 256	    /* items of a list */
};

/* Ask for the whole pages between two addresses. */
static void
populate(char *from, char *to)
{
#ifdef MADV_POPULATE_WRITE
	uintptr_t page = (uintptr_t)sysconf(_SC_PAGESIZE);
	uintptr_t start = ((uintptr_t)from + page - 1) / page * page;
	uintptr_t end = (uintptr_t)to / page * page;

	/* Where the kernel cannot, pages come when they are touched. */
	if (start < end)
		madvise(from + (start - (uintptr_t)from), end - start,
		    MADV_POPULATE_WRITE);
#else
	(void)from;
	(void)to;
#endif
}

void *
memory_grow(void *old, size_t old_size, size_t size)
{
	char *p = realloc(old, size);

	if (p != NULL && size >= LARGE)
		populate(p + old_size, p + size);
	return p;
}

void *
memory_double(void *old, size_t *room, size_t size)
{
	size_t twice = *room == 0 ? FIRST : *room * 2;
	void *p;

	if (*room > SIZE_MAX / 2 / size) {
		errno = ENOMEM;
		return NULL;
	}
	p = memory_grow(old, *room * size, twice * size);
	if (p != NULL)
		*room = twice;
	return p;
}
