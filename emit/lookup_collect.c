/* SPDX-License-Identifier: MIT */
/*
 * Blocks: the selected records of one name and ports, whatever their
 * protocols, and the aliases of each.
 */
#include <stdlib.h>
#include <string.h>

#include "lookup.h"

/* A record of one group, those of the same ports. */
struct item {
	const char *of; /* the name that it is an alias of, or "" */
	const char *name;
	uint32_t index;
	uint8_t protocol;
};

static int
compare(const void *a, const void *b)
{
	const struct item *x = a, *y = b;
	int order = strcmp(x->of, y->of);

	if (order == 0)
		order = strcmp(x->name, y->name);
	if (order == 0)
		order =
		    (x->protocol > y->protocol) - (x->protocol < y->protocol);
	return order != 0 ? order
			  : (x->index > y->index) - (x->index < y->index);
}

/* Whether a record is an entry, or an alias that could be one's. */
static int
is_item(const struct lookup *l, size_t i)
{
	const struct record *r = &l->e->table->records[i];

	return r->text[COLUMN_NAME] != 0 &&
	       (r->kind == KIND_ALIAS
		       ? l->aliases != NULL
		       : r->kind == KIND_ASSIGNED && is_selected(l->e, i));
}

static struct item
make_item(const struct table *t, size_t i)
{
	const struct record *r = &t->records[i];
	const char *of =
	    r->kind == KIND_ALIAS ? record_text(t, r, COLUMN_ALIAS_OF) : "";

	return (struct item){
	    of, record_text(t, r, COLUMN_NAME), (uint32_t)i, r->protocol};
}

/* Report two records of which only one could be found. */
static void
report_twins(const struct lookup *l, const struct item *a, const struct item *b)
{
	const struct record *records = l->e->table->records;

	diag_error(l->diag, records[a->index].line, a->name,
	    "same name, protocol and port as line %u",
	    (unsigned)records[b->index].line);
	diag_error(l->diag, records[b->index].line, b->name,
	    "same name, protocol and port as line %u",
	    (unsigned)records[a->index].line);
}

/*
 * The block for an entry among those of its name, from first on: the first
 * that does not have its protocol yet, or n_blocks.
 */
static size_t
find_room(const struct lookup *l, size_t first, const struct item *i)
{
	while (first < l->n_blocks &&
	       (l->blocks[first].protocols >> i->protocol & 1) != 0)
		first++;
	return first;
}

/* Add an entry to a block of its name, which are those from first on. */
static void
add_entry(struct lookup *l, size_t first, const struct item *i)
{
	const struct record *r = &l->e->table->records[i->index];
	struct block *b = &l->blocks[find_room(l, first, i)];

	if (b == &l->blocks[l->n_blocks]) {
		l->n_blocks++;
		b->name = i->name;
		b->first = r->first;
		b->last = r->last;
	}
	b->protocols |= (uint8_t)(1U << i->protocol);
	b->records[i->protocol] = i->index;
	l->entries++;
}

/* The block of a name and protocol among those from first on, or n_blocks. */
static size_t
find_block(const struct lookup *l, size_t first, const struct item *i)
{
	while (first < l->n_blocks &&
	       (strcmp(l->blocks[first].name, i->of) != 0 ||
		   (l->blocks[first].protocols >> i->protocol & 1) == 0))
		first++;
	return first;
}

/* Whether a record of the group has the name of an alias and its protocol. */
static int
is_assigned(const struct table *t, const struct item *alias)
{
	const struct record *r = &t->records[alias->index], *other = r;

	while (other > t->records && other[-1].first == r->first &&
	       other[-1].last == r->last)
		other--;
	for (; other < r; other++)
		if (other->kind == KIND_ASSIGNED &&
		    other->protocol == r->protocol &&
		    strcmp(record_text(t, other, COLUMN_NAME), alias->of) == 0)
			return 1;
	return 0;
}

/* Add an alias to its block, if that is one of those from first on. */
static void
add_alias(struct lookup *l, size_t first, const struct item *i)
{
	size_t block = find_block(l, first, i);
	struct block *b = &l->blocks[block];
	struct alias *last;

	if (block == l->n_blocks) {
		if (!is_assigned(l->e->table, i))
			diag_warn(l->diag, l->e->table->records[i->index].line,
			    i->name,
			    "c-lookup: alias of a name that is not assigned "
			    "there");
		return;
	}
	if (strcmp(i->name, i->of) == 0)
		return;
	last = &l->aliases[b->last_alias];
	if (b->last_alias == 0 || strcmp(last->name, i->name) != 0) {
		l->n_aliases++;
		last->next = (uint32_t)l->n_aliases;
		b->last_alias = (uint32_t)l->n_aliases;
		if (b->alias == 0)
			b->alias = b->last_alias;
		last = &l->aliases[b->last_alias];
		last->name = i->name;
		last->block = (uint32_t)block;
	}
	last->protocols |= (uint8_t)(1U << i->protocol);
}

/* Whether two neighbours cannot both be found. */
static int
are_twins(const struct lookup *l, const struct item *a, const struct item *b)
{
	return strcmp(a->of, b->of) == 0 && strcmp(a->name, b->name) == 0 &&
	       a->protocol == b->protocol &&
	       l->e->table->records[b->index].first != NO_NUMBER;
}

/* Add the n items of a group: in their order, entries come first. */
static void
add_group(struct lookup *l, struct item *items, size_t n)
{
	size_t group = l->n_blocks, first = group, i;

	qsort(items, n, sizeof(*items), compare);
	for (i = 0; i < n; i++) {
		if (i > 0 && are_twins(l, &items[i - 1], &items[i]))
			report_twins(l, &items[i - 1], &items[i]);
		if (i > 0 && strcmp(items[i - 1].name, items[i].name) != 0)
			first = l->n_blocks;
		if (*items[i].of == '\0')
			add_entry(l, first, &items[i]);
		else
			add_alias(l, group, &items[i]);
	}
}

/* Add all records, group by group. */
static void
add_groups(struct lookup *l, struct item *items)
{
	const struct table *t = l->e->table;
	const struct record *r = t->records;
	size_t i, k, n;

	for (i = 0; i < t->n; i = k) {
		n = 0;
		for (k = i; k < t->n && r[k].first == r[i].first &&
			    r[k].last == r[i].last;
		     k++)
			if (is_item(l, k))
				items[n++] = make_item(t, k);
		if (n > 0)
			add_group(l, items, n);
	}
}

int
lookup_collect(struct lookup *l)
{
	size_t n = l->e->table->n + 1, errors = l->diag->errors;
	struct item *items = calloc(n, sizeof(*items));

	l->blocks = calloc(n, sizeof(*l->blocks));
	if (l->e->no_aliases == 0)
		l->aliases = calloc(n, sizeof(*l->aliases));
	if (items == NULL || l->blocks == NULL ||
	    (l->e->no_aliases == 0 && l->aliases == NULL)) {
		free(items);
		return STATUS_OS;
	}
	add_groups(l, items);
	free(items);
	return l->diag->errors > errors ? STATUS_DATA : STATUS_OK;
}
