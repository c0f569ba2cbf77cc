/* SPDX-License-Identifier: MIT */
/* The order of a snapshot: total, bytewise, the same everywhere. */
#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "record.h"

static int
lower(int c)
{
	return c >= 'A' && c <= 'Z' ? c - 'A' + 'a' : c;
}

static int
compare_lower(const char *a, const char *b)
{
	for (; *a != '\0' && lower(*a) == lower(*b); a++, b++)
		continue;
	return lower((unsigned char)*a) - lower((unsigned char)*b);
}

static int
compare_text(const struct table *t, const struct record *a,
    const struct record *b, enum column_id id)
{
	/* The pool starts with a NUL, so offset 0 reads as "". */
	return a->text[id] == b->text[id] ? 0
					  : strcmp(t->pool.data + a->text[id],
						t->pool.data + b->text[id]);
}

/* The rank of a row among kinds: those of the registry are one. */
static int
rank(const struct record *r)
{
	return record_counts(r) ? KIND_ASSIGNED : r->kind;
}

/* Compare what can be compared without looking at text. */
static int
compare_numbers(const struct record *a, const struct record *b)
{
	/* NO_NUMBER becomes the greatest number, which puts NULL last. */
	uint32_t fa = (uint32_t)a->first, fb = (uint32_t)b->first;

	if (rank(a) != rank(b))
		return rank(a) < rank(b) ? -1 : 1;
	if (fa != fb)
		return fa < fb ? -1 : 1;
	if (a->last != b->last)
		return a->last < b->last ? -1 : 1;
	if (a->protocol != b->protocol)
		return a->protocol < b->protocol ? -1 : 1;
	return (a->kind == KIND_ALIAS) - (b->kind == KIND_ALIAS);
}

int
record_compare(
    const struct table *t, const struct record *a, const struct record *b)
{
	int c = compare_numbers(a, b);
	int id;

	if (c == 0)
		c = compare_lower(t->pool.data + a->text[COLUMN_NAME],
		    t->pool.data + b->text[COLUMN_NAME]);
	if (c == 0)
		c = compare_text(t, a, b, COLUMN_NAME);
	if (c == 0)
		c = compare_text(t, a, b, COLUMN_REGISTERED);
	if (c == 0)
		c = compare_text(t, a, b, COLUMN_DESCRIPTION);
	for (id = 0; c == 0 && id < COLUMN_COUNT; id++)
		c = compare_text(t, a, b, (enum column_id)id);
	return c;
}

/*
 * A merge sort of runs: what IANA publishes is nearly sorted, so there are
 * few runs and most records are compared once.  qsort has no place for the
 * table, and does not promise to be quick on sorted input.
 */
static size_t
run_length(const struct table *t, const struct record *r, size_t n)
{
	size_t i = 1;

	while (i < n && record_compare(t, &r[i - 1], &r[i]) <= 0)
		i++;
	return n == 0 ? 0 : i;
}

/* Merge the sorted runs [0,mid) and [mid,n) of r, by way of tmp. */
static void
merge(const struct table *t, struct record *r, size_t mid, size_t n,
    struct record *tmp)
{
	size_t i = 0, j = mid, k = 0;

	while (i < mid && record_compare(t, &r[i], &r[mid]) <= 0)
		i++;
	k = i;
	memcpy(tmp + i, r + i, (mid - i) * sizeof(*r));
	while (i < mid) {
		if (j < n && record_compare(t, &tmp[i], &r[j]) > 0)
			r[k++] = r[j++];
		else
			r[k++] = tmp[i++];
	}
}

/* Sort r[0,n), the first run of which is known to be sorted. */
static void
sort(const struct table *t, struct record *r, size_t n, struct record *tmp)
{
	size_t mid = n / 2;

	if (run_length(t, r, n) == n)
		return;
	sort(t, r, mid, tmp);
	sort(t, r + mid, n - mid, tmp);
	merge(t, r, mid, n, tmp);
}

int
table_sort(struct table *t)
{
	struct record *tmp;

	if (run_length(t, t->records, t->n) == t->n)
		return 0;
	tmp = malloc((t->n / 2 + 1) * sizeof(*tmp));
	if (tmp == NULL)
		return -1;
	sort(t, t->records, t->n, tmp);
	free(tmp);
	return 0;
}
