/* SPDX-License-Identifier: MIT */
/* Ports: the row of each, or the list of its entries if there are several. */
#include <stdlib.h>
#include <string.h>

#include "lookup.h"
#include "lookup/layout.h"

enum {
	FIRST_SHARED = 1024
};

/* An entry at a port. */
struct share {
	uint32_t row;
	uint32_t record;
	uint8_t how;  /* protocol, and IANA_CONTINUED */
	uint8_t rank; /* 0 if it is preferred, else 1 */
};

struct sweep {
	struct lookup *l;
	uint32_t *open; /* the blocks at the current port */
	size_t n_open;
	struct share *list; /* their entries */
	size_t n;
	size_t last; /* where in l->shared the list before this one starts */
	int32_t port;
};

static int
compare(const void *a, const void *b)
{
	const struct share *x = a, *y = b;
	int order = (x->how & IANA_PROTOCOL) - (y->how & IANA_PROTOCOL);

	if (order == 0)
		order = x->rank - y->rank;
	return order != 0 ? order
			  : (x->record > y->record) - (x->record < y->record);
}

static int
is_preferred(const struct sweep *s, const struct block *b, enum protocol p)
{
	const struct overlay_row *row =
	    overlay_find(s->l->e->overlay, OVERLAY_PREFER, s->port, p);

	return row != NULL && strcmp(row->name, b->name) == 0;
}

/* List the entries of the open blocks in their order. */
static void
list_entries(struct sweep *s)
{
	size_t i;
	int p;

	s->n = 0;
	for (i = 0; i < s->n_open; i++) {
		const struct block *b = &s->l->blocks[s->open[i]];

		for (p = 0; p < LOOKUP_PROTOCOLS; p++) {
			if ((b->protocols >> p & 1) == 0)
				continue;
			s->list[s->n++] = (struct share){.row = b->row,
			    .record = b->records[p],
			    .how = (uint8_t)(b->first < s->port
						 ? p | IANA_CONTINUED
						 : p),
			    .rank = !is_preferred(s, b, (enum protocol)p)};
		}
	}
	qsort(s->list, s->n, sizeof(*s->list), compare);
	s->list[s->n - 1].how |= IANA_SHARE_END;
}

/* Whether the list is that of the port before. */
static int
is_repeated(const struct sweep *s)
{
	const struct lookup *l = s->l;
	size_t i;

	if (l->n_shared - s->last != s->n)
		return 0;
	for (i = 0; i < s->n; i++)
		if (l->shared[s->last + i] != s->list[i].row ||
		    l->shares[s->last + i] != s->list[i].how)
			return 0;
	return 1;
}

static int
grow_shared(struct lookup *l, size_t n)
{
	size_t size = l->shared_size == 0 ? FIRST_SHARED : l->shared_size;
	uint32_t *shared, *shares;

	while (size < l->n_shared + n)
		size *= 2;
	if (size == l->shared_size)
		return 0;
	shared = realloc(l->shared, size * sizeof(*shared));
	if (shared == NULL)
		return -1;
	l->shared = shared;
	shares = realloc(l->shares, size * sizeof(*shares));
	if (shares == NULL)
		return -1;
	l->shares = shares;
	l->shared_size = size;
	return 0;
}

/* Append the list, unless it repeats the one before. */
static int
put_list(struct sweep *s)
{
	struct lookup *l = s->l;
	size_t i;

	if (is_repeated(s))
		return 0;
	if (grow_shared(l, s->n) != 0)
		return -1;
	s->last = l->n_shared;
	for (i = 0; i < s->n; i++) {
		l->shared[l->n_shared] = s->list[i].row;
		l->shares[l->n_shared++] = s->list[i].how;
	}
	return 0;
}

/* A row for the list, if it is not the only block's.  Returns 0 or -1. */
static int
put_row(struct sweep *s)
{
	struct lookup *l = s->l;
	struct lookup_row *r = &l->rows[l->n_rows];
	const struct block *b = &l->blocks[s->open[0]];

	if (s->n_open == 1 && b->first == b->last) {
		l->port_rows[s->port] = b->row;
		return 0;
	}
	list_entries(s);
	if (put_list(s) != 0)
		return -1;
	/* It has no protocol, so that look-ups ask for them in one place. */
	r->how = IANA_SHARED << IANA_KIND_SHIFT;
	r->value = (uint32_t)s->port;
	r->name = (uint32_t)s->last;
	l->port_rows[s->port] = (uint32_t)l->n_rows++;
	return 0;
}

/* Go through all ports.  Blocks without one come last, in their order. */
static int
sweep(struct sweep *s)
{
	struct lookup *l = s->l;
	size_t i = 0, k, left;

	for (s->port = 0; s->port < LOOKUP_PORTS; s->port++) {
		l->port_rows[s->port] = LOOKUP_NONE;
		while (i < l->n_blocks && l->blocks[i].first == s->port)
			s->open[s->n_open++] = (uint32_t)i++;
		if (s->n_open > 0 && put_row(s) != 0)
			return -1;
		for (k = left = 0; k < s->n_open; k++)
			if (l->blocks[s->open[k]].last > s->port)
				s->open[left++] = s->open[k];
		s->n_open = left;
	}
	for (; i < l->n_blocks; i++)
		l->portless[l->n_portless++] = l->blocks[i].row;
	return 0;
}

int
lookup_make_ports(struct lookup *l)
{
	struct sweep s = {.l = l};
	int failed;

	l->port_rows = calloc(LOOKUP_PORTS, sizeof(*l->port_rows));
	l->portless = calloc(l->n_blocks + 1, sizeof(*l->portless));
	s.open = calloc(l->n_blocks + 1, sizeof(*s.open));
	s.list = calloc(LOOKUP_PROTOCOLS * (l->n_blocks + 1), sizeof(*s.list));
	failed = l->port_rows == NULL || l->portless == NULL ||
		 s.open == NULL || s.list == NULL || grow_shared(l, 1) != 0 ||
		 sweep(&s) != 0;
	/* The last row, which is nobody's, is all zeros. */
	l->n_rows++;
	free(s.open);
	free(s.list);
	return failed ? STATUS_OS : STATUS_OK;
}
