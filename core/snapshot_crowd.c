/* SPDX-License-Identifier: MIT */
/*
 * How many records are at one number, or of one name without a number, and
 * footnotes of one name.
 */
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "snapshot.h"

/* A record without a number. */
struct portless {
	const char *name;
	const struct record *record;
};

/* The first record, in the order of a snapshot, that is one too many. */
static const struct record *
find_numbered(const struct table *t)
{
	int32_t open[SNAPSHOT_MOST_AT]; /* the last numbers of what began */
	size_t i, k, left, n = 0;

	for (i = 0; i < t->n; i++) {
		const struct record *r = &t->records[i];

		if (!record_counts(r) || r->first == NO_NUMBER)
			continue;
		for (k = left = 0; k < n; k++)
			if (open[k] >= r->first)
				open[left++] = open[k];
		if (left == SNAPSHOT_MOST_AT)
			return r;
		n = left;
		open[n++] = r->last;
	}
	return NULL;
}

/* The first record with a range that is one too many, or NULL. */
static const struct record *
find_ranged(const struct table *t)
{
	int64_t n = 0;
	size_t i;

	for (i = 0; i < t->n; i++) {
		const struct record *r = &t->records[i];

		if (!record_counts(r) || r->text[COLUMN_NAME] == 0)
			continue;
		n += r->last - r->first;
		if (n > SNAPSHOT_MOST_RANGED)
			return r;
	}
	return NULL;
}

/* By name, whatever its case, then in the order of the snapshot. */
static int
compare(const void *a, const void *b)
{
	const struct portless *x = a, *y = b;
	int order = strcasecmp(x->name, y->name);

	if (order != 0)
		return order;
	return (x->record > y->record) - (x->record < y->record);
}

/* List the records without a number, unless list is NULL, and count them. */
static size_t
list_portless(const struct table *t, struct portless *list)
{
	size_t i, n = 0;

	for (i = 0; i < t->n; i++) {
		const struct record *r = &t->records[i];

		if (!record_counts(r) || r->first != NO_NUMBER)
			continue;
		if (list != NULL)
			list[n] = (struct portless){
			    record_text(t, r, COLUMN_NAME), r};
		n++;
	}
	return n;
}

/* Of n records, which are sorted, the first that is one too many, or NULL. */
static const struct record *
find_portless(const struct portless *list, size_t n)
{
	const struct record *found = NULL;
	size_t i, first = 0;

	for (i = 0; i < n; i++) {
		if (strcasecmp(list[first].name, list[i].name) != 0)
			first = i;
		if (i - first >= SNAPSHOT_MOST_AT &&
		    (found == NULL || list[i].record < found))
			found = list[i].record;
	}
	return found;
}

/* Of records that are too many, say of which kind they are. */
static int
refuse(const struct table *t, const struct record *r, struct diag *diag)
{
	const char *name = record_get(t, r, COLUMN_NAME);

	if (r->first != NO_NUMBER)
		diag_error(diag, r->line, name,
		    "more than %d records at number %d", SNAPSHOT_MOST_AT,
		    (int)r->first);
	else if (name == NULL)
		diag_error(
		    diag, r->line, NULL, SNAPSHOT_NAMELESS, SNAPSHOT_MOST_AT);
	else
		diag_error(diag, r->line, name,
		    "more than %d records of one name without a number",
		    SNAPSHOT_MOST_AT);
	return STATUS_DATA;
}

/* Report footnotes of one name, which stand together. */
static int
check_footnotes(const struct table *t, struct diag *diag)
{
	const struct record *r = t->records + 1, *end = t->records + t->n;
	int status = STATUS_OK;

	for (; r + 1 < end && r[1].kind == KIND_FOOTNOTE; r++)
		if (strcmp(record_text(t, r, COLUMN_NAME),
			record_text(t, r + 1, COLUMN_NAME)) == 0) {
			diag_error(diag, r[1].line,
			    record_text(t, r, COLUMN_NAME),
			    "second footnote of its name");
			status = STATUS_DATA;
		}
	return status;
}

int
snapshot_check_crowd(const struct table *t, struct diag *diag)
{
	int status = check_footnotes(t, diag);
	const struct record *r = find_numbered(t);
	struct portless *list;
	size_t n;

	if (status != STATUS_OK)
		return status;
	if (r != NULL)
		return refuse(t, r, diag);
	r = find_ranged(t);
	if (r != NULL) {
		diag_error(diag, r->line, record_get(t, r, COLUMN_NAME),
		    "ranges with a name have more than %d numbers",
		    SNAPSHOT_MOST_RANGED);
		return STATUS_DATA;
	}
	list = malloc((list_portless(t, NULL) + 1) * sizeof(*list));
	if (list == NULL)
		return STATUS_OS;
	n = list_portless(t, list);
	qsort(list, n, sizeof(*list), compare);
	r = find_portless(list, n);
	free(list);
	return r == NULL ? STATUS_OK : refuse(t, r, diag);
}
