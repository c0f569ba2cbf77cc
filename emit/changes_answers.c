/* SPDX-License-Identifier: MIT */
/* Whether what is new in a registry changes an answer that it gave before. */
#include <stdlib.h>
#include <string.h>

#include "changes_answers.h"

/* Which row, from 1, each protocol and number is answered with, or 0. */
struct answers {
	const struct table *t;
	uint32_t *rows;
};

/* An event of a name, and what the older table has of that name. */
struct newcomer {
	struct event *event;
	const char *name;
	int32_t lowest; /* number of that name and protocol, or NO_NUMBER */
	size_t n;	/* of these numbers */
};

static uint32_t *
at(const struct answers *a, enum protocol p, int32_t number)
{
	return &a->rows[(size_t)p * NUMBERS + (size_t)number];
}

static const struct record *
answer(const struct answers *a, enum protocol p, int32_t number)
{
	uint32_t row = *at(a, p, number);

	return row == 0 ? NULL : &a->t->records[row - 1];
}

/* Fill in the rows of a table.  Returns 0, or -1 (ENOMEM). */
static int
fill(struct answers *a, const struct table *t)
{
	const struct record *r, *other;
	int32_t number;
	uint32_t i;

	a->t = t;
	a->rows =
	    calloc((size_t)NUMBERS * (PROTOCOL_NONE + 1), sizeof(*a->rows));
	if (a->rows == NULL)
		return -1;
	for (i = 0; i < t->n; i++) {
		r = &t->records[i];
		if (!row_answers(r) || r->first == NO_NUMBER)
			continue;
		for (number = r->first; number <= r->last; number++) {
			other = answer(a, (enum protocol)r->protocol, number);
			if (other == NULL ||
			    r->last - r->first < other->last - other->first)
				*at(a, (enum protocol)r->protocol, number) =
				    i + 1;
		}
	}
	return 0;
}

/* Whether a number of a new row was answered with another name before. */
static int
takes_number(const struct changes *c, const struct answers *before,
    const struct answers *after, const struct record *new)
{
	enum protocol p = (enum protocol) new->protocol;
	const char *name = record_text(c->new, new, COLUMN_NAME);
	const struct overlay_row *preferred;
	const struct record *old;
	int32_t number;

	for (number = new->first; number <= new->last; number++) {
		old = answer(before, p, number);
		if (old == NULL ||
		    strcmp(record_text(c->old, old, COLUMN_NAME), name) == 0)
			continue;
		preferred =
		    overlay_find(c->e->overlay, OVERLAY_PREFER, number, p);
		if (preferred != NULL ? strcmp(preferred->name, name) == 0
				      : answer(after, p, number) == new)
			return 1;
	}
	return 0;
}

static int
judge_numbers(struct changes *c)
{
	struct answers before = {0}, after = {0};
	size_t i;
	int result = 0;

	if (fill(&before, c->old) != 0 || fill(&after, c->new) != 0)
		result = -1;
	for (i = 0; result == 0 && i < c->n; i++) {
		struct event *event = &c->events[i];

		if (event->severity == SEVERITY_ADDITIVE &&
		    row_answers(event->new) &&
		    event->new->first != NO_NUMBER &&takes_number(
					     c, &before, &after, event->new))
			event->severity = SEVERITY_BREAKING;
	}
	free(before.rows);
	free(after.rows);
	return result;
}

static int
compare(const void *a, const void *b)
{
	const struct newcomer *x = a, *y = b;

	return strcmp(x->name, y->name);
}

/* Note an older row at each newcomer of its name and protocol. */
static void
note(struct newcomer *list, size_t n, const struct record *r, const char *name)
{
	struct newcomer key = {NULL, name, NO_NUMBER, 0};
	struct newcomer *found = bsearch(&key, list, n, sizeof(*list), compare);

	if (found == NULL)
		return;
	while (found > list && strcmp(found[-1].name, name) == 0)
		found--;
	for (; found < list + n && strcmp(found->name, name) == 0; found++) {
		if (found->event->new->protocol != r->protocol)
			continue;
		if (found->n++ == 0)
			found->lowest = r->first;
	}
}

static int
judge_names(struct changes *c)
{
	struct newcomer *list = calloc(c->n + 1, sizeof(*list));
	size_t i, n = 0;

	if (list == NULL)
		return -1;
	for (i = 0; i < c->n; i++) {
		struct event *event = &c->events[i];

		if (event->severity != SEVERITY_ADDITIVE ||
		    !row_answers(event->new) || event->new->first == NO_NUMBER)
			continue;
		list[n].event = event;
		list[n++].name = record_text(c->new, event->new, COLUMN_NAME);
	}
	qsort(list, n, sizeof(*list), compare);
	for (i = 0; n > 0 && i < c->old->n; i++) {
		const struct record *r = &c->old->records[i];

		if (row_answers(r) && r->first != NO_NUMBER)
			note(list, n, r, record_text(c->old, r, COLUMN_NAME));
	}
	for (i = 0; i < n; i++)
		if (list[i].n == 1 ||
		    (list[i].n > 1 &&
			list[i].event->new->first < list[i].lowest))
			list[i].event->severity = SEVERITY_BREAKING;
	free(list);
	return 0;
}

int
answers_judge(struct changes *c)
{
	size_t i = 0;

	while (i < c->n && c->events[i].severity != SEVERITY_ADDITIVE)
		i++;
	if (i == c->n)
		return 0;
	return judge_numbers(c) != 0 ? -1 : judge_names(c);
}
