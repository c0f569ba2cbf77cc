/* SPDX-License-Identifier: MIT */
/* What a field may hold, by the type of its column. */
#include <errno.h>
#include <string.h>

#include "field.h"
#include "list.h"
#include "number.h"
#include "text.h"

static const char *
check_ids(const char *value)
{
	struct list_reader list = {0};
	const char *id, *problem = NULL;
	int result = 0;

	/* As most are; it is checked as the text of the field. */
	if (list_is_id(value))
		return NULL;
	list.at = value;
	while (problem == NULL && (result = list_next_id(&list, &id)) > 0)
		problem = text_check(id, 0);
	list_free(&list);
	if (problem == NULL && result < 0)
		problem = "malformed list";
	return problem;
}

static const char *
check_reference(const struct reference *r)
{
	const char *const parts[] = {r->data, r->section, r->text};
	const char *type = list_type(r->type, strlen(r->type));
	const char *problem = NULL;
	size_t i;

	if (type == NULL)
		return "unknown type of reference";
	if (type == list_person)
		return "person among the references";
	for (i = 0; i < sizeof(parts) / sizeof(parts[0]); i++) {
		if (parts[i] == NULL || problem != NULL)
			continue;
		problem = *parts[i] == '\0' ? "empty part of a reference"
					    : text_check(parts[i], 0);
	}
	return problem;
}

static const char *
check_references(const char *value)
{
	struct list_reader list = {0};
	struct reference reference;
	const char *problem = NULL;
	int result = 0;

	list.at = value;
	while (problem == NULL &&
	       (result = list_next_reference(&list, &reference)) > 0)
		problem = check_reference(&reference);
	list_free(&list);
	if (problem == NULL && result < 0)
		problem = "malformed list of references";
	return problem;
}

static const char *
check_type(const struct column *column, const char *value)
{
	uint64_t number;

	switch (column->type) {
	case TYPE_KIND:
		return kind_find(value) == KIND_COUNT ? "unknown kind" : NULL;
	case TYPE_NUMBER:
		return number_parse(
			   value, strlen(value), column->limit, &number) != 0
			   ? "not a number in range"
			   : NULL;
	case TYPE_PROTOCOL:
		return protocol_find(value) == PROTOCOL_NONE
			   ? "unknown protocol"
			   : NULL;
	case TYPE_DATE:
		return date_valid(value) ? NULL : "not a date";
	case TYPE_FLAG:
		return strcmp(value, "Y") == 0 || strcmp(value, "N") == 0
			   ? NULL
			   : "not Y or N";
	case TYPE_IDS:
		return check_ids(value);
	case TYPE_REFS:
		return check_references(value);
	case TYPE_NAME:
	case TYPE_TEXT:
		break;
	}
	return NULL;
}

const char *
field_check_text(const struct column *column, const char *value)
{
	const char *problem = text_check(value, column->type == TYPE_TEXT);

	if (problem == NULL && column->type != TYPE_NUMBER &&
	    strlen(value) > column->limit)
		problem = "too long";
	return problem;
}

const char *
field_check(const struct column *column, const char *value)
{
	const char *problem = check_type(column, value);

	return problem != NULL ? problem : field_check_text(column, value);
}

static int32_t
number(const struct table *t, const struct record *r, enum column_id id)
{
	const char *s = record_get(t, r, id);
	uint64_t value;

	if (s == NULL || number_parse(s, strlen(s), INT32_MAX, &value) != 0)
		return NO_NUMBER;
	return (int32_t)value;
}

/*
 * Derive the range; what is stored once is also read once, unless it was not
 * read because something else was wrong with the record before.
 */
static void
derive_range(const struct table *t, struct record *r)
{
	const struct record *before = r > t->records ? r - 1 : NULL;

	if (before != NULL && before->first != NO_NUMBER &&
	    before->text[COLUMN_FIRST] == r->text[COLUMN_FIRST])
		r->first = before->first;
	else
		r->first = number(t, r, COLUMN_FIRST);
	r->last = r->text[COLUMN_LAST] == r->text[COLUMN_FIRST]
		      ? r->first
		      : number(t, r, COLUMN_LAST);
}

#define HAS(id) (1U << COLUMN_##id)

/* What rows about the registry may have beside kind and name. */
static const unsigned about[KIND_ASSIGNED] = {
    [KIND_REGISTRY] =
	HAS(DESCRIPTION) | HAS(REFERENCE) | HAS(MODIFIED) | HAS(NOTE),
    [KIND_FOOTNOTE] = HAS(NOTE),
    [KIND_PERSON] =
	HAS(DESCRIPTION) | HAS(REFERENCE) | HAS(MODIFIED) | HAS(NOTE)};

static int
has_only(const struct record *r, unsigned columns)
{
	unsigned id;

	for (id = 0; id < COLUMN_COUNT; id++)
		if (r->text[id] != 0 && (columns >> id & 1) == 0)
			return 0;
	return 1;
}

const char *
record_derive(const struct table *t, struct record *r)
{
	const char *kind = record_get(t, r, COLUMN_KIND);
	const char *protocol = record_get(t, r, COLUMN_PROTOCOL);

	if (kind == NULL)
		return "no kind";
	record_set_kind(r, kind_find(kind));
	if (protocol != NULL)
		record_set_protocol(r, protocol_find(protocol));
	derive_range(t, r);
	if ((r->first == NO_NUMBER) != (r->last == NO_NUMBER))
		return "half a range";
	if (r->first > r->last)
		return "reversed range";
	if (r->text[COLUMN_NAME] == 0 && r->kind <= KIND_ALIAS)
		return "no name";
	if (r->kind < KIND_ASSIGNED &&
	    !has_only(r, about[r->kind] | HAS(KIND) | HAS(NAME)))
		return "a field that rows of its kind do not have";
	if ((r->kind == KIND_ALIAS) != (r->text[COLUMN_ALIAS_OF] != 0))
		return "alias_of does not agree with the kind";
	return NULL;
}
