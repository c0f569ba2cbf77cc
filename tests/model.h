/* SPDX-License-Identifier: MIT */
/*
 * What a snapshot says of ports and names, found by reading it again and
 * again, in the words of tests/consumers/services.c.
 */
#ifndef MODEL_H
#define MODEL_H

#include <stddef.h>
#include <stdint.h>

#include "overlay.h"
#include "record.h"

struct model_entry {
	const char *name, *description; /* "" if it has none */
	int32_t first, last;
	int protocol;
	size_t twin;   /* how many of the same are before it */
	size_t record; /* its index in the table */
	size_t rank;   /* its place in the order of names */
};

struct model_alias {
	const char *name;
	const struct model_entry *entry;
};

struct model {
	struct table table;
	struct overlay overlay;
	struct model_entry *entries; /* in the order of ranks */
	size_t n;
	struct model_alias *aliases; /* in the order of the snapshot */
	size_t n_aliases;
	int (*wanted)(const struct table *, const struct record *);
};

/*
 * Read a snapshot, and an overlay unless it is NULL.  Of its entries, only
 * those for which wanted is NULL or returns 1 are kept.
 */
struct model model_read(const char *snapshot, const char *overlay,
    int (*wanted)(const struct table *, const struct record *));
void model_free(struct model *);

/* The expected output, to be freed, of each command; names are lines. */
char *model_ports(const struct model *);
char *model_states(const struct model *);
char *model_walk(const struct model *, int descriptions, int aliases);
char *model_names(const struct model *, const char *names, int aliases);

#endif
