/* SPDX-License-Identifier: MIT */
/* The tables of c-lookup as C. */
#ifndef LOOKUP_PUT_H
#define LOOKUP_PUT_H

#include "lookup.h"

enum {
	LOOKUP_TABLES = 14 /* at most */
};

/* A table as the compiler sees it: its name, and the bytes that it takes. */
struct lookup_size {
	const char *name;
	size_t bytes;
};

/* List the tables in the order they are written; returns how many. */
size_t lookup_sizes(const struct lookup *, struct lookup_size[LOOKUP_TABLES]);

/*
 * Write them, and what the functions need to know of them.  Returns 0, or -1
 * (ENOMEM).
 */
int lookup_put(const struct lookup *, FILE *);

#endif
