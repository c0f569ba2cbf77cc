/* SPDX-License-Identifier: MIT */
/*
 * One step of a history: a snapshot, read and written, is the same; and what
 * changed since the one before it, applied to that, gives it.
 *
 * usage: replay [OLD.csv] NEW.csv
 */
#include <stdlib.h>
#include <string.h>

#include "changes.h"
#include "tool.h"

/* A snapshot, and which of its rows an event is about. */
struct side {
	struct table table;
	unsigned char *told;	 /* for each row */
	unsigned char *selected; /* the same; all are */
	unsigned char free[NUMBERS];
};

static int
read_side(struct side *s, const char *path, struct diag *diag)
{
	FILE *in;
	size_t i;
	int32_t number;
	int status = tool_open_file(&in, path, diag);

	if (status != STATUS_OK)
		return status;
	status = tool_explain(diag, snapshot_read(&s->table, in, diag));
	fclose(in);
	if (status != STATUS_OK)
		return status;
	s->told = calloc(s->table.n, 1);
	s->selected = calloc(s->table.n, 1);
	if (s->told == NULL || s->selected == NULL)
		return tool_explain(diag, STATUS_OS);
	for (i = 0; i < s->table.n; i++) {
		const struct record *r = &s->table.records[i];

		if (!numbers_are_free(&s->table, r))
			continue;
		s->told[i] = 1;
		for (number = r->first; number <= r->last; number++)
			s->free[number] = 1;
	}
	return STATUS_OK;
}

static void
free_side(struct side *s)
{
	free(s->told);
	free(s->selected);
	table_free(&s->table);
}

/* Write a table as a snapshot, and compare that with a file. */
static int
check_identity(const struct table *t, const char *path, struct diag *diag)
{
	char *bytes = NULL;
	size_t n, i = 0;
	FILE *out = open_memstream(&bytes, &n), *in;
	int status, c = EOF;

	if (out == NULL || snapshot_write(t, out) != 0 || fclose(out) != 0)
		return tool_explain(diag, STATUS_OS);
	status = tool_open(&in, path, diag);
	if (status == STATUS_OK) {
		while ((c = getc_unlocked(in)) != EOF && i < n &&
		       (unsigned char)bytes[i] == c)
			i++;
		fclose(in);
		if (c != EOF || i != n) {
			diag_error(diag, 0, NULL, "byte %zu is lost", i);
			status = STATUS_DATA;
		}
	}
	free(bytes);
	return status;
}

static int
tell(struct side *s, const struct record *r, struct diag *diag)
{
	size_t i;

	if (r == NULL)
		return STATUS_OK;
	i = (size_t)(r - s->table.records);
	if (s->told[i] && !numbers_are_free(&s->table, r)) {
		diag_error(diag, r->line, NULL, "a row has two events");
		return STATUS_DATA;
	}
	s->told[i] = 1;
	return STATUS_OK;
}

/* The next row of a side that no event is about. */
static const struct record *
next(const struct side *s, size_t *i)
{
	while (*i < s->table.n && s->told[*i])
		++*i;
	return *i < s->table.n ? &s->table.records[(*i)++] : NULL;
}

static int
is_same(const struct table *a, const struct record *r, const struct table *b,
    const struct record *s)
{
	size_t i;

	if (r == NULL || s == NULL)
		return r == s;
	if (r->kind == KIND_REGISTRY) /* has the dates of both */
		return s->kind == KIND_REGISTRY;
	for (i = 0; i < a->registry->n_columns; i++) {
		enum column_id id = a->registry->columns[i].id;

		if (strcmp(record_text(a, r, id), record_text(b, s, id)) != 0)
			return 0;
	}
	return 1;
}

static void
set_free(unsigned char *numbers, const struct number_set *set, int value)
{
	size_t i;
	int32_t number;

	for (i = 0; i < set->n; i++)
		for (number = set->ranges[i].first;
		     number <= set->ranges[i].last; number++)
			numbers[number] = (unsigned char)value;
}

/* Both tables are sorted, so rows that nothing became of pair up in order. */
static int
check_changes(const struct changes *c, struct side *old, struct side *new,
    struct diag *diag)
{
	const struct record *r, *s;
	size_t i, k = 0;

	for (i = 0; i < c->n; i++)
		if (tell(old, c->events[i].old, diag) != STATUS_OK ||
		    tell(new, c->events[i].new, diag) != STATUS_OK)
			return STATUS_DATA;
	i = 0;
	do {
		r = next(old, &i);
		s = next(new, &k);
		if (!is_same(&old->table, r, &new->table, s)) {
			diag_error(diag, s == NULL ? 0 : s->line, NULL,
			    "a row that is another one has no event");
			return STATUS_DATA;
		}
	} while (r != NULL);
	set_free(old->free, &c->taken, 0);
	set_free(old->free, &c->freed, 1);
	if (memcmp(old->free, new->free, NUMBERS) != 0) {
		diag_error(diag, 0, NULL, "other numbers are free");
		return STATUS_DATA;
	}
	return STATUS_OK;
}

static int
compare(struct side *old, struct side *new, struct diag *diag)
{
	const struct overlay none = {0};
	struct emission e = {.table = &new->table,
	    .overlay = &none,
	    .selected = new->selected,
	    .since = &old->table,
	    .selected_since = old->selected};
	struct changes c;
	int status = STATUS_OS, s;

	if (changes_find(&c, &e) == 0)
		status = check_changes(&c, old, new, diag);
	for (s = 0; status == STATUS_OK && s < SEVERITY_COUNT; s++)
		printf(
		    ", %zu %s", c.counts[s], severity_name((enum severity)s));
	changes_free(&c);
	return tool_explain(diag, status);
}

int
main(int argc, char **argv)
{
	static struct side old, new;
	struct diag diag;
	int status = STATUS_OK;

	tool_start(&diag, "replay");
	if (argc != 2 && argc != 3)
		return tool_usage("usage: replay [OLD.csv] NEW.csv\n");
	if (argc == 3)
		status = read_side(&old, argv[1], &diag);
	if (status == STATUS_OK)
		status = read_side(&new, argv[argc - 1], &diag);
	if (status == STATUS_OK)
		status = check_identity(&new.table, argv[argc - 1], &diag);
	if (status == STATUS_OK && argc == 3)
		status = compare(&old, &new, &diag);
	free_side(&old);
	free_side(&new);
	return status == STATUS_OK ? tool_finish(&diag) : status;
}
