/* SPDX-License-Identifier: MIT */
/* Rows of a CSV file, on libcsv. */
#include <csv.h>
#include <errno.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "beside.h"
#include "buffer.h"
#include "rows.h"

enum {
	CHUNK = 64 * 1024,
	BLOCK = 64 * 1024
};

struct reader {
	struct row row;
	struct buffer text; /* the row's fields but empty ones, with NULs */
	int (*take)(void *, const struct row *);
	void *data;
	struct diag *diag;
	int end; /* what the rows so far ended in, CR for CRLF; 0: none yet */
	int due; /* whether the LF of a CRLF is due */
	int status;
	size_t left; /* how many more bytes the stream may have */
};

/* Report what is wrong at a column, counted from 1. */
static void
complain(struct reader *r, size_t column, const char *what)
{
	diag_error(r->diag, r->row.line, NULL, "row %zu, column %zu: %s",
	    r->row.number, column, what);
	r->status = STATUS_DATA;
}

static void
on_field(void *field, size_t n, void *reader)
{
	struct reader *r = reader;

	if (r->row.n < ROWS_MOST_FIELDS)
		r->row.lengths[r->row.n] = n;
	r->row.n++;
	if (n == 0)
		return;
	buffer_add(&r->text, field, n);
	buffer_put(&r->text, '\0');
}

/* The line breaks inside a row. */
static size_t
count_lines(const struct buffer *text)
{
	size_t n = 0, at;
	const char *lf;

	for (at = 0; at < text->len; at = (size_t)(lf - text->data) + 1) {
		lf = memchr(text->data + at, '\n', text->len - at);
		if (lf == NULL)
			break;
		n++;
	}
	return n;
}

/* Whether a row ends as those before it. */
static void
check_end(struct reader *r, int end)
{
	if (r->due)
		complain(r, 1, "follows a CR without LF");
	else if (r->end != 0 && r->end != end)
		complain(r, r->row.n,
		    end == '\n' ? "ends in LF, the rows before in CRLF"
				: "ends in CRLF, the rows before in LF");
	r->end = end;
	r->due = end == '\r';
}

static void
on_row(int end, void *reader)
{
	struct reader *r = reader;
	const char *s = r->text.data;
	size_t i;

	if (r->due && end == '\n' && r->row.n == 0) {
		r->due = 0;
		return;
	}
	if (r->status == STATUS_OK)
		check_end(r, end);
	for (i = 0; i < r->row.n && i < ROWS_MOST_FIELDS; i++) {
		size_t n = r->row.lengths[i];

		r->row.fields[i] = n == 0 ? "" : s;
		/* A row without bytes has no text to move in. */
		if (n > 0)
			s += n + 1;
	}
	if (r->text.failed)
		r->status = STATUS_OS;
	if (r->status == STATUS_OK)
		r->status = r->take(r->data, &r->row);
	r->row.line += count_lines(&r->text) + 1;
	r->row.number++;
	r->row.n = 0;
	r->text.len = 0;
}

/* Blanks are data. */
static int
is_space(unsigned char c)
{
	(void)c;
	return 0;
}

static int
is_lf(unsigned char c)
{
	return c == '\n';
}

static int
is_cr_or_lf(unsigned char c)
{
	return c == '\r' || c == '\n';
}

/* A field grows no further than its limit. */
static void *
limited_realloc(void *p, size_t size)
{
	if (size > ROWS_MOST_FIELD) {
		errno = ENOMEM;
		return NULL;
	}
	return realloc(p, size);
}

/* The return of csv_parse is the only reliable sign of an error. */
static int
feed(struct reader *r, struct csv_parser *p, FILE *in)
{
	static char chunk[CHUNK];
	size_t n;
	char last = '\n';

	while (r->status == STATUS_OK &&
	       (n = fread(chunk, 1, sizeof(chunk), in)) > 0) {
		if (n > r->left) {
			r->status = beside_refuse(r->row.line, r->diag);
			break;
		}
		r->left -= n;
		last = chunk[n - 1];
		r->row.nul |= memchr(chunk, '\0', n) != NULL;
		if (csv_parse(p, chunk, n, on_field, on_row, r) < n)
			return -1;
	}
	if (ferror(in))
		r->status = STATUS_IO;
	if (r->status != STATUS_OK)
		return 0;
	if (last != '\n') {
		complain(r, r->row.n + 1, "no line feed at the end");
		return 0;
	}
	return csv_fini(p, on_field, on_row, r);
}

static int
read_rows(FILE *in, size_t most, int (*is_end)(unsigned char),
    struct diag *diag, int (*take)(void *, const struct row *), void *data)
{
	struct csv_parser p;
	struct reader r;

	memset(&r, 0, sizeof(r));
	r.row.line = 1;
	r.left = most;
	r.take = take;
	r.data = data;
	r.diag = diag;
	if (csv_init(&p, CSV_STRICT | CSV_STRICT_FINI | CSV_REPALL_NL) != 0)
		return STATUS_OS;
	csv_set_space_func(&p, is_space);
	csv_set_term_func(&p, is_end);
	csv_set_realloc_func(&p, limited_realloc);
	csv_set_blk_size(&p, BLOCK);
	if (feed(&r, &p, in) != 0 && r.status == STATUS_OK) {
		if (csv_error(&p) != CSV_ENOMEM)
			complain(&r, r.row.n + 1, "malformed quotes");
		else if (csv_get_buffer_size(&p) + BLOCK > ROWS_MOST_FIELD)
			complain(&r, r.row.n + 1, "field too long");
		else
			r.status = STATUS_OS;
	}
	csv_free(&p);
	buffer_free(&r.text);
	return r.status;
}

int
rows_read(FILE *in, struct diag *diag, int (*take)(void *, const struct row *),
    void *data)
{
	return read_rows(in, SIZE_MAX, is_lf, diag, take, data);
}

int
rows_read_crlf(FILE *in, struct diag *diag,
    int (*take)(void *, const struct row *), void *data)
{
	return read_rows(in, BESIDE_MOST, is_cr_or_lf, diag, take, data);
}

int
row_check(const struct row *row, size_t n, struct diag *diag)
{
	size_t i;

	if (row->n != n) {
		diag_error(diag, row->line, NULL,
		    "row %zu, column %zu: %zu fields instead of %zu",
		    row->number, (row->n < n ? row->n : n) + 1, row->n, n);
		return 0;
	}
	for (i = 0; row->nul && i < n; i++)
		if (strlen(row->fields[i]) != row->lengths[i]) {
			diag_error(diag, row->line, row->fields[i],
			    "row %zu, column %zu: NUL byte", row->number,
			    i + 1);
			return 0;
		}
	return 1;
}

void
row_add_field(struct buffer *row, const char *s)
{
	size_t n = strcspn(s, ",\"\n\r");

	if (s[n] == '\0') {
		buffer_add(row, s, n);
		return;
	}
	buffer_put(row, '"');
	for (; *s != '\0'; s++) {
		if (*s == '"')
			buffer_put(row, '"');
		buffer_put(row, *s);
	}
	buffer_put(row, '"');
}
