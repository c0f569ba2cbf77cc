/* SPDX-License-Identifier: MIT */
/* SECURITY.md: each claim has its test, and the limits are what it says. */
#include <criterion/criterion.h>
#include <stdlib.h>
#include <string.h>

#include "beside.h"
#include "emit.h"
#include "retry.h"
#include "rows.h"
#include "run.h"
#include "sample.h"
#include "snapshot.h"
#include "synth.h"
#include "transfer.h"
#include "xml.h"

#define COUNT(a) (sizeof(a) / sizeof((a)[0]))

enum {
	/* Of a row of SECURITY.md, with a heading and a rule in front. */
	CLAIMS = 30
};

/*
 * The last cell of each row of its tables names tests, as `suite/test`; those
 * that are not there are printed, and rows without one.
 */
Test(security, each_claim_names_a_test_that_exists)
{
	struct run r =
	    run_shell("set -e; sed -n 's/^[A-Za-z]*Test(\\([a-z0-9_]*\\), *"
		      "\\([a-z0-9_]*\\).*/`\\1\\/\\2`/p; "
		      "s/^ParameterizedTest(.*, \\([a-z]*\\), \\([a-z_]*\\))$/"
		      "`\\1\\/\\2`/p' tests/*.c >'%s/names'; "
		      "awk -F'|' 'FNR == NR { there[$1] = 1; next } "
		      "/^[|]/ && !/^[|]( what | limit |-)/ { "
		      "n = split($(NF - 1), name, \", \"); rows++; "
		      "for (i = 1; i <= n; i++) { gsub(/ /, \"\", name[i]); "
		      "if (!(name[i] in there)) print $2 \": \" name[i] } } "
		      "END { print rows }' '%s/names' SECURITY.md",
		built(), built());
	char *end;

	cr_assert_eq(r.status, 0, "%s", r.err);
	cr_expect_geq(strtol(r.out, &end, 10), CLAIMS, "%s", r.out);
	cr_expect_str_eq(end, "\n", "%s", r.out);
}

Test(security, states_the_limits_that_the_tools_have)
{
	char *text = read_file(format("%s/SECURITY.md", tree()), NULL);
	const char *const limits[] = {
	    format("| %d MiB | body", TRANSFER_MOST_MIB),
	    format("| %d KiB | headers", TRANSFER_HEADERS_KIB),
	    format(
		"| %d s, %d s | to connect", TRANSFER_CONNECT, TRANSFER_TOTAL),
	    format("| %d bytes/s for %d s | slower", TRANSFER_SLOW_BYTES,
		TRANSFER_SLOW_SECONDS),
	    format("| %d | tries", RETRY_MOST),
	    format("| %d KiB | tag", XML_MOST_RUN / 1024),
	    format("| %d | different names", XML_MOST_NAMES),
	    format("| %d MiB | document", XML_MOST_BYTES / 1024 / 1024),
	    format("| %d MiB | services", BESIDE_MOST_MIB),
	    format("| %d KiB | field", ROWS_MOST_FIELD / 1024),
	    format("| %d | records at", SNAPSHOT_MOST_AT),
	    format("| %d | numbers of ranges", SNAPSHOT_MOST_RANGED)};
	size_t i;

	for (i = 0; i < COUNT(limits); i++)
		cr_expect_not_null(strstr(text, limits[i]), "%s", limits[i]);
}

/* In awk, between quotes of the shell: print the start of a registry. */
#define START(id)                                                          \
	"print \"<registry xmlns=\\\"http://www.iana.org/assignments\\\" " \
	"id=\\\"" id "\\\"><title>t</title><updated>2026-08-17</updated>\"; "
#define PORTS	      "service-names-port-numbers"
#define START_PORTS   START(PORTS)
#define START_NUMBERS START("protocol-numbers")

/*
 * The most records that a document of some MiB can have, as XML at
 * DIR/in.xml, and its snapshot at DIR/in.csv, made within the limit.
 */
static char *
crowd(int mib)
{
	char *dir = scratch();
	struct run r;

	if (is_sanitized())
		cr_skip("sanitizers need more address space");
	r = run_shell("cd '%s' && awk 'BEGIN { " START_PORTS
		      "n = (%d * 1024 * 1024 - 256) / 38; "
		      "for (i = 0; i < n; i++) printf "
		      "\"<record><name>n%%06x</name></record>\\n\", i; "
		      "print \"</registry>\" }' >in.xml && "
		      "%s && '%s/portreg-parse' -o in.csv in.xml",
	    dir, mib, limit_memory(), built());
	cr_assert_eq(r.status, 0, "%.300s", r.err);
	return dir;
}

