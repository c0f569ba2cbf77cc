/* SPDX-License-Identifier: MIT */
/* The mapper of service-names-port-numbers. */
#include <string.h>
#include <strings.h>

#include "scope.h"

static const struct rule rules[] = {
    {PLACE_RECORD, "xref", PLACE_XREF, 0, REFERENCE, 1},
    {PLACE_RECORD, "name", PLACE_FIELD, COLUMN_NAME, 0, 0},
    {PLACE_RECORD, "protocol", PLACE_FIELD, COLUMN_PROTOCOL, 0, 0},
    {PLACE_RECORD, "description", PLACE_PROSE, COLUMN_DESCRIPTION, 0, 0},
    {PLACE_RECORD, "number", PLACE_NUMBER, 0, 0, 0},
    {PLACE_RECORD, "assignee", PLACE_ASSIGNEE, 0, 0, 0},
    {PLACE_RECORD, "note", PLACE_PROSE, COLUMN_NOTE, 0, 0},
    {PLACE_RECORD, "unauthorized", PLACE_FIELD, COLUMN_UNAUTHORIZED, 0, 0},
    {PLACE_RECORD, "sc", PLACE_FIELD, COLUMN_SERVICE_CODE, 0, 0},
};

static const struct title titles[] = {
    {"Service Name", COLUMN_NAME},
    {"Port Number", COLUMN_FIRST},
    {"Transport Protocol", COLUMN_PROTOCOL},
    {"Description", COLUMN_DESCRIPTION},
    {"Assignee", COLUMN_ASSIGNEE},
    {"Contact", COLUMN_CONTACT},
    {"Registration Date", COLUMN_REGISTERED},
    {"Modification Date", COLUMN_MODIFIED},
    {"Reference", COLUMN_REFERENCE},
    {"Service Code", COLUMN_SERVICE_CODE},
    {"Unauthorized Use Reported", COLUMN_UNAUTHORIZED},
    {"Assignment Notes", COLUMN_NOTE},
};

struct prefix {
	const char *text;
	enum kind kind;
};

/* How the description of an unnamed record starts, without regard to case. */
static const struct prefix unnamed[] = {
    {"unassigned", KIND_UNASSIGNED},
    {"(unassigned", KIND_UNASSIGNED},
    {"reserved", KIND_RESERVED},
    {"iana reserved", KIND_RESERVED},
    {"any private ", KIND_PRIVATE},
    {"de-registered", KIND_WITHDRAWN},
    {"deregistered", KIND_WITHDRAWN},
    {"removed", KIND_WITHDRAWN},
    {"deprecated", KIND_WITHDRAWN},
    {"de-commissioned", KIND_WITHDRAWN},
    {"decommissioned", KIND_WITHDRAWN},
    {"decomissioned", KIND_WITHDRAWN},
};

/* The description of a name that is no more; most differ from the start. */
static int
is_deregistered(const char *s)
{
	return (*s == 'D' || *s == 'd') &&
	       (strcasecmp(s, "de-registered") == 0 ||
		   strcasecmp(s, "deregistered") == 0);
}

static enum kind
find_kind(const struct table *t, const struct record *r)
{
	const char *description = record_get(t, r, COLUMN_DESCRIPTION);
	size_t i;

	if (description == NULL)
		description = "";
	if (r->text[COLUMN_NAME] != 0) {
		if (r->text[COLUMN_ALIAS_OF] != 0)
			return KIND_ALIAS;
		return is_deregistered(description) ? KIND_WITHDRAWN
						    : KIND_ASSIGNED;
	}
	for (i = 0; i < sizeof(unnamed) / sizeof(unnamed[0]); i++)
		if (strncasecmp(description, unnamed[i].text,
			strlen(unnamed[i].text)) == 0)
			return unnamed[i].kind;
	return KIND_OTHER;
}

/* Copy a field to where it can be changed; "" if it is NULL. */
static void
copy(struct parse *p, const struct record *r, enum column_id id)
{
	const char *s = record_get(p->table, r, id);

	p->text.len = 0;
	if (s != NULL)
		buffer_puts(&p->text, s);
}

/* Set a field anew, which may make it NULL. */
static void
replace(struct parse *p, struct record *r, enum column_id id, size_t n)
{
	if (table_set(p->table, r, id, p->text.data, n) != 0)
		p->failed = 1;
}

/* Returns 1 if the record replaced another name, 0, or -1 (malformed). */
static int
cut_description(struct parse *p, struct record *r)
{
	const char *old;
	size_t n = strlen(record_text(p->table, r, COLUMN_DESCRIPTION));
	int result;

	if (n < ALIAS_LEAST)
		return 0;
	copy(p, r, COLUMN_DESCRIPTION);
	n = p->text.len;
	result = alias_cut_description(p->text.data, &n, &old);
	if (result > 0) {
		alias_add(&p->aliases, p->table, r,
		    record_get(p->table, r, COLUMN_NAME), old, 0);
		replace(p, r, COLUMN_DESCRIPTION, n);
	}
	return result;
}

/* Returns 1 if the record is an alias, 0, or -1 (malformed). */
static int
cut_note(struct parse *p, struct record *r)
{
	struct buffer name = {0};
	const char *old = record_get(p->table, r, COLUMN_NAME);
	size_t n;
	int result;

	if (r->text[COLUMN_NOTE] == 0 || old == NULL)
		return 0;
	copy(p, r, COLUMN_NOTE);
	n = p->text.len;
	result = alias_cut_note(p->text.data, &n, &name);
	if (name.failed) {
		p->failed = 1;
	} else if (result > 0) {
		alias_add(
		    &p->aliases, p->table, r, buffer_string(&name), old, 1);
		replace(p, r, COLUMN_NOTE, n);
		parse_set(p, COLUMN_ALIAS_OF, name.data, name.len);
	}
	buffer_free(&name);
	return result;
}

static void
finish(struct parse *p, struct record *r)
{
	int replaced = cut_description(p, r);
	int is_alias = cut_note(p, r);

	if (replaced < 0 || is_alias < 0)
		scope_error(p, scope_line(p),
		    record_get(p->table, r, COLUMN_NAME),
		    "malformed sentence on an alias");
	else if (replaced > 0 && is_alias > 0)
		scope_error(p, scope_line(p),
		    record_get(p->table, r, COLUMN_NAME),
		    "alias that replaces a name");
	record_set_kind(r, find_kind(p->table, r));
}

extern const struct mapper mapper_service_names_port_numbers;
const struct mapper mapper_service_names_port_numbers = {rules,
    sizeof(rules) / sizeof(rules[0]), finish, titles,
    sizeof(titles) / sizeof(titles[0])};
