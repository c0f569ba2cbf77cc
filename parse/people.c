/* SPDX-License-Identifier: MIT */
/* Ids of persons, hashed once all are known. */
#include <search.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "list.h"
#include "people.h"

enum {
	FIRST_IDS = 128 * 1024
};

void
people_add(struct people *p, const char *id)
{
	/* A buffer of this size comes in one piece and is not copied. */
	if (p->n++ == 0)
		buffer_reserve(&p->ids, FIRST_IDS);
	buffer_puts(&p->ids, id);
	buffer_put(&p->ids, '\0');
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
check_id(struct diag *diag, const char *id, size_t line)
{
	/* hsearch does not change its key, though it does not say so. */
	ENTRY wanted = {(char *)id, NULL};

	if (hsearch(wanted, FIND) == NULL)
		diag_warn(diag, line, id, "no such person");
}

static void
check_list(struct diag *diag, const char *ids, size_t line)
{
	struct list_reader list = {0};
	const char *id;

	/* Most lists are one id as it is. */
	if (strpbrk(ids, ";\\") == NULL) {
		check_id(diag, ids, line);
		return;
	}
	list.at = ids;
	while (list_next_id(&list, &id) > 0)
		check_id(diag, id, line);
	list_free(&list);
}

/* Tables store a value once that two records in a row have. */
static void
check_column(struct diag *diag, const struct table *t, enum column_id id)
{
	uint32_t before = 0;
	size_t i;

	for (i = 0; i < t->n; i++) {
		const struct record *r = &t->records[i];

		if (r->text[id] != 0 && r->text[id] != before)
			check_list(diag, record_get(t, r, id), r->line);
		before = r->text[id];
	}
}

static void
check_mentions(struct diag *diag, const struct buffer *mentions)
{
	const char *s = mentions->data;
	const char *end = s + mentions->len;
	char *id;

	for (; s < end; s += strlen(s) + 1) {
		size_t line = strtoul(s, &id, 10);

		check_id(diag, id + 1, line);
	}
}

/* Enter all ids into the hash table that hsearch has. */
static int
enter_ids(const struct people *p)
{
	char *s = p->ids.data;
	size_t i;

	for (i = 0; i < p->n; i++, s += strlen(s) + 1) {
		ENTRY entry = {s, NULL};

		if (hsearch(entry, ENTER) == NULL)
			return -1;
	}
	return 0;
}

int
people_check(struct people *p, const struct table *t, struct diag *diag)
{
	/* A table twice as large as its content is quick. */
	if (p->ids.failed || p->mentions.failed || hcreate(2 * p->n + 1) == 0)
		return -1;
	if (enter_ids(p) != 0) {
		hdestroy();
		return -1;
	}
	check_column(diag, t, COLUMN_ASSIGNEE);
	check_column(diag, t, COLUMN_CONTACT);
	if (p->mentions.len > 0)
		check_mentions(diag, &p->mentions);
	hdestroy();
	return 0;
}

void
people_free(struct people *p)
{
	buffer_free(&p->ids);
	buffer_free(&p->mentions);
}