Test(security, a_document_of_64_mib_is_parsed_in_512_mib, .timeout = 600)
{
	char *dir = crowd(TRANSFER_MOST_MIB);
	struct run r = run_shell(
	    "cd '%s' && wc -c <in.xml && wc -l <in.csv && rm in.*", dir);
	char *end;
	long bytes = strtol(r.out, &end, 10), rows = strtol(end, NULL, 10);

	cr_expect_gt(bytes, TRANSFER_MOST_MIB * 1000000L);
	cr_expect_gt(rows, 1700000, "%ld", rows);
}

/* Each is looked for among all others, within the limit of time. */
Test(security, as_many_persons_as_64_mib_hold_are_known, .timeout = 600)
{
	struct run r = run_shell("%s; awk 'BEGIN { " START_NUMBERS
				 "for (i = 0; i < 150; i++) "
				 "print \"<record><xref type=\\\"person\\\" "
				 "data=\\\"p\" i "
				 "\"\\\"/><value>\" i "
				 "\"</value></record>\"; print "
				 "\"<people>\"; "
				 "for (i = 2500000; i > 0; i--) "
				 "print \"<person id=\\\"p\" i \"\\\"/>\"; "
				 "print \"</people></registry>\" }' | "
				 "'%s/portreg-parse' -",
	    limit_time(), built());

	cr_expect_eq(r.status, 0, "%d", r.status);
	/* No person has the number 0. */
	cr_expect_str_eq(r.err,
	    "portreg-parse: standard input:2: warning: no such person: 'p0'\n");
}

/* 64 MiB of what awk prints between quotes, within the limits. */
static struct run
parse_many(int most, const char *text)
{
	return run_shell("%s; awk 'BEGIN { " START_PORTS
			 "for (i = 0; i < %d; i++) print \"%s\"; "
			 "print \"</registry>\" }' | "
			 "{ %s; '%s/portreg-parse' - >/dev/null; }",
	    limit_time(), most, text, limit_memory(), built());
}

/* The sentences by which IANA marks the alias b_N of c_N. */
#define REPLACES                                                        \
	"IANA assigned this well-formed service name as a replacement " \
	"for \\\"b_\" i \"\\\"."
#define ALIAS "This entry is an alias to \\\"c_\" i \"\\\"."

/* Within the limit of time, with both sides or one. */
Test(security, as_many_aliases_as_64_mib_hold_are_paired, .timeout = 600)
{
	struct run r = parse_many(440000,
	    "<record><name>c_\" i \"</name><description>" REPLACES
	    "</description></record>");

	cr_expect_eq(r.status, 65, "%d", r.status);
	cr_expect_not_null(
	    strstr(r.err, "replaces a name that is not its alias: 'b_0'\n"));
	cr_expect_not_null(
	    strstr(r.err, ": 439980 more errors\n"), "%.300s", r.err);
	r = parse_many(220000,
	    "<record><name>c_\" i \"</name><description>" REPLACES
	    "</description></record><record><name>b_\" i \"</name><note>" ALIAS
	    "</note></record>");
	cr_expect_eq(r.status, 0, "%d %.300s", r.status, r.err);
}

Test(security, the_shortest_records_do_not_fill_the_memory, .timeout = 600)
{
	struct run r = parse_many(6000000, "<record/>");

	cr_expect_eq(r.status, 65, "%d", r.status);
	cr_expect_str_eq(r.err,
	    "portreg-parse: standard input:66: more than 64 records without "
	    "a name and a number\n");
	r = parse_many(100, "<record><number>5-3</number></record>");
	cr_expect_not_null(
	    strstr(r.err, "portreg-parse: 80 more errors\n"), "%.300s", r.err);
	r = parse_many(4400000, "<record x=\\\"1\\\"/>");
	cr_expect_eq(r.status, 65, "%d", r.status);
	cr_expect_not_null(strstr(r.err, "portreg-parse: 65517 more errors\n"),
	    "%.300s", r.err);
}

