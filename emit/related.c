/* SPDX-License-Identifier: MIT */
/* Related ports: reading and checking them. */
#include <stdlib.h>
#include <string.h>

#include "number.h"
#include "overlay.h"
#include "text.h"

enum {
	MOST_PORT = 65535
};

static const char *const columns[] = {"port", "related", "source", "why"};

enum {
	N_COLUMNS = sizeof(columns) / sizeof(columns[0])
};

int
related_has_header(const struct row *header)
{
	size_t i;

	if (header->n != N_COLUMNS)
		return 0;
	for (i = 0; i < N_COLUMNS; i++)
		if (strcmp(columns[i], header->fields[i]) != 0)
			return 0;
	return 1;
}

static int
read_port(const struct row *row, size_t field, int32_t *port)
{
	uint64_t number;

	if (number_parse(row->fields[field], row->lengths[field], MOST_PORT,
		&number) != 0)
		return -1;
	*port = (int32_t)number;
	return 0;
}

/* What is wrong with a row, as the number of its field, or N_COLUMNS. */
static size_t
read_fields(struct relation *to, const struct row *row)
{
	size_t i;

	if (read_port(row, 0, &to->port) != 0)
		return 0;
	if (read_port(row, 1, &to->related) != 0)
		return 1;
	for (i = 2; i < N_COLUMNS; i++)
		if (row->lengths[i] == 0 ||
		    text_check(row->fields[i], 0) != NULL)
			return i;
	return N_COLUMNS;
}

/* Copy the strings of a row, each with its NUL, into one piece. */
static int
own_strings(struct relation *to, const struct row *row)
{
	size_t n = row->lengths[2] + 1;
	char *copy = malloc(n + row->lengths[3] + 1);

	if (copy == NULL)
		return STATUS_OS;
	memcpy(copy, row->fields[2], n);
	memcpy(copy + n, row->fields[3], row->lengths[3] + 1);
	to->source = copy;
	to->why = copy + n;
	return STATUS_OK;
}

/* Whether a file has a relation, or the port is its own. */
static int
is_known(const struct relations *all, size_t first, const struct relation *r)
{
	size_t i;

	for (i = first; i < all->n; i++)
		if (all->list[i].port == r->port &&
		    all->list[i].related == r->related)
			return 1;
	return r->port == r->related;
}

int
related_take(struct relations *all, size_t first, const struct row *row,
    const char *file, struct diag *diag)
{
	struct relation made = {.file = file, .line = row->line}, *list;
	size_t wrong;

	if (!row_check(row, N_COLUMNS, diag))
		return STATUS_OK;
	if (all->n - first == OVERLAY_MOST) {
		diag_error(
		    diag, row->line, NULL, "more than %d rows", OVERLAY_MOST);
		return STATUS_DATA;
	}
	wrong = read_fields(&made, row);
	if (wrong < N_COLUMNS) {
		overlay_refuse(row, wrong, columns[wrong], diag);
		return STATUS_OK;
	}
	if (is_known(all, first, &made)) {
		diag_error(diag, row->line, row->fields[1],
		    "row %zu: related already", row->number);
		return STATUS_OK;
	}
	list = realloc(all->list, (all->n + 1) * sizeof(*list));
	if (list == NULL)
		return STATUS_OS;
	all->list = list;
	if (own_strings(&made, row) != STATUS_OK)
		return STATUS_OS;
	all->list[all->n++] = made;
	return STATUS_OK;
}

/*
 * Set of each port how many records more than of the one before assign it, as
 * a range may be wide.
 */
static void
count_starts(const struct table *t, int32_t starts[MOST_PORT + 2])
{
	size_t i;

	for (i = 0; i < t->n; i++) {
		const struct record *r = &t->records[i];

		if (r->kind != KIND_ASSIGNED || r->first == NO_NUMBER)
			continue;
		starts[r->first]++;
		starts[r->last + 1]--;
	}
}

/* How many records assign each port. */
static int32_t *
count_assigned(const struct table *t)
{
	int32_t *counts = calloc(MOST_PORT + 2, sizeof(*counts));
	int32_t port;

	if (counts == NULL)
		return NULL;
	count_starts(t, counts);
	for (port = 1; port <= MOST_PORT; port++)
		counts[port] += counts[port - 1];
	return counts;
}

int
related_check(
    const struct relations *all, const struct table *t, struct diag *diag)
{
	int32_t *assigned = all->n == 0 ? NULL : count_assigned(t);
	size_t i;

	if (all->n > 0 && assigned == NULL)
		return STATUS_OS;
	for (i = 0; i < all->n; i++) {
		const struct relation *r = &all->list[i];

		diag->file = r->file;
		if (assigned[r->port] == 0 || assigned[r->related] == 0)
			diag_error(diag, r->line, NULL,
			    "%ld and %ld are not both assigned in the snapshot",
			    (long)r->port, (long)r->related);
	}
	free(assigned);
	return STATUS_OK;
}

void
related_free(struct relations *all)
{
	size_t i;

	for (i = 0; i < all->n; i++)
		free((char *)all->list[i].source);
	free(all->list);
	memset(all, 0, sizeof(*all));
}
