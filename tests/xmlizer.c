/* SPDX-License-Identifier: MIT */
/* Pieces of XML, as IANA writes it. */
#include <string.h>

#include "list.h"
#include "xmlizer.h"

const char *
xmlizer_get(const struct xmlizer *x, const struct record *r, enum column_id id)
{
	return record_get(x->table, r, id);
}

static void
put_escaped(const struct xmlizer *x, const char *s, const char *special)
{
	for (;;) {
		size_t n = strcspn(s, special);

		fwrite(s, 1, n, x->out);
		if (s[n] == '\0')
			return;
		fputs(s[n] == '&'   ? "&amp;"
		      : s[n] == '<' ? "&lt;"
		      : s[n] == '>' ? "&gt;"
				    : "&quot;",
		    x->out);
		s += n + 1;
	}
}

void
xmlizer_put_text(const struct xmlizer *x, const char *s)
{
	put_escaped(x, s, "&<>");
}

void
xmlizer_put_attribute(
    const struct xmlizer *x, const char *name, const char *value)
{
	if (value == NULL)
		return;
	fprintf(x->out, " %s=\"", name);
	put_escaped(x, value, "&<>\"");
	putc('"', x->out);
}

void
xmlizer_put_field(
    const struct xmlizer *x, const char *element, const char *value)
{
	if (value == NULL)
		return;
	fprintf(x->out, "%s  <%s>", x->indent, element);
	xmlizer_put_text(x, value);
	fprintf(x->out, "</%s>\n", element);
}

static void
put_xref(const struct xmlizer *x, const struct reference *r)
{
	fputs("<xref", x->out);
	xmlizer_put_attribute(x, "type", r->type);
	xmlizer_put_attribute(x, "data", r->data);
	xmlizer_put_attribute(x, "section", r->section);
	if (r->text == NULL) {
		fputs("/>", x->out);
		return;
	}
	putc('>', x->out);
	xmlizer_put_text(x, r->text);
	fputs("</xref>", x->out);
}

void
xmlizer_put_references(const struct xmlizer *x, const char *list)
{
	struct list_reader reader = {0};
	struct reference r;

	if (list == NULL)
		return;
	reader.at = list;
	while (list_next_reference(&reader, &r) > 0) {
		fprintf(x->out, "%s  ", x->indent);
		put_xref(x, &r);
		putc('\n', x->out);
	}
	list_free(&reader);
}

void
xmlizer_put_persons(const struct xmlizer *x, const char *list,
    const char *before, const char *after)
{
	struct list_reader reader = {0};
	struct reference person = {"person", NULL, NULL, NULL};

	if (list == NULL)
		return;
	reader.at = list;
	while (list_next_id(&reader, &person.data) > 0) {
		fprintf(x->out, "%s  %s", x->indent, before);
		put_xref(x, &person);
		fprintf(x->out, "%s\n", after);
	}
	list_free(&reader);
}
