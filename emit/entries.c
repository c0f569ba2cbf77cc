/* SPDX-License-Identifier: MIT */
/* The entries that a snapshot has; then what overlays make of them. */
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "entries.h"
#include "entries_overlay.h"
#include "memory.h"
#include "select.h"

static struct entry *
add(struct entries *e)
{
	struct entry *list;

	if (e->n == e->size) {
		list = memory_double(e->list, &e->size, sizeof(*list));
		if (list == NULL) {
			e->failed = 1;
			return NULL;
		}
		e->list = list;
	}
	return &e->list[e->n++];
}

void
entries_add(struct entries *e, const struct entry *entry)
{
	struct entry *to = add(e);

	if (to != NULL)
		*to = *entry;
}

/* The place where the next alias of an entry goes. */
static size_t *
alias_end(struct entries *e, struct entry *entry)
{
	size_t *end = &entry->aliases;

	while (*end != 0)
		end = &e->aliases[*end].next;
	return end;
}

void
entries_add_alias(
    struct entries *e, struct entry *to, const struct alias *alias)
{
	struct alias *list;

	if (e->n_aliases + 1 >= e->aliases_size) {
		list =
		    memory_double(e->aliases, &e->aliases_size, sizeof(*list));
		if (list == NULL) {
			e->failed = 1;
			return;
		}
		e->aliases = list;
	}
	*alias_end(e, to) = ++e->n_aliases;
	e->aliases[e->n_aliases] = *alias;
	e->aliases[e->n_aliases].next = 0;
}

void
entries_move_aliases(struct entries *e, struct entry *from, struct entry *to)
{
	*alias_end(e, to) = from->aliases;
	from->aliases = 0;
}

void
alias_note(struct ledger *l, const struct alias *alias, enum outcome outcome,
    const char *detail, size_t by)
{
	ledger_note(l, alias->row, outcome, detail, by);
	if (alias->service != LEDGER_NO_ROW)
		ledger_note(l, alias->service, outcome, detail, by);
}

void
entry_note(struct ledger *l, const struct entries *e, const struct entry *entry,
    enum outcome outcome, const char *detail, size_t by)
{
	size_t i;

	ledger_note(l, entry->row, outcome, detail, by);
	for (i = entry->aliases; i != 0; i = e->aliases[i].next)
		alias_note(l, &e->aliases[i], outcome, detail, by);
}

static int
same_slot(const struct entry *a, const struct record *r)
{
	return a->first == r->first && a->last == r->last &&
	       a->protocol == (enum protocol)r->protocol;
}

/* Give an alias of the registry to its owner, which stands before it. */
static void
take_alias(struct entries *e, const struct table *t, const struct record *r,
    struct ledger *ledger, struct diag *diag)
{
	const char *name = record_text(t, r, COLUMN_NAME);
	const char *of = record_text(t, r, COLUMN_ALIAS_OF);
	size_t row = (size_t)(r - t->records), i;

	for (i = e->n; i > 0 && same_slot(&e->list[i - 1], r); i--)
		if (strcmp(e->list[i - 1].name, of) == 0) {
			entries_add_alias(e, &e->list[i - 1],
			    &(struct alias){name, row, LEDGER_NO_ROW, 0});
			return;
		}
	ledger_note(ledger, row, OUTCOME_UNREPRESENTED,
	    "no service of the name", LEDGER_NO_ROW);
	diag_warn(
	    diag, r->line, name, "alias of a name that is not assigned there");
}

static void
take_record(struct entries *e, const struct table *t, const struct record *r,
    struct ledger *ledger, struct diag *diag)
{
	size_t row = (size_t)(r - t->records);

	if (r->first == NO_NUMBER && record_counts(r)) {
		ledger_note(ledger, row, OUTCOME_UNREPRESENTED, "no port",
		    LEDGER_NO_ROW);
	} else if (r->kind == KIND_ALIAS) {
		take_alias(e, t, r, ledger, diag);
	} else if (r->kind == KIND_ASSIGNED && r->text[COLUMN_NAME] != 0) {
		entries_add(
		    e, &(struct entry){record_text(t, r, COLUMN_NAME),
			   record_get(t, r, COLUMN_DESCRIPTION), r->first,
			   r->last, (enum protocol)r->protocol, 0, row, 0});
	} else {
		ledger_note(ledger, row, OUTCOME_FILTERED,
		    kind_name((enum kind)r->kind), LEDGER_NO_ROW);
	}
}

