/* SPDX-License-Identifier: MIT */
/* The checks of make history: each sees what it is for. */
#include <criterion/criterion.h>
#include <stdlib.h>
#include <string.h>

#include "history/apply.h"
#include "history/step.h"
#include "run.h"
#include "snapshot.h"
#include "synth.h"
#include "tool.h"

#define PORTS "service-names-port-numbers"

static const char *const old_records[] = {"assigned|one|1|1|tcp|First",
    "assigned|two|2|2|tcp|Second", "unassigned||3|9||Unassigned", NULL};
static const char *const new_records[] = {"assigned|one|1|1|tcp|Best",
    "assigned|two|2|2|tcp|Second", "assigned|three|3|3|tcp|Third",
    "unassigned||4|9||Unassigned", NULL};

static struct table
read_table(const char *path)
{
	struct table t;
	struct diag diag = {.tool = "test", .out = stderr};
	FILE *in;

	cr_assert_eq(tool_open(&in, path, &diag), STATUS_OK);
	cr_assert_eq(snapshot_read(&t, in, &diag), STATUS_OK);
	fclose(in);
	return t;
}

/* Two tables, and what changed between them. */
struct pair {
	struct table old, new;
	unsigned char selected[16]; /* all of either */
	struct emission e;
	struct changes c;
};

static void
make_pair(struct pair *p)
{
	static const struct overlay none = {0};

	memset(p, 0, sizeof(*p));
	p->old = read_table(synth_snapshot(PORTS, "2026-02-13", old_records));
	p->new = read_table(synth_snapshot(PORTS, "2026-08-17", new_records));
	p->e = (struct emission){.table = &p->new,
	    .since = &p->old,
	    .overlay = &none,
	    .selected = p->selected,
	    .selected_since = p->selected};
	cr_assert_eq(changes_find(&p->c, &p->e), 0);
	cr_assert_eq(p->c.n, 3, "%zu events", p->c.n);
}

static void
free_pair(struct pair *p)
{
	changes_free(&p->c);
	table_free(&p->old);
	table_free(&p->new);
}

/* Messages, and whether they end as is expected; "": there are none. */
struct messages {
	struct diag diag;
	char *text;
	size_t n;
};

static void
start(struct messages *m)
{
	m->diag = (struct diag){.tool = "test"};
	m->diag.out = open_memstream(&m->text, &m->n);
}

static void
finish(struct messages *m, int status, const char *end)
{
	fclose(m->diag.out);
	cr_expect_eq(status, *end == '\0' ? STATUS_OK : STATUS_DATA);
	cr_expect_eq(*end == '\0', m->n == 0, "%s", m->text);
	cr_expect_not_null(strstr(m->text, end), "%s", m->text);
	free(m->text);
}

static void
expect_apply(const struct pair *p, const char *end)
{
	struct messages m;

	start(&m);
	finish(&m, apply_check(&p->c, &m.diag), end);
}

Test(history_checks, changes_apply)
{
	struct pair p;

	make_pair(&p);
	expect_apply(&p, "");
	free_pair(&p);
}

/* Whichever event is left out, it is missed; one that is twice is, too. */
Test(history_checks, each_row_has_its_event)
{
	struct pair p;
	size_t i, n;

	make_pair(&p);
	n = p.c.n;
	for (i = 0; i < n; i++) {
		struct event event = p.c.events[i];

		if (event.type == EVENT_TAKEN)
			continue;
		p.c.events[i] = p.c.events[--p.c.n];
		expect_apply(&p, "has no event");
		p.c.events[p.c.n++] = p.c.events[i];
		p.c.events[i] = event;
	}
	for (i = 0; i < n; i++)
		if (p.c.events[i].new != NULL)
			break;
	p.c.events[0] = p.c.events[i];
	p.c.events[1] = p.c.events[i];
	expect_apply(&p, "a row has two events");
	free_pair(&p);
}

Test(history_checks, free_numbers_are_those_that_the_sets_lead_to)
{
	struct pair p;

	make_pair(&p);
	cr_assert_eq(p.c.taken.n, 1);
	cr_assert_eq(p.c.taken.ranges[0].first, 3);
	p.c.taken.ranges[0].last = 4;
	expect_apply(&p, "other numbers are free");
	p.c.taken.ranges[0].last = 3;
	expect_apply(&p, "");
	p.c.taken.n = 0;
	expect_apply(&p, "other numbers are free");
	p.c.taken.n = 1;
	p.c.freed = p.c.taken;
	expect_apply(&p, "other numbers are free");
	p.c.freed = (struct number_set){0};
	free_pair(&p);
}

/* Compare a table with a snapshot. */
static void
expect_compare(const struct table *t, const char *path, const char *end)
{
	struct messages m;
	FILE *in;

	start(&m);
	cr_assert_eq(tool_open(&in, path, &m.diag), STATUS_OK);
	finish(&m, step_compare(t, in, &m.diag), end);
	fclose(in);
}

Test(history_checks, a_snapshot_is_the_table)
{
	static const char *const other[] = {"assigned|one|1|1|tcp|First",
	    "assigned|two|2|2|tcp|Second|modified=2026-01-01",
	    "unassigned||3|9||Unassigned", NULL};
	char *path = synth_snapshot(PORTS, "2026-02-13", old_records);
	struct table t = read_table(path);

	expect_compare(&t, path, "");
	expect_compare(&t, synth_snapshot(PORTS, "2026-02-13", other),
	    "is another record");
	expect_compare(&t, synth_snapshot(PORTS, "2026-02-13", new_records),
	    "5 of 4 rows are in the snapshot");
	table_free(&t);
}
