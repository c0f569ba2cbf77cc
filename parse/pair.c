/* SPDX-License-Identifier: MIT */
/* Pairs of rows: by content, by key, by place; and what was moved. */
#include <errno.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "pair.h"

/* What stands for a row while rows are sorted; equal rows hash equally. */
struct token {
	uint64_t hash;
	size_t side; /* 0 for the first export, 1 for the second */
	size_t row;
};

/* FNV-1a of the first columns, each with its NUL. */
static uint64_t
hash_row(const struct export *e, const struct export_row *r, size_t columns)
{
	uint64_t hash = 0xcbf29ce484222325;
	size_t i;

	for (i = 0; i < columns; i++) {
		const char *s = export_field(e, r, i);

		do
			hash = (hash ^ (unsigned char)*s) * 0x100000001b3;
		while (*s++ != '\0');
	}
	return hash;
}

static int
compare(const void *a, const void *b)
{
	const struct token *x = a, *y = b;

	if (x->hash != y->hash)
		return x->hash < y->hash ? -1 : 1;
	if (x->side != y->side)
		return x->side < y->side ? -1 : 1;
	return (x->row > y->row) - (x->row < y->row);
}

/* How many of the first columns are equal. */
static size_t
count_equal(const struct export *a, size_t i, const struct export *b, size_t k,
    size_t columns)
{
	size_t n = 0, column;

	for (column = 0; column < columns; column++)
		n += strcmp(export_field(a, &a->rows[i], column),
			 export_field(b, &b->rows[k], column)) == 0;
	return n;
}

static void
join(struct export *a, size_t i, struct export *b, size_t k)
{
	a->rows[i].partner = k;
	b->rows[k].partner = i;
}

/* Append tokens for the rows that have no partner. */
static size_t
add_tokens(
    struct token *tokens, const struct export *e, size_t side, size_t columns)
{
	size_t n = 0, i;

	for (i = 0; i < e->n; i++) {
		if (e->rows[i].partner != NO_ROW)
			continue;
		tokens[n].hash = hash_row(e, &e->rows[i], columns);
		tokens[n].side = side;
		tokens[n++].row = i;
	}
	return n;
}

/* Join rows without a partner that are equal, and distinct on both sides. */
static void
join_equal(
    struct token *tokens, struct export *a, struct export *b, size_t columns)
{
	size_t n = add_tokens(tokens, a, 0, columns), from, to;

	n += add_tokens(tokens + n, b, 1, columns);
	qsort(tokens, n, sizeof(*tokens), compare);
	for (from = 0; from < n; from = to) {
		const struct token *x = &tokens[from];

		for (to = from + 1; to < n && tokens[to].hash == x->hash; to++)
			continue;
		if (to - from == 2 && x[0].side != x[1].side &&
		    count_equal(a, x[0].row, b, x[1].row, columns) == columns)
			join(a, x[0].row, b, x[1].row);
	}
}

/* Join what is alike after pairs, from the start, or before, from the end. */
static void
join_neighbours(struct export *a, struct export *b, int back)
{
	size_t next =
	    back ? b->n : 0; /* where a partner may be, or is before */
	size_t n;

	for (n = 0; n < a->n; n++) {
		size_t i = back ? a->n - 1 - n : n;
		size_t k = back ? next - 1 : next; /* past all if next is 0 */

		if (a->rows[i].partner == NO_ROW && k < b->n &&
		    b->rows[k].partner == NO_ROW &&
		    count_equal(a, i, b, k, KEY_TITLES) + 1 >= KEY_TITLES)
			join(a, i, b, k);
		if (a->rows[i].partner != NO_ROW)
			next = a->rows[i].partner + (back ? 0 : 1);
	}
}

/*
 * The rows whose partners form a longest increasing sequence are in place.
 * tails has the row that ends the best sequence of each length so far, and
 * before the row before each.
 */
static void
mark_moved(struct export *a, size_t *tails, size_t *before)
{
	size_t i, n = 0, low, high;

	for (i = 0; i < a->n; i++) {
		if (a->rows[i].partner == NO_ROW)
			continue;
		a->rows[i].moved = 1;
		for (low = 0, high = n; low < high;) {
			size_t mid = low + (high - low) / 2;

			if (a->rows[tails[mid]].partner < a->rows[i].partner)
				low = mid + 1;
			else
				high = mid;
		}
		before[i] = low == 0 ? NO_ROW : tails[low - 1];
		tails[low] = i;
		n += low == n;
	}
	for (i = n == 0 ? NO_ROW : tails[n - 1]; i != NO_ROW; i = before[i])
		a->rows[i].moved = 0;
}

int
pair_rows(struct export *a, struct export *b)
{
	struct token *tokens = calloc(a->n + b->n + 1, sizeof(*tokens));
	size_t *rows = calloc(a->n + 1, 2 * sizeof(*rows));
	int failed = tokens == NULL || rows == NULL;

	if (!failed) {
		join_equal(tokens, a, b, a->mapper->n_titles);
		join_equal(tokens, a, b, KEY_TITLES);
		join_neighbours(a, b, 0);
		join_neighbours(a, b, 1);
		mark_moved(a, rows, rows + a->n);
	}
	free(tokens);
	free(rows);
	return failed ? -1 : 0;
}
