/* SPDX-License-Identifier: MIT */
/*
 * There and back: snapshots and XML, of all records, with nothing lost.  The
 * XML is that of xmlize.h, or IANA's own where there is some.
 */
#include <criterion/criterion.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "parse.h"
#include "run.h"
#include "snapshot.h"
#include "xmlize.h"

/* Some bytes, with a NUL after them. */
struct bytes {
	char *data;
	size_t n;
};

static const char *const snapshots[] = {
    "data/service-names-port-numbers.csv",
    "data/protocol-numbers.csv",
};

static const size_t n_snapshots = sizeof(snapshots) / sizeof(snapshots[0]);

static struct bytes
read_bytes(const char *path)
{
	struct bytes b;

	b.data = read_file(path, &b.n);
	return b;
}

static struct bytes
read_snapshot_file(size_t i)
{
	char *path = format("%s/%s", tree(), snapshots[i]);
	struct bytes b = read_bytes(path);

	free(path);
	return b;
}

/* The table of a snapshot. */
static struct table
read_snapshot(struct bytes csv)
{
	struct diag diag = {"test", NULL, stderr, 0, 0};
	FILE *in = fmemopen(csv.data, csv.n, "r");
	struct table t;

	cr_assert_eq(snapshot_read(&t, in, &diag), STATUS_OK);
	fclose(in);
	return t;
}

static struct bytes
write_snapshot(const struct table *t)
{
	struct bytes b;
	FILE *out = open_memstream(&b.data, &b.n);

	snapshot_write(t, out);
	cr_assert_eq(fclose(out), 0);
	return b;
}

/* The table of an XML document; what is only unusual is not shown. */
static struct table
read_xml(struct bytes xml, int people)
{
	struct parse_options options = {NULL, DEFAULT_FLOOR, people, NULL};
	struct diag diag = {"test", NULL, NULL, 0, 0};
	FILE *in = fmemopen(xml.data, xml.n, "r");
	struct table t;
	struct bytes messages;

	diag.out = open_memstream(&messages.data, &messages.n);
	cr_assert_eq(parse_xml(&t, in, &options, &diag), STATUS_OK);
	fclose(diag.out);
	cr_assert_eq(diag.errors, 0, "%s", messages.data);
	free(messages.data);
	fclose(in);
	return t;
}

static struct bytes
write_xml(const struct table *t, const size_t *order, size_t copies)
{
	struct bytes b;
	FILE *out = open_memstream(&b.data, &b.n);

	xmlize(t, order, copies, out);
	cr_assert_eq(fclose(out), 0);
	return b;
}

/* Check that two tables are equal but for the digest of their source. */
static void
expect_equal(const struct table *a, const struct table *b)
{
	const struct registry *registry = a->registry;
	size_t i, c;

	cr_assert_eq(registry, b->registry);
	cr_assert_eq(a->n, b->n);
	for (i = 0; i < a->n; i++) {
		const struct record *r = &a->records[i], *s = &b->records[i];

		cr_assert_eq(r->kind, s->kind, "row %zu", i + 1);
		cr_assert_eq(r->protocol, s->protocol, "row %zu", i + 1);
		cr_assert_eq(r->first, s->first, "row %zu", i + 1);
		cr_assert_eq(r->last, s->last, "row %zu", i + 1);
		for (c = 0; c < registry->n_columns; c++) {
			enum column_id id = registry->columns[c].id;

			if (r->kind == KIND_REGISTRY && id == COLUMN_NOTE)
				continue;
			/* Offset 0 of the pool, NULL, reads as "". */
			cr_assert_str_eq(a->pool.data + r->text[id],
			    b->pool.data + s->text[id], "row %zu: %s", i + 1,
			    registry->columns[c].name);
		}
	}
}

static void
expect_same(struct bytes a, struct bytes b)
{
	cr_expect_eq(a.n, b.n);
	cr_expect(a.n == b.n && memcmp(a.data, b.data, a.n) == 0);
}

Test(roundtrip, a_snapshot_that_is_read_and_written_is_the_same)
{
	size_t i;

	for (i = 0; i < n_snapshots; i++) {
		struct bytes csv = read_snapshot_file(i);
		struct table t = read_snapshot(csv);

		expect_same(write_snapshot(&t), csv);
		table_free(&t);
	}
}

