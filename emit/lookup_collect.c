/* SPDX-License-Identifier: MIT */
/*
 * Blocks: the entries of one name and ports, whatever their protocols, and the
 * aliases of each.  Those with a port are what entries.h makes of the records
 * and overlays, as in services files; those without are added here.
 */
#include <stdlib.h>
#include <string.h>

#include "entries.h"
#include "lookup.h"
#include "select.h"

/* An entry or alias of one group, those of the same ports. */
struct item {
	const char *of; /* the name that it is an alias of, or "" */
	const char *name;
	uint32_t row; /* in the ledger */
	uint8_t protocol;
	uint8_t is_added; /* by an overlay; such aliases come last */
};

struct ports {
	int32_t first, last;
};

static int
compare(const void *a, const void *b)
{
	const struct item *x = a, *y = b;
	int order = strcmp(x->of, y->of);

	if (order == 0 && *x->of != '\0')
		order = x->is_added - y->is_added;
	if (order == 0)
		order = strcmp(x->name, y->name);
	if (order == 0)
		order =
		    (x->protocol > y->protocol) - (x->protocol < y->protocol);
	return order != 0 ? order : (x->row > y->row) - (x->row < y->row);
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
	    of, record_text(t, r, COLUMN_NAME), (uint32_t)i, r->protocol, 0};
}

/* Report two records of which only one could be found. */
static void
report_twins(const struct lookup *l, const struct item *a, const struct item *b)
{
	const struct record *records = l->e->table->records;

	diag_error(l->diag, records[a->row].line, a->name,
	    "same name, protocol and port as line %u",
	    (unsigned)records[b->row].line);
	diag_error(l->diag, records[b->row].line, b->name,
	    "same name, protocol and port as line %u",
	    (unsigned)records[a->row].line);
}

/*
 * Add an entry to block number room, which is of its name and ports, or the
 * one after all.
 */
static void
add_entry(
    struct lookup *l, size_t room, const struct item *i, const struct ports *p)
{
	struct block *b = &l->blocks[room];

	if (room == l->n_blocks) {
		l->n_blocks++;
		b->name = i->name;
		b->first = p->first;
		b->last = p->last;
	}
	b->protocols |= (uint8_t)(1U << i->protocol);
	b->records[i->protocol] = i->row;
	l->entries++;
}

/*
 * The block of a name and protocol among those from first on, which are in the
 * order of names, or n_blocks.  If one of a name has it, its first does.
 */
static size_t
find_block(const struct lookup *l, size_t first, const struct item *i)
{
	size_t low = first, high = l->n_blocks, middle;

	while (low < high) {
		middle = low + (high - low) / 2;
		if (strcmp(l->blocks[middle].name, i->of) < 0)
			low = middle + 1;
		else
			high = middle;
	}
	if (low < l->n_blocks && strcmp(l->blocks[low].name, i->of) == 0 &&
	    (l->blocks[low].protocols >> i->protocol & 1) != 0)
		return low;
	return l->n_blocks;
}

/* Note a record without a port that is not an item, or an alias of nothing. */
static void
note_left(const struct lookup *l, size_t row)
{
	const struct record *r = &l->e->table->records[row];
	const char *detail = select_option(l->e->selected[row]);
	enum outcome outcome = OUTCOME_FILTERED;

	if (r->text[COLUMN_NAME] == 0 ||
	    (r->kind != KIND_ASSIGNED && r->kind != KIND_ALIAS)) {
		detail = kind_name((enum kind)r->kind);
	} else if (detail == NULL && l->aliases == NULL) {
		detail = "--no-aliases";
	} else if (detail == NULL) {
		outcome = OUTCOME_UNREPRESENTED;
		detail = "no service of the name";
	}
	ledger_note(l->e->ledger, row, outcome, detail, LEDGER_NO_ROW);
}

