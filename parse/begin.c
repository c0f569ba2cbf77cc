/* SPDX-License-Identifier: MIT */
/* What happens where an element starts. */
#include <string.h>

#include "list.h"
#include "normalise.h"
#include "scope.h"

/* Set a buffer to an attribute, blanks folded, empty if it is absent. */
static void
set_buffer(struct parse *p, struct buffer *b, enum attribute attribute)
{
	const struct xml_attribute *a = parse_attribute(p, attribute);

	b->len = 0;
	if (a == NULL)
		return;
	buffer_add(b, a->value, a->length);
	b->len = normalise_line(b->data, b->len);
}

/* Learn which registry the file is, and whether it is the one wanted. */
static void
begin_registry(struct parse *p)
{
	const char *s;
	size_t i;

	set_buffer(p, &p->text, ATTRIBUTE_ID);
	s = buffer_string(&p->text);
	p->registry = registry_find(s);
	if (p->registry == NULL) {
		scope_error(p, xml_line(p->xml), s, "unknown registry");
		xml_stop(p->xml);
		return;
	}
	if (p->options->registry != NULL &&
	    p->options->registry != p->registry) {
		scope_error(p, xml_line(p->xml), s,
		    "another registry than '%s'", p->options->registry->id);
		xml_stop(p->xml);
		return;
	}
	p->mapper = mapper_find(p->registry);
	p->projection.mapper = p->mapper;
	if (p->options->against != NULL && p->mapper->n_titles == 0) {
		scope_error(p, xml_line(p->xml), s,
		    "no export of this registry is known to compare it with");
		xml_stop(p->xml);
		return;
	}
	p->spans[PLACE_RECORD].first = p->mapper->rules;
	p->spans[PLACE_RECORD].end = p->mapper->rules + p->mapper->n_rules;
	p->table->registry = p->registry;
	for (i = 0; i < p->registry->n_columns; i++)
		p->columns[p->registry->columns[i].id] =
		    &p->registry->columns[i];
}

/* Start a row; its line is where its start tag ends. */
static void
begin_row(struct parse *p, enum kind kind)
{
	p->assignee.len = p->contact.len = p->reference.len = 0;
	p->record = table_add(p->table);
	if (p->record == NULL) {
		p->failed = 1;
		xml_stop(p->xml);
		return;
	}
	record_set_kind(p->record, kind);
	p->record->line = (uint32_t)xml_line(p->xml);
}

static void
set_date(struct parse *p, enum column_id id, enum attribute attribute)
{
	const struct xml_attribute *a = parse_attribute(p, attribute);

	if (a != NULL && a->length == 0)
		scope_error(p, xml_line(p->xml), NULL, "%s: empty date",
		    p->columns[id]->name);
	else if (a != NULL)
		parse_set(p, id, a->value, a->length);
}

static void
begin_record(struct parse *p)
{
	p->records++;
	begin_row(p, KIND_OTHER);
	set_date(p, COLUMN_REGISTERED, ATTRIBUTE_DATE);
	set_date(p, COLUMN_MODIFIED, ATTRIBUTE_UPDATED);
}

static void
begin_xref(struct parse *p)
{
	const struct xml_attribute *a = parse_attribute(p, ATTRIBUTE_TYPE);
	struct xref *x = &p->xref;

	x->text.len = 0;
	set_buffer(p, &x->data, ATTRIBUTE_DATA);
	set_buffer(p, &x->section, ATTRIBUTE_SECTION);
	x->type = a == NULL ? NULL : list_type(a->value, a->length);
	if (x->type == NULL) {
		/* For the message; the text follows in its place. */
		set_buffer(p, &x->text, ATTRIBUTE_TYPE);
		scope_error(p, xml_line(p->xml), buffer_string(&x->text),
		    "unknown type of reference");
		x->text.len = 0;
	}
}

/* Start a row that is named by an attribute. */
static void
begin_named(struct parse *p, enum kind kind, enum attribute attribute)
{
	set_buffer(p, &p->text, attribute);
	if (p->text.len == 0) {
		scope_error(p, xml_line(p->xml), NULL, "%s without a name",
		    kind_name(kind));
		return;
	}
	if (kind == KIND_PERSON) {
		people_add(&p->people, buffer_string(&p->text));
		if (!p->options->people)
			return;
	}
	begin_row(p, kind);
	parse_set(p, COLUMN_NAME, p->text.data, p->text.len);
}

void
parse_begin(struct parse *p, const struct frame *frame)
{
	switch (frame->place) {
	case PLACE_REGISTRY:
		begin_registry(p);
		break;
	case PLACE_RECORD:
		begin_record(p);
		break;
	case PLACE_XREF:
	case PLACE_MENTION:
		begin_xref(p);
		break;
	case PLACE_BREAK:
	case PLACE_PARAGRAPH:
		buffer_put(&p->text, '\n');
		break;
	case PLACE_FOOTNOTE:
		begin_named(p, KIND_FOOTNOTE, ATTRIBUTE_ANCHOR);
		p->text.len = 0;
		break;
	case PLACE_PERSON:
		begin_named(p, KIND_PERSON, ATTRIBUTE_ID);
		break;
	default:
		if (place_collects(frame->place))
			p->text.len = 0;
		break;
	}
}
