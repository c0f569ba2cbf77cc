/* SPDX-License-Identifier: MIT */
/* A table as an IANA-shaped XML document. */
#include <stdlib.h>
#include <string.h>

#include "buffer.h"
#include "list.h"
#include "xmlize.h"
#include "xmlizer.h"

static void
put_footnote(const struct xmlizer *x, const struct record *r)
{
	const char *text = xmlizer_get(x, r, COLUMN_NOTE);

	fprintf(x->out, "%s<footnote", x->indent);
	xmlizer_put_attribute(x, "anchor", xmlizer_get(x, r, COLUMN_NAME));
	putc('>', x->out);
	xmlizer_put_text(x, text == NULL ? "" : text);
	fputs("</footnote>\n", x->out);
}

static void
put_header(const struct xmlizer *x)
{
	const struct record *r = table_header(x->table);

	fputs("<?xml version='1.0' encoding='UTF-8'?>\n<registry", x->out);
	xmlizer_put_attribute(x, "xmlns", "http://www.iana.org/assignments");
	xmlizer_put_attribute(x, "id", x->table->registry->id);
	fputs(">\n", x->out);
	xmlizer_put_field(x, "title", xmlizer_get(x, r, COLUMN_DESCRIPTION));
	if (x->has_ports)
		xmlizer_put_field(
		    x, "category", "Service Names and Port Numbers");
	xmlizer_put_field(x, "updated", xmlizer_get(x, r, COLUMN_MODIFIED));
}

static void
put_person(const struct xmlizer *x, const struct record *r)
{
	struct list_reader reader = {0};
	const char *uris = xmlizer_get(x, r, COLUMN_REFERENCE);
	struct reference uri;

	fprintf(x->out, "%s<person", x->indent);
	xmlizer_put_attribute(x, "id", xmlizer_get(x, r, COLUMN_NAME));
	fputs(">\n", x->out);
	xmlizer_put_field(x, "name", xmlizer_get(x, r, COLUMN_DESCRIPTION));
	xmlizer_put_field(x, "org", xmlizer_get(x, r, COLUMN_NOTE));
	reader.at = uris == NULL ? "" : uris;
	while (list_next_reference(&reader, &uri) > 0)
		xmlizer_put_field(x, "uri", uri.data);
	list_free(&reader);
	xmlizer_put_field(x, "updated", xmlizer_get(x, r, COLUMN_MODIFIED));
	fprintf(x->out, "%s</person>\n", x->indent);
}

static int
compare(const void *a, const void *b)
{
	return strcmp(*(char *const *)a, *(char *const *)b);
}

/* Append the ids of a list, each with a line break. */
static void
add_ids(struct buffer *ids, const char *list)
{
	struct list_reader reader = {0};
	const char *id;

	if (list == NULL)
		return;
	reader.at = list;
	while (list_next_id(&reader, &id) > 0) {
		buffer_puts(ids, id);
		buffer_put(ids, '\n');
	}
	list_free(&reader);
}

/* The lines of a text in order, which it must outlive; to be freed. */
static char **
sort_lines(char *text, size_t *n)
{
	char **lines, *line;
	size_t i;

	for (*n = 0, i = 0; text[i] != '\0'; i++)
		*n += text[i] == '\n';
	lines = calloc(*n + 1, sizeof(*lines));
	for (i = 0, line = strtok(text, "\n"); line != NULL;
	     line = strtok(NULL, "\n"))
		lines[i++] = line;
	qsort(lines, *n, sizeof(*lines), compare);
	return lines;
}

/* A person for each id that is used; all there is to say is the id. */
static void
put_ids(const struct xmlizer *x)
{
	const struct table *t = x->table;
	struct buffer text = {0};
	size_t i, n;
	char **ids;

	for (i = 0; i < t->n; i++) {
		add_ids(&text, xmlizer_get(x, &t->records[i], COLUMN_ASSIGNEE));
		add_ids(&text, xmlizer_get(x, &t->records[i], COLUMN_CONTACT));
	}
	buffer_put(&text, '\0');
	ids = sort_lines(text.data, &n);
	for (i = 0; i < n; i++) {
		if (i > 0 && strcmp(ids[i - 1], ids[i]) == 0)
			continue;
		fprintf(x->out, "%s<person", x->indent);
		xmlizer_put_attribute(x, "id", ids[i]);
		fputs(">\n", x->out);
		xmlizer_put_field(x, "name", ids[i]);
		fprintf(x->out, "%s</person>\n", x->indent);
	}
	free(ids);
	buffer_free(&text);
}

/* The rows of a kind; returns how many there are. */
static size_t
put_rows(const struct xmlizer *x, enum kind kind,
    void (*put)(const struct xmlizer *, const struct record *))
{
	const struct table *t = x->table;
	size_t i, n = 0;

	for (i = 0; i < t->n; i++)
		if (t->records[i].kind == kind) {
			put(x, &t->records[i]);
			n++;
		}
	return n;
}

static void
put_records(struct xmlizer *x, const size_t *order, size_t copies)
{
	const struct table *t = x->table;
	size_t i;

	for (x->copy = 0; x->copy < copies; x->copy++)
		for (i = 0; i < t->n; i++) {
			const struct record *r =
			    &t->records[order ? order[i] : i];

			if (record_counts(r))
				xmlizer_put_record(x, r);
		}
}

void
xmlize(const struct table *t, const size_t *order, size_t copies, FILE *out)
{
	struct xmlizer x = {t, out, 0, "", 0};

	x.has_ports = t->registry == registries;
	put_header(&x);
	x.indent = "  ";
	/* The records of protocol-numbers stand one level deeper. */
	if (!x.has_ports) {
		fputs("  <registry id=\"protocol-numbers-1\">\n", out);
		x.indent = "    ";
	}
	put_records(&x, order, copies);
	put_rows(&x, KIND_FOOTNOTE, put_footnote);
	if (!x.has_ports)
		fputs("  </registry>\n", out);
	fputs("  <people>\n", out);
	x.indent = "    ";
	if (put_rows(&x, KIND_PERSON, put_person) == 0)
		put_ids(&x);
	fputs("  </people>\n</registry>\n", out);
}
