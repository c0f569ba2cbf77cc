/* SPDX-License-Identifier: MIT */
/* Which row of a snapshot is which of an older one. */
#include <stdlib.h>
#include <string.h>

#include "changes_numbers.h"
#include "changes_pair.h"
#include "memory.h"

/* Rows of a table that have no pair yet; taken ones have no record. */
struct left {
	const char *name; /* or "" */
	const struct record *r;
};

struct side {
	const struct table *t;
	struct left *left;
	size_t n;
	int people; /* whether they are compared */
};

struct pairing {
	struct side old, new;
	struct pairs *pairs;
	int failed;
};

static void
add(struct pairing *p, enum pair_by by, const struct record *old,
    const struct record *new)
{
	struct pairs *pairs = p->pairs;
	struct pair pair = {by, old, new};
	struct pair *list;

	if (pairs->n == pairs->size) {
		list = memory_double(pairs->list, &pairs->size, sizeof(*list));
		if (list == NULL) {
			p->failed = 1;
			return;
		}
		pairs->list = list;
	}
	pairs->list[pairs->n++] = pair;
}

static void
leave(struct side *s, const struct record *r)
{
	s->left[s->n].name = record_text(s->t, r, COLUMN_NAME);
	s->left[s->n++].r = r;
}

/* The next row that is to be paired, from row i on. */
static size_t
next(const struct side *s, size_t i)
{
	for (; i < s->t->n; i++) {
		const struct record *r = &s->t->records[i];

		if (r->kind == KIND_PERSON ? s->people
					   : !numbers_are_free(s->t, r))
			break;
	}
	return i;
}

/* Whether row i of the old table comes before row k of the new, as strcmp. */
static int
compare_rows(const struct pairing *p, size_t i, size_t k)
{
	const struct table *old = p->old.t, *new = p->new.t;

	if (i == old->n || k == new->n)
		return (i == old->n) - (k == new->n);
	return record_compare_keys(
	    old, &old->records[i], new, &new->records[k]);
}

/* Merge two tables, which are sorted by key. */
static void
pair_keys(struct pairing *p)
{
	const struct table *old = p->old.t, *new = p->new.t;
	size_t i = next(&p->old, 0), k = next(&p->new, 0);

	while (i < old->n || k < new->n) {
		int order = compare_rows(p, i, k);

		if (order == 0)
			add(p, PAIR_KEY, &old->records[i], &new->records[k]);
		else if (order < 0)
			leave(&p->old, &old->records[i]);
		else
			leave(&p->new, &new->records[k]);
		i = order <= 0 ? next(&p->old, i + 1) : i;
		k = order >= 0 ? next(&p->new, k + 1) : k;
	}
}

static void
pair_left(struct pairing *p, enum pair_by by, size_t i, size_t k)
{
	add(p, by, p->old.left[i].r, p->new.left[k].r);
	p->old.left[i].r = p->new.left[k].r = NULL;
}

typedef int left_compare(const struct left *, const struct left *);

/* How many from number i on are the same. */
static size_t
run_length(const struct side *s, size_t i, left_compare *compare)
{
	size_t n = 1;

	while (i + n < s->n && compare(&s->left[i], &s->left[i + n]) == 0)
		n++;
	return n;
}

/*
 * Merge what is left of two tables, sorted by the comparison, and pair what
 * has the only place of its value in each.
 */
static void
pair_only(struct pairing *p, enum pair_by by, left_compare *compare)
{
	size_t i = 0, k = 0, n = 0, m = 0; /* n and m of i and k, once known */
	int order;

	while (i < p->old.n && k < p->new.n) {
		order = compare(&p->old.left[i], &p->new.left[k]);
		n = n > 0 ? n : run_length(&p->old, i, compare);
		m = m > 0 ? m : run_length(&p->new, k, compare);
		if (order == 0 && n == 1 && m == 1)
			pair_left(p, by, i, k);
		if (order <= 0) {
			i += n;
			n = 0;
		}
		if (order >= 0) {
			k += m;
			m = 0;
		}
	}
}

/* Close the gaps that pairs have left. */
static void
drop_taken(struct side *s)
{
	size_t i, n = 0;

	for (i = 0; i < s->n; i++)
		if (s->left[i].r != NULL)
			s->left[n++] = s->left[i];
	s->n = n;
}