Test(roundtrip, a_snapshot_survives_the_way_through_xml)
{
	size_t i;

	for (i = 0; i < n_snapshots; i++) {
		struct table t = read_snapshot(read_snapshot_file(i));
		struct table back = read_xml(write_xml(&t, NULL, 1), 0);

		expect_equal(&t, &back);
		table_free(&t);
		table_free(&back);
	}
}

/* Numbers that are the same everywhere (a generator of Lehmer's). */
static unsigned
draw(unsigned *state)
{
	*state = (unsigned)(*state * 48271ULL % 2147483647ULL);
	return *state;
}

static size_t *
shuffle(size_t n, unsigned seed)
{
	size_t *order = calloc(n, sizeof(*order));
	size_t i, k, swap;

	cr_assert_not_null(order);
	for (i = 0; i < n; i++)
		order[i] = i;
	for (i = n; i > 1; i--) {
		k = draw(&seed) % i;
		swap = order[k];
		order[k] = order[i - 1];
		order[i - 1] = swap;
	}
	return order;
}

Test(roundtrip, the_order_of_records_in_the_xml_does_not_matter)
{
	static const unsigned seeds[] = {1, 643, 20260817};
	size_t i, s;

	for (i = 0; i < n_snapshots; i++) {
		struct table t = read_snapshot(read_snapshot_file(i));

		for (s = 0; s < sizeof(seeds) / sizeof(seeds[0]); s++) {
			size_t *order = shuffle(t.n, seeds[s]);
			struct table back =
			    read_xml(write_xml(&t, order, 1), 0);

			expect_equal(&t, &back);
			table_free(&back);
			free(order);
		}
		table_free(&t);
	}
}

Test(roundtrip, copies_are_distinct_and_keep_their_aliases)
{
	struct table t = read_snapshot(read_snapshot_file(0));
	struct table back = read_xml(write_xml(&t, NULL, 3), 0);
	size_t kinds[KIND_COUNT] = {0}, i;

	cr_assert_eq(table_count(&back), 3 * table_count(&t));
	for (i = 0; i < t.n; i++)
		kinds[t.records[i].kind] += 3;
	for (i = 0; i < back.n; i++) {
		kinds[back.records[i].kind]--;
		if (i > 0)
			cr_assert_lt(record_compare(&back, &back.records[i - 1],
					 &back.records[i]),
			    0, "row %zu", i + 1);
	}
	for (i = KIND_ASSIGNED; i < KIND_COUNT; i++)
		cr_expect_eq(kinds[i], 0, "%s", kind_name((enum kind)i));
	table_free(&t);
	table_free(&back);
}

/* Check one of IANA's files; with persons, or without. */
static void
expect_real(const char *path, int people)
{
	struct table t = read_xml(read_bytes(path), people);
	struct bytes csv = write_snapshot(&t);
	struct table again = read_snapshot(csv);
	struct table back = read_xml(write_xml(&t, NULL, 1), people);

	expect_equal(&t, &again);
	expect_same(write_snapshot(&again), csv);
	expect_equal(&t, &back);
	table_free(&t);
	table_free(&again);
	table_free(&back);
}

Test(roundtrip, every_real_file_survives_the_way_through_a_snapshot)
{
	char **files = registry_files(".xml");
	size_t i;

	for (i = 0; files[i] != NULL; i++)
		expect_real(files[i], 0);
}

Test(roundtrip, persons_survive_too)
{
	expect_real(
	    registry_file("service-names-port-numbers-2026-08-17.xml"), 1);
	expect_real(registry_file("protocol-numbers-2026-03-09.xml"), 1);
}

Test(roundtrip, what_xmlize_writes_is_what_iana_may_publish)
{
	size_t i;

	if (!have("xmllint"))
		cr_skip("no xmllint");
	for (i = 0; i < n_snapshots; i++) {
		struct table t = read_snapshot(read_snapshot_file(i));
		struct bytes xml = write_xml(&t, NULL, 1);
		char *dir = scratch();
		char *path = format("%s/registry.xml", dir);
		struct run r;

		write_file(path, xml.data, xml.n);
		r = run_shell("xmllint --noout --relaxng "
			      "schemas/registry.rng '%s'",
		    path);
		cr_expect_eq(r.status, 0, "%s", r.err);
		table_free(&t);
	}
}