/* Add an alias to its block, if that is one of those from first on. */
static void
add_alias(struct lookup *l, size_t first, const struct item *i)
{
	size_t block = find_block(l, first, i);
	struct block *b = &l->blocks[block];
	struct lookup_alias *last;

	if (block == l->n_blocks) {
		note_left(l, i->row);
		return;
	}
	ledger_note(l->e->ledger, i->row, OUTCOME_ALIAS, i->of, LEDGER_NO_ROW);
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

/* Report records of which only one could be found; n are in order. */
static void
check_twins(const struct lookup *l, const struct item *items, size_t n)
{
	size_t i;

	for (i = 1; i < n; i++)
		if (strcmp(items[i - 1].of, items[i].of) == 0 &&
		    strcmp(items[i - 1].name, items[i].name) == 0 &&
		    items[i - 1].protocol == items[i].protocol)
			report_twins(l, &items[i - 1], &items[i]);
}

/*
 * Add the n items of a group, which are in order: so entries come first, and
 * those of a name by protocol.  Of one protocol, each is in a block of its own.
 */
static void
add_group(struct lookup *l, const struct item *items, size_t n, struct ports p)
{
	size_t group = l->n_blocks, first = group, room = group, i;

	for (i = 0; i < n; i++) {
		if (*items[i].of != '\0') {
			add_alias(l, group, &items[i]);
			continue;
		}
		if (i > 0 && strcmp(items[i - 1].name, items[i].name) != 0)
			room = first = l->n_blocks;
		else if (i > 0 && items[i - 1].protocol != items[i].protocol)
			room = first;
		add_entry(l, room++, &items[i], &p);
		ledger_note(l->e->ledger, items[i].row, OUTCOME_EMITTED, NULL,
		    LEDGER_NO_ROW);
	}
}

/* Look at all records, group by group, and add those without a port. */
static void
take_records(struct lookup *l, struct item *items)
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
			else if (r[k].first == NO_NUMBER &&
				 record_counts(&r[k]))
				note_left(l, k);
		qsort(items, n, sizeof(*items), compare);
		if (r[i].first != NO_NUMBER)
			check_twins(l, items, n);
		else
			add_group(
			    l, items, n, (struct ports){NO_NUMBER, NO_NUMBER});
	}
}

/* List an entry and its aliases; returns how many items there are then. */
static size_t
list_entry(const struct lookup *l, const struct entries *e,
    const struct entry *entry, struct item *items, size_t n)
{
	size_t i;

	items[n++] = (struct item){
	    "", entry->name, (uint32_t)entry->row, (uint8_t)entry->protocol, 0};
	for (i = entry->aliases; i != 0; i = e->aliases[i].next) {
		const struct alias *a = &e->aliases[i];

		if (l->aliases == NULL) {
			alias_note(l->e->ledger, a, OUTCOME_FILTERED,
			    "--no-aliases", LEDGER_NO_ROW);
			continue;
		}
		alias_note(
		    l->e->ledger, a, OUTCOME_ALIAS, entry->name, LEDGER_NO_ROW);
		items[n++] =
		    (struct item){entry->name, a->name, (uint32_t)a->row,
			(uint8_t)entry->protocol, a->row >= l->e->table->n};
	}
	return n;
}

static void
take_entries(struct lookup *l, const struct entries *e, struct item *items)
{
	const struct entry *at = e->list;
	size_t i, k, n;

	for (i = 0; i < e->n; i = k) {
		n = 0;
		for (k = i; k < e->n && at[k].first == at[i].first &&
			    at[k].last == at[i].last;
		     k++)
			n = list_entry(l, e, &at[k], items, n);
		qsort(items, n, sizeof(*items), compare);
		add_group(l, items, n, (struct ports){at[i].first, at[i].last});
	}
}

int
lookup_collect(struct lookup *l)
{
	size_t errors = l->diag->errors, n;
	struct entries e;
	struct item *items;
	int status = entries_make(&e, l->e, l->e->ledger, l->diag);

	n = l->e->table->n + l->e->overlay->n + 1;
	items = calloc(n, sizeof(*items));
	l->blocks = calloc(n, sizeof(*l->blocks));
	if (l->e->no_aliases == 0)
		l->aliases = calloc(n, sizeof(*l->aliases));
	if (items == NULL || l->blocks == NULL ||
	    (l->e->no_aliases == 0 && l->aliases == NULL))
		status = STATUS_OS;
	if (status == STATUS_OK) {
		take_entries(l, &e, items);
		take_records(l, items);
	}
	free(items);
	entries_free(&e);
	if (status != STATUS_OK)
		return status;
	return l->diag->errors > errors ? STATUS_DATA : STATUS_OK;
}