static int
compare_slots(const struct left *a, const struct left *b)
{
	uint32_t fa = (uint32_t)a->r->first, fb = (uint32_t)b->r->first;

	if (fa != fb)
		return fa < fb ? -1 : 1;
	if (a->r->last != b->r->last)
		return a->r->last < b->r->last ? -1 : 1;
	return (a->r->protocol > b->r->protocol) -
	       (a->r->protocol < b->r->protocol);
}

static int
compare_names(const struct left *a, const struct left *b)
{
	return strcmp(a->name, b->name);
}

static int
compare_names_of_protocols(const struct left *a, const struct left *b)
{
	int order = compare_names(a, b);

	return order != 0 ? order
			  : (a->r->protocol > b->r->protocol) -
				(a->r->protocol < b->r->protocol);
}

static int
compare_for_sort(const void *x, const void *y)
{
	const struct left *a = x, *b = y;
	int order = compare_names_of_protocols(a, b);

	/* Of one table, and in its order. */
	return order != 0 ? order : (a->r > b->r) - (a->r < b->r);
}

/* Report those without a pair that cannot get one, and drop them. */
static void
give_up(
    struct pairing *p, struct side *s, int (*is_hopeless)(const struct left *))
{
	size_t i;

	for (i = 0; i < s->n; i++) {
		const struct record *r = s->left[i].r;

		if (!is_hopeless(&s->left[i]))
			continue;
		add(p, PAIR_NONE, s == &p->old ? r : NULL,
		    s == &p->old ? NULL : r);
		s->left[i].r = NULL;
	}
	drop_taken(s);
}

/* Rows about the registry, and aliases, are paired by key only. */
static int
has_no_slot(const struct left *left)
{
	return !record_counts(left->r) || left->r->kind == KIND_ALIAS;
}

static int
has_no_name(const struct left *left)
{
	return *left->name == '\0';
}

static int
is_left(const struct left *left)
{
	(void)left;
	return 1;
}

/* What has no number shares no slot with anything. */
static void
pair_slots(struct pairing *p)
{
	size_t old_n = p->old.n, new_n = p->new.n;

	/* They are the last, as the greatest number. */
	while (p->old.n > 0 && p->old.left[p->old.n - 1].r->first == NO_NUMBER)
		p->old.n--;
	while (p->new.n > 0 && p->new.left[p->new.n - 1].r->first == NO_NUMBER)
		p->new.n--;
	pair_only(p, PAIR_SLOT, compare_slots);
	p->old.n = old_n;
	p->new.n = new_n;
	drop_taken(&p->old);
	drop_taken(&p->new);
}

static void
pair_names(struct pairing *p, left_compare *compare)
{
	pair_only(p, PAIR_NAME, compare);
	drop_taken(&p->old);
	drop_taken(&p->new);
}

static void
pair_rows(struct pairing *p)
{
	pair_keys(p);
	give_up(p, &p->old, has_no_slot);
	give_up(p, &p->new, has_no_slot);
	pair_slots(p);
	give_up(p, &p->old, has_no_name);
	give_up(p, &p->new, has_no_name);
	qsort(p->old.left, p->old.n, sizeof(*p->old.left), compare_for_sort);
	qsort(p->new.left, p->new.n, sizeof(*p->new.left), compare_for_sort);
	pair_names(p, compare_names_of_protocols);
	pair_names(p, compare_names);
	give_up(p, &p->old, is_left);
	give_up(p, &p->new, is_left);
}

static int
has_people(const struct table *t)
{
	size_t i = 0;

	while (i < t->n && t->records[i].kind < KIND_PERSON)
		i++;
	return i < t->n && t->records[i].kind == KIND_PERSON;
}

int
pairs_find(
    struct pairs *pairs, const struct table *old, const struct table *new)
{
	struct pairing p = {.old.t = old, .new.t = new, .pairs = pairs};

	p.old.people = p.new.people = has_people(old) && has_people(new);
	p.old.left = malloc((old->n + 1) * sizeof(*p.old.left));
	p.new.left = malloc((new->n + 1) * sizeof(*p.new.left));
	if (p.old.left == NULL || p.new.left == NULL)
		p.failed = 1;
	else
		pair_rows(&p);
	free(p.old.left);
	free(p.new.left);
	return p.failed ? -1 : 0;
}

void
pairs_free(struct pairs *pairs)
{
	free(pairs->list);
	memset(pairs, 0, sizeof(*pairs));
}
