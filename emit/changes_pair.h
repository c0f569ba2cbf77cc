/* SPDX-License-Identifier: MIT */
/* Which row of a snapshot is which of an older one. */
#ifndef CHANGES_PAIR_H
#define CHANGES_PAIR_H

#include <stddef.h>

#include "record.h"

/* What two rows share, or that one has no other. */
enum pair_by {
	PAIR_KEY,  /* kind of row, numbers, protocol, name */
	PAIR_SLOT, /* numbers and protocol, and nothing else is there */
	PAIR_NAME, /* the name, and nothing else has it */
	PAIR_NONE
};

struct pair {
	enum pair_by by;
	const struct record *old, *new; /* one is NULL for PAIR_NONE */
};

struct pairs {
	struct pair *list;
	size_t n, size;
};

/*
 * Pair the rows of two tables of a registry, all but those whose numbers are
 * free: by key, the first with the first where several have it; then, of what
 * is left and is no alias, by slot; then by name, among those of a protocol and
 * among all.  Persons are left out where one table has none.  Zero-initialise
 * the pairs.  Returns 0, or -1 (ENOMEM); free them in any case.
 */
int
pairs_find(struct pairs *, const struct table *old, const struct table *new);

void pairs_free(struct pairs *);

#endif
