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

/* A name that is new at a number, and where the older table has it. */
struct newcomer {
	const char *name;
	uint8_t protocol;
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

/* Whether an event is a new answer at a number. */
static int
is_newcomer(const struct event *event)
{
	return event->severity == SEVERITY_ADDITIVE &&
	       row_answers(event->new) && event->new->first != NO_NUMBER;
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

		if (is_newcomer(event) &&
		    takes_number(c, &before, &after, event->new))
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
	int order = strcmp(x->name, y->name);

	return order != 0 ? order : x->protocol - y->protocol;
}

/* The one of a record's name and protocol among n, or NULL. */
static struct newcomer *
find(struct newcomer *list, size_t n, const struct table *t,
    const struct record *r)
{
	struct newcomer key = {
	    record_text(t, r, COLUMN_NAME), r->protocol, NO_NUMBER, 0};

	return n == 0 ? NULL : bsearch(&key, list, n, sizeof(*list), compare);
}

/* List each name and protocol once, in order.  Returns how many there are. */
static size_t
list_newcomers(const struct changes *c, struct newcomer *list)
{
	size_t i, all = 0, n = 0;

	for (i = 0; i < c->n; i++)
		if (is_newcomer(&c->events[i]))
			list[all++] = (struct newcomer){
			    record_text(c->new, c->events[i].new, COLUMN_NAME),
			    c->events[i].new->protocol, NO_NUMBER, 0};
	qsort(list, all, sizeof(*list), compare);
	for (i = 0; i < all; i++)
		if (n == 0 || compare(&list[n - 1], &list[i]) != 0)
			list[n++] = list[i];
	return n;
}

/* Whether a name was answered with one number, or with higher ones. */
static int
judge_names(struct changes *c)
{
	struct newcomer *list = calloc(c->n + 1, sizeof(*list)), *found;
	size_t i, n;

	if (list == NULL)
		return -1;
	n = list_newcomers(c, list);
	for (i = 0; i < c->old->n; i++) {
		const struct record *r = &c->old->records[i];

		if (!row_answers(r) || r->first == NO_NUMBER)
			continue;
		found = find(list, n, c->old, r);
		if (found != NULL && found->n++ == 0)
			found->lowest = r->first;
	}
	for (i = 0; i < c->n; i++) {
		struct event *event = &c->events[i];

		if (!is_newcomer(event))
			continue;
		found = find(list, n, c->new, event->new);
		if (found->n == 1 ||
		    (found->n > 1 && event->new->first < found->lowest))
			event->severity = SEVERITY_BREAKING;
	}
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
