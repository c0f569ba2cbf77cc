/* SPDX-License-Identifier: MIT */
/* Streams and demands of the fuzz targets. */
#include <stdlib.h>

#include "snapshot.h"
#include "target.h"

struct diag
target_diag(void)
{
	static FILE *nowhere;
	struct diag d = {.tool = "fuzz"};

	if (nowhere == NULL)
		nowhere = fopen("/dev/null", "w");
	target_demand(nowhere != NULL, "/dev/null does not open");
	d.out = nowhere;
	return d;
}

FILE *
target_open(const void *data, size_t n)
{
	/* It is only read, whatever the prototype of fmemopen says. */
	FILE *in = fmemopen((void *)(uintptr_t)data, n, "r");

	target_demand(in != NULL, "a stream of the input does not open");
	return in;
}

char *
target_write(const struct table *t, size_t *n)
{
	char *s = NULL;
	FILE *out = open_memstream(&s, n);

	target_demand(out != NULL, "a stream for output does not open");
	target_demand(snapshot_write(t, out) == 0, "snapshot_write failed");
	target_demand(fclose(out) == 0, "no memory for output");
	return s;
}

void
target_fail(const char *what)
{
	fprintf(stderr, "demand not met: %s\n", what);
	abort();
}
