/* SPDX-License-Identifier: MIT */
#include <stdlib.h>
#include <string.h>

#include "apply.h"

/* A table, and which of its rows an event is about. */
struct side {
	const struct table *table;
	unsigned char *told; /* for each row */
	unsigned char free[NUMBERS];
};

int
apply_is_same(const struct table *a, const struct record *r,
    const struct table *b, const struct record *s)
{
	size_t i;

	for (i = 0; i < a->registry->n_columns; i++) {
		enum column_id id = a->registry->columns[i].id;

		if (strcmp(record_text(a, r, id), record_text(b, s, id)) != 0)
			return 0;
	}
	return 1;
}

/* Rows of free numbers are told as a set, not one by one. */
static int
start(struct side *s, const struct table *t)
{
	size_t i;

	s->table = t;
	memset(s->free, 0, sizeof(s->free));
	s->told = calloc(t->n + 1, 1);
	if (s->told == NULL)
		return STATUS_OS;
	for (i = 0; i < t->n; i++) {
		const struct record *r = &t->records[i];

		if (!numbers_are_free(t, r))
			continue;
		s->told[i] = 1;
		memset(s->free + r->first, 1, (size_t)(r->last - r->first) + 1);
	}
	return STATUS_OK;
}

static int
tell(struct side *s, const struct record *r, struct diag *diag)
{
	size_t i;

	if (r == NULL)
		return STATUS_OK;
	i = (size_t)(r - s->table->records);
	if (s->told[i] && !numbers_are_free(s->table, r)) {
		diag_error(diag, r->line, NULL, "a row has two events");
		return STATUS_DATA;
	}
	s->told[i] = 1;
	return STATUS_OK;
}

/* The next row of a side that no event is about, or NULL. */
static const struct record *
next(const struct side *s, size_t *i)
{
	while (*i < s->table->n && s->told[*i])
		++*i;
	return *i < s->table->n ? &s->table->records[(*i)++] : NULL;
}

/* Both tables are sorted, so rows that nothing became of pair up in order. */
static int
check_rest(const struct side *old, const struct side *new, struct diag *diag)
{
	const struct record *r, *s;
	size_t i = 0, k = 0;

	for (;;) {
		r = next(old, &i);
		s = next(new, &k);
		if (r == NULL && s == NULL)
			return STATUS_OK;
		if (r != NULL && s != NULL && r->kind == KIND_REGISTRY &&
		    s->kind == KIND_REGISTRY)
			continue; /* they have the dates of both */
		if (r == NULL || s == NULL ||
		    !apply_is_same(old->table, r, new->table, s)) {
			diag_error(diag, s == NULL ? 0 : s->line, NULL,
			    "a row that is another one has no event");
			return STATUS_DATA;
		}
	}
}

static void
set_free(unsigned char *numbers, const struct number_set *set, int value)
{
	size_t i;

	for (i = 0; i < set->n; i++)
		memset(numbers + set->ranges[i].first, value,
		    (size_t)(set->ranges[i].last - set->ranges[i].first) + 1);
}

static int
check_sides(const struct changes *c, struct side *old, struct side *new,
    struct diag *diag)
{
	size_t i;

	for (i = 0; i < c->n; i++)
		if (tell(old, c->events[i].old, diag) != STATUS_OK ||
		    tell(new, c->events[i].new, diag) != STATUS_OK)
			return STATUS_DATA;
	set_free(old->free, &c->taken, 0);
	set_free(old->free, &c->freed, 1);
	if (memcmp(old->free, new->free, NUMBERS) != 0) {
		diag_error(diag, 0, NULL, "other numbers are free");
		return STATUS_DATA;
	}
	return check_rest(old, new, diag);
}

int
apply_check(const struct changes *c, struct diag *diag)
{
	struct side *sides = calloc(2, sizeof(*sides));
	int status = STATUS_OS;

	if (sides == NULL)
		return STATUS_OS;
	if (start(&sides[0], c->old) == STATUS_OK &&
	    start(&sides[1], c->new) == STATUS_OK)
		status = check_sides(c, &sides[0], &sides[1], diag);
	free(sides[0].told);
	free(sides[1].told);
	free(sides);
	return status;
}
