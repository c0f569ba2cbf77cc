/* SPDX-License-Identifier: MIT */
/* Overlays, and whether a table agrees with them. */
#include <stdlib.h>
#include <string.h>

#include "overlay.h"

static const char *const words[] = {
    [OVERLAY_ADD] = "add",
    [OVERLAY_ALIAS] = "alias",
    [OVERLAY_PREFER] = "prefer",
    [OVERLAY_DROP] = "drop",
    [OVERLAY_CALL] = "call",
};

const char *
overlay_word(enum overlay_action action)
{
	return words[action];
}

const char *
overlay_origin(const char *path, size_t *n)
{
	static const char suffix[] = ".csv";
	const char *slash = strrchr(path, '/');
	const char *name = slash == NULL ? path : slash + 1;

	*n = strlen(name);
	if (*n >= sizeof(suffix) &&
	    strcmp(name + *n - (sizeof(suffix) - 1), suffix) == 0)
		*n -= sizeof(suffix) - 1;
	return name;
}

/* Whether a record has a name at the number of a row, assigned or alias. */
static int
is_named(const struct overlay_row *row, const char *name, const struct table *t,
    const struct record *r)
{
	if ((r->kind != KIND_ASSIGNED && r->kind != KIND_ALIAS) ||
	    r->first > row->number || r->last < row->number ||
	    r->protocol != row->protocol || r->text[COLUMN_NAME] == 0)
		return 0;
	if (row->action == OVERLAY_CALL)
		return 1;
	/* Only an alias may be dropped or made anew. */
	if (r->kind == KIND_ALIAS && row->action != OVERLAY_DROP)
		return 0;
	return strcmp(record_text(t, r, COLUMN_NAME), name) == 0;
}

/* The row of the table after those whose first number is at most number. */
static size_t
find_end(const struct table *t, int32_t number)
{
	size_t low = 0, high = t->n;

	while (low < high) {
		size_t middle = low + (high - low) / 2;
		const struct record *r = &t->records[middle];

		/* Records without a number stand last. */
		if (record_counts(r) &&
		    (r->first == NO_NUMBER || r->first > number))
			high = middle;
		else
			low = middle + 1;
	}
	return low;
}

/* Whether the table has that name for a row; a range may start far before. */
static int
in_table(const struct table *t, const struct overlay_row *row, const char *name)
{
	size_t i;

	for (i = find_end(t, row->number); i > 0; i--)
		if (is_named(row, name, t, &t->records[i - 1]))
			return 1;
	return 0;
}

/* Whether another row adds that name, or says it for another. */
static int
in_overlay(
    const struct overlay *o, const struct overlay_row *row, const char *name)
{
	size_t i;

	for (i = 0; i < o->n; i++) {
		const struct overlay_row *other = &o->rows[i];

		if (other != row && other->number == row->number &&
		    other->protocol == row->protocol &&
		    (other->action == OVERLAY_ADD ||
			(other->action == OVERLAY_ALIAS &&
			    row->action == OVERLAY_DROP)) &&
		    strcmp(other->name, name) == 0)
			return 1;
	}
	return 0;
}

static void
check_row(const struct overlay *o, const struct overlay_row *row,
    const struct table *t, struct diag *diag)
{
	const char *name = row->action == OVERLAY_ALIAS ? row->of : row->name;

	if (row->action == OVERLAY_ADD) {
		if (in_table(t, row, name))
			diag_error(diag, row->line, name,
			    "is assigned in the snapshot");
	} else if (!in_table(t, row, name) && !in_overlay(o, row, name)) {
		diag_error(diag, row->line, name,
		    "names no assigned record of the snapshot");
	}
}

/* Whether records are numbers to call, and not ports of protocols. */
static int
has_calls(const struct registry *registry)
{
	size_t i = 0;

	while (i < registry->n_columns &&
	       registry->columns[i].id != COLUMN_PROTOCOL)
		i++;
	return i == registry->n_columns;
}

int
overlay_check(const struct overlay *o, const struct table *t, struct diag *diag)
{
	int calls = has_calls(t->registry);
	size_t errors = diag->errors;
	size_t i;

	for (i = 0; i < o->n; i++) {
		const struct overlay_row *row = &o->rows[i];

		diag->file = row->file;
		if ((row->action == OVERLAY_CALL) != calls) {
			diag_error(diag, row->line, t->registry->id,
			    "not an overlay for this registry");
			break;
		}
		check_row(o, row, t, diag);
	}
	if (calls && o->relations.n > 0) {
		diag->file = o->relations.list[0].file;
		diag_error(diag, o->relations.list[0].line, t->registry->id,
		    "not an overlay for this registry");
	} else {
		related_check(&o->relations, t, diag);
	}
	return diag->errors > errors ? STATUS_DATA : STATUS_OK;
}

const struct overlay_row *
overlay_find(const struct overlay *o, enum overlay_action action,
    int32_t number, enum protocol protocol)
{
	size_t i;

	for (i = o->n; i > 0; i--) {
		const struct overlay_row *row = &o->rows[i - 1];

		if (row->action == action && row->number == number &&
		    row->protocol == protocol)
			return row;
	}
	return NULL;
}

void
overlay_free(struct overlay *o)
{
	size_t i;

	for (i = 0; i < o->n; i++)
		free((char *)o->rows[i].name);
	free(o->rows);
	related_free(&o->relations);
	memset(o, 0, sizeof(*o));
}
