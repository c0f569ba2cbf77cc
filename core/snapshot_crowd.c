/* SPDX-License-Identifier: MIT */
/* How many records are at one number. */
#include "snapshot.h"

/* The first record, in the order of a snapshot, that is one too many. */
static const struct record *
find(const struct table *t)
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

int
snapshot_check_crowd(const struct table *t, struct diag *diag)
{
	const struct record *r = find(t);

	if (r == NULL)
		return STATUS_OK;
	diag_error(diag, r->line, record_get(t, r, COLUMN_NAME),
	    "more than %d records at number %d", SNAPSHOT_MOST_AT,
	    (int)r->first);
	return STATUS_DATA;
}
