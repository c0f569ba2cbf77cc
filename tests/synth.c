/* SPDX-License-Identifier: MIT */
/* Small snapshots, made by the test that needs them. */
#include <criterion/criterion.h>
#include <stdio.h>
#include <string.h>

#include "field.h"
#include "run.h"
#include "snapshot.h"
#include "synth.h"

/* The columns that come first in a record; the others are named. */
static const enum column_id columns[] = {COLUMN_KIND, COLUMN_NAME, COLUMN_FIRST,
    COLUMN_LAST, COLUMN_PROTOCOL, COLUMN_DESCRIPTION};

static const size_t n_columns = sizeof(columns) / sizeof(columns[0]);

/* The column with a name of n bytes. */
static enum column_id
find_column(const struct registry *registry, const char *name, size_t n)
{
	const struct column *c = registry->columns;
	const struct column *end = c + registry->n_columns;

	while (
	    c < end && (strlen(c->name) != n || strncmp(c->name, name, n) != 0))
		c++;
	cr_assert(c < end, "no such column: %s", name);
	return c->id;
}

static void
add(struct table *t, const char *s)
{
	struct record *r = table_add(t);
	size_t i, n, skip;

	cr_assert_not_null(r);
	for (i = 0;; i++, s += n + 1) {
		enum column_id id;

		n = strcspn(s, "|");
		skip = i < n_columns ? 0 : strcspn(s, "=") + 1;
		id = i < n_columns ? columns[i]
				   : find_column(t->registry, s, skip - 1);
		cr_assert_eq(table_set(t, r, id, s + skip, n - skip), 0);
		if (s[n] == '\0')
			break;
	}
	cr_assert_null(record_derive(t, r));
}

char *
synth_snapshot(
    const char *registry, const char *updated, const char *const records[])
{
	struct snapshot_header header = {
	    .title = "A Registry",
	    .updated = updated,
	    .url = "https://example.org/registry.xml",
	};
	char *path = format("%s/snapshot.csv", scratch());
	FILE *out = fopen(path, "w");
	struct table t;
	size_t i, n;

	cr_assert_not_null(out);
	memset(header.sha256, '0', DIGEST_HEX);
	for (n = 0; records[n] != NULL;)
		n++;
	cr_assert_eq(table_init(&t, registry_find(registry)), 0);
	cr_assert_not_null(table_add(&t));
	cr_assert_eq(snapshot_set_header(&t, &header, n), 0);
	for (i = 0; i < n; i++)
		add(&t, records[i]);
	cr_assert_eq(table_sort(&t), 0);
	snapshot_write(&t, out);
	cr_assert_eq(fclose(out), 0);
	table_free(&t);
	return path;
}
