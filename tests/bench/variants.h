/* SPDX-License-Identifier: MIT */
/* The ways to look something up. */
#ifndef VARIANTS_H
#define VARIANTS_H

#include <stddef.h>

struct query {
	const char *name, *proto;
	int port, protocol;
};

struct variant {
	const char *name; /* what it starts with tells its object */
	int (*find)(const struct query *); /* not 0 if it was found */
	int is_slow; /* a fraction of the queries will do */
};

/* The first is the call alone, the second the library. */
extern const struct variant by_name[], by_port[];
extern const size_t n_by_name, n_by_port;

/*
 * Prepare them: make the plain array, and the cdb in that file.  Returns 0,
 * or -1.
 */
int variants_start(const char *cdb);

#endif
