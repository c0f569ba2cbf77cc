/* SPDX-License-Identifier: MIT */
/* The protocols format. */
#include <criterion/criterion.h>
#include <stdlib.h>
#include <string.h>

#include "sample.h"

static const char id[] = "protocol-numbers";

#define RECORD(name, numbers, description) \
	"assigned," name "," numbers "," description ",,,,,,\n"

#define TEN	"0123456789"
#define HUNDRED TEN TEN TEN TEN TEN TEN TEN TEN TEN TEN

static char *
emitted(void)
{
	struct run r = emit("protocols", data_file("protocol-numbers.csv"),
	    "--overlay", data_file("customary.csv"), NULL);

	cr_assert_eq(r.status, 0, "%s", r.err);
	cr_assert_str_empty(r.err);
	return r.out;
}

static const char igp[] =
    "igp\t9\tIGP\t"
    "# any private interior gateway (used by Cisco for their IGRP)";

static const char *const lines[] = {
    "# Protocol Numbers",
    "hopopt\t0\tHOPOPT ip\t# IPv6 Hop-by-Hop Option",
    "ipencap\t4\tIPv4 ipv4\t# IPv4 encapsulation",
    "tcp\t6\tTCP\t# Transmission Control",
    igp,
    "argus\t13\tARGUS\t# ARGUS",
    "tp++\t39\tTP++\t# TP++ Transport Protocol",
    "ax.25\t93\tAX.25\t# AX.25 Frames",
    "a/n\t107\tA/N\t# Active Networks",
    "ipv6-icmp\t58\tIPv6-ICMP icmp6 icmpv6\t# ICMP for IPv6",
    "ospf\t89\tOSPFIGP OSPF\t# OSPFIGP",
    "isis\t124\tISIS-over-IPv4 ISIS",
    "mobility-header\t135\tMobility-Header mh ipv6-mh",
    "manet\t138\t# MANET Protocols",
};

Test(protocols, have_these_lines)
{
	const char *s = emitted(), *at;
	size_t i;

	for (i = 0; i < sizeof(lines) / sizeof(lines[0]); i++) {
		char *line = format("%s\n", lines[i]);

		at = strstr(s, line);
		cr_expect(
		    at != NULL && (at == s || at[-1] == '\n'), "%s", lines[i]);
	}
}

Test(protocols, are_those_that_have_a_number_of_their_own_and_a_name)
{
	static const int without[] = {61, 63, 68, 99, 114};
	struct entries e = entries_read(emitted());
	size_t i, k = 0;
	int number = 0;

	/* 148 to 252 are unassigned; the rest is experimental or reserved. */
	cr_assert_eq(e.n, 148 - sizeof(without) / sizeof(without[0]));
	for (i = 0; i < e.n; i++, number++) {
		if (k < 5 && number == without[k]) {
			k++;
			number++;
		}
		cr_assert_eq(e.at[i].number, number, "%s", e.at[i].name);
	}
}

static int
compare(const void *a, const void *b)
{
	return strcmp(*(const char *const *)a, *(const char *const *)b);
}

Test(protocols, have_no_name_or_alias_in_common)
{
	struct entries e = entries_read(emitted());
	const char **names = calloc(e.n * 64, sizeof(*names));
	size_t i, a, n = 0;

	for (i = 0; i < e.n; i++) {
		names[n++] = e.at[i].name;
		for (a = 0; e.at[i].aliases[a] != NULL; a++)
			names[n++] = e.at[i].aliases[a];
	}
	qsort(names, n, sizeof(*names), compare);
	for (i = 1; i < n; i++)
		cr_expect_str_neq(names[i - 1], names[i]);
}

static const struct {
	const char *what;
	const char *records;
	const char *overlay; /* or NULL */
	const char *lines;   /* after the banner */
	const char *warning; /* a part of the only one; or NULL */
} cases[] = {
    {"without an overlay IANA's keywords are the names",
	RECORD("OSPFIGP", "89,89", "x")
	    RECORD("Mobility Header", "135,135", ""),
	NULL,
	"ospfigp\t89\tOSPFIGP\t# x\nmobility-header\t135\tMobility-Header\n",
	NULL},
    {"no alias stands twice, or repeats the name",
	RECORD("OSPFIGP", "89,89", ""), "89,ospf,OSPFIGP ospf OSPF OSPF,x\n",
	"ospf\t89\tOSPFIGP OSPF\n", NULL},
    {"a second name for a number keeps its own, with a warning",
	RECORD("IPTM", "84,84", "a") RECORD("TTP", "84,84", "b"),
	"84,traffic,,x\n", "traffic\t84\tIPTM\t# a\nttp\t84\tTTP\t# b\n",
	"sample.csv:4: warning: protocols: second name for number 84: 'TTP'"},
    {"a line is cut, in ASCII, with one comment",
	RECORD("A", "1,1", "\xc3\x89#\\" HUNDRED TEN HUNDRED), NULL,
	"a\t1\tA\t# ??\\" HUNDRED TEN "01234\n", NULL},
    {"no line joins the next one", RECORD("A", "1,1", "b \\"), NULL,
	"a\t1\tA\t# b\n", NULL},
    {"a keyword that is no name is a comment, with a warning",
	RECORD("A#B", "1,1", "c"), NULL,
	"# A?B 1 (not a name for a protocols file)\n", "'A#B'"},
    {"so is one without room", RECORD(HUNDRED TEN TEN "012", "1,1", "c"), NULL,
	"# " HUNDRED TEN TEN "012\n", "'0123456789"},
    {"an alias without room is left out, with a warning",
	RECORD(HUNDRED "k", "1,1", "c"), "1,a," HUNDRED "b c,x\n",
	"a\t1\t" HUNDRED "k c\t# c\n",
	"warning: protocols: alias dropped, no room or not a name: '01234"},
    {"ranges, private and reserved numbers have no line",
	"unassigned,,1,9,Unassigned,,,,,,\n"
	"private,,10,10,any,,,,,,\n"
	"assigned,range,11,12,x,,,,,,\n"
	"reserved,Reserved,255,255,,,,,,,\n",
	NULL, "", NULL},
};

