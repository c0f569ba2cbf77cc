/* SPDX-License-Identifier: MIT */
/* Which records a page about a port is made of. */
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "memory.h"
#include "page.h"

const struct range ranges[] = {
#define RANGE(first, last, name, how) {first, last, name, how},
#include "ranges.def"
#undef RANGE
};

const size_t n_ranges = sizeof(ranges) / sizeof(ranges[0]);

const struct range *
range_find(int32_t port)
{
	size_t i = 0;

	while (i + 1 < n_ranges && ranges[i].last < port)
		i++;
	return &ranges[i];
}

/* Whether two records are the same but for their protocol. */
static int
is_same(const struct table *t, const struct record *a, const struct record *b)
{
	size_t i;

	if (a->first != b->first || a->last != b->last || a->kind != b->kind)
		return 0;
	for (i = 0; i < t->registry->n_columns; i++) {
		enum column_id id = t->registry->columns[i].id;

		if (id != COLUMN_PROTOCOL && a->text[id] != b->text[id] &&
		    strcmp(record_text(t, a, id), record_text(t, b, id)) != 0)
			return 0;
	}
	return 1;
}

int
groups_add(struct groups *g, const struct table *t, const struct record *r,
    size_t first)
{
	unsigned bit = 1U << r->protocol;
	struct group *list;
	size_t i;

	for (i = first; i < g->n; i++)
		if ((g->list[i].protocols & bit) == 0 &&
		    is_same(t, g->list[i].record, r)) {
			g->list[i].protocols |= bit;
			return 0;
		}
	if (g->n == g->size) {
		list = memory_double(g->list, &g->size, sizeof(*list));
		if (list == NULL)
			return -1;
		g->list = list;
	}
	g->list[g->n++] = (struct group){r, bit};
	return 0;
}

/* Leave out unassigned ranges, if something else is there. */
static void
narrow(struct groups *g)
{
	size_t i, n = 0;

	for (i = 0; i < g->n; i++) {
		const struct record *r = g->list[i].record;

		if (r->kind != KIND_UNASSIGNED || r->first == r->last)
			g->list[n++] = g->list[i];
	}
	if (n > 0)
		g->n = n;
}

struct pages *
pages_make(const struct table *t)
{
	struct pages *pages = calloc(1, sizeof(*pages));
	int32_t next = 0;
	size_t i;

	if (pages == NULL)
		return NULL;
	pages->table = t;
	for (i = 0; i < t->n; i++) {
		const struct record *r = &t->records[i];

		if (!record_counts(r) || r->first == NO_NUMBER)
			continue;
		while (next <= r->last)
			pages->from[next++] = (uint32_t)i;
		if (record_is_service(r))
			memset(pages->has_service + r->first, 1,
			    (size_t)(r->last - r->first) + 1);
	}
	while (next < PAGE_PORTS)
		pages->from[next++] = (uint32_t)t->n;
	return pages;
}

/* Whether a record belongs on a page. */
static int
belongs(const struct page *page, const struct table *t, const struct record *r)
{
	if (!record_counts(r))
		return 0;
	if (page->port != NO_NUMBER)
		return r->first <= page->port && r->last >= page->port;
	return r->first == NO_NUMBER &&
	       strcasecmp(record_text(t, r, COLUMN_NAME), page->name) == 0;
}

int
page_make(struct page *page, const struct pages *pages, int32_t port,
    const char *name)
{
	const struct table *t = pages->table;
	size_t i = port == NO_NUMBER ? 0 : pages->from[port];

	memset(page, 0, sizeof(*page));
	page->port = port;
	page->name = name;
	for (; i < t->n; i++) {
		const struct record *r = &t->records[i];

		if (port != NO_NUMBER && r->first > port)
			break;
		if (!belongs(page, t, r))
			continue;
		if (groups_add(&page->groups, t, r, 0) != 0) {
			page_free(page);
			return -1;
		}
	}
	if (port != NO_NUMBER)
		narrow(&page->groups);
	for (i = 0; i < page->groups.n; i++)
		page->protocols |= page->groups.list[i].protocols;
	return 0;
}

void
page_free(struct page *page)
{
	free(page->groups.list);
	memset(&page->groups, 0, sizeof(page->groups));
}

/* Whether a group before that one has its name, too. */
static int
is_repeated(const struct page *page, size_t i, const struct table *t)
{
	const char *name =
	    record_text(t, page->groups.list[i].record, COLUMN_NAME);
	size_t k;

	for (k = 0; k < i; k++)
		if (strcmp(record_text(
			       t, page->groups.list[k].record, COLUMN_NAME),
			name) == 0)
			return 1;
	return 0;
}

void
page_put_names(struct buffer *b, const struct page *page, const struct table *t)
{
	const char *separator = "";
	size_t i;

	for (i = 0; i < page->groups.n; i++) {
		const struct record *r = page->groups.list[i].record;

		if (!record_is_service(r) || is_repeated(page, i, t))
			continue;
		buffer_puts(b, separator);
		buffer_puts(b, record_text(t, r, COLUMN_NAME));
		separator = ", ";
	}
	if (*separator == '\0')
		buffer_puts(b, "none");
}

/* The next port in a direction that has a service, or NO_NUMBER. */
static int32_t
find_next(const struct pages *pages, int32_t port, int32_t step)
{
	for (port += step; port >= 0 && port < PAGE_PORTS; port += step)
		if (pages->has_service[port])
			return port;
	return NO_NUMBER;
}

size_t
page_neighbours(const struct page *page, const struct pages *pages,
    int32_t ports[PAGE_NEIGHBOURS * 2])
{
	int32_t below[PAGE_NEIGHBOURS], at = page->port;
	size_t i = 0, n = 0, above;

	while (
	    i < PAGE_NEIGHBOURS && (at = find_next(pages, at, -1)) != NO_NUMBER)
		below[i++] = at;
	while (i > 0)
		ports[n++] = below[--i];
	at = page->port;
	for (above = 0; above < PAGE_NEIGHBOURS; above++) {
		at = find_next(pages, at, 1);
		if (at == NO_NUMBER)
			break;
		ports[n++] = at;
	}
	return n;
}
