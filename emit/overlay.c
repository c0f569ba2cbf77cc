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

/* The rows of an overlay while they are checked. */
struct check {
	const struct overlay *o;
	const struct table *t;
	const struct overlay_row **rows; /* by number */
	unsigned char *there; /* whether the table has the name of each */
};

/* The name that a row needs, or adds. */
static const char *
name_of(const struct overlay_row *row)
{
	return row->action == OVERLAY_ALIAS ? row->of : row->name;
}

/* Whether a record has the name of a row at its number. */
static int
is_named(const struct overlay_row *row, const struct table *t,
    const struct record *r)
{
	if (r->protocol != row->protocol)
		return 0;
	if (row->action == OVERLAY_CALL)
		return 1;
	/* Only an alias may be dropped or made anew. */
	if (r->kind == KIND_ALIAS && row->action != OVERLAY_DROP)
		return 0;
	return strcmp(record_text(t, r, COLUMN_NAME), name_of(row)) == 0;
}

static int
compare_numbers(const void *a, const void *b)
{
	const struct overlay_row *x = *(const struct overlay_row *const *)a;
	const struct overlay_row *y = *(const struct overlay_row *const *)b;

	return (x->number > y->number) - (x->number < y->number);
}

/* The first row, by number, whose number is not less. */
static size_t
find_rows(const struct check *c, int32_t number)
{
	size_t low = 0, high = c->o->n;

	while (low < high) {
		size_t middle = low + (high - low) / 2;

		if (c->rows[middle]->number < number)
			low = middle + 1;
		else
			high = middle;
	}
	return low;
}

/* Mark the rows whose name a record has, assigned or alias. */
static void
mark_rows(struct check *c, const struct record *r)
{
	size_t i;

	if ((r->kind != KIND_ASSIGNED && r->kind != KIND_ALIAS) ||
	    r->first == NO_NUMBER || r->text[COLUMN_NAME] == 0)
		return;
	for (i = find_rows(c, r->first);
	     i < c->o->n && c->rows[i]->number <= r->last; i++)
		if (is_named(c->rows[i], c->t, r))
			c->there[c->rows[i] - c->o->rows] = 1;
}

/*
 * Look at each record once, however many rows there are.  Returns STATUS_OK,
 * or STATUS_OS.
 */
static int
mark_all(struct check *c)
{
	size_t i, n = c->o->n;

	c->rows = calloc(n + 1, sizeof(*c->rows));
	c->there = calloc(n + 1, sizeof(*c->there));
	if (c->rows == NULL || c->there == NULL)
		return STATUS_OS;
	for (i = 0; i < n; i++)
		c->rows[i] = &c->o->rows[i];
	qsort(c->rows, n, sizeof(*c->rows), compare_numbers);
	for (i = 0; i < c->t->n; i++)
		mark_rows(c, &c->t->records[i]);
	return STATUS_OK;
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
check_row(
    const struct check *c, const struct overlay_row *row, struct diag *diag)
{
	int there = c->there[row - c->o->rows];

	if (row->action == OVERLAY_ADD) {
		if (there)
			diag_error(diag, row->line, row->name,
			    "is assigned in the snapshot");
	} else if (!there && !in_overlay(c->o, row, name_of(row))) {
		diag_error(diag, row->line, name_of(row),
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

/* Check the rows but relations. */
static int
check_rows(const struct overlay *o, const struct table *t, int calls,
    struct diag *diag)
{
	struct check c = {o, t, NULL, NULL};
	int status = mark_all(&c);
	size_t i;

	for (i = 0; status == STATUS_OK && i < o->n; i++) {
		const struct overlay_row *row = &o->rows[i];

		diag->file = row->file;
		if ((row->action == OVERLAY_CALL) != calls) {
			diag_error(diag, row->line, t->registry->id,
			    "not an overlay for this registry");
			break;
		}
		check_row(&c, row, diag);
	}
	free(c.rows);
	free(c.there);
	return status;
}

int
overlay_check(const struct overlay *o, const struct table *t, struct diag *diag)
{
	int calls = has_calls(t->registry);
	size_t errors = diag->errors;
	int status = o->n == 0 ? STATUS_OK : check_rows(o, t, calls, diag);

	if (status == STATUS_OK && o->relations.n > 0) {
		diag->file = o->relations.list[0].file;
		if (calls)
			diag_error(diag, o->relations.list[0].line,
			    t->registry->id,
			    "not an overlay for this registry");
		else
			status = related_check(&o->relations, t, diag);
	}
	if (status == STATUS_OK && diag->errors > errors)
		return STATUS_DATA;
	return status;
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