/* Four ranges of all ports, and one that is the last to fit, or does not. */
Test(security, ranges_have_as_many_numbers_as_the_limit_says)
{
	const char *records[] = {"assigned|a|0|65535|tcp",
	    "assigned|b|0|65535|tcp", "assigned|c|0|65535|tcp",
	    "assigned|d|0|65535|tcp", "assigned|e|1|5|udp", NULL};
	struct run r;
	int i;

	for (i = 0; i < 2; i++) {
		r = run_shell("'%s/portreg-emit' -f json '%s'", built(),
		    synth_snapshot(PORTS, "2026-08-17", records));
		cr_expect_eq(r.status, i == 0 ? 0 : 65, "%d %s", i, r.err);
		records[4] = "assigned|e|1|6|udp";
	}
	cr_expect_not_null(strstr(
	    r.err, "ranges with a name have more than 262144 numbers: 'e'\n"));
}

/* A snapshot of 60,000 times a text between quotes of awk, with n and i. */
static void
make_many(const char *dir, const char *file, const char *text)
{
	struct run r = run_shell("cd '%s' && awk 'BEGIN { " START_PORTS
				 "for (i = 1; i <= 60000; i++) { "
				 "n = sprintf(\"%%06d\", i); print \"%s\" } "
				 "print \"</registry>\" }' "
				 ">in.xml && '%s/portreg-parse' "
				 "-o %s.csv in.xml",
	    dir, text, built(), file);

	cr_assert_eq(r.status, 0, "%s: %.300s", file, r.err);
}

/* In awk, too, between quotes: a record with what follows its name. */
#define RECORD(name, rest) "<record><name>" name "</name>" rest "</record>"
#define TCP(rest)	   "<protocol>tcp</protocol>" rest
#define UDP(rest)	   "<protocol>udp</protocol>" rest
#define NUMBER		   "<number>\" i \"</number>"

/* Snapshots in which much is the same, and what awk prints for them. */
static const char *const alike[][2] = {
    {"names", RECORD("na\" n \"", TCP("<description>d</description>"))},
    {"owners", RECORD("c_\" i \"", TCP("<description>" REPLACES
				       "</description>")) RECORD("b_\" i \"",
		   TCP("<description>x</description><note>" ALIAS "</note>"))},
    /* What is in the middle of a name is not in its hash of c-lookup. */
    {"hashes", RECORD("s2345678\" n \"87654321", TCP(""))},
    {"ports", RECORD("s2345678a87654321", TCP(NUMBER))
		  RECORD("s2345678b87654321", TCP(NUMBER))},
    {"since", RECORD("s2345678a87654321", UDP(NUMBER))},
};

/* What formats demand; one that can be had without refuses it (64). */
static const char *const demands[] = {"", "--since since.csv",
    "--since names.csv", "--style markdown --since since.csv",
    "--style markdown --since names.csv", "--ports 1"};

/* Each format of DIR/FILE.csv, behind a command that limits it. */
static void
expect_formats_fit(const char *dir, const char *file, const char *limit)
{
	size_t f, i, ways;

	for (f = 0; f < n_formats; f++) {
		if (*formats[f].registry != '\0' &&
		    strcmp(formats[f].registry, PORTS) != 0)
			continue;
		for (i = ways = 0; i < COUNT(demands); i++) {
			struct run r = run_shell("cd '%s' && %s && "
						 "'%s/portreg-emit' -f %s %s "
						 "%s.csv >out",
			    dir, limit, built(), formats[f].name, demands[i],
			    file);

			cr_expect(r.status == 0 || r.status == 64,
			    "%s %s of %s: %d %.200s", formats[f].name,
			    demands[i], file, r.status, r.err);
			ways += r.status == 0;
		}
		cr_expect_gt(
		    ways, 0, "%s: no way to ask for it", formats[f].name);
	}
}

/* Within the limit of time. */
Test(security, as_many_records_that_are_alike_are_told_apart, .timeout = 600)
{
	char *dir = scratch();
	size_t i;

	for (i = 0; i < COUNT(alike); i++)
		make_many(dir, alike[i][0], alike[i][1]);
	for (i = 0; i < COUNT(alike); i++)
		expect_formats_fit(dir, alike[i][0], limit_time());
}

