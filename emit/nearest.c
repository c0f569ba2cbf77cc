/* SPDX-License-Identifier: MIT */
/* The distance of Damerau and Levenshtein, of adjacent swaps. */
#include <string.h>
#include <strings.h>

#include "nearest.h"

enum {
	LONGEST = 64 /* bytes of a word for which anything is near */
};

struct found {
	const char *name;
	size_t distance;
};

static int
lower(char c)
{
	return c >= 'A' && c <= 'Z' ? c + ('a' - 'A') : c;
}

static size_t
least(size_t a, size_t b)
{
	return a < b ? a : b;
}

/* The distance of two words of at most LONGEST bytes. */
static size_t
distance(const char *a, size_t n, const char *b, size_t m)
{
	size_t rows[3][LONGEST + 1] = {{0}};
	size_t *before = rows[0], *last = rows[1], *row = rows[2], *rest;
	size_t i, k;

	for (k = 0; k <= m; k++)
		row[k] = k;
	for (i = 1; i <= n; i++) {
		rest = before;
		before = last;
		last = row;
		row = rest;
		row[0] = i;
		for (k = 1; k <= m; k++) {
			int same = lower(a[i - 1]) == lower(b[k - 1]);

			row[k] = least(last[k], row[k - 1]) + 1;
			row[k] = least(row[k], last[k - 1] + !same);
			if (i > 1 && k > 1 &&
			    lower(a[i - 1]) == lower(b[k - 2]) &&
			    lower(a[i - 2]) == lower(b[k - 1]))
				row[k] = least(row[k], before[k - 2] + 1);
		}
	}
	return row[m];
}

/* Put a name where it belongs among the best so far, each once. */
static size_t
insert(struct found best[], size_t n, const struct found *new)
{
	size_t i, at = n;

	for (i = 0; i < n; i++)
		if (strcasecmp(best[i].name, new->name) == 0)
			return n;
	while (at > 0 && best[at - 1].distance > new->distance)
		at--;
	if (at == NEAREST_MOST)
		return n;
	n += n < NEAREST_MOST;
	for (i = n - 1; i > at; i--)
		best[i] = best[i - 1];
	best[at] = *new;
	return n;
}

size_t
nearest_find(
    const struct table *t, const char *word, const char *names[NEAREST_MOST])
{
	struct found best[NEAREST_MOST];
	size_t length = strlen(word), most = 1 + length / 3, n = 0, i;

	for (i = 0; i < t->n && length <= LONGEST; i++) {
		const struct record *r = &t->records[i];
		struct found next = {record_text(t, r, COLUMN_NAME), 0};
		size_t m = strlen(next.name);

		if ((r->kind != KIND_ASSIGNED && r->kind != KIND_ALIAS) ||
		    m == 0 || m > LONGEST || m > length + most ||
		    length > m + most)
			continue;
		next.distance = distance(word, length, next.name, m);
		if (next.distance <= most)
			n = insert(best, n, &next);
	}
	for (i = 0; i < n; i++)
		names[i] = best[i].name;
	return n;
}
