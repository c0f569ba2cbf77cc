/* SPDX-License-Identifier: MIT */
/* Each kind of difference from an export, at each row and column. */
#include <criterion/criterion.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "against.h"
#include "mapper.h"
#include "rows.h"
#include "run.h"

/* An export, and the text of one that differs from it in one thing. */
struct trial {
	struct export should;
	const struct mapper *mapper;
	struct buffer text;
	size_t checked;
};

static struct trial
trial_start(const char *path)
{
	struct diag diag = {"test", path, stderr, 0, 0};
	struct trial t = {
	    .mapper = mapper_find(registry_find("service-names-port-numbers"))};
	FILE *in = fopen(path, "r");

	cr_assert_not_null(in);
	t.should.mapper = t.mapper;
	cr_assert_eq(export_read(&t.should, in, &diag), STATUS_OK);
	cr_assert_eq(fclose(in), 0);
	return t;
}

/* Start the text of an export, with its header. */
static void
put_header(struct trial *t)
{
	size_t i;

	t->text.len = 0;
	for (i = 0; i < t->mapper->n_titles; i++) {
		if (i > 0)
			buffer_put(&t->text, ',');
		buffer_puts(&t->text, t->mapper->titles[i].text);
	}
	buffer_puts(&t->text, "\r\n");
}

/* Put a row, of which one column, or none if there is no such, has a value. */
static void
put_row(struct trial *t, size_t row, size_t column, const char *value)
{
	size_t i;

	for (i = 0; i < t->mapper->n_titles; i++) {
		if (i > 0)
			buffer_put(&t->text, ',');
		row_add_field(&t->text,
		    i == column
			? value
			: export_field(&t->should, &t->should.rows[row], i));
	}
	buffer_puts(&t->text, "\r\n");
}

static void
put_rows(struct trial *t, size_t from, size_t to)
{
	for (; from < to; from++)
		put_row(t, from, t->mapper->n_titles, NULL);
}

/* The messages on the text; there is to be one, which has what. */
static void
expect(struct trial *t, const char *what)
{
	char *said = NULL;
	size_t n, i;
	FILE *in = fmemopen(t->text.data, t->text.len, "r");
	struct diag diag = {"test", "is", open_memstream(&said, &n), 0, 0};
	int status;

	for (i = 0; i < t->should.n; i++)
		t->should.rows[i].partner = NO_ROW;
	/* No date is after this one, and the latest of few is easily lost. */
	status = against_check(in, &t->should, "xml", "9999-12-31", &diag);
	fclose(in);
	fclose(diag.out);
	t->checked++;
	cr_expect_eq(status, *what == '\0' ? STATUS_OK : STATUS_DATA);
	if (strstr(said, "different times") == NULL)
		cr_expect_eq(diag.errors, *what != '\0', "%s: %s", what, said);
	cr_expect_not_null(strstr(said, what), "%s: %s", what, said);
	free(said);
}

static void
change(struct trial *t, size_t row, size_t column, const char *value)
{
	const char *was =
	    export_field(&t->should, &t->should.rows[row], column);
	char *what = format(
	    "is:%zu: row %zu, column %zu (%s): ", t->should.rows[row].line,
	    row + 1, column + 1, t->mapper->titles[column].text);

	put_header(t);
	put_rows(t, 0, row);
	put_row(t, row, column, value);
	put_rows(t, row + 1, t->should.n);
	expect(t, strcmp(was, value) == 0 ? "" : strchr(what, ' ') + 1);
	free(what);
}

static void
drop(struct trial *t, size_t row)
{
	char *what = format("xml:%zu: record that the export lacks: '",
	    t->should.rows[row].line);

	put_header(t);
	put_rows(t, 0, row);
	put_rows(t, row + 1, t->should.n);
	expect(t, what);
	free(what);
}

/* A copy of a row before another one; of two in a row, the second is one. */
static void
copy(struct trial *t, size_t row, size_t to)
{
	char *what = format("row %zu, column 1: not in the XML: '",
	    (to == row ? to + 1 : to) + 1);

	put_header(t);
	put_rows(t, 0, to);
	put_rows(t, row, row + 1);
	put_rows(t, to, t->should.n);
	expect(t, what);
	free(what);
}

/* A row before another one instead of in its place, up or down. */
static void
move(struct trial *t, size_t row, size_t to)
{
	char *what = format("row %zu, column 1: not in the order of the XML: '",
	    to < row ? to + 1 : to);

	put_header(t);
	put_rows(t, 0, to < row ? to : row);
	if (to < row)
		put_rows(t, row, row + 1);
	put_rows(t, to < row ? to : row + 1, to < row ? row : to);
	if (to > row)
		put_rows(t, row, row + 1);
	put_rows(t, to < row ? row + 1 : to, t->should.n);
	/* Of two that changed places, either is moved. */
	expect(t, to + 1 == row || to == row + 2 ? "not in the order" : what);
	free(what);
}

/* Values that are not that of a field, or only if its neighbour's is, too. */
static void
change_in_two_ways(struct trial *t, size_t row, size_t column)
{
	const struct export_row *r = &t->should.rows[row];
	const struct export_row *next = row + 1 < t->should.n ? r + 1 : r - 1;
	const char *was = export_field(&t->should, r, column);

	change(t, row, column, *was == '\0' ? "x" : "");
	change(t, row, column, export_field(&t->should, next, column));
}

static void
trial_end(struct trial *t)
{
	export_free(&t->should);
	buffer_free(&t->text);
}

Test(against_each, difference_is_named_once, .timeout = 600)
{
	char *path = format("%s/tests/golden/export/export.csv", tree());
	struct trial t = trial_start(path);
	size_t row, i;

	cr_assert_eq(t.should.n, 33);
	for (row = 0; row < t.should.n; row++) {
		for (i = 0; i < t.mapper->n_titles; i++)
			change_in_two_ways(&t, row, i);
		drop(&t, row);
		for (i = 0; i <= t.should.n; i++)
			copy(&t, row, i);
		for (i = 0; i <= t.should.n; i++)
			if (i < row || i > row + 1)
				move(&t, row, i);
	}
	cr_expect_eq(t.checked, 33 * (24 + 1 + 34 + 32));
	trial_end(&t);
	free(path);
}

/* Numbers that are the same in every run (xorshift). */
static size_t
draw(size_t below)
{
	static uint32_t x = 2463534242;

	x ^= x << 13;
	x ^= x >> 17;
	x ^= x << 5;
	return x % below;
}

Test(against_each, difference_is_found_among_all_rows, .timeout = 600)
{
	char *path = registry_file("service-names-port-numbers-2026-02-13.csv");
	struct trial t = trial_start(path);
	size_t i;

	for (i = 0; i < 30; i++) {
		size_t row = draw(t.should.n), to = draw(t.should.n + 1);

		change_in_two_ways(&t, row, i % t.mapper->n_titles);
		drop(&t, row);
		copy(&t, row, to);
		if (to < row || to > row + 1)
			move(&t, row, to);
	}
	trial_end(&t);
	free(path);
}
