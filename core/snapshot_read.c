/* SPDX-License-Identifier: MIT */
/* The snapshot reader. */
#include <errno.h>
#include <string.h>

#include "field.h"
#include "rows.h"
#include "snapshot.h"

struct reader {
	struct table *table;
	struct diag *diag;
	size_t good; /* rows up to the last that can be compared with */
};

/* How many names of the header are those of a registry's columns. */
static size_t
match(const struct registry *registry, const struct row *row)
{
	size_t i;

	for (i = 0; i < registry->n_columns && i < row->n; i++)
		if (strlen(row->fields[i]) != row->lengths[i] ||
		    strcmp(registry->columns[i].name, row->fields[i]) != 0)
			break;
	return i;
}

/* Find the registry, for now any, whose columns the header has. */
static int
take_header(struct reader *r, const struct row *row)
{
	size_t i, n, most = 0;

	for (i = 0; i < n_registries; i++) {
		n = match(&registries[i], row);
		if (n == registries[i].n_columns && n == row->n) {
			r->table->registry = &registries[i];
			return STATUS_OK;
		}
		most = n > most ? n : most;
	}
	diag_error(r->diag, row->line,
	    most < row->n && most < ROWS_MOST_FIELDS ? row->fields[most] : NULL,
	    "row 0: the header is not that of a snapshot");
	return STATUS_DATA;
}

/* Whether a field is stored with one that was checked before. */
static int
is_known(const struct table *t, const struct record *r, enum column_id id)
{
	return (r > t->records && r->text[id] == r[-1].text[id]) ||
	       (id == COLUMN_LAST && r->text[id] == r->text[COLUMN_FIRST]);
}

/* Set a field, and report what is wrong with it.  Returns 0, or -1 (ENOMEM). */
static int
take_field(
    struct reader *r, struct record *record, const struct row *row, size_t i)
{
	const struct column *column = &r->table->registry->columns[i];
	const char *problem;

	if (table_set(r->table, record, column->id, row->fields[i],
		row->lengths[i]) != 0)
		return -1;
	if (is_known(r->table, record, column->id))
		return 0;
	errno = 0;
	problem = field_check(column, row->fields[i]);
	if (problem != NULL && errno == ENOMEM)
		return -1;
	if (problem != NULL)
		diag_error(r->diag, row->line, row->fields[i],
		    "row %zu: %s: %s", row->number, column->name, problem);
	return 0;
}

/* Returns 0, or -1 (ENOMEM). */
static int
take_fields(struct reader *r, struct record *record, const struct row *row)
{
	size_t i;

	for (i = 0; i < row->n; i++)
		if (row->lengths[i] > 0 && take_field(r, record, row, i) != 0)
			return -1;
	return 0;
}

static int
take(void *data, const struct row *row)
{
	struct reader *r = data;
	struct table *t = r->table;
	size_t errors = r->diag->errors;
	struct record *record;
	const char *problem;

	if (row->number == 0)
		return take_header(r, row);
	record = table_add(t);
	if (record == NULL)
		return STATUS_OS;
	record->line = (uint32_t)row->line;
	record->text[COLUMN_KIND] = 0;
	if (!row_check(row, t->registry->n_columns, r->diag))
		return STATUS_OK;
	if (take_fields(r, record, row) != 0)
		return STATUS_OS;
	if (r->diag->errors > errors)
		return STATUS_OK;
	problem = record_derive(t, record);
	if (problem == NULL && t->n > 1 && record->kind == KIND_REGISTRY)
		problem = "second row of kind registry";
	if (problem == NULL && r->good > 0 &&
	    record_compare(t, &t->records[r->good - 1], record) > 0)
		problem = "not in order";
	if (problem == NULL)
		r->good = t->n;
	if (problem != NULL)
		diag_error(r->diag, row->line, NULL, "row %zu: %s", row->number,
		    problem);
	return STATUS_OK;
}

/* Check what the first row says against the rest.  Returns a status. */
static int
check(struct table *t, struct diag *diag)
{
	struct snapshot_header h;
	struct buffer url = {0};
	const struct record *first = table_header(t);
	const struct registry *registry;
	size_t rows = 0;

	errno = 0;
	if (first == NULL || first->text[COLUMN_NAME] == 0 ||
	    snapshot_get_header(t, &h, &rows, &url) != 0) {
		buffer_free(&url);
		if (errno == ENOMEM)
			return STATUS_OS;
		diag_error(
		    diag, 2, NULL, "row 1: does not describe the registry");
		return STATUS_DATA;
	}
	registry = registry_find(record_get(t, first, COLUMN_NAME));
	if (registry == NULL || registry->columns != t->registry->columns)
		diag_error(diag, 2, record_get(t, first, COLUMN_NAME),
		    "row 1: unknown registry, or one with other columns");
	else
		t->registry = registry;
	if (rows != t->n - 1)
		diag_error(diag, 2, NULL,
		    "row 1: announces %zu rows, but %zu follow", rows,
		    t->n - 1);
	buffer_free(&url);
	return snapshot_check_crowd(t, diag);
}

int
snapshot_read(struct table *t, FILE *in, struct diag *diag)
{
	struct reader r = {t, diag, 0};
	size_t errors = diag->errors;
	int status;

	if (table_init(t, registries) != 0)
		return STATUS_OS;
	status = rows_read(in, diag, take, &r);
	if (status == STATUS_OK && diag->errors == errors)
		status = check(t, diag);
	if (status == STATUS_OK && diag->errors > errors)
		status = STATUS_DATA;
	return status;
}