/* Services that lose their ports, and stay without one; within the limit. */
Test(security, as_many_services_that_lose_their_port_are_told, .timeout = 600)
{
	char *dir = scratch();
	struct run r;

	make_many(dir, "old", RECORD("n\" n \"", TCP(NUMBER)));
	make_many(dir, "new",
	    RECORD("n\" n \"", TCP("")) "<record><description>d</"
					"description>" TCP(NUMBER) "</record>");
	r = run_shell("cd '%s' && %s && '%s/portreg-emit' -f changes "
		      "--style markdown --since old.csv new.csv >out; "
		      "echo $?; grep -c '; the name stays' out; wc -l <out",
	    dir, limit_time(), built());
	cr_expect_str_eq(r.out, "0\n60000\n60006\n", "%s%s", r.out, r.err);
}

/* The first line of an export. */
#define TITLES                                                              \
	"Service Name,Port Number,Transport Protocol,Description,Assignee," \
	"Contact,Registration Date,Modification Date,Reference,"            \
	"Service Code,Unauthorized Use Reported,Assignment Notes"

/* More than fits, who reads it from a pipe, and what that says to the rest. */
static const struct {
	const char *text, *reader;
	int status;
	const char *says;
} beside[] = {
    {"seq -f 'a%.0f 1/tcp' 1000000", "portreg-emit -f services --verify -", 0,
	"note: all: second name, after line 1: '1/tcp'"},
    {"yes a", "portreg-emit -f services --names /dev/stdin in.csv", 0,
	"warning: selects nothing: 'a'"},
    {"echo '" TITLES "'; yes ,,,,,,,,,,,",
	"portreg-parse --against /dev/stdin in.xml", 65, "more errors"},
};

/* So many bytes through a filter, with limited memory; its last lines. */
static struct run
read_beside(size_t i, size_t bytes, const char *filter, const char *dir)
{
	return run_shell("cd '%s' && { %s; } 2>/dev/null | head -c %zu | %s | "
			 "{ PATH='%s':$PATH; %s; %s >out 2>err; s=$?; "
			 "tail -n 1 out err; exit $s; }",
	    dir, beside[i].text, bytes, filter, built(), limit_memory(),
	    beside[i].reader);
}

/* Of whole lines, or of one byte more. */
Test(security, a_file_beside_the_registry_has_a_limit, .timeout = 600)
{
	char *dir = scratch();
	char *wrong =
	    format(": larger than the limit of %d MiB\n", BESIDE_MOST_MIB);
	size_t i;

	sample_xmlize(PORTS, format("%s/in.xml", dir));
	run_shell("ln -s '%s' '%s/in.csv'", data_file(PORTS ".csv"), dir);
	for (i = 0; i < COUNT(beside); i++) {
		struct run r = read_beside(i, BESIDE_MOST, "sed '$d'", dir);

		cr_expect_eq(r.status, beside[i].status, "%s: %d %s",
		    beside[i].reader, r.status, r.out);
		cr_expect_not_null(strstr(r.out, beside[i].says), "%s: %s",
		    beside[i].reader, r.out);
		r = read_beside(i, BESIDE_MOST, "cat", dir);
		cr_expect_null(
		    strstr(r.out, wrong), "%s: %s", beside[i].reader, r.out);
		r = read_beside(i, BESIDE_MOST + 1, "cat", dir);
		cr_expect_eq(r.status, 65, "%s: %d %s", beside[i].reader,
		    r.status, r.out);
		cr_expect_not_null(
		    strstr(r.out, wrong), "%s: %s", beside[i].reader, r.out);
	}
}

Test(security, a_document_over_512_mib_is_refused, .timeout = 600)
{
	struct run r =
	    run_shell("awk 'BEGIN { s = \"0123456789\"; "
		      "while (length(s) < 16000) s = s s; " START_NUMBERS
		      "for (i = 0; i < 27000; i++) "
		      "print \"<!--\" s \"-->\" }' | "
		      "'%s/portreg-parse' -",
		built());

	cr_expect_eq(r.status, 65, "%d", r.status);
	cr_expect_not_null(
	    strstr(r.err, "larger than the limit of 512 MiB"), "%s", r.err);
}

Test(security, a_snapshot_of_16_mib_is_emitted_in_512_mib, .timeout = 600)
{
	char *dir = crowd(21);
	size_t n;

	cr_assert_eq(
	    run_shell(
		"cd '%s' && ln in.csv since.csv && ln in.csv names.csv", dir)
		.status,
	    0);
	expect_formats_fit(dir, "in", limit_memory());
	n = (size_t)strtol(
	    run_shell("cd '%s' && wc -c <in.csv; rm *.csv in.xml out", dir).out,
	    NULL, 10);
	cr_expect_gt(n, 16U << 20, "%zu", n);
}
