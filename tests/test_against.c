/* SPDX-License-Identifier: MIT */
/* portreg-parse --against: IANA's CSV export and its XML. */
#include <criterion/criterion.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "run.h"
#include "sample.h"

#define TITLES                                                               \
	"Service Name,Port Number,Transport Protocol,Description,Assignee,"  \
	"Contact,Registration Date,Modification Date,Reference,Service Code" \
	",Unauthorized Use Reported,Assignment Notes\n"

static int
starts(const char *s, const char *with)
{
	return strncmp(s, with, strlen(with)) == 0;
}

static struct run
compare(const char *export, const char *xml, const char *out)
{
	const char *argv[] = {
	    "portreg-parse", "--against", export, "-o", out, xml, NULL};

	return run(NULL, argv);
}

/* The real pairs: what IANA publishes in two forms is the same. */
Test(against, finds_nothing_in_the_real_pairs)
{
	char **files = registry_files(".csv"), **file;
	char *dir = scratch(), *out = format("%s/out", dir);

	if (files[0] == NULL)
		cr_skip("no real export");
	for (file = files; *file != NULL; file++) {
		char *xml = format(
		    "%.*s.xml", (int)(strlen(*file) - strlen(".csv")), *file);
		const char *alone[] = {"portreg-parse", xml, NULL};
		struct run r = compare(*file, xml, out);

		cr_expect_eq(r.status, 0, "%s", r.err);
		cr_expect_str_empty(r.err);
		cr_expect_str_eq(read_file(out, NULL), run(NULL, alone).out,
		    "%s: not the snapshot that it is alone", xml);
	}
}

/* Compare an XML with what export.py makes of it, in CRLF and in LF. */
static void
expect_same_as_model(const char *xml, const char *dir)
{
	static const char *const ends[] = {"", "LF"};
	char *export = format("%s/export.csv", dir);
	char *out = format("%s/out", dir);
	size_t i;

	for (i = 0; i < 2; i++) {
		struct run r = run_shell("python3 tests/export.py '%s' %s >"
					 "'%s'",
		    xml, ends[i], export);

		cr_assert_eq(r.status, 0, "%s", r.err);
		r = compare(export, xml, out);
		cr_expect_eq(r.status, 0, "%s %s: %s", xml, ends[i], r.err);
	}
}

Test(against, finds_nothing_in_what_another_program_makes_of_the_xml,
    .timeout = 600)
{
	char **files = registry_files(".xml"), **file;
	char *dir = scratch();

	if (!have("python3"))
		cr_skip("no python3");
	for (file = files; *file != NULL; file++)
		if (strstr(*file, "service-names") != NULL)
			expect_same_as_model(*file, dir);
}

Test(against, finds_nothing_in_what_it_makes_of_the_snapshot, .timeout = 600)
{
	char *dir = scratch(), *xml = format("%s/in.xml", dir);

	if (!have("python3"))
		cr_skip("no python3");
	sample_xmlize("service-names-port-numbers", xml);
	expect_same_as_model(xml, dir);
}

static const char xml_start[] =
    "<registry xmlns=\"http://www.iana.org/assignments\" "
    "id=\"service-names-port-numbers\"><title>T</title>"
    "<updated>2026-01-02</updated>\n";

enum {
	RECORDS = 13000
};

/*
 * Write a registry of the records a0 to a12999, and an export of it that has
 * this date and description in every row.
 */
static void
write_pair(const char *dir, const char *date, const char *description)
{
	FILE *xml = fopen(format("%s/in.xml", dir), "w");
	FILE *csv = fopen(format("%s/in.csv", dir), "w");
	int i;

	cr_assert(xml != NULL && csv != NULL);
	fputs(xml_start, xml);
	fputs(TITLES, csv);
	for (i = 0; i < RECORDS; i++) {
		fprintf(xml,
		    "<record date=\"2026-01-01\"><name>a%d</name>"
		    "<protocol>tcp</protocol><description>D</description>"
		    "<number>%d</number></record>\n",
		    i, i);
		fprintf(
		    csv, "a%d,%d,tcp,%s,,,%s,,,,,\n", i, i, description, date);
	}
	fputs("</registry>\n", xml);
	cr_assert_eq(fclose(xml) | fclose(csv), 0);
}

