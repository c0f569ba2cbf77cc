/* SPDX-License-Identifier: MIT */
/*
 * json: every row of a registry, typed, one record a line.  The keys are the
 * columns of the snapshot, in their order; a NULL field has no key.
 */
#include <string.h>

#include "emit.h"
#include "json_record.h"
#include "json_value.h"

/* Room for most records; a longer one grows it. */
enum {
	LINE = 4096
};

/* Whether the table has rows of a kind, which is not one of records. */
static int
has_kind(const struct table *t, enum kind kind)
{
	size_t i = 0;

	while (i < t->n && t->records[i].kind != kind)
		i++;
	return i < t->n;
}

/* Anchors are keys: a snapshot has each once. */
static void
put_footnotes(struct buffer *b, const struct table *t)
{
	size_t i;

	buffer_puts(b, ",\n\"footnotes\":{");
	for (i = 0; i < t->n; i++)
		if (t->records[i].kind == KIND_FOOTNOTE)
			json_put_member(b,
			    record_text(t, &t->records[i], COLUMN_NAME),
			    record_text(t, &t->records[i], COLUMN_NOTE));
	buffer_put(b, '}');
}

static int
is_person(const struct record *r)
{
	return r->kind == KIND_PERSON;
}

/* An array of rows, one a line; what is complete goes to the stream. */
static void
put_rows(struct buffer *b, const struct emission *e,
    int (*is_wanted)(const struct record *), FILE *out)
{
	const char *separator = "\n";
	size_t i;

	buffer_put(b, '[');
	for (i = 0; i < e->table->n; i++) {
		const struct record *r = &e->table->records[i];

		if (!is_selected(e, i) || !is_wanted(r))
			continue;
		buffer_puts(b, separator);
		json_put_record(b, e->table, r);
		separator = ",\n";
		fwrite(b->data, 1, b->len, out);
		b->len = 0;
	}
	buffer_puts(b, "\n]");
}

int
emit_json(const struct emission *e, FILE *out, struct diag *diag)
{
	struct buffer b = {0};
	int failed;

	(void)diag;
	/* From here on data is not NULL, and its last byte can be looked at. */
	if (buffer_reserve(&b, LINE) != 0)
		return STATUS_OS;
	json_put_banner(&b, &e->header, e->table->registry->id);
	json_put_artifact(&b, e);
	if (has_kind(e->table, KIND_FOOTNOTE))
		put_footnotes(&b, e->table);
	if (has_kind(e->table, KIND_PERSON)) {
		buffer_puts(&b, ",\n\"people\":");
		put_rows(&b, e, is_person, out);
	}
	buffer_puts(&b, ",\n\"records\":");
	put_rows(&b, e, record_counts, out);
	buffer_puts(&b, "\n}\n");
	fwrite(b.data, 1, b.len, out);
	failed = b.failed;
	buffer_free(&b);
	return failed ? STATUS_OS : STATUS_OK;
}
