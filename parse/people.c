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

/* What is looked up where, and who is told. */
struct search {
	const char **ids;
	size_t n;
	struct diag *diag;
};

static int
compare(const void *a, const void *b)
{
	const char *const *x = a, *const *y = b;

	return strcmp(*x, *y);
}

static void
check_id(const struct search *s, const char *id, size_t line)
{
	if (bsearch(&id, s->ids, s->n, sizeof(*s->ids), compare) == NULL)
		diag_warn(s->diag, line, id, "no such person");
}

/* Returns 0, or -1 (ENOMEM). */
static int
check_list(const struct search *s, const char *ids, size_t line)
{
	struct list_reader list = {0};
	const char *id;
	int result;

	if (list_is_id(ids)) {
		check_id(s, ids, line);
		return 0;
	}
	list.at = ids;
	while ((result = list_next_id(&list, &id)) > 0)
		check_id(s, id, line);
	list_free(&list);
	return result;
}

/* Tables store a value once that two records in a row have. */
static int
check_column(const struct search *s, const struct table *t, enum column_id id)
{
	uint32_t before = 0;
	size_t i;

	for (i = 0; i < t->n; i++) {
		const struct record *r = &t->records[i];

		if (r->text[id] != 0 && r->text[id] != before &&
		    check_list(s, record_get(t, r, id), r->line) != 0)
			return -1;
		before = r->text[id];
	}
	return 0;
}

static void
check_mentions(const struct search *s, const struct buffer *mentions)
{
	const char *at = mentions->data, *end = at + mentions->len;
	char *id;

	for (; at < end; at += strlen(at) + 1) {
		size_t line = strtoul(at, &id, 10);

		check_id(s, id + 1, line);
	}
}

static void
sort_ids(struct search *s, const char *at)
{
	size_t i;

	for (i = 0; i < s->n; i++) {
		s->ids[i] = at;
		at += strlen(at) + 1;
	}
	qsort(s->ids, s->n, sizeof(*s->ids), compare);
}

int
people_check(const struct people *p, const struct table *t, struct diag *diag)
{
	struct search s = {NULL, p->n, diag};
	int failed;

	if (p->ids.failed || p->mentions.failed)
		return -1;
	s.ids = malloc((p->n + 1) * sizeof(*s.ids));
	if (s.ids == NULL)
		return -1;
	sort_ids(&s, p->ids.data);
	failed = check_column(&s, t, COLUMN_ASSIGNEE) != 0 ||
		 check_column(&s, t, COLUMN_CONTACT) != 0;
	if (!failed && p->mentions.len > 0)
		check_mentions(&s, &p->mentions);
	free(s.ids);
	return failed ? -1 : 0;
}

void
people_free(struct people *p)
{
	buffer_free(&p->ids);
	buffer_free(&p->mentions);
}
