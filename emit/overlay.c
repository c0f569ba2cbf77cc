/* SPDX-License-Identifier: MIT */
/* The overlay reader. */
#include <stdlib.h>
#include <string.h>

#include "buffer.h"
#include "line.h"
#include "number.h"
#include "overlay.h"
#include "rows.h"
#include "tool.h"

enum {
	FIELDS = 4
};

struct form {
	const char *header[FIELDS];
	const char *registry; /* by the columns of its records */
	uint64_t most;
};

static const struct form forms[] = {
    [OVERLAY_PREFER] = {{"port", "protocol", "name", "why"},
	"service-names-port-numbers", 65535},
    [OVERLAY_CALL] = {{"number", "name", "aliases", "source"},
	"protocol-numbers", 255},
};

enum {
	FORMS = sizeof(forms) / sizeof(forms[0])
};

struct reader {
	struct overlay *overlay;
	struct diag *diag;
	const char *file;
	int form;
};

static int
refuse(struct reader *r, const struct row *row, size_t field)
{
	const char *name = forms[r->form].header[field];

	if (row->lengths[field] == 0)
		diag_error(r->diag, row->line, NULL, "row %zu: no %s",
		    row->number, name);
	else
		diag_error(r->diag, row->line, row->fields[field],
		    "row %zu: wrong %s", row->number, name);
	return STATUS_OK;
}

static int
take_header(struct reader *r, const struct row *row)
{
	int i;

	for (r->form = 0; r->form < FORMS; r->form++) {
		for (i = 0; i < FIELDS; i++)
			if (strcmp(forms[r->form].header[i], row->fields[i]) !=
			    0)
				break;
		if (i == FIELDS)
			return STATUS_OK;
	}
	diag_error(r->diag, row->line, NULL,
	    "row 0: the header is not that of an overlay");
	return STATUS_DATA;
}

static int
are_names(const char *s)
{
	while (*s != '\0') {
		size_t n = strcspn(s, " ");

		if (!line_can_hold(s, n))
			return 0;
		s += n + (s[n] != '\0');
	}
	return 1;
}

/* Append a row, whose strings become the overlay's. */
static int
append(struct overlay *o, const struct overlay_row *row)
{
	struct overlay_row *rows =
	    realloc(o->rows, (o->n + 1) * sizeof(*o->rows));

	if (rows == NULL)
		return STATUS_OS;
	o->rows = rows;
	o->rows[o->n++] = *row;
	return STATUS_OK;
}

/* A copy of both strings, each with its NUL, or NULL. */
static char *
copy_names(const char *name, const char *aliases)
{
	struct buffer names = {0};

	buffer_add(&names, name, strlen(name) + 1);
	buffer_add(&names, aliases, strlen(aliases) + 1);
	if (names.failed)
		buffer_free(&names);
	return names.data;
}

static int
take(void *data, const struct row *row)
{
	struct reader *r = data;
	size_t name_at = r->form == OVERLAY_PREFER ? 2 : 1;
	struct overlay_row made;
	uint64_t number;

	if (!row_check(row, FIELDS, r->diag))
		return row->number == 0 ? STATUS_DATA : STATUS_OK;
	if (row->number == 0)
		return take_header(r, row);
	if (number_parse(row->fields[0], row->lengths[0], forms[r->form].most,
		&number) != 0)
		return refuse(r, row, 0);
	if (!line_can_hold(row->fields[name_at], row->lengths[name_at]))
		return refuse(r, row, name_at);
	if (row->lengths[3] == 0)
		return refuse(r, row, 3);
	if (r->form == OVERLAY_PREFER &&
	    protocol_find(row->fields[1]) == PROTOCOL_NONE)
		return refuse(r, row, 1);
	if (r->form == OVERLAY_CALL && !are_names(row->fields[2]))
		return refuse(r, row, 2);
	made.form = (enum overlay_form)r->form;
	made.file = r->file;
	made.line = row->line;
	made.number = (int32_t)number;
	made.protocol = r->form == OVERLAY_PREFER
			    ? protocol_find(row->fields[1])
			    : PROTOCOL_NONE;
	made.name = copy_names(row->fields[name_at],
	    r->form == OVERLAY_CALL ? row->fields[2] : "");
	if (made.name == NULL)
		return STATUS_OS;
	made.aliases = made.name + strlen(made.name) + 1;
	return append(r->overlay, &made);
}

int
overlay_read(struct overlay *o, const char *path, struct diag *diag)
{
	struct reader r = {o, diag, path, FORMS};
	size_t errors = diag->errors;
	FILE *in;
	int status = tool_open_file(&in, path, diag);

	if (status != STATUS_OK)
		return status;
	status = rows_read(in, diag, take, &r);
	fclose(in);
	if (status == STATUS_OK && r.form == FORMS)
		diag_error(diag, 1, NULL, "row 0: no header");
	if (status == STATUS_OK && diag->errors > errors)
		status = STATUS_DATA;
	return status;
}

/* Whether a record is the one that a row is about. */
static int
is_named(const struct overlay_row *row, const struct table *t,
    const struct record *r)
{
	const char *name = record_get(t, r, COLUMN_NAME);

	if (r->kind != KIND_ASSIGNED || r->first > row->number ||
	    r->last < row->number || r->protocol != row->protocol)
		return 0;
	return name != NULL &&
	       (row->form == OVERLAY_CALL || strcmp(name, row->name) == 0);
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

/* Whether a row names an assigned record; a range may start far before. */
static int
names_record(const struct overlay_row *row, const struct table *t)
{
	size_t i;

	for (i = find_end(t, row->number); i > 0; i--)
		if (is_named(row, t, &t->records[i - 1]))
			return 1;
	return 0;
}

int
overlay_check(const struct overlay *o, const struct table *t, struct diag *diag)
{
	size_t errors = diag->errors;
	size_t i;

	for (i = 0; i < o->n; i++) {
		const struct overlay_row *row = &o->rows[i];

		diag->file = row->file;
		if (registry_find(forms[row->form].registry)->columns !=
		    t->registry->columns) {
			diag_error(diag, row->line, t->registry->id,
			    "not an overlay for this registry");
			break;
		}
		if (!names_record(row, t))
			diag_error(diag, row->line, row->name,
			    "names no assigned record of the snapshot");
	}
	return diag->errors > errors ? STATUS_DATA : STATUS_OK;
}

const struct overlay_row *
overlay_find(const struct overlay *o, enum overlay_form form, int32_t number,
    enum protocol protocol)
{
	size_t i;

	for (i = o->n; i > 0; i--) {
		const struct overlay_row *row = &o->rows[i - 1];

		if (row->form == form && row->number == number &&
		    row->protocol == protocol)
			return row;
	}
	return NULL;
}

void
overlay_free(struct overlay *o)
{
	size_t i;

	for (i = 0; i < o->n; i++) {
		free(o->rows[i].name);
	}
	free(o->rows);
	memset(o, 0, sizeof(*o));
}
