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

/* What a column of an overlay is. */
enum field {
	FIELD_ACTION,
	FIELD_NUMBER,
	FIELD_PROTOCOL,
	FIELD_NAME,
	FIELD_OF,
	FIELD_ALIASES,
	FIELD_REASON, /* the last in each form, and required */
	FIELD_SOURCE,
	FIELD_COUNT
};

enum {
	MOST_FIELDS = 7
};

struct form {
	const char *header[MOST_FIELDS];
	enum field fields[MOST_FIELDS];
	size_t n;
	enum overlay_action action; /* where there is no column for it */
	uint64_t least, most;	    /* number */
};

static const struct form forms[] = {
    {{"action", "port", "protocol", "name", "of", "source", "why"},
	{FIELD_ACTION, FIELD_NUMBER, FIELD_PROTOCOL, FIELD_NAME, FIELD_OF,
	    FIELD_SOURCE, FIELD_REASON},
	7, OVERLAY_PREFER, 1, 65535},
    {{"port", "protocol", "name", "why"},
	{FIELD_NUMBER, FIELD_PROTOCOL, FIELD_NAME, FIELD_REASON}, 4,
	OVERLAY_PREFER, 1, 65535},
    {{"number", "name", "aliases", "source"},
	{FIELD_NUMBER, FIELD_NAME, FIELD_ALIASES, FIELD_REASON}, 4,
	OVERLAY_CALL, 0, 255},
};

enum {
	FORMS = sizeof(forms) / sizeof(forms[0])
};

struct reader {
	struct overlay *overlay;
	struct diag *diag;
	const char *file;
	size_t first;		 /* the file's first row in the overlay */
	size_t first_relation;	 /* the same for relations */
	const struct form *form; /* or NULL */
	int is_related;		 /* it is of related ports */
};

void
overlay_refuse(
    const struct row *row, size_t field, const char *name, struct diag *diag)
{
	if (row->lengths[field] == 0)
		diag_error(
		    diag, row->line, NULL, "row %zu: no %s", row->number, name);
	else
		diag_error(diag, row->line, row->fields[field],
		    "row %zu: wrong %s", row->number, name);
}

static int
has_header(const struct form *form, const struct row *row)
{
	size_t i;

	if (row->n != form->n)
		return 0;
	for (i = 0; i < form->n; i++)
		if (strlen(form->header[i]) != row->lengths[i] ||
		    strcmp(form->header[i], row->fields[i]) != 0)
			return 0;
	return 1;
}