static struct run
compare_pair(const char *dir)
{
	write_file(format("%s/out", dir), "old\n", 4);
	return run_shell("cd '%s' && '%s/portreg-parse' --against in.csv "
			 "--lock lock -o out in.xml",
	    dir, built());
}

Test(against, writes_nothing_and_counts_what_it_does_not_show)
{
	char *dir = scratch();
	struct run r;

	write_pair(dir, "2026-01-01", "D");
	r = compare_pair(dir);
	cr_expect_eq(r.status, 0, "%s", r.err);
	cr_expect_eq(remove(format("%s/lock", dir)), 0);
	write_pair(dir, "2026-01-01", "d");
	r = compare_pair(dir);
	cr_expect_eq(r.status, 65);
	cr_expect(
	    starts(r.err, "portreg-parse: in.csv:2: row 1, column 4 "
			  "(Description): 'd' instead of 'D', line 2 of the "
			  "XML\nportreg-parse: in.csv:3: row 2,"),
	    "%s", r.err);
	cr_expect_not_null(
	    strstr(r.err, "row 20, column 4 (Description): 'd' instead "
			  "of 'D', line 21 of the XML\nportreg-parse: "
			  "12980 more errors\n"),
	    "%s", r.err);
	cr_expect_str_eq(read_file(format("%s/out", dir), NULL), "old\n");
	cr_expect_neq(run_shell("test -e '%s/lock'", dir).status, 0);
}

Test(against, says_that_the_two_are_of_different_times)
{
	char *dir = scratch();
	struct run r;

	write_pair(dir, "2026-01-03", "D");
	r = compare_pair(dir);
	cr_expect_eq(r.status, 65);
	cr_expect(
	    starts(r.err, "portreg-parse: in.csv: has a date after 2026-01-02, "
			  "that of the XML: they are of different times: "
			  "'2026-01-03'\n"),
	    "%s", r.err);
	write_pair(dir, "2025-12-31", "D");
	r = compare_pair(dir);
	cr_expect_eq(r.status, 65);
	cr_expect(
	    starts(r.err, "portreg-parse: in.csv: the latest date in it is not "
			  "that in the XML of 2026-01-02, which is 2026-01-01 "
			  "(are they of different times?): '2025-12-31'\n"),
	    "%s", r.err);
}

static const struct {
	const char *arguments;
	int status;
	const char *err;
} calls[] = {
    {"--against none.csv in.xml", 66,
	"portreg-parse: none.csv: cannot open: No such file or directory\n"},
    {"--against . in.xml", 66,
	"portreg-parse: .: cannot open: Is a directory\n"},
    {"--against in.csv -d . in.xml", 64,
	"portreg-parse: a directory is for all snapshots, without -o and "
	"--against: '.'\nusage: "},
    {"--against in.csv in.xml in.xml", 64,
	"portreg-parse: more than one file needs -d: 'in.xml'\nusage: "},
    {"--against", 64, "portreg-parse: unknown option, or one that lacks "},
    {"--against in.csv protocols.xml", 65,
	"portreg-parse: protocols.xml:1: no export of this registry is known "
	"to compare it with: 'protocol-numbers'\n"},
    {"--against in.csv - < cut.xml", 65,
	"portreg-parse: standard input:3: not well-formed"},
    {"--against in.csv - < in.xml", 0, ""},
};

Test(against, is_refused_where_it_cannot_be)
{
	char *dir = scratch();
	size_t i;

	write_pair(dir, "2026-01-01", "D");
	run_shell("cd '%s' && head -n 2 in.xml >cut.xml && sed -n "
		  "'1s/service-names-port/protocol/; 1p; $p' in.xml "
		  ">protocols.xml",
	    dir);
	for (i = 0; i < sizeof(calls) / sizeof(calls[0]); i++) {
		struct run r = run_shell("cd '%s' && '%s/portreg-parse' %s",
		    dir, built(), calls[i].arguments);

		cr_expect_eq(r.status, calls[i].status, "%s: %d %s",
		    calls[i].arguments, r.status, r.err);
		cr_expect(starts(r.err, calls[i].err), "%s: %s",
		    calls[i].arguments, r.err);
		cr_expect(calls[i].status == 0 || r.out_n == 0);
	}
}
