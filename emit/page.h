/* SPDX-License-Identifier: MIT */
/* What the registry says of a port, or of a service without one. */
#ifndef PAGE_H
#define PAGE_H

#include <stddef.h>
#include <stdint.h>

#include "buffer.h"
#include "record.h"

/* A range of port numbers, by RFC 6335: one line of ranges.def. */
struct range {
	int32_t first, last;
	const char *name;
	const char *how; /* its numbers are assigned */
};

extern const struct range ranges[];
extern const size_t n_ranges;

/* The range of a port number. */
const struct range *range_find(int32_t port);

/* Records that say the same of several transport protocols. */
struct group {
	const struct record *record; /* the first */
	unsigned protocols;	     /* one bit an enum protocol */
};

struct groups {
	struct group *list; /* in the order of the snapshot */
	size_t n, size;
};

/*
 * Add a record, or its protocol to the group from number first on that is the
 * same but for it.  Returns 0, or -1 (ENOMEM).
 */
int groups_add(
    struct groups *, const struct table *, const struct record *, size_t first);

enum {
	PAGE_PORTS = 65536
};

/* Where a table has ports. */
struct pages {
	const struct table *table;
	uint32_t
	    from[PAGE_PORTS]; /* the first record that ends there or later */
	unsigned char has_service[PAGE_PORTS];
};

/* Returns it, to be freed by free, or NULL (ENOMEM). */
struct pages *pages_make(const struct table *);

struct page {
	int32_t port;	  /* or NO_NUMBER, for a service without one */
	const char *name; /* of that service, or NULL */
	struct groups groups;
	unsigned protocols; /* those that any group has */
};

/*
 * Find what the table says of a port, or of the records of a name without one.
 * A range that is unassigned says nothing of ports in it that have a record of
 * their own.  The groups are freed by page_free.  Returns 0, or -1 (ENOMEM).
 */
int
page_make(struct page *, const struct pages *, int32_t port, const char *name);
void page_free(struct page *);

/* Append the names of the services of a page, each once, or "none". */
void page_put_names(struct buffer *, const struct page *, const struct table *);

enum {
	PAGE_NEIGHBOURS = 2 /* on each side */
};

/*
 * The nearest ports on both sides that have a service, in order.  Returns how
 * many there are.
 */
size_t page_neighbours(const struct page *, const struct pages *,
    int32_t ports[PAGE_NEIGHBOURS * 2]);

/* Whether a record is assigned and named. */
static inline int
record_is_service(const struct record *r)
{
	return r->kind == KIND_ASSIGNED && r->text[COLUMN_NAME] != 0;
}

#endif
