/* SPDX-License-Identifier: MIT */
/* The tables, looked at as the functions of the emitted header do. */
#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "lookup.h"
#include "lookup/layout.h"
#include "lookup_keys.h"

static const char *
row_name(const struct lookup *l, const struct lookup_row *r)
{
	return l->names.data + r->name + ((size_t)(r->tag & IANA_FAR) << 9);
}

/* Whether a row is a name's, for a block over some protocols. */
static int
is_for(const struct lookup *l, uint32_t row, const char *name,
    const struct block *b, uint8_t protocols)
{
	const struct lookup_row *r = &l->rows[row];
	uint32_t target =
	    r->how >> IANA_KIND_SHIFT == IANA_ALIAS ? r->value : row;

	return target == b->row && (r->how & IANA_PROTOCOLS) == protocols &&
	       strcmp(row_name(l, r), name) == 0;
}

/*
 * Whether the next name of a slot is that one: next has the row of each slot
 * that is to come, 0 for the first, or LOOKUP_NONE.  As lists are in the order
 * in which blocks and their aliases are, none is gone through twice.
 */
static int
has_name(const struct lookup *l, uint32_t *next, const char *name,
    const struct block *b, uint8_t protocols)
{
	size_t n = strlen(name);
	uint64_t h = keys_hash_name(name, n, l->salt);
	uint32_t seed = l->seeds[iana_bucket(h, (uint32_t)l->n_seeds)];
	uint32_t slot = iana_slot(h, seed, (uint32_t)l->n_slots), row = slot;

	if ((l->rows[slot].tag & IANA_TAG) != iana_tag(h, n) ||
	    next[slot] == LOOKUP_NONE)
		return 0;
	if (l->rows[slot].how >> IANA_KIND_SHIFT == IANA_LIST) {
		row = next[slot] == 0 ? l->rows[slot].value : next[slot];
		row += l->rows[row].how >> IANA_KIND_SHIFT == IANA_TAIL;
	}
	next[slot] = row == slot || (l->rows[row].tag & IANA_END) != 0
			 ? LOOKUP_NONE
			 : row + 1;
	return is_for(l, row, name, b, protocols);
}

/* How many protocols a row has. */
static int
count(uint8_t how)
{
	int n = 0, p;

	for (p = 0; p < LOOKUP_PROTOCOLS; p++)
		n += how >> p & 1;
	return n;
}

/* How many protocols a port has for a block; of all blocks, if it is NULL. */
static int
count_at(const struct lookup *l, int32_t port, const struct block *b)
{
	uint32_t at = l->ports[l->pages[port >> IANA_PAGE_SHIFT] +
			       (uint32_t)(port & IANA_PAGE_MASK)];
	const struct lookup_row *r = &l->rows[at];
	uint32_t i;
	int n = 0;

	if (r->value != (uint32_t)port)
		return 0;
	if (r->how >> IANA_KIND_SHIFT != IANA_SHARED)
		return b == NULL || at == b->row ? count(r->how) : 0;
	for (i = r->name;; i++) {
		n += b == NULL || l->shared[i] == b->row;
		if ((l->shares[i] & IANA_SHARE_END) != 0)
			return n;
	}
}

static int
has_block(const struct lookup *l, uint32_t *next, const struct block *b)
{
	int n = count(b->protocols);
	int32_t port;
	uint32_t a;

	if (!has_name(l, next, b->name, b, b->protocols))
		return 0;
	for (a = b->alias; a != 0; a = l->aliases[a].next)
		if (!has_name(l, next, l->aliases[a].name, b,
			l->aliases[a].protocols))
			return 0;
	if (b->first == NO_NUMBER)
		return 1;
	for (port = b->first; port <= b->last; port++)
		if (count_at(l, port, b) != n)
			return 0;
	return 1;
}

/* Whether the ports have as many entries as the blocks: none is too much. */
static int
has_no_more(const struct lookup *l)
{
	int64_t n = 0;
	size_t i;

	for (i = 0; i < LOOKUP_PORTS; i++)
		n -= count_at(l, (int32_t)i, NULL);
	for (i = 0; i < l->n_blocks; i++)
		if (l->blocks[i].first != NO_NUMBER)
			n += (int64_t)count(l->blocks[i].protocols) *
			     (l->blocks[i].last - l->blocks[i].first + 1);
	return n == 0;
}

/* Whether all blocks are found, and then no slot has another name. */
static int
has_blocks(const struct lookup *l, uint32_t *next)
{
	size_t i;

	errno = 0;
	for (i = 0; i < l->n_blocks; i++)
		if (!has_block(l, next, &l->blocks[i]))
			return diag_fail(l->diag, STATUS_INTERNAL,
			    l->blocks[i].name, "c-lookup: not found again");
	for (i = 0; i < l->n_slots; i++)
		if (l->n_blocks > 0 && next[i] != LOOKUP_NONE)
			return diag_fail(l->diag, STATUS_INTERNAL, NULL,
			    "c-lookup: names have too many entries");
	if (!has_no_more(l))
		return diag_fail(l->diag, STATUS_INTERNAL, NULL,
		    "c-lookup: ports have too many entries");
	return STATUS_OK;
}

int
lookup_check(const struct lookup *l)
{
	uint32_t *next = calloc(l->n_slots, sizeof(*next));
	int status = next == NULL ? STATUS_OS : has_blocks(l, next);

	free(next);
	return status;
}
