/* SPDX-License-Identifier: MIT */
/*
 * changes: what became of the records of an older snapshot, one event a line,
 * for people.
 */
#include <errno.h>
#include <string.h>

#include "emit.h"

struct comparison {
	const struct table *old;
	const struct table *new;
	FILE *out;
	size_t added, removed, changed; /* records */
};

/* Registry text in printable ASCII, all of it. */
static void
put_text(FILE *out, const char *s)
{
	diag_quote(out, s, strlen(s));
}

/* "name port/protocol", with "-" for a name or port that is not there. */
static void
put_key(FILE *out, const struct table *t, const struct record *r)
{
	const char *name = record_get(t, r, COLUMN_NAME);

	put_text(out, name == NULL ? "-" : name);
	if (r->first == NO_NUMBER)
		fputs(" -", out);
	else
		fprintf(out, " %d", (int)r->first);
	if (r->first != r->last)
		fprintf(out, "-%d", (int)r->last);
	if (r->protocol != PROTOCOL_NONE)
		fprintf(out, "/%s", protocol_name((enum protocol)r->protocol));
}

/* A record that is in one table only. */
static void
put_record(FILE *out, char sign, const struct table *t, const struct record *r)
{
	const char *description = record_get(t, r, COLUMN_DESCRIPTION);
	const char *alias_of = record_get(t, r, COLUMN_ALIAS_OF);

	fprintf(out, "%c ", sign);
	put_key(out, t, r);
	if (description != NULL) {
		putc(' ', out);
		put_text(out, description);
	}
	if (alias_of != NULL) {
		fputs(" (alias of ", out);
		put_text(out, alias_of);
		putc(')', out);
	}
	putc('\n', out);
}

/* A record with another value in a column; NULL shows as ''. */
static void
put_change(const struct comparison *c, const struct record *r,
    const char *column, const char *before, const char *after)
{
	fputs("~ ", c->out);
	put_key(c->out, c->new, r);
	fprintf(c->out, ": %s: '", column);
	put_text(c->out, before == NULL ? "" : before);
	fputs("' -> '", c->out);
	put_text(c->out, after == NULL ? "" : after);
	fputs("'\n", c->out);
}

static int
differ(const char *a, const char *b)
{
	if (a == NULL || b == NULL)
		return a != b;
	return strcmp(a, b) != 0;
}

/* Both records have the same key, so that other columns are left to differ. */
static void
compare_columns(
    struct comparison *c, const struct record *old, const struct record *new)
{
	const struct registry *registry = c->new->registry;
	size_t i, n = 0;

	for (i = 0; i < registry->n_columns; i++) {
		const struct column *column = &registry->columns[i];
		const char *before = record_get(c->old, old, column->id);
		const char *after = record_get(c->new, new, column->id);

		if (!differ(before, after))
			continue;
		put_change(c, new, column->name, before, after);
		n++;
	}
	c->changed += n > 0;
}

/* The first row of a table that is a record of the registry. */
static size_t
first_record(const struct table *t)
{
	size_t i = 0;

	while (i < t->n && !record_counts(&t->records[i]))
		i++;
	return i;
}

/* Whether row i of the old table comes before row k of the new, as strcmp. */
static int
compare_rows(const struct comparison *c, size_t i, size_t k)
{
	if (i == c->old->n || k == c->new->n)
		return (i == c->old->n) - (k == c->new->n);
	return record_compare_keys(
	    c->old, &c->old->records[i], c->new, &c->new->records[k]);
}

/*
 * Merge two tables, both sorted by the keys that pair their records.  Where
 * several have the same key, the first is paired with the first, and so on.
 * A record that becomes an alias moves in the order, and so is removed and
 * added.
 */
static void
merge(struct comparison *c, const struct emission *e)
{
	const struct record *old = c->old->records, *new = c->new->records;
	size_t i = first_record(c->old), k = first_record(c->new);

	while (i < c->old->n || k < c->new->n) {
		int order = compare_rows(c, i, k);

		if (order < 0 && e->selected_since[i] == VERDICT_SELECTED) {
			put_record(c->out, '-', c->old, &old[i]);
			c->removed++;
		} else if (order > 0 && is_selected(e, k)) {
			put_record(c->out, '+', c->new, &new[k]);
			c->added++;
		} else if (order == 0 && is_selected(e, k)) {
			compare_columns(c, &old[i], &new[k]);
		}
		i += order <= 0;
		k += order >= 0;
	}
}

int
emit_changes(const struct emission *e, FILE *out, struct diag *diag)
{
	struct comparison c = {e->since, e->table, out, 0, 0, 0};

	errno = 0;
	if (c.old == NULL)
		return diag_fail(
		    diag, STATUS_USAGE, NULL, "changes needs --since OLD.csv");
	if (c.old->registry != c.new->registry) {
		diag_error(diag, 0, c.old->registry->id,
		    "the older snapshot is of another registry");
		return STATUS_DATA;
	}
	merge(&c, e);
	fprintf(out, "%zu added, %zu removed, %zu changed (%s -> %s)\n",
	    c.added, c.removed, c.changed,
	    record_get(c.old, table_header(c.old), COLUMN_MODIFIED),
	    e->header.updated);
	return STATUS_OK;
}
