/* SPDX-License-Identifier: MIT */
/* What the fuzz targets have in common. */
#ifndef TARGET_H
#define TARGET_H

#include <stddef.h>
#include <stdint.h>
#include <stdio.h>

#include "diag.h"
#include "record.h"

/*
 * What libFuzzer calls for each input, n bytes at data.  A target that
 * returns found nothing; it returns 0.
 */
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n);

/* Diagnostics that nobody sees, with no error counted. */
struct diag target_diag(void);

/* A stream that reads n bytes, at least one.  Close it with fclose. */
FILE *target_open(const void *data, size_t n);

/* The snapshot of a table: a string of *n bytes, to be freed. */
char *target_write(const struct table *, size_t *n);

/* Say what is demanded, and abort, which is what libFuzzer looks for. */
_Noreturn void target_fail(const char *what);

static inline void
target_demand(int ok, const char *what)
{
	if (!ok)
		target_fail(what);
}

#endif
