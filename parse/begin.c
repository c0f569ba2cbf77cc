/* SPDX-License-Identifier: MIT */
/* What happens where an element starts. */
#include <string.h>

#include "scope.h"

static void
set_buffer(struct buffer *b, const struct xml_attribute *a)
{
	b->len = 0;
	buffer_add(b, a->value, a->length);
}

/* Learn which registry the file is, and whether it is the one wanted. */
static void
begin_registry(struct parse *p)
{
	struct xml_attribute a;
	struct buffer id = {0};
	const char *s;

	if (xml_attribute(p->xml, 0, &a))
		set_buffer(&id, &a);
	s = buffer_string(&id);
	p->registry = registry_find(s);
	if (p->registry == NULL)
		diag_error(p->diag, xml_line(p->xml), s, "unknown registry");
	else if (p->options->registry != NULL &&
		 p->options->registry != p->registry)
		diag_error(p->diag, xml_line(p->xml), s,
		    "another registry than '%s'", p->options->registry->id);
	buffer_free(&id);
	if (p->diag->errors > 0) {
		xml_stop(p->xml);
		return;
	}
	p->mapper = mapper_find(p->registry);
	p->table->registry = p->registry;
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
begin_record(struct parse *p)
{
	struct xml_attribute a;
	size_t i;

	p->records++;
	begin_row(p, KIND_OTHER);
	for (i = 0; xml_attribute(p->xml, i, &a); i++)
		parse_set(p,
		    strcmp(a.name, "date") == 0 ? COLUMN_REGISTERED
						: COLUMN_MODIFIED,
		    a.value, a.length);
}

static void
begin_xref(struct parse *p)
{
	struct xml_attribute a;
	size_t i;

	xref_reset(&p->xref);
	for (i = 0; xml_attribute(p->xml, i, &a); i++) {
		if (strcmp(a.name, "type") == 0)
			set_buffer(&p->xref.type, &a);
		else if (strcmp(a.name, "data") == 0)
			set_buffer(&p->xref.data, &a);
		else
			set_buffer(&p->xref.section, &a);
	}
	if (!xref_known(buffer_string(&p->xref.type)))
		diag_error(p->diag, xml_line(p->xml),
		    buffer_string(&p->xref.type), "unknown type of reference");
}

/* Start a row that is named by an attribute. */
static void
begin_named(struct parse *p, enum kind kind)
{
	struct xml_attribute a = {NULL, "", 0};

	if (!xml_attribute(p->xml, 0, &a))
		diag_error(p->diag, xml_line(p->xml), NULL, "%s without a name",
		    kind_name(kind));
	if (kind == KIND_PERSON) {
		p->text.len = 0;
		buffer_add(&p->text, a.value, a.length);
		people_add(&p->people, buffer_string(&p->text));
		if (!p->options->people)
			return;
	}
	begin_row(p, kind);
	parse_set(p, COLUMN_NAME, a.value, a.length);
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
		begin_named(p, KIND_FOOTNOTE);
		p->text.len = 0;
		break;
	case PLACE_PERSON:
		begin_named(p, KIND_PERSON);
		break;
	default:
		if (place_collects(frame->place))
			p->text.len = 0;
		break;
	}
}
