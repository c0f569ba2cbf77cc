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
record_compare_keys(const struct table *ta, const struct record *a,
    const struct table *tb, const struct record *b)
{
	const char *name_a = ta->pool.data + a->text[COLUMN_NAME];
	const char *name_b = tb->pool.data + b->text[COLUMN_NAME];
	int c = compare_numbers(a, b);

	if (c != 0 || name_a == name_b)
		return c;
	c = compare_lower(name_a, name_b);
	return c != 0 ? c : strcmp(name_a, name_b);
}

int
record_compare(
    const struct table *t, const struct record *a, const struct record *b)
{
	int c = record_compare_keys(t, a, t, b);
	int id;

	if (c == 0)
		c = compare_text(t, a, b, COLUMN_REGISTERED);
	if (c == 0)
		c = compare_text(t, a, b, COLUMN_DESCRIPTION);
	for (id = 0; c == 0 && id < COLUMN_COUNT; id++)
		c = compare_text(t, a, b, (enum column_id)id);
	return c;
}

/* Runs of up to this many records are sorted by insertion. */
enum {
	SHORT_RUN = 16
};

static void
sort_short(const struct table *t, struct record *r, size_t n)
{
	size_t i, k;

	for (i = 1; i < n; i++) {
		struct record moved;

		if (record_compare(t, &r[i - 1], &r[i]) <= 0)
			continue;
		moved = r[i];
		for (k = i; k > 0; k--) {
			if (record_compare(t, &r[k - 1], &moved) <= 0)
				break;
			r[k] = r[k - 1];
		}
		r[k] = moved;
	}
}

/* Merge r[0,mid) and r[mid,n), of which the first is the shorter. */
static void
merge_up(const struct table *t, struct record *r, size_t mid, size_t n,
    struct record *tmp)
{
	size_t i = 0, j = mid, k = 0;

	memcpy(tmp, r, mid * sizeof(*r));
	while (i < mid) {
		if (j < n && record_compare(t, &tmp[i], &r[j]) > 0)
			r[k++] = r[j++];
		else
			r[k++] = tmp[i++];
	}
}

/* The same, from the end, where the second is the shorter. */
static void
merge_down(const struct table *t, struct record *r, size_t mid, size_t n,
    struct record *tmp)
{
	size_t i = mid, j = n - mid, k = n;

	memcpy(tmp, r + mid, j * sizeof(*r));
	while (j > 0) {
		if (i > 0 && record_compare(t, &r[i - 1], &tmp[j - 1]) > 0)
			r[--k] = r[--i];
		else
			r[--k] = tmp[--j];
	}
}

/*
 * A merge sort that leaves alone what is in place: IANA publishes nearly in
 * this order, so most records are compared once and moved never.
 */
static void
sort(const struct table *t, struct record *r, size_t n, struct record *tmp)
{
	size_t mid = n / 2, skip = 0;

	if (n <= SHORT_RUN) {
		sort_short(t, r, n);
		return;
	}
	sort(t, r, mid, tmp);
	sort(t, r + mid, n - mid, tmp);
	if (record_compare(t, &r[mid - 1], &r[mid]) <= 0)
		return;
	while (record_compare(t, &r[skip], &r[mid]) <= 0)
		skip++;
	while (record_compare(t, &r[mid - 1], &r[n - 1]) <= 0)
		n--;
	if (mid - skip <= n - mid)
		merge_up(t, r + skip, mid - skip, n - skip, tmp);
	else
		merge_down(t, r + skip, mid - skip, n - skip, tmp);
}

int
table_sort(struct table *t)
{
	struct record *tmp = malloc((t->n / 2 + 1) * sizeof(*tmp));

	if (tmp == NULL)
		return -1;
	sort(t, t->records, t->n, tmp);
	free(tmp);
	return 0;
}
