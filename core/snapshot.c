/* SPDX-License-Identifier: MIT */
/* The first row of a snapshot, and the writer. */
#include <stdio.h>
#include <string.h>

#include "list.h"
#include "number.h"
#include "rows.h"
#include "snapshot.h"

/* Rows are written in pieces of about this size. */
enum {
	BLOCK = 16 * 1024
};

static const char rows_key[] = "rows=";
static const char sha256_key[] = " sha256=";

static int
set(struct table *t, struct record *r, enum column_id id, const char *s)
{
	return table_set(t, r, id, s, strlen(s));
}

int
snapshot_set_header(
    struct table *t, const struct snapshot_header *h, size_t rows)
{
	struct record *r = t->records;
	struct buffer url = {0};
	char note[sizeof(rows_key) + sizeof(sha256_key) + DIGEST_HEX + 20];
	int result = -1;

	record_set_kind(r, KIND_REGISTRY);
	list_add_reference(&url, "uri", h->url, NULL, NULL);
	snprintf(note, sizeof(note), "%s%zu%s%s", rows_key, rows, sha256_key,
	    h->sha256);
	if (set(t, r, COLUMN_NAME, t->registry->id) == 0 &&
	    set(t, r, COLUMN_DESCRIPTION, h->title) == 0 &&
	    set(t, r, COLUMN_REFERENCE, buffer_string(&url)) == 0 &&
	    set(t, r, COLUMN_MODIFIED, h->updated) == 0 &&
	    set(t, r, COLUMN_NOTE, note) == 0 && !url.failed)
		result = 0;
	buffer_free(&url);
	return result;
}

static int
get_note(const char *note, struct snapshot_header *h, size_t *rows)
{
	size_t key = sizeof(rows_key) - 1, n;
	uint64_t value;

	if (note == NULL || strncmp(note, rows_key, key) != 0)
		return -1;
	note += key;
	n = strcspn(note, " ");
	if (number_parse(note, n, SIZE_MAX, &value) != 0)
		return -1;
	*rows = (size_t)value;
	note += n;
	key = sizeof(sha256_key) - 1;
	if (strncmp(note, sha256_key, key) != 0)
		return -1;
	note += key;
	if (!digest_valid(note))
		return -1;
	memcpy(h->sha256, note, DIGEST_HEX + 1);
	return 0;
}

int
snapshot_get_header(const struct table *t, struct snapshot_header *h,
    size_t *rows, struct buffer *text)
{
	const struct record *r = table_header(t);
	struct list_reader list = {0};
	struct reference reference;
	int result = -1;

	if (r == NULL || r->text[COLUMN_REFERENCE] == 0 ||
	    r->text[COLUMN_DESCRIPTION] == 0 || r->text[COLUMN_MODIFIED] == 0)
		return -1;
	h->title = record_get(t, r, COLUMN_DESCRIPTION);
	h->updated = record_get(t, r, COLUMN_MODIFIED);
	list.at = record_get(t, r, COLUMN_REFERENCE);
	if (list_next_reference(&list, &reference) == 1 &&
	    reference.data != NULL) {
		text->len = 0;
		buffer_puts(text, reference.data);
		h->url = buffer_string(text);
		if (!text->failed)
			result =
			    get_note(record_get(t, r, COLUMN_NOTE), h, rows);
	}
	list_free(&list);
	return result;
}

/* Whether values of a type can need quotes. */
static int
is_text(enum column_type type)
{
	return type == TYPE_NAME || type == TYPE_TEXT || type == TYPE_IDS ||
	       type == TYPE_REFS;
}

/* What was written last in a column, if it needed no quotes. */
struct plain {
	uint32_t at;
	size_t n; /* its length, or 0 */
};

static void
put_field(struct buffer *row, const struct table *t,
    const struct column *column, uint32_t at, struct plain *last)
{
	const char *s = t->pool.data + at;
	size_t start = row->len;

	/* Tables store a value once that two records in a row have. */
	if (at == last->at && last->n > 0) {
		buffer_add(row, s, last->n);
		return;
	}
	if (is_text(column->type))
		row_add_field(row, s);
	else
		buffer_puts(row, s);
	last->at = at;
	last->n = 0;
	if (!row->failed && row->data[start] != '"')
		last->n = row->len - start;
}

static void
put_row(struct buffer *row, const struct table *t, const struct record *r,
    struct plain *last)
{
	const struct column *columns = t->registry->columns;
	size_t n = t->registry->n_columns, c;

	for (c = 0; c < n; c++) {
		uint32_t at = r->text[columns[c].id];

		if (at != 0)
			put_field(row, t, &columns[c], at, &last[c]);
		buffer_put(row, c + 1 < n ? ',' : '\n');
	}
}

int
snapshot_put(const struct table *t,
    void (*take)(void *data, const char *, size_t n), void *data)
{
	const struct column *columns = t->registry->columns;
	size_t n = t->registry->n_columns;
	struct buffer rows = {0};
	struct plain last[COLUMN_COUNT] = {{0, 0}};
	size_t i;
	int result;

	for (i = 0; i < n; i++) {
		buffer_puts(&rows, columns[i].name);
		buffer_put(&rows, i + 1 < n ? ',' : '\n');
	}
	for (i = 0; i < t->n; i++) {
		put_row(&rows, t, &t->records[i], last);
		if (rows.len < BLOCK && i + 1 < t->n)
			continue;
		take(data, rows.data, rows.len);
		rows.len = 0;
	}
	result = rows.failed ? -1 : 0;
	buffer_free(&rows);
	return result;
}

static void
write_piece(void *out, const char *s, size_t n)
{
	fwrite(s, 1, n, out);
}

int
snapshot_write(const struct table *t, FILE *out)
{
	return snapshot_put(t, write_piece, out);
}
