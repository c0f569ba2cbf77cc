/* SPDX-License-Identifier: MIT */
/* What happens where an element ends. */
#include <string.h>

#include "field.h"
#include "list.h"
#include "normalise.h"
#include "number.h"
#include "scope.h"
#include "snapshot.h"

enum {
	/* Records without a name and a number, but with an error. */
	MOST_WRONG = 1 << 16
};

/* Store a value, and report what check says of it. */
static void
set_checked(struct parse *p, enum column_id id, const char *s, size_t n,
    const char *(*check)(const struct column *, const char *))
{
	const struct column *column = p->columns[id];
	const char *problem;
	uint32_t before;

	if (p->record == NULL || n == 0)
		return;
	before = p->record == p->table->records ? 0 : p->record[-1].text[id];
	if (table_set(p->table, p->record, id, s, n) != 0) {
		p->failed = 1;
		return;
	}
	/* What is stored once is also checked once. */
	if (p->record->text[id] == before)
		return;
	s = record_get(p->table, p->record, id);
	problem = check(column, s);
	if (problem != NULL)
		scope_error(
		    p, scope_line(p), s, "%s: %s", column->name, problem);
}

void
parse_set(struct parse *p, enum column_id id, const char *s, size_t n)
{
	set_checked(p, id, s, n, field_check);
}

/* Store one end of a range, of which the text was read as a number. */
static void
set_number(struct parse *p, enum column_id id, int32_t *to, uint64_t number,
    const char *s, size_t n)
{
	*to = (int32_t)number;
	if (table_set(p->table, p->record, id, s, n) != 0)
		p->failed = 1;
}

/* A range that is reversed, or a number out of range, is no number. */
static void
end_number(struct parse *p)
{
	uint64_t most = p->columns[COLUMN_FIRST]->limit, first, last;
	struct record *r = p->record;
	const char *s, *dash;
	size_t split;

	p->text.len = normalise_line(p->text.data, p->text.len);
	s = buffer_string(&p->text);
	dash = strchr(s, '-');
	split = dash == NULL ? p->text.len : (size_t)(dash - s);
	if (p->text.len == 0)
		return;
	if (number_parse(s, split, most, &first) != 0 ||
	    (dash != NULL && number_parse(dash + 1, p->text.len - split - 1,
				 most, &last) != 0)) {
		scope_error(p, scope_line(p), s,
		    "not a number or range up to %llu",
		    (unsigned long long)most);
		return;
	}
	if (dash != NULL && first > last) {
		scope_error(p, scope_line(p), s, "reversed range");
		return;
	}
	set_number(p, COLUMN_FIRST, &r->first, first, s, split);
	r->last = r->first;
	r->text[COLUMN_LAST] = r->text[COLUMN_FIRST];
	if (dash != NULL)
		set_number(p, COLUMN_LAST, &r->last, last, dash + 1,
		    p->text.len - split - 1);
}

static void
end_protocol(struct parse *p)
{
	enum protocol protocol;

	p->text.len = normalise_line(p->text.data, p->text.len);
	protocol = protocol_find(buffer_string(&p->text));
	if (protocol != PROTOCOL_NONE)
		record_set_protocol(p->record, protocol);
	else if (p->text.len > 0)
		scope_error(p, scope_line(p), buffer_string(&p->text),
		    "unknown protocol");
}

static void
end_field(struct parse *p, enum column_id id)
{
	const struct column *column = p->columns[id];
	size_t n = p->text.len;

	/* Persons that are not kept have no record. */
	if (n == 0 || p->record == NULL)
		return;
	if (column->type == TYPE_PROTOCOL) {
		end_protocol(p);
		return;
	}
	n = column->type == TYPE_TEXT ? normalise_lines(p->text.data, n)
				      : normalise_line(p->text.data, n);
	parse_set(p, id, p->text.data, n);
}

/* A reference to a person is a contact; any other defines the service. */
static void
end_xref(struct parse *p, struct buffer *persons)
{
	struct xref *x = &p->xref;
	const char *data = buffer_string(&x->data);
	int is_person = x->type == list_person;

	x->text.len = normalise_line(x->text.data, x->text.len);
	if (x->type == NULL)
		return; /* that was said where it started */
	if (!is_person && persons == &p->assignee) {
		scope_error(
		    p, scope_line(p), x->type, "assignee that is not a person");
	} else if (is_person && (x->text.len > 0 || x->section.len > 0 ||
				    x->data.len == 0)) {
		scope_error(p, scope_line(p), data,
		    "person with text or section, or without an id");
	} else if (is_person) {
		list_add_id(persons, data);
	} else {
		list_add_reference(&p->reference, x->type, data,
		    x->section.len > 0 ? buffer_string(&x->section) : NULL,
		    x->text.len > 0 ? buffer_string(&x->text) : NULL);
	}
}

