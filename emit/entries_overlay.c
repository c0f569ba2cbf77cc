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

/* The next entry from i on that is at a row's port, or their number. */
static size_t
find_next(const struct job *j, const struct overlay_row *row, size_t i)
{
	const struct entry *list = j->e->list;

	for (; i < j->e->n; i++) {
		if (i < j->sorted && list[i].first > row->number)
			i = j->sorted;
		if (i < j->e->n && !list[i].gone &&
		    list[i].first <= row->number &&
		    list[i].last >= row->number &&
		    list[i].protocol == row->protocol)
			return i;
	}
	return j->e->n;
}

/* The entry of a name whose first port is a row's, or NULL. */
static struct entry *
find(const struct job *j, const struct overlay_row *row, const char *name)
{
	struct entry *found = NULL;
	size_t i = find_start(j, row->number);

	while ((i = find_next(j, row, i)) < j->e->n) {
		struct entry *entry = &j->e->list[i++];

		if (entry->first == row->number &&
		    strcmp(entry->name, name) == 0 &&
		    (found == NULL || entry->last < found->last))
			found = entry;
	}
	return found;
}

/* The place where the number of an alias is kept, or NULL. */
static size_t *
find_alias(const struct job *j, const struct overlay_row *row, const char *name)
{
	size_t i = find_start(j, row->number), *at;

	while ((i = find_next(j, row, i)) < j->e->n)
		for (at = &j->e->list[i++].aliases; *at != 0;
		     at = &j->e->aliases[*at].next)
			if (strcmp(j->e->aliases[*at].name, name) == 0)
				return at;
	return NULL;
}

static size_t
number_of(const struct job *j, const struct overlay_row *row)
{
	return ledger_overlay_row(j->ledger, row);
}

static void
refuse(const struct job *j, const struct overlay_row *row, const char *name,
    const char *why)
{
	j->diag->file = row->file;
	diag_error(j->diag, row->line, name, "%s", why);
}

/* Take an alias away from whichever entry has it there.  Returns if it had. */
static int
remove_alias(struct job *j, const struct overlay_row *row, enum outcome outcome,
    const char *detail)
{
	size_t *at = find_alias(j, row, row->name);

	if (at == NULL)
		return 0;
	alias_note(
	    j->ledger, &j->e->aliases[*at], outcome, detail, number_of(j, row));
	*at = j->e->aliases[*at].next;
	return 1;
}

/* What is there already gives way, and its aliases stay. */
static void
add(struct job *j, const struct overlay_row *row)
{
	struct entry added = {row->name, NULL, row->number, row->number,
	    row->protocol, 0, number_of(j, row), 0};
	struct entry *before = find(j, row, row->name);

	remove_alias(j, row, OUTCOME_SHADOWED, NULL);
	if (before != NULL) {
		before->gone = 1;
		added.aliases = before->aliases;
		ledger_note(
		    j->ledger, before->row, OUTCOME_SHADOWED, NULL, added.row);
	}
	entries_add(j->e, &added);
}

static void
alias(struct job *j, const struct overlay_row *row)
{
	struct entry *of = find(j, row, row->of);
	struct entry *same = find(j, row, row->name);
	struct alias made = {row->name, number_of(j, row), LEDGER_NO_ROW, 0};

	if (of == NULL || of == same) {
		refuse(j, row, row->of, "no service that an alias can be of");
		return;
	}
	remove_alias(j, row, OUTCOME_SHADOWED, NULL);
	if (same != NULL) {
		same->gone = 1;
		made.service = same->row;
		entries_move_aliases(j->e, same, of);
	}
	entries_add_alias(j->e, of, &made);
}

static void
drop(struct job *j, const struct overlay_row *row)
{
	struct entry *entry = find(j, row, row->name);
	int had_alias = remove_alias(j, row, OUTCOME_FILTERED, "drop");

	if (entry == NULL && !had_alias) {
		refuse(j, row, row->name, "nothing to drop");
		return;
	}
	ledger_note(
	    j->ledger, number_of(j, row), OUTCOME_APPLIED, NULL, LEDGER_NO_ROW);
	if (entry == NULL)
		return;
	entry->gone = 1;
	entry_note(j->ledger, j->e, entry, OUTCOME_FILTERED, "drop",
	    number_of(j, row));
}

/* The row that wins is found where entries are put in order. */
static void
prefer(struct job *j, const struct overlay_row *row)
{
	const struct overlay_row *last = overlay_find(
	    j->e->overlay, OVERLAY_PREFER, row->number, row->protocol);

	if (last == row)
		ledger_note(j->ledger, number_of(j, row), OUTCOME_APPLIED, NULL,
		    LEDGER_NO_ROW);
	else
		ledger_note(j->ledger, number_of(j, row), OUTCOME_SHADOWED,
		    NULL, number_of(j, last));
}

/* What is preferred in the end has to be there in the end. */
static void
check_preferred(struct job *j, const struct overlay_row *row)
{
	size_t i = find_start(j, row->number);

	if (row->action != OVERLAY_PREFER ||
	    overlay_find(j->e->overlay, OVERLAY_PREFER, row->number,
		row->protocol) != row)
		return;
	while ((i = find_next(j, row, i)) < j->e->n)
		if (strcmp(j->e->list[i++].name, row->name) == 0)
			return;
	refuse(j, row, row->name, "prefers what is not there");
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
	for (i = 0; i < e->overlay->n && !e->failed; i++)
		check_preferred(&j, &e->overlay->rows[i]);
	return e->n > j.sorted;
}