static int
take_header(struct reader *r, const struct row *row)
{
	size_t i;

	for (i = 0; i < FORMS; i++)
		if (has_header(&forms[i], row)) {
			r->form = &forms[i];
			return STATUS_OK;
		}
	r->is_related = related_has_header(row);
	if (r->is_related)
		return STATUS_OK;
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

static int
take_action(struct overlay_row *to, const char *s)
{
	int i;

	for (i = OVERLAY_ADD; i <= OVERLAY_DROP; i++)
		if (strcmp(overlay_word((enum overlay_action)i), s) == 0) {
			to->action = (enum overlay_action)i;
			return 1;
		}
	return 0;
}

/* Take a field.  Returns whether it is good; strings are still the row's. */
static int
take_field(const struct form *form, struct overlay_row *to, enum field field,
    const char *s)
{
	uint64_t number;

	switch (field) {
	case FIELD_ACTION:
		return take_action(to, s);
	case FIELD_NUMBER:
		if (number_parse(s, strlen(s), form->most, &number) != 0 ||
		    number < form->least)
			return 0;
		to->number = (int32_t)number;
		return 1;
	case FIELD_PROTOCOL:
		to->protocol = protocol_find(s);
		return to->protocol != PROTOCOL_NONE;
	case FIELD_NAME:
		to->name = s;
		return line_can_hold(s, strlen(s));
	case FIELD_OF:
		to->of = s;
		return to->action == OVERLAY_ALIAS ? line_can_hold(s, strlen(s))
						   : *s == '\0';
	case FIELD_ALIASES:
		to->aliases = s;
		return are_names(s);
	default:
		return *s != '\0';
	}
}

/* Whether a row needs a name to be there as a service, which drop undoes. */
static int
needs(const struct overlay_row *row, const char *name)
{
	if (row->action == OVERLAY_ALIAS && strcmp(row->of, name) == 0)
		return 1;
	return row->action == OVERLAY_PREFER && strcmp(row->name, name) == 0;
}

/* Whether two rows of one file say different things of the same. */
static int
contradict(const struct overlay_row *a, const struct overlay_row *b)
{
	int undone;

	if (a->number != b->number || a->protocol != b->protocol)
		return 0;
	undone = (a->action == OVERLAY_DROP || a->action == OVERLAY_ALIAS) &&
		 needs(b, a->name);
	if (b->action == OVERLAY_DROP || b->action == OVERLAY_ALIAS)
		undone |= needs(a, b->name);
	if (a->action == b->action &&
	    (a->action == OVERLAY_PREFER || a->action == OVERLAY_CALL))
		return 1;
	return undone ||
	       (strcmp(a->name, b->name) == 0 && a->action != OVERLAY_PREFER &&
		   b->action != OVERLAY_PREFER);
}

/* Copy strings, each with its NUL, into one piece that name starts. */
static int
own_strings(struct overlay_row *row)
{
	struct buffer b = {0};
	size_t name = strlen(row->name) + 1, of = strlen(row->of) + 1;

	buffer_add(&b, row->name, name);
	buffer_add(&b, row->of, of);
	buffer_add(&b, row->aliases, strlen(row->aliases) + 1);
	if (b.failed) {
		buffer_free(&b);
		return STATUS_OS;
	}
	row->name = b.data;
	row->of = b.data + name;
	row->aliases = b.data + name + of;
	return STATUS_OK;
}

/* Append a row, whose strings become the overlay's. */
static int
append(struct reader *r, struct overlay_row *row)
{
	struct overlay *o = r->overlay;
	struct overlay_row *rows;
	size_t i;

	if (o->n - r->first == OVERLAY_MOST) {
		diag_error(r->diag, row->line, NULL, "more than %d rows",
		    OVERLAY_MOST);
		return STATUS_DATA;
	}
	for (i = r->first; i < o->n; i++)
		if (contradict(&o->rows[i], row)) {
			diag_error(r->diag, row->line, row->name,
			    "contradicts line %zu", o->rows[i].line);
			return STATUS_OK;
		}
	if (own_strings(row) != STATUS_OK)
		return STATUS_OS;
	rows = realloc(o->rows, (o->n + 1) * sizeof(*o->rows));
	if (rows == NULL) {
		free((char *)row->name);
		return STATUS_OS;
	}
	o->rows = rows;
	o->rows[o->n++] = *row;
	return STATUS_OK;
}

static int
take(void *data, const struct row *row)
{
	struct reader *r = data;
	struct overlay_row made = {.protocol = PROTOCOL_NONE};
	size_t i;

	if (row->number == 0)
		return take_header(r, row);
	if (r->form == NULL)
		return related_take(&r->overlay->relations, r->first_relation,
		    row, r->file, r->diag);
	if (!row_check(row, r->form->n, r->diag))
		return STATUS_OK;
	made.action = r->form->action;
	made.name = made.of = made.aliases = "";
	made.file = r->file;
	made.line = row->line;
	for (i = 0; i < r->form->n; i++)
		if (!take_field(
			r->form, &made, r->form->fields[i], row->fields[i])) {
			overlay_refuse(row, i, r->form->header[i], r->diag);
			return STATUS_OK;
		}
	return append(r, &made);
}

int
overlay_take(struct overlay *o, FILE *in, const char *path, struct diag *diag)
{
	struct reader r = {o, diag, path, o->n, o->relations.n, NULL, 0};
	size_t errors = diag->errors;
	int status = rows_read(in, diag, take, &r);

	if (status == STATUS_OK && r.form == NULL && !r.is_related)
		diag_error(diag, 1, NULL, "row 0: no header");
	if (status == STATUS_OK && diag->errors > errors)
		status = STATUS_DATA;
	return status;
}

int
overlay_read(struct overlay *o, const char *path, struct diag *diag)
{
	FILE *in;
	int status = tool_open_file(&in, path, diag);

	if (status != STATUS_OK)
		return status;
	status = overlay_take(o, in, path, diag);
	fclose(in);
	return status;
}
