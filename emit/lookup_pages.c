/* SPDX-License-Identifier: MIT */
/*
 * Pages of ports, laid over one another in one array so that no two ports with
 * entries meet (row displacement; Tarjan and Yao 1979).
 */
#include <stdlib.h>

#include "lookup.h"
#include "lookup/layout.h"

enum {
	PAGE = 1 << IANA_PAGE_SHIFT,
	PAGES = LOOKUP_PORTS / PAGE
};

struct layers {
	uint32_t used[PAGES]; /* one bit for each port of a page */
	uint32_t by_size[PAGES];
	uint32_t n; /* pages that are not empty, the fullest first */
	/* One bit for each place; in the worst case no page lies over another.
	 */
	uint64_t taken[(LOOKUP_PORTS + PAGE) / 64 + 2];
	uint32_t start; /* all places before it are taken */
};

static void
mark_used(struct layers *y, const struct lookup *l)
{
	uint32_t port;

	for (port = 0; port < LOOKUP_PORTS; port++)
		if (l->port_rows[port] != LOOKUP_NONE)
			y->used[port / PAGE] |= UINT32_C(1) << port % PAGE;
}

static int
count(uint32_t bits)
{
	int n = 0;

	for (; bits != 0; bits &= bits - 1)
		n++;
	return n;
}

static void
sort_pages(struct layers *y)
{
	uint32_t i;
	int size;

	for (size = PAGE; size > 0; size--)
		for (i = 0; i < PAGES; i++)
			if (count(y->used[i]) == size)
				y->by_size[y->n++] = i;
}

/* The places from at on that are taken, one bit each. */
static uint32_t
taken(const struct layers *y, uint32_t at)
{
	const uint64_t *word = &y->taken[at / 64];
	uint64_t bits = word[0] >> at % 64;

	if (at % 64 != 0)
		bits |= word[1] << (64 - at % 64);
	return (uint32_t)bits;
}

/* Find the first place for a page, and take it. */
static uint32_t
place(struct layers *y, uint32_t used)
{
	uint32_t at = y->start < PAGE ? 0 : y->start - PAGE, i;

	while ((taken(y, at) & used) != 0)
		at++;
	for (i = 0; i < PAGE; i++)
		if ((used >> i & 1) != 0)
			y->taken[(at + i) / 64] |= UINT64_C(1) << (at + i) % 64;
	while (taken(y, y->start) == UINT32_MAX)
		y->start += PAGE;
	return at;
}

static void
fill(struct lookup *l, uint32_t page)
{
	uint32_t i, row;

	for (i = 0; i < PAGE; i++) {
		row = l->port_rows[page * PAGE + i];
		if (row != LOOKUP_NONE)
			l->ports[l->pages[page] + i] = row;
	}
	if ((size_t)l->pages[page] + PAGE > l->n_ports)
		l->n_ports = l->pages[page] + PAGE;
}

int
lookup_make_pages(struct lookup *l)
{
	struct layers *y = calloc(1, sizeof(*y));
	size_t size = LOOKUP_PORTS + PAGE, i;

	l->n_pages = PAGES;
	l->n_ports = PAGE;
	l->pages = calloc(PAGES, sizeof(*l->pages));
	l->ports = calloc(size, sizeof(*l->ports));
	if (y == NULL || l->pages == NULL || l->ports == NULL) {
		free(y);
		return STATUS_OS;
	}
	for (i = 0; i < size; i++)
		l->ports[i] = (uint32_t)l->n_rows - 1;
	mark_used(y, l);
	sort_pages(y);
	for (i = 0; i < y->n; i++) {
		l->pages[y->by_size[i]] = place(y, y->used[y->by_size[i]]);
		fill(l, y->by_size[i]);
	}
	free(y);
	return STATUS_OK;
}
