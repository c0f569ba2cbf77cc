/* SPDX-License-Identifier: MIT */
/*
 * Strings are sorted by their bytes from the last to the first, so that one
 * which ends others stands right before one of them.
 */
#include <stdlib.h>
#include <string.h>

#include "lookup_pool.h"

struct string {
	const char *s;
	size_t n;
	size_t index;
	size_t holder;	 /* the string that it is the end of, or itself */
	uint32_t offset; /* of a holder */
};

static int
compare(const void *a, const void *b)
{
	const struct string *x = a, *y = b;
	size_t n = x->n < y->n ? x->n : y->n, i;

	for (i = 1; i <= n; i++) {
		int order = (unsigned char)x->s[x->n - i] -
			    (unsigned char)y->s[y->n - i];

		if (order != 0)
			return order;
	}
	if (x->n != y->n)
		return x->n < y->n ? -1 : 1;
	return (x->index < y->index) - (x->index > y->index);
}

/* Whether x is the end of y, or the same. */
static int
is_end_of(const struct string *x, const struct string *y)
{
	return (x->n == y->n || (x->n < y->n && x->n >= POOL_SHORT - 1)) &&
	       memcmp(x->s, y->s + y->n - x->n, x->n) == 0;
}

/* Find who holds whom; at[i] becomes where string i is among those at s. */
static void
merge(struct string *s, size_t *at, size_t n)
{
	size_t i;

	qsort(s, n, sizeof(*s), compare);
	for (i = n; i-- > 0;) {
		s[i].holder = i + 1 < n && is_end_of(&s[i], &s[i + 1])
				  ? s[i + 1].holder
				  : i;
		at[s[i].index] = i;
	}
}

/* Append the holders in the order of their strings. */
static void
add_holders(struct buffer *pool, struct string *s, const size_t *at, size_t n)
{
	size_t i, k;

	for (i = 0; i < n; i++) {
		if (s[at[i]].holder != at[i])
			continue;
		s[at[i]].offset = (uint32_t)pool->len;
		buffer_add(pool, s[at[i]].s, s[at[i]].n + 1);
		for (k = s[at[i]].n + 1; k < POOL_SHORT; k++)
			buffer_put(pool, '\0');
	}
}

int
pool_add(struct buffer *pool, const char *const strings[], uint32_t offsets[],
    size_t n)
{
	struct string *s = calloc(n + 1, sizeof(*s));
	size_t *at = calloc(n + 1, sizeof(*at)), i;

	if (s == NULL || at == NULL) {
		free(s);
		free(at);
		return -1;
	}
	for (i = 0; i < n; i++)
		s[i] = (struct string){
		    .s = strings[i], .n = strlen(strings[i]), .index = i};
	merge(s, at, n);
	add_holders(pool, s, at, n);
	for (i = 0; i < n; i++) {
		const struct string *holder = &s[s[at[i]].holder];

		offsets[i] =
		    holder->offset + (uint32_t)(holder->n - s[at[i]].n);
	}
	free(s);
	free(at);
	return pool->failed ? -1 : 0;
}
