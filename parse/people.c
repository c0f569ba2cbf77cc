/* SPDX-License-Identifier: MIT */
/* Ids of persons, in a dictionary of libxml2's. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "list.h"
#include "people.h"

void
people_add(struct people *p, const char *id)
{
	if (p->ids == NULL)
		p->ids = xmlDictCreate();
	if (p->ids == NULL ||
	    xmlDictLookup(p->ids, (const xmlChar *)id, -1) == NULL)
		p->failed = 1;
}

void
people_mention(struct people *p, const char *id, size_t line)
{
	char number[24];

	snprintf(number, sizeof(number), "%zu ", line);
	buffer_puts(&p->mentions, number);
	buffer_puts(&p->mentions, id);
	buffer_put(&p->mentions, '\0');
}

static void
check_id(const struct people *p, struct diag *diag, const char *id, size_t line)
{
	if (p->ids == NULL ||
	    xmlDictExists(p->ids, (const xmlChar *)id, -1) == NULL)
		diag_warn(diag, line, id, "no such person");
}

static void
check_list(
    const struct people *p, struct diag *diag, const char *ids, size_t line)
{
	struct list_reader list = {0};
	const char *id;

	if (list_is_id(ids)) {
		check_id(p, diag, ids, line);
		return;
	}
	list.at = ids;
	while (list_next_id(&list, &id) > 0)
		check_id(p, diag, id, line);
	list_free(&list);
}

/* Tables store a value once that two records in a row have. */
static void
check_column(const struct people *p, struct diag *diag, const struct table *t,
    enum column_id id)
{
	uint32_t before = 0;
	size_t i;

	for (i = 0; i < t->n; i++) {
		const struct record *r = &t->records[i];

		if (r->text[id] != 0 && r->text[id] != before)
			check_list(p, diag, record_get(t, r, id), r->line);
		before = r->text[id];
	}
}

static void
check_mentions(const struct people *p, struct diag *diag)
{
	const char *s = p->mentions.data;
	const char *end = s + p->mentions.len;
	char *id;

	for (; s < end; s += strlen(s) + 1) {
		size_t line = strtoul(s, &id, 10);

		check_id(p, diag, id + 1, line);
	}
}

int
people_check(const struct people *p, const struct table *t, struct diag *diag)
{
	if (p->failed || p->mentions.failed)
		return -1;
	check_column(p, diag, t, COLUMN_ASSIGNEE);
	check_column(p, diag, t, COLUMN_CONTACT);
	if (p->mentions.len > 0)
		check_mentions(p, diag);
	return 0;
}

void
people_free(struct people *p)
{
	if (p->ids != NULL)
		xmlDictFree(p->ids);
	buffer_free(&p->mentions);
}
