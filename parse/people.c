/* SPDX-License-Identifier: MIT */
/* Ids of persons, sorted once all are known. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "list.h"
#include "people.h"

void
people_add(struct people *p, const char *id)
{
	buffer_puts(&p->ids, id);
	buffer_put(&p->ids, '\0');
	p->n++;
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

struct check {
	const char **ids;
	size_t n;
	struct diag *diag;
};

static int
compare(const void *a, const void *b)
{
	return strcmp(*(const char *const *)a, *(const char *const *)b);
}

static void
check_id(const struct check *c, const char *id, size_t line)
{
	if (bsearch(&id, c->ids, c->n, sizeof(*c->ids), compare) == NULL)
		diag_warn(c->diag, line, id, "no such person");
}

static void
check_list(const struct check *c, const char *ids, size_t line)
{
	struct list_reader list = {0};
	const char *id;

	/* Most lists are one id as it is. */
	if (strpbrk(ids, ";\\") == NULL) {
		check_id(c, ids, line);
		return;
	}
	list.at = ids;
	while (list_next_id(&list, &id) > 0)
		check_id(c, id, line);
	list_free(&list);
}

/* Tables store a value once that two records in a row have. */
static void
check_column(const struct check *c, const struct table *t, enum column_id id)
{
	uint32_t before = 0;
	size_t i;

	for (i = 0; i < t->n; i++) {
		const struct record *r = &t->records[i];

		if (r->text[id] != 0 && r->text[id] != before)
			check_list(c, record_get(t, r, id), r->line);
		before = r->text[id];
	}
}

static void
check_mentions(const struct check *c, const struct buffer *mentions)
{
	const char *s = mentions->data;
	const char *end = s + mentions->len;
	char *id;

	for (; s < end; s += strlen(s) + 1) {
		size_t line = strtoul(s, &id, 10);

		check_id(c, id + 1, line);
	}
}

int
people_check(struct people *p, const struct table *t, struct diag *diag)
{
	struct check c = {calloc(p->n + 1, sizeof(*c.ids)), p->n, diag};
	const char *s = p->ids.data;
	size_t i;

	if (c.ids == NULL || p->ids.failed || p->mentions.failed) {
		free(c.ids);
		return -1;
	}
	for (i = 0; i < p->n; i++, s += strlen(s) + 1)
		c.ids[i] = s;
	qsort(c.ids, c.n, sizeof(*c.ids), compare);
	check_column(&c, t, COLUMN_ASSIGNEE);
	check_column(&c, t, COLUMN_CONTACT);
	if (p->mentions.len > 0)
		check_mentions(&c, &p->mentions);
	free(c.ids);
	return 0;
}

void
people_free(struct people *p)
{
	buffer_free(&p->ids);
	buffer_free(&p->mentions);
}