/* An entry is selected if it is, or one of its aliases. */
static int
is_entry_selected(
    const struct entries *e, const struct emission *emission, size_t i)
{
	size_t k;

	for (k = e->list[i].aliases; k != 0; k = e->aliases[k].next)
		if (is_selected(emission, e->aliases[k].row))
			return 1;
	return is_selected(emission, e->list[i].row);
}

/* What is not selected was there while overlays applied, and is gone now. */
static void
filter(struct entries *e, const struct emission *emission, struct ledger *l)
{
	size_t i;

	for (i = 0; i < e->n; i++) {
		struct entry *entry = &e->list[i];

		if (entry->gone || is_entry_selected(e, emission, i))
			continue;
		entry->gone = 1;
		entry_note(l, e, entry, OUTCOME_FILTERED,
		    select_option(emission->selected[entry->row]),
		    LEDGER_NO_ROW);
	}
}

static int
same_ports(const struct entry *a, const struct entry *b)
{
	return a->first == b->first && a->last == b->last &&
	       a->protocol == b->protocol;
}

/* An entry before that of number i that is the same, or NULL. */
static struct entry *
find_twin(struct entries *e, size_t i)
{
	const struct entry *entry = &e->list[i];

	while (i-- > 0 && same_ports(&e->list[i], entry))
		if (!e->list[i].gone &&
		    strcmp(e->list[i].name, entry->name) == 0)
			return &e->list[i];
	return NULL;
}

/* Of two entries that are the same the first gets the aliases of the second. */
static void
merge_twins(struct entries *e, struct ledger *l)
{
	struct entry *twin;
	size_t i;

	for (i = 1; i < e->n; i++) {
		twin = find_twin(e, i);
		if (twin == NULL)
			continue;
		e->list[i].gone = 1;
		entries_move_aliases(e, &e->list[i], twin);
		ledger_note(
		    l, e->list[i].row, OUTCOME_SHADOWED, NULL, twin->row);
	}
}

/* Leave out what is gone. */
static void
close_up(struct entries *e)
{
	size_t i, n = 0;

	for (i = 0; i < e->n; i++)
		if (!e->list[i].gone)
			e->list[n++] = e->list[i];
	e->n = n;
}

static int
compare(const void *a, const void *b)
{
	const struct entry *x = a, *y = b;
	int c;

	if (x->first != y->first)
		return x->first < y->first ? -1 : 1;
	if (x->last != y->last)
		return x->last < y->last ? -1 : 1;
	if (x->protocol != y->protocol)
		return x->protocol < y->protocol ? -1 : 1;
	c = strcasecmp(x->name, y->name);
	return c != 0 ? c : (x->row > y->row) - (x->row < y->row);
}

int
entries_make(struct entries *e, const struct emission *emission,
    struct ledger *ledger, struct diag *diag)
{
	const struct table *t = emission->table;
	size_t errors = diag->errors, i;
	int added;

	memset(e, 0, sizeof(*e));
	e->overlay = emission->overlay;
	if (ledger_start(ledger, t, e->overlay, diag->file) != 0)
		return STATUS_OS;
	for (i = 0; i < t->n && !e->failed; i++)
		take_record(e, t, &t->records[i], ledger, diag);
	added = !e->failed && entries_overlay(e, ledger, diag);
	if (entries_check_shadows(e, ledger, diag) != 0)
		e->failed = 1;
	filter(e, emission, ledger);
	close_up(e);
	if (added)
		qsort(e->list, e->n, sizeof(*e->list), compare);
	merge_twins(e, ledger);
	close_up(e);
	if (e->failed)
		return STATUS_OS;
	return diag->errors > errors ? STATUS_DATA : STATUS_OK;
}

void
entries_free(struct entries *e)
{
	free(e->list);
	free(e->aliases);
	memset(e, 0, sizeof(*e));
}
