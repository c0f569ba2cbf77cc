/* SPDX-License-Identifier: MIT */
/* Sets of port or protocol numbers: those that are free. */
#include <stdlib.h>
#include <string.h>

#include "c_source.h"
#include "changes_numbers.h"
#include "select.h"

/* What is known of a number. */
enum {
	FREE = 1,     /* in the table */
	SELECTED = 2, /* in a row of it that is selected */
	TABLE = 2     /* bits for each table */
};

int
numbers_are_free(const struct table *t, const struct record *r)
{
	size_t i;

	if (r->kind != KIND_UNASSIGNED || r->first == NO_NUMBER ||
	    r->protocol != PROTOCOL_NONE)
		return 0;
	for (i = 0; i < t->registry->n_columns; i++) {
		enum column_id id = t->registry->columns[i].id;

		if (id != COLUMN_KIND && id != COLUMN_FIRST &&
		    id != COLUMN_LAST && id != COLUMN_DESCRIPTION &&
		    r->text[id] != 0)
			return 0;
	}
	return strcmp(record_text(t, r, COLUMN_DESCRIPTION), "Unassigned") == 0;
}

/* Note what a table, of those before or after a change, says of each number. */
static void
mark(unsigned char *known, int shift, const struct table *t,
    const unsigned char *selected)
{
	unsigned char flags;
	int32_t number;
	size_t i;

	for (i = 0; i < t->n; i++) {
		const struct record *r = &t->records[i];

		if (!numbers_are_free(t, r))
			continue;
		flags = FREE;
		if (selected[i] == VERDICT_SELECTED)
			flags |= SELECTED;
		flags = (unsigned char)(flags << shift);
		for (number = r->first; number <= r->last; number++)
			known[number] |= flags;
	}
}

/* Append a number that is greater than all before.  Returns 0, or -1. */
static int
add(struct number_set *set, int32_t number)
{
	struct number_range *ranges = set->ranges;

	set->count++;
	if (set->n > 0 && ranges[set->n - 1].last == number - 1) {
		ranges[set->n - 1].last = number;
		return 0;
	}
	if ((set->n & (set->n - 1)) == 0) {
		ranges = realloc(
		    ranges, (set->n == 0 ? 1 : set->n * 2) * sizeof(*ranges));
		if (ranges == NULL)
			return -1;
		set->ranges = ranges;
	}
	ranges[set->n].first = ranges[set->n].last = number;
	set->n++;
	return 0;
}

int
numbers_compare(const struct table *old, const unsigned char *selected_old,
    const struct table *new, const unsigned char *selected_new,
    struct number_set *taken, struct number_set *freed)
{
	unsigned char *known = calloc(NUMBERS, 1);
	int32_t number;
	int result = known == NULL ? -1 : 0;

	if (known == NULL)
		return -1;
	mark(known, 0, old, selected_old);
	mark(known, TABLE, new, selected_new);
	for (number = 0; result == 0 && number < NUMBERS; number++) {
		unsigned before = known[number] & (FREE | SELECTED);
		unsigned after = known[number] >> TABLE;

		if (before == (FREE | SELECTED) && after == 0)
			result = add(taken, number);
		else if (after == (FREE | SELECTED) && before == 0)
			result = add(freed, number);
	}
	free(known);
	return result;
}

void
numbers_put(struct buffer *b, const struct number_set *set)
{
	size_t i;

	for (i = 0; i < set->n; i++) {
		const struct number_range *range = &set->ranges[i];

		if (i > 0)
			buffer_puts(b, ", ");
		c_put_number(b, (uint32_t)range->first);
		if (range->last == range->first)
			continue;
		buffer_put(b, '-');
		c_put_number(b, (uint32_t)range->last);
	}
}

void
numbers_free(struct number_set *set)
{
	free(set->ranges);
}