Test(protocols, stay_in_form_whatever_the_registry_says)
{
	size_t i;

	for (i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		char *path = sample_write(id, cases[i].records);
		char *overlay = format("%s/overlay.csv", scratch());
		char *text = format("number,name,aliases,source\n%s",
		    cases[i].overlay == NULL ? "" : cases[i].overlay);
		struct run r;

		write_file(overlay, text, strlen(text));
		r = emit("protocols", path, "--overlay", overlay, NULL);
		cr_expect_eq(r.status, 0, "%s: %s", cases[i].what, r.err);
		cr_expect_str_eq(sample_body(r.out), cases[i].lines, "%s:\n%s",
		    cases[i].what, sample_body(r.out));
		if (cases[i].warning == NULL)
			cr_expect_str_empty(r.err, "%s", cases[i].what);
		else
			cr_expect_not_null(strstr(r.err, cases[i].warning),
			    "%s: %s", cases[i].what, r.err);
	}
}

Test(protocols, refuse_one_name_for_two_numbers)
{
	char *overlay = format("%s/overlay.csv", scratch());
	static const char rows[] =
	    "number,name,aliases,source\n6,udp,icmp,nowhere\n";
	const char *snapshot = data_file("protocol-numbers.csv");
	struct run r;

	write_file(overlay, rows, sizeof(rows) - 1);
	r = emit("protocols", snapshot, "--overlay", overlay, NULL);
	cr_expect_eq(r.status, 65);
	cr_expect_str_empty(r.out);
	cr_expect_str_eq(r.err,
	    format("portreg-emit: %s:10: protocols: also a name of line 5: "
		   "'icmp'\nportreg-emit: %s:21: protocols: also a name of "
		   "line 10: 'udp'\n",
		snapshot, snapshot),
	    "%s", r.err);
}

Test(protocols, name_the_first_of_two_whatever_is_selected)
{
	char *overlay = format("%s/overlay.csv", scratch());
	char *names = format("%s/names", scratch());
	static const char rows[] = "number,name,aliases,source\n6,a,,nowhere\n";
	struct run r;

	write_file(overlay, rows, sizeof(rows) - 1);
	write_file(names, "TCP\n", 4);
	r = emit("protocols",
	    sample_write("protocol-numbers",
		"assigned,ABC,6,6,,,,,,,\nassigned,TCP,6,6,,,,,,,\n"),
	    "--overlay", overlay, "--names", names, NULL);
	cr_expect_not_null(strstr(r.out, "\ntcp\t6\tTCP\n"), "%s", r.out);
	cr_expect_null(strstr(r.out, "\na\t6"));
}

Test(protocols, have_an_account_of_every_row)
{
	char *file = format("%s/ledger", scratch());
	struct run r = emit("protocols", data_file("protocol-numbers.csv"),
	    "--overlay", data_file("customary.csv"), "--ledger", file,
	    "--ports", "0-100", "-v", NULL);

	cr_expect_eq(r.status, 0);
	/* 154 rows of the snapshot, with its own and a footnote; 11. */
	cr_expect_str_eq(r.err,
	    "portreg-emit: 165 rows: 97 emitted, 0 alias, 57 filtered, "
	    "0 unrepresentable, 0 shadowed, 11 applied\n",
	    "%s", r.err);
	r = run_shell("grep -c ',emitted,,,$' '%s'; grep -c -- ',--ports,,$' "
		      "'%s'; grep -o 'iana,.*,HOPOPT,.*' '%s'",
	    file, file, file);
	cr_expect_str_eq(r.out,
	    "97\n46\niana,assigned,HOPOPT,0,0,,emitted,,,\n", "%s", r.out);
}

Test(protocols, have_no_comments_where_the_profile_has_none)
{
	static const char first[] = "hopopt\t0\tHOPOPT\nicmp\t1\tICMP\n";
	struct run r = emit("protocols", data_file("protocol-numbers.csv"),
	    "--profile", "minimal", NULL);

	cr_expect_eq(strncmp(r.out, first, sizeof(first) - 1), 0, "%s", r.out);
	cr_expect_null(strchr(r.out, '#'));
}

Test(protocols, warn_of_what_an_overlay_calls_them_at_its_line)
{
	char *path = format("%s/overlay.csv", scratch());
	char *text = format("number,name,aliases,source\n6,t%0125d,,x\n"
			    "17,user,d%0125d,x\n",
	    0, 0);
	struct run r;

	write_file(path, text, strlen(text));
	r = emit("protocols",
	    sample_write(
		id, RECORD("TCP", "6,6", "") RECORD("UDP", "17,17", "")),
	    "--overlay", path, NULL);
	cr_expect_eq(r.status, 0);
	cr_expect_not_null(strstr(r.err,
	    format("%s:2: warning: protocols: not a name for a protocols file",
		path)));
	cr_expect_not_null(
	    strstr(
		r.err, format("%s:3: warning: protocols: alias dropped", path)),
	    "%s", r.err);
	cr_expect_not_null(strstr(r.out, "\nuser\t17\tUDP\n"));
}
