/* SPDX-License-Identifier: MIT */
/* Overlays: rows that add, alias, prefer and drop. */
#include <stdlib.h>
#include <string.h>

#include "entries_overlay.h"

enum {
	MOST_PORT = 65535
};

struct job {
	struct entries *e;
	struct ledger *ledger;
	struct diag *diag;
	size_t sorted; /* so many entries are in order; what is added follows */
	size_t *starts; /* of each port: the first of its places in at */
	size_t *at;	/* the sorted entries of each port, in their order */
};

/* Count the sorted entries of each port into starts, two places behind. */
static size_t
count_ports(struct job *j)
{
	size_t i, n = 0;
	int32_t port;

	for (i = 0; i < j->sorted; i++)
		for (port = j->e->list[i].first; port <= j->e->list[i].last;
		     port++, n++)
			j->starts[port + 2]++;
	return n;
}

/*
 * List the sorted entries of each port, of which there are few, as ranges may
 * be wide.  Returns 0, or -1 (ENOMEM).
 */
static int
list_ports(struct job *j)
{
	const struct entry *list = j->e->list;
	int32_t port;
	size_t i, n;

	j->starts = calloc(MOST_PORT + 3, sizeof(*j->starts));
	if (j->starts == NULL)
		return -1;
	n = count_ports(j);
	j->at = calloc(n + 1, sizeof(*j->at));
	if (j->at == NULL)
		return -1;
	for (port = 0; port <= MOST_PORT; port++)
		j->starts[port + 2] += j->starts[port + 1];
	/* The start of each port moves to its end, that of the next. */
	for (i = 0; i < j->sorted; i++)
		for (port = list[i].first; port <= list[i].last; port++)
			j->at[j->starts[port + 1]++] = i;
	return 0;
}

/* The next entry, counted by *i, that is where a row is, or NULL. */
static struct entry *
find_next(const struct job *j, const struct overlay_row *row, size_t *i)
{
	const size_t *at = j->at + j->starts[row->number];
	size_t n = j->starts[row->number + 1] - j->starts[row->number];

	for (; *i < n + (j->e->n - j->sorted); ++*i) {
		struct entry *entry =
		    &j->e->list[*i < n ? at[*i] : j->sorted + (*i - n)];

		if (!entry->gone && entry->first <= row->number &&
		    entry->last >= row->number &&
		    entry->protocol == row->protocol) {
			++*i;
			return entry;
		}
	}
	return NULL;
}

/* The entry of a name whose first port is a row's, or NULL. */
static struct entry *
find(const struct job *j, const struct overlay_row *row, const char *name)
{
	struct entry *found = NULL, *entry;
	size_t i = 0;

	while ((entry = find_next(j, row, &i)) != NULL)
		if (entry->first == row->number &&
		    strcmp(entry->name, name) == 0 &&
		    (found == NULL || entry->last < found->last))
			found = entry;
	return found;
}

/* The place where the number of an alias is kept, or NULL. */
static size_t *
find_alias(const struct job *j, const struct overlay_row *row, const char *name)
{
	struct entry *entry;
	size_t i = 0, *at;

	while ((entry = find_next(j, row, &i)) != NULL)
		for (at = &entry->aliases; *at != 0;
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
	const struct entry *entry;
	size_t i = 0;

	if (row->action != OVERLAY_PREFER ||
	    overlay_find(j->e->overlay, OVERLAY_PREFER, row->number,
		row->protocol) != row)
		return;
	while ((entry = find_next(j, row, &i)) != NULL)
		if (strcmp(entry->name, row->name) == 0)
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
	struct job j = {e, ledger, diag, e->n, NULL, NULL};
	size_t i;

	if (e->overlay->n == 0)
		return 0;
	if (list_ports(&j) != 0)
		e->failed = 1;
	for (i = 0; i < e->overlay->n && !e->failed; i++)
		apply[e->overlay->rows[i].action](&j, &e->overlay->rows[i]);
	for (i = 0; i < e->overlay->n && !e->failed; i++)
		check_preferred(&j, &e->overlay->rows[i]);
	free(j.starts);
	free(j.at);
	return e->n > j.sorted;
}
