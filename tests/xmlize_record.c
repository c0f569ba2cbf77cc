/* SPDX-License-Identifier: MIT */
/* A record as XML; the inverse of the mappers in parse/. */
#include <string.h>

#include "xmlizer.h"

enum {
	LAST_PORT = 65535,
	COPY_STEP = 654 /* ports from a copy to the next, for 100 of them */
};

/* A name, with the suffix of its copy. */
static void
put_name(const struct xmlizer *x, const char *name)
{
	xmlizer_put_text(x, name);
	if (x->copy > 0)
		fprintf(x->out, "-%zu", x->copy);
}

/* The alias that a record replaced, which follows in the same slot. */
static const struct record *
find_alias(const struct xmlizer *x, const struct record *r)
{
	const struct record *end = x->table->records + x->table->n;
	const char *name = xmlizer_get(x, r, COLUMN_NAME);
	const struct record *a;

	for (a = r; a < end && a->first == r->first && a->last == r->last &&
		    a->protocol == r->protocol;
	     a++)
		if (a->kind == KIND_ALIAS && name != NULL &&
		    strcmp(xmlizer_get(x, a, COLUMN_ALIAS_OF), name) == 0)
			return a;
	return NULL;
}

static void
put_description(const struct xmlizer *x, const struct record *r)
{
	const char *description = xmlizer_get(x, r, COLUMN_DESCRIPTION);
	const struct record *alias = find_alias(x, r);

	if (description == NULL && !x->has_ports)
		return;
	fprintf(x->out, "%s  <description>", x->indent);
	xmlizer_put_text(x, description == NULL ? "" : description);
	if (x->copy > 0 && r->text[COLUMN_NAME] == 0)
		fprintf(x->out, " %zu", x->copy);
	if (alias != NULL) {
		fputs("<br/><br/>\nIANA assigned this well-formed service "
		      "name as a replacement for \"",
		    x->out);
		put_name(x, xmlizer_get(x, alias, COLUMN_NAME));
		fputs("\".", x->out);
	}
	fputs("</description>\n", x->out);
}

/* The note of an alias, which ends in what makes it one. */
static void
put_alias_note(const struct xmlizer *x, const struct record *r)
{
	const char *note = xmlizer_get(x, r, COLUMN_NOTE);

	fprintf(x->out, "%s  <note>", x->indent);
	if (note != NULL) {
		xmlizer_put_text(x, note);
		putc('\n', x->out);
	}
	fputs("This entry is an alias to \"", x->out);
	put_name(x, xmlizer_get(x, r, COLUMN_ALIAS_OF));
	fputs("\".\nThis entry is now historic, not usable for use with many\n"
	      "common service discovery mechanisms.</note>\n",
	    x->out);
}

/*
 * The element with the numbers; the snapshot's N and N are one number.  Copies
 * of ports stand elsewhere, those of a range at one port, so that no number
 * gets too many records.
 */
static void
put_numbers(const struct xmlizer *x, const struct record *r)
{
	const char *element = x->has_ports ? "number" : "value";
	size_t first = (size_t)r->first, last = (size_t)r->last;

	if (r->first == NO_NUMBER)
		return;
	if (x->has_ports && x->copy > 0)
		first = last = (first + x->copy * COPY_STEP) % LAST_PORT + 1;
	fprintf(x->out, "%s  <%s>%zu", x->indent, element, first);
	if (last != first)
		fprintf(x->out, "-%zu", last);
	fprintf(x->out, "</%s>\n", element);
}

/* Whether the status of a protocol stands in its name. */
static int
is_deprecated(const struct xmlizer *x, const struct record *r)
{
	const char *note = xmlizer_get(x, r, COLUMN_NOTE);

	return !x->has_ports && r->kind == KIND_ASSIGNED && note != NULL &&
	       strcmp(note, "deprecated") == 0;
}

static void
put_record_name(const struct xmlizer *x, const struct record *r)
{
	const char *name = xmlizer_get(x, r, COLUMN_NAME);

	if (name == NULL)
		return;
	fprintf(x->out, "%s  <name>", x->indent);
	/* A protocol of the name "Reserved" is reserved by that name. */
	if (r->kind == KIND_RESERVED)
		xmlizer_put_text(x, name);
	else
		put_name(x, name);
	if (is_deprecated(x, r))
		fputs(" (deprecated)", x->out);
	fputs("</name>\n", x->out);
}

void
xmlizer_put_record(const struct xmlizer *x, const struct record *r)
{
	fprintf(x->out, "%s<record", x->indent);
	xmlizer_put_attribute(x, "date", xmlizer_get(x, r, COLUMN_REGISTERED));
	xmlizer_put_attribute(x, "updated", xmlizer_get(x, r, COLUMN_MODIFIED));
	fputs(">\n", x->out);
	if (!x->has_ports)
		put_numbers(x, r);
	put_record_name(x, r);
	xmlizer_put_field(x, "protocol", xmlizer_get(x, r, COLUMN_PROTOCOL));
	xmlizer_put_persons(
	    x, xmlizer_get(x, r, COLUMN_ASSIGNEE), "<assignee>", "</assignee>");
	xmlizer_put_persons(x, xmlizer_get(x, r, COLUMN_CONTACT), "", "");
	put_description(x, r);
	if (x->has_ports)
		put_numbers(x, r);
	xmlizer_put_field(x, "ipv6", xmlizer_get(x, r, COLUMN_IPV6));
	xmlizer_put_references(x, xmlizer_get(x, r, COLUMN_REFERENCE));
	xmlizer_put_field(x, "sc", xmlizer_get(x, r, COLUMN_SERVICE_CODE));
	xmlizer_put_field(
	    x, "unauthorized", xmlizer_get(x, r, COLUMN_UNAUTHORIZED));
	if (r->kind == KIND_ALIAS)
		put_alias_note(x, r);
	else if (!is_deprecated(x, r))
		xmlizer_put_field(x, "note", xmlizer_get(x, r, COLUMN_NOTE));
	fprintf(x->out, "%s</record>\n", x->indent);
}
