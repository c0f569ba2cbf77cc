/* SPDX-License-Identifier: MIT */
/* The mapper of protocol-numbers. */
#include <string.h>
#include <strings.h>

#include "scope.h"

static const struct rule rules[] = {
    {PLACE_RECORD, "xref", PLACE_XREF, 0, REFERENCE, 1},
    {PLACE_RECORD, "value", PLACE_NUMBER, 0, 0, 0},
    {PLACE_RECORD, "name", PLACE_FIELD, COLUMN_NAME, 0, 0},
    {PLACE_RECORD, "description", PLACE_PROSE, COLUMN_DESCRIPTION, 0, 0},
    {PLACE_RECORD, "ipv6", PLACE_FIELD, COLUMN_IPV6, 0, 0},
    {PLACE_RECORD, "note", PLACE_PROSE, COLUMN_NOTE, 0, 0},
};

static const char deprecated[] = " (deprecated)";

/* The keyword carries the status: it becomes a note. */
static void
cut_deprecated(struct parse *p, struct record *r, const char *name)
{
	size_t n = strlen(name), suffix = sizeof(deprecated) - 1;
	const char *note;

	if (n <= suffix || strcmp(name + n - suffix, deprecated) != 0)
		return;
	p->text.len = 0;
	buffer_add(&p->text, name, n - suffix);
	if (table_set(p->table, r, COLUMN_NAME, p->text.data, p->text.len) != 0)
		p->failed = 1;
	p->text.len = 0;
	buffer_puts(&p->text, "deprecated");
	note = record_get(p->table, r, COLUMN_NOTE);
	if (note != NULL) {
		buffer_put(&p->text, '\n');
		buffer_puts(&p->text, note);
	}
	parse_set(p, COLUMN_NOTE, p->text.data, p->text.len);
}

static enum kind
find_kind(const char *name, const char *description)
{
	if (name != NULL)
		return strcasecmp(name, "reserved") == 0 ? KIND_RESERVED
							 : KIND_ASSIGNED;
	if (description == NULL)
		return KIND_OTHER;
	if (strncasecmp(description, "unassigned", 10) == 0)
		return KIND_UNASSIGNED;
	if (strncasecmp(description, "reserved", 8) == 0)
		return KIND_RESERVED;
	return strncasecmp(description, "any ", 4) == 0 ? KIND_PRIVATE
							: KIND_OTHER;
}

static void
finish(struct parse *p, struct record *r)
{
	const char *name = record_get(p->table, r, COLUMN_NAME);

	record_set_kind(
	    r, find_kind(name, record_get(p->table, r, COLUMN_DESCRIPTION)));
	if (name != NULL)
		cut_deprecated(p, r, name);
}

extern const struct mapper mapper_protocol_numbers;
const struct mapper mapper_protocol_numbers = {
    rules, sizeof(rules) / sizeof(rules[0]), finish, NULL, 0};
