/* SPDX-License-Identifier: MIT */
/*
 * The tables of c-lookup in the making.  What they hold is explained in
 * lookup/layout.h, which is a part of the header that is emitted.
 */
#ifndef LOOKUP_H
#define LOOKUP_H

#include <stdint.h>

#include "emit.h"

enum {
	LOOKUP_PROTOCOLS = PROTOCOL_NONE + 1,
	LOOKUP_PORTS = 65536
};

#define LOOKUP_NONE UINT32_MAX

/* A name at a port, at a range or without one, over some protocols. */
struct block {
	const char *name;
	int32_t first, last;
	uint8_t protocols;		    /* one bit an enum protocol */
	uint32_t records[LOOKUP_PROTOCOLS]; /* of each; see ledger.h */
	uint32_t alias, last_alias;	    /* in lookup.aliases; 0 is none */
	uint32_t row;
};

struct lookup_alias {
	const char *name;
	uint8_t protocols;
	uint32_t block; /* what it stands for */
	uint32_t next;	/* of the same block, or 0 */
};

/* A row of the emitted table. */
struct lookup_row {
	uint32_t name; /* offset in names */
	uint32_t value;
	uint8_t how, tag;
	uint32_t string; /* a block, or n_blocks and an alias more */
	uint32_t block;	 /* that it is, or that it is an alias of */
};

/* Zero-initialise it, and set e and diag. */
struct lookup {
	const struct emission *e;
	struct diag *diag;
	struct block *blocks; /* in the order of ports */
	size_t n_blocks;
	struct lookup_alias *aliases; /* from 1 on */
	size_t n_aliases;
	size_t entries;

	/* Names: lookup_rows.c. */
	uint64_t salt;
	uint32_t *seeds;
	size_t n_seeds;
	struct lookup_row *rows;
	size_t n_rows, n_slots;
	uint32_t *also; /* the rows of aliases, by what they are for */
	size_t n_also;
	size_t longest; /* bytes of a name */
	struct buffer names;

	/* Ports: lookup_ports.c, lookup_pages.c and lookup_states.c. */
	uint32_t *port_rows; /* one a port, or LOOKUP_NONE */
	uint32_t *pages, *ports, *portless;
	size_t n_pages, n_ports, n_portless;
	uint32_t *shared, *shares;
	size_t n_shared, shared_size;
	uint32_t *starts, *states;
	size_t n_states;

	/* Descriptions, if they are wanted: lookup_texts.c. */
	uint32_t *descriptions; /* one a row */
	uint32_t *various; /* LOOKUP_PROTOCOLS for each row that needs it */
	size_t n_various;
	struct buffer texts;
};

/*
 * Each makes a part of the tables from those before it, and returns STATUS_OK
 * or another status, after messages unless it is STATUS_OS.  most_seed is the
 * budget for the hash: how many seeds are tried for each bucket.
 */
int lookup_collect(struct lookup *);
int lookup_make_rows(struct lookup *, uint32_t most_seed);
int lookup_make_ports(struct lookup *);
int lookup_make_pages(struct lookup *);
int lookup_make_states(struct lookup *);
int lookup_make_texts(struct lookup *);

/*
 * Look up all names and ports in the tables.  Returns STATUS_OK, or
 * STATUS_INTERNAL after a message: then they are wrong.
 */
int lookup_check(const struct lookup *);

/* All of this. */
int lookup_make(struct lookup *, uint32_t most_seed);

void lookup_free(struct lookup *);

#endif