static void
end_mention(struct parse *p)
{
	struct xref *x = &p->xref;

	x->text.len = normalise_line(x->text.data, x->text.len);
	if (x->type == list_person)
		people_mention(
		    &p->people, buffer_string(&x->data), scope_line(p));
	xref_mention(&p->text, x->type, buffer_string(&x->data),
	    buffer_string(&x->text));
}

/* A person's way to be reached. */
static void
end_uri(struct parse *p)
{
	if (p->record == NULL)
		return;
	p->text.len = normalise_line(p->text.data, p->text.len);
	if (p->text.len > 0)
		list_add_reference(
		    &p->reference, "uri", buffer_string(&p->text), NULL, NULL);
}

static void
set_list(struct parse *p, enum column_id id, const struct buffer *list)
{
	if (list->len > 0)
		set_checked(p, id, list->data, list->len, field_check_text);
}

/*
 * Of the shortest records there can be so many that memory is short before
 * snapshot_check_crowd counts them.  One with an error may lack its number
 * just for that: more of these are let pass, but not as many as there can be.
 */
static void
count_nameless(struct parse *p)
{
	int is_wrong = p->diag->errors > p->errors;
	size_t most = is_wrong ? MOST_WRONG : SNAPSHOT_MOST_AT;

	if (p->record->text[COLUMN_NAME] != 0 || p->record->first != NO_NUMBER)
		return;
	if (++p->nameless[is_wrong] <= most)
		return;
	if (!is_wrong)
		scope_error(p, p->record->line, NULL, SNAPSHOT_NAMELESS,
		    SNAPSHOT_MOST_AT);
	xml_stop(p->xml);
}

static void
end_row(struct parse *p)
{
	if (p->record == NULL)
		return;
	set_list(p, COLUMN_ASSIGNEE, &p->assignee);
	set_list(p, COLUMN_CONTACT, &p->contact);
	set_list(p, COLUMN_REFERENCE, &p->reference);
	if (record_counts(p->record)) {
		if (p->options->against != NULL &&
		    export_project(&p->projection, p->table, p->record) != 0)
			p->failed = 1;
		p->mapper->finish(p, p->record);
		count_nameless(p);
	}
	p->errors = p->diag->errors;
	p->record = NULL;
}

static void
keep(struct parse *p, struct buffer *to)
{
	p->text.len = normalise_line(p->text.data, p->text.len);
	to->len = 0;
	buffer_add(to, p->text.data, p->text.len);
}

static void
end_title(struct parse *p)
{
	const char *s, *problem;

	keep(p, &p->title);
	s = buffer_string(&p->title);
	problem = field_check(p->columns[COLUMN_DESCRIPTION], s);
	if (problem != NULL)
		scope_error(p, scope_line(p), s, "title: %s", problem);
}

void
parse_end(struct parse *p, const struct frame *frame)
{
	switch (frame->place) {
	case PLACE_FIELD:
	case PLACE_PROSE:
		end_field(p, frame->rule->column);
		break;
	case PLACE_NUMBER:
		end_number(p);
		break;
	case PLACE_XREF:
		end_xref(p, frame[-1].place == PLACE_ASSIGNEE ? &p->assignee
							      : &p->contact);
		break;
	case PLACE_MENTION:
		end_mention(p);
		break;
	case PLACE_PARAGRAPH:
		buffer_put(&p->text, '\n');
		break;
	case PLACE_FOOTNOTE:
		end_field(p, COLUMN_NOTE);
		end_row(p);
		break;
	case PLACE_RECORD:
	case PLACE_PERSON:
		end_row(p);
		break;
	case PLACE_URI:
		end_uri(p);
		break;
	case PLACE_TITLE:
		end_title(p);
		break;
	case PLACE_UPDATED:
		keep(p, &p->updated);
		if (!date_valid(buffer_string(&p->updated)))
			scope_error(p, scope_line(p),
			    buffer_string(&p->updated), "not a date");
		break;
	default:
		break;
	}
}
