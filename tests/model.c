/* SPDX-License-Identifier: MIT */
/* A slow and simple second opinion on ports and names. */
#include <criterion/criterion.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "model.h"
#include "snapshot.h"

static int
compare_ports(int32_t a, int32_t b)
{
	if (a == NO_NUMBER || b == NO_NUMBER)
		return (a == NO_NUMBER) - (b == NO_NUMBER);
	return (a > b) - (a < b);
}

/* The order in which the entries of a name are found. */
static int
compare_entries(const void *a, const void *b)
{
	const struct model_entry *x = a, *y = b;
	int order = compare_ports(x->first, y->first);

	if (order == 0)
		order = compare_ports(x->last, y->last);
	if (order == 0)
		order = strcmp(x->name, y->name);
	if (order == 0)
		order = (x->twin > y->twin) - (x->twin < y->twin);
	return order != 0 ? order : x->protocol - y->protocol;
}

static void
add_entries(
    struct model *m, int (*wanted)(const struct table *, const struct record *))
{
	size_t i, k;

	m->entries = calloc(m->table.n + 1, sizeof(*m->entries));
	cr_assert_not_null(m->entries);
	for (i = 0; i < m->table.n; i++) {
		const struct record *r = &m->table.records[i];
		struct model_entry *e = &m->entries[m->n];

		if (r->kind != KIND_ASSIGNED ||
		    (wanted != NULL && !wanted(&m->table, r)))
			continue;
		*e =
		    (struct model_entry){record_text(&m->table, r, COLUMN_NAME),
			record_text(&m->table, r, COLUMN_DESCRIPTION), r->first,
			r->last, r->protocol, 0, i, 0};
		for (k = m->n; k-- > 0 && m->entries[k].first == e->first;)
			e->twin += m->entries[k].protocol == e->protocol &&
				   m->entries[k].last == e->last &&
				   strcmp(m->entries[k].name, e->name) == 0;
		m->n++;
	}
	qsort(m->entries, m->n, sizeof(*m->entries), compare_entries);
	for (i = 0; i < m->n; i++)
		m->entries[i].rank = i;
}

static void
add_aliases(struct model *m)
{
	size_t i, k;

	m->aliases = calloc(m->table.n + 1, sizeof(*m->aliases));
	cr_assert_not_null(m->aliases);
	for (i = 0; i < m->table.n; i++) {
		const struct record *r = &m->table.records[i];

		for (k = 0; r->kind == KIND_ALIAS && k < m->n; k++) {
			const struct model_entry *e = &m->entries[k];

			if (e->first == r->first && e->last == r->last &&
			    e->protocol == r->protocol && e->twin == 0 &&
			    strcmp(e->name, record_text(&m->table, r,
						COLUMN_ALIAS_OF)) == 0)
				m->aliases[m->n_aliases++] =
				    (struct model_alias){
					record_text(&m->table, r, COLUMN_NAME),
					e};
		}
	}
}

struct model
model_read(const char *snapshot, const char *overlay,
    int (*wanted)(const struct table *, const struct record *))
{
	struct diag diag = {.tool = "test", .out = stderr};
	struct model m = {0};
	FILE *in = fopen(snapshot, "r");

	cr_assert_not_null(in);
	cr_assert_eq(snapshot_read(&m.table, in, &diag), STATUS_OK);
	fclose(in);
	m.wanted = wanted;
	if (overlay != NULL)
		cr_assert_eq(
		    overlay_read(&m.overlay, overlay, &diag), STATUS_OK);
	add_entries(&m, wanted);
	add_aliases(&m);
	return m;
}

void
model_free(struct model *m)
{
	table_free(&m->table);
	overlay_free(&m->overlay);
	free(m->entries);
	free(m->aliases);
}
