/* SPDX-License-Identifier: MIT */
/* Exports: read, and projected from records. */
#include <stdlib.h>
#include <string.h>

#include "export.h"
#include "list.h"
#include "memory.h"
#include "normalise.h"
#include "rows.h"
#include "xref.h"

struct reader {
	struct export *export;
	struct diag *diag;
	int header; /* whether it was seen */
};

/* Append a row whose fields are to follow.  Returns NULL for ENOMEM. */
static struct export_row *
add_row(struct export *e, size_t line)
{
	struct export_row *r;

	if (e->n == e->size) {
		r = memory_double(e->rows, &e->size, sizeof(*r));
		if (r == NULL)
			return NULL;
		e->rows = r;
	}
	r = &e->rows[e->n++];
	r->line = line;
	r->number = e->n;
	r->partner = NO_ROW;
	r->moved = 0;
	return r;
}

/* The length of a range, or of its number if both ends are the same. */
static size_t
fold_range(const char *s, size_t n)
{
	size_t half = n / 2;

	if (n % 2 == 1 && s[half] == '-' && memcmp(s, s + half + 1, half) == 0)
		return half;
	return n;
}

/* Bring the last field, which starts at an offset, to the form compared. */
static void
end_field(struct export *e, size_t at, enum column_id column)
{
	char *s;
	size_t n;

	if (e->text.failed || e->text.len == at) {
		buffer_put(&e->text, '\0');
		return;
	}
	s = e->text.data + at;
	n = normalise_line(s, e->text.len - at);
	if (column == COLUMN_FIRST)
		n = fold_range(s, n);
	e->text.len = at + n;
	buffer_put(&e->text, '\0');
}

/* Report the first title that is not the mapper's. */
static int
take_header(struct reader *r, const struct row *row)
{
	const struct mapper *m = r->export->mapper;
	size_t i;

	r->header = 1;
	for (i = 0; i < m->n_titles && i < row->n; i++) {
		if (strcmp(row->fields[i], m->titles[i].text) == 0)
			continue;
		diag_error(r->diag, row->line, row->fields[i],
		    strncmp(row->fields[i], "\xef\xbb\xbf", 3) == 0
			? "row 0, column %zu: byte order mark before '%s'"
			: "row 0, column %zu: not the title '%s'",
		    i + 1, m->titles[i].text);
		return STATUS_DATA;
	}
	return row_check(row, m->n_titles, r->diag) ? STATUS_OK : STATUS_DATA;
}

static int
take(void *data, const struct row *row)
{
	struct reader *r = data;
	struct export *e = r->export;
	const struct mapper *m = e->mapper;
	struct export_row *to;
	size_t i;

	if (row->number == 0)
		return take_header(r, row);
	if (!row_check(row, m->n_titles, r->diag))
		return STATUS_OK;
	to = add_row(e, row->line);
	if (to == NULL)
		return STATUS_OS;
	to->number = row->number;
	for (i = 0; i < m->n_titles; i++) {
		to->fields[i] = e->text.len;
		buffer_add(&e->text, row->fields[i], row->lengths[i]);
		end_field(e, to->fields[i], m->titles[i].column);
	}
	return e->text.failed ? STATUS_OS : STATUS_OK;
}

int
export_read(struct export *e, FILE *in, struct diag *diag)
{
	struct reader r = {e, diag, 0};
	size_t errors = diag->errors;
	int status = rows_read_crlf(in, diag, take, &r);

	if (status == STATUS_OK && !r.header)
		diag_error(diag, 0, NULL, "empty, not an export");
	if (status == STATUS_OK && diag->errors > errors)
		status = STATUS_DATA;
	return status;
}

/* The lists were written by the parse, so only memory can be wrong. */
static void
put_ids(struct buffer *out, const char *ids)
{
	struct list_reader list = {.at = ids};
	const char *id;
	int result;

	while ((result = list_next_id(&list, &id)) > 0)
		xref_mention(out, list_person, id, NULL);
	out->failed |= result < 0;
	list_free(&list);
}

static void
put_references(struct buffer *out, const char *references)
{
	struct list_reader list = {.at = references};
	struct reference r;
	int result;

	while ((result = list_next_reference(&list, &r)) > 0)
		xref_mention(out, r.type, r.data, r.text);
	out->failed |= result < 0;
	list_free(&list);
}

static void
put_range(struct buffer *out, const struct table *t, const struct record *r)
{
	if (r->text[COLUMN_FIRST] == 0)
		return;
	buffer_puts(out, record_text(t, r, COLUMN_FIRST));
	buffer_put(out, '-');
	buffer_puts(out, record_text(t, r, COLUMN_LAST));
}

static void
put_field(struct buffer *out, const struct table *t, const struct record *r,
    enum column_id column)
{
	if (column == COLUMN_ASSIGNEE && r->text[COLUMN_ASSIGNEE] == 0)
		column = COLUMN_CONTACT;
	switch (column) {
	case COLUMN_FIRST:
		put_range(out, t, r);
		break;
	case COLUMN_ASSIGNEE:
	case COLUMN_CONTACT:
		put_ids(out, record_text(t, r, column));
		break;
	case COLUMN_REFERENCE:
		put_references(out, record_text(t, r, column));
		break;
	default:
		buffer_puts(out, record_text(t, r, column));
		break;
	}
}

int
export_project(struct export *e, const struct table *t, const struct record *r)
{
	const struct mapper *m = e->mapper;
	struct export_row *to = add_row(e, r->line);
	size_t i;

	if (to == NULL)
		return -1;
	for (i = 0; i < m->n_titles; i++) {
		to->fields[i] = e->text.len;
		put_field(&e->text, t, r, m->titles[i].column);
		end_field(e, to->fields[i], m->titles[i].column);
	}
	return e->text.failed ? -1 : 0;
}

void
export_free(struct export *e)
{
	buffer_free(&e->text);
	free(e->rows);
	e->rows = NULL;
	e->n = e->size = 0;
}
