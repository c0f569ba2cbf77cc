/* SPDX-License-Identifier: MIT */
/* Overlays: rows that add, alias, prefer and drop. */
#include <stdlib.h>
#include <string.h>

#include "entries_overlay.h"

struct job {
	struct entries *e;
	struct ledger *ledger;
	struct diag *diag;
	size_t sorted; /* so many entries are in order; what is added follows */
	int32_t span;  /* the most ports of a range, less one */
};

/* The first of the sorted entries that may be at a port. */
static size_t
find_start(const struct job *j, int32_t port)
{
	size_t low = 0, high = j->sorted;

	while (low < high) {
		size_t middle = low + (high - low) / 2;

		if (j->e->list[middle].first < port - j->span)
			low = middle + 1;
		else
			high = middle;
	}
	return low;
}

static int
is_at(const struct entry *entry, const struct overlay_row *row)
{
	return !entry->gone && entry->first <= row->number &&
	       entry->last >= row->number && entry->protocol == row->protocol;
}

/* The entry of a name where a row is about, or NULL. */
static struct entry *
find(const struct job *j, const struct overlay_row *row, const char *name)
{
	struct entry *list = j->e->list;
	size_t i;

	for (i = find_start(j, row->number); i < j->e->n; i++) {
		if (i < j->sorted && list[i].first > row->number)
			i = j->sorted;
		if (i < j->e->n && is_at(&list[i], row) &&
		    strcmp(list[i].name, name) == 0)
			return &list[i];
	}
	return NULL;
}

/* The place where the number of an alias is kept, or NULL. */
static size_t *
find_alias(const struct job *j, const struct overlay_row *row, const char *name)
{
	struct entry *list = j->e->list;
	size_t i, *at;

	for (i = find_start(j, row->number); i < j->e->n; i++) {
		if (i < j->sorted && list[i].first > row->number)
			i = j->sorted;
		if (i == j->e->n || !is_at(&list[i], row))
			continue;
		for (at = &list[i].aliases; *at != 0;
		     at = &j->e->aliases[*at].next)
			if (strcmp(j->e->aliases[*at].name, name) == 0)
				return at;
	}
	return NULL;
}

static void
note(const struct job *j, const struct overlay_row *row, enum outcome outcome,
    const char *detail)
{
	ledger_note(j->ledger, ledger_overlay_row(j->ledger, row), outcome,
	    detail, LEDGER_NO_ROW);
}

static void
add(struct job *j, const struct overlay_row *row)
{
	size_t number = ledger_overlay_row(j->ledger, row);
	struct entry *before = find(j, row, row->name);

	if (before != NULL) {
		before->gone = 1;
		ledger_note(
		    j->ledger, before->row, OUTCOME_SHADOWED, NULL, number);
	}
	entries_add(j->e, &(struct entry){row->name, NULL, row->number,
			      row->number, row->protocol, 0, number, 0});
	note(j, row, OUTCOME_EMITTED, NULL);
}

/* Take an alias away from whichever entry has it there. */
static void
remove_alias(struct job *j, const struct overlay_row *row, enum outcome outcome,
    const char *detail)
{
	size_t *at = find_alias(j, row, row->name);

	if (at == NULL)
		return;
	ledger_note(j->ledger, j->e->aliases[*at].row, outcome, detail,
	    ledger_overlay_row(j->ledger, row));
	*at = j->e->aliases[*at].next;
}

/* A service that is said to be an alias takes its own aliases with it. */
static void
fold(struct job *j, struct entry *entry, struct entry *of)
{
	size_t *end = &of->aliases;

	while (*end != 0)
		end = &j->e->aliases[*end].next;
	*end = entry->aliases;
	entry->gone = 1;
	ledger_note(
	    j->ledger, entry->row, OUTCOME_ALIAS, of->name, LEDGER_NO_ROW);
}

static void
alias(struct job *j, const struct overlay_row *row)
{
	struct entry *of = find(j, row, row->of);
	struct entry *same = find(j, row, row->name);

	if (of == NULL || of == same) {
		j->diag->file = row->file;
		diag_error(j->diag, row->line, row->of,
		    "no service that an alias can be of");
		return;
	}
	remove_alias(j, row, OUTCOME_SHADOWED, NULL);
	if (same != NULL)
		fold(j, same, of);
	entries_add_alias(
	    j->e, of, row->name, ledger_overlay_row(j->ledger, row));
	note(j, row, OUTCOME_ALIAS, of->name);
}

static void
drop(struct job *j, const struct overlay_row *row)
{
	struct entry *entry = find(j, row, row->name);
	size_t i;

	note(j, row, OUTCOME_APPLIED, NULL);
	remove_alias(j, row, OUTCOME_FILTERED, "drop");
	if (entry == NULL)
		return;
	entry->gone = 1;
	ledger_note(j->ledger, entry->row, OUTCOME_FILTERED, "drop",
	    ledger_overlay_row(j->ledger, row));
	for (i = entry->aliases; i != 0; i = j->e->aliases[i].next)
		ledger_note(j->ledger, j->e->aliases[i].row, OUTCOME_FILTERED,
		    "drop", ledger_overlay_row(j->ledger, row));
}

/* The row that wins is found where entries are put in order. */
static void
prefer(struct job *j, const struct overlay_row *row)
{
	const struct overlay_row *last = overlay_find(
	    j->e->overlay, OVERLAY_PREFER, row->number, row->protocol);

	if (last == row)
		note(j, row, OUTCOME_APPLIED, NULL);
	else
		ledger_note(j->ledger, ledger_overlay_row(j->ledger, row),
		    OUTCOME_SHADOWED, NULL,
		    ledger_overlay_row(j->ledger, last));
}

int
entries_overlay(struct entries *e, struct ledger *ledger, struct diag *diag)
{
	static void (*const apply[])(
	    struct job *, const struct overlay_row *) = {[OVERLAY_ADD] = add,
	    [OVERLAY_ALIAS] = alias,
	    [OVERLAY_PREFER] = prefer,
	    [OVERLAY_DROP] = drop};
	struct job j = {e, ledger, diag, e->n, 0};
	size_t i;

	for (i = 0; i < e->n; i++)
		if (e->list[i].last - e->list[i].first > j.span)
			j.span = e->list[i].last - e->list[i].first;
	for (i = 0; i < e->overlay->n && !e->failed; i++)
		apply[e->overlay->rows[i].action](&j, &e->overlay->rows[i]);
	return e->n > j.sorted;
}
