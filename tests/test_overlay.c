/* SPDX-License-Identifier: MIT */
/* Overlays: those of the tree, and ones that are refused. */
#include <criterion/criterion.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "overlay.h"
#include "sample.h"

#define PREFER	"port,protocol,name,why\n"
#define CALL	"number,name,aliases,source\n"
#define RELATED "port,related,source,why\n"
#define ACTION	"action,port,protocol,name,of,source,why"

static const char services[] = "assigned,a,1,1,tcp,,,,,,,,,,\n"
			       "assigned,b,1,1,tcp,,,,,,,,,,\n"
			       "alias,b_,1,1,tcp,,b,,,,,,,,\n"
			       "withdrawn,w,2,2,tcp,,,,,,,,,,\n"
			       "assigned,r,3,5,tcp,,,,,,,,,,\n"
			       "assigned,p,6,6,,,,,,,,,,,\n"
			       "assigned,n,,,tcp,,,,,,,,,,\n";

static const char protocols[] = "assigned,TCP,6,6,,,,,,,\n"
				"unassigned,,7,9,,,,,,,\n"
				"reserved,Reserved,255,255,,,,,,,\n";

static const struct {
	int form; /* of the snapshot: 0 services, 1 protocols */
	const char *overlay;
	const char *message; /* after "portreg-emit: FILE:"; NULL if taken */
} cases[] = {
    {0, PREFER, NULL},
    {0, PREFER "1,tcp,b,why\n", NULL},
    {0, PREFER "4,tcp,r,why\n", NULL},
    {0, PREFER "1,tcp,b,\"one, two\"\n", NULL},
    {0, "", "1: row 0: no header"},
    {0, "port,protocol,name\n",
	"1: row 0: the header is not that of an overlay"},
    {0, "port,protocol,name,reason\n",
	"1: row 0: the header is not that of an overlay"},
    {0, "1,tcp,b,why\n", "1: row 0: the header is not that of an overlay"},
    {0, PREFER "1,tcp,b\n", "2: row 1, column 4: 3 fields instead of 4"},
    {0, PREFER "1,tcp,b,x\n65536,tcp,a,x\n", "3: row 2: wrong port: '65536'"},
    {0, PREFER "01,tcp,a,x\n", "2: row 1: wrong port: '01'"},
    {0, PREFER ",tcp,a,x\n", "2: row 1: no port"},
    {0, PREFER "1,quic,a,x\n", "2: row 1: wrong protocol: 'quic'"},
    {0, PREFER "1,,a,x\n", "2: row 1: no protocol"},
    {0, PREFER "1,tcp,a#b,x\n", "2: row 1: wrong name: 'a#b'"},
    {0, PREFER "1,tcp,a b,x\n", "2: row 1: wrong name: 'a b'"},
    {0, PREFER "1,tcp,a\n,x\n", "2: row 1, column 4: 3 fields instead of 4"},
    {0, PREFER "1,tcp,,x\n", "2: row 1: no name"},
    {0, PREFER "1,tcp,a,\n", "2: row 1: no why"},
    {0, PREFER "1,tcp,\"a,x\n", "2: "},
    {0, PREFER "1,tcp,c,x\n",
	"2: names no assigned record of the snapshot: 'c'"},
    {0, PREFER "1,udp,a,x\n",
	"2: names no assigned record of the snapshot: 'a'"},
    {0, PREFER "2,tcp,a,x\n",
	"2: names no assigned record of the snapshot: 'a'"},
    {0, PREFER "1,tcp,b_,x\n",
	"2: names no assigned record of the snapshot: 'b_'"},
    {0, PREFER "2,tcp,w,x\n",
	"2: names no assigned record of the snapshot: 'w'"},
    {0, PREFER "6,tcp,p,x\n",
	"2: names no assigned record of the snapshot: 'p'"},
    {0, PREFER "6,tcp,r,x\n",
	"2: names no assigned record of the snapshot: 'r'"},
    {0, PREFER "65535,tcp,n,x\n",
	"2: names no assigned record of the snapshot: 'n'"},
    {0, CALL "6,tcp,,x\n",
	"2: not an overlay for this registry: 'service-names-port-numbers'"},
    {1, CALL "6,tcp,TCP t,x\n", NULL},
    {1, CALL "6,tcp,,\n", "2: row 1: no source"},
    {1, CALL "256,tcp,,x\n", "2: row 1: wrong number: '256'"},
    {1, CALL "6,99,,x\n", "2: row 1: wrong name: '99'"},
    {1, CALL "6,tcp,t #,x\n", "2: row 1: wrong aliases: 't #'"},
    {1, CALL "7,tcp,,x\n",
	"2: names no assigned record of the snapshot: 'tcp'"},
    {1, CALL "255,all,,x\n",
	"2: names no assigned record of the snapshot: 'all'"},
    {1, PREFER "6,tcp,TCP,x\n",
	"2: not an overlay for this registry: 'protocol-numbers'"},
    {0, RELATED "1,4,x,y\n4,1,x,y\n", NULL},
    {0, RELATED "1,65536,x,y\n", "2: row 1: wrong related: '65536'"},
    {0, RELATED "01,3,x,y\n", "2: row 1: wrong port: '01'"},
    {0, RELATED "1,3,,y\n", "2: row 1: no source"},
    {0, RELATED "1,3,x,\"y\a\"\n", "2: row 1: wrong why: 'y\\x07'"},
    {0, RELATED "1,3,x\n", "2: row 1, column 4: 3 fields instead of 4"},
    {0, RELATED "1,3,x,y\n1,3,z,w\n", "3: row 2: related already: '3'"},
    {0, RELATED "3,3,x,y\n", "2: row 1: related already: '3'"},
    {0, RELATED "1,2,x,y\n",
	"2: 1 and 2 are not both assigned in the snapshot"},
    {1, RELATED "6,6,x,y\n", "2: row 1: related already: '6'"},
    {1, RELATED "6,7,x,y\n",
	"2: not an overlay for this registry: 'protocol-numbers'"},
};

Test(overlay, that_is_wrong_is_refused_with_its_line)
{
	char *snapshots[] = {
	    sample_write("service-names-port-numbers", services),
	    sample_write("protocol-numbers", protocols)};
	static const char *const formats[] = {"services", "protocols"};
	size_t i;

	for (i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		char *path = format("%s/overlay.csv", scratch());
		char *message = format("portreg-emit: %s:%s", path,
		    cases[i].message == NULL ? "" : cases[i].message);
		struct run r;

		write_file(path, cases[i].overlay, strlen(cases[i].overlay));
		r = emit(formats[cases[i].form], snapshots[cases[i].form],
		    "--overlay", path, NULL);
		cr_expect_eq(r.status, cases[i].message == NULL ? 0 : 65,
		    "%s%s", cases[i].overlay, r.err);
		if (cases[i].message == NULL) {
			cr_expect_str_empty(r.err);
			continue;
		}
		cr_expect_eq(strncmp(r.err, message, strlen(message)), 0,
		    "%s%s", cases[i].overlay, r.err);
		cr_expect_str_empty(r.out);
	}
}

Test(overlay, reports_all_its_wrong_rows)
{
	char *path = format("%s/overlay.csv", scratch());
	static const char text[] = PREFER "x,tcp,a,w\n1,x,a,w\n1,tcp,#,w\n";
	struct run r;

	write_file(path, text, sizeof(text) - 1);
	r = emit("services",
	    sample_write("service-names-port-numbers", services), "--overlay",
	    path, NULL);
	cr_assert_eq(r.status, 65);
	cr_expect_not_null(strstr(r.err, ":2: row 1: wrong port: 'x'\n"));
	cr_expect_not_null(strstr(r.err, ":3: row 2: wrong protocol: 'x'\n"));
	cr_expect_not_null(strstr(r.err, ":4: row 3: wrong name: '#'\n"));
}

Test(overlay, that_is_not_there_is_no_input)
{
	char *path = format("%s/none.csv", scratch());
	struct run r = emit("services",
	    sample_write("service-names-port-numbers", services), "--overlay",
	    path, NULL);

	cr_assert_eq(r.status, 66);
	cr_expect_str_eq(r.err, format("portreg-emit: %s: cannot open: %s\n",
				    path, "No such file or directory"));
}

/*
 * A format with overlays of as many rows as they can have, given three times,
 * beside a service at each port and protocol and one at all ports.  What awk
 * prints has its number as i.
 */
static struct run
check_many(const char *name, const char *header, const char *row)
{
	return run_shell(
	    "set -e; cd '%s'; awk 'BEGIN { print \"kind,name,port_first,"
	    "port_last,protocol,description,alias_of,assignee,contact,"
	    "reference,registered,modified,service_code,unauthorized,note\"; "
	    "print \"registry,service-names-port-numbers,,,,S,,,,"
	    "uri:https://example.org/,,2026-01-02,,,rows=262145 "
	    "sha256=%064d\"; "
	    "n = split(\"tcp udp sctp dccp\", p, \" \"); "
	    "for (i = 0; i < 65536; i++) { for (k = 1; k <= n; k++) "
	    "print \"assigned,s\" i \",\" i \",\" i \",\" p[k] "
	    "\",,,,,,,,,,\"; if (i == 0) "
	    "print \"assigned,all,0,65535,tcp,,,,,,,,,,\" } }' >in.csv; "
	    "awk 'BEGIN { print \"%s\"; for (i = 0; i < %d; i++) "
	    "print %s }' >o.csv; %s; "
	    "'%s/portreg-emit' -f %s --overlay o.csv --overlay o.csv "
	    "--overlay o.csv in.csv | tail -1; rm in.csv",
	    scratch(), 0, header, OVERLAY_MOST, row, limit_time(), built(),
	    name);
}

Test(overlay, of_many_rows_is_checked_in_little_time, .timeout = 600)
{
	struct run r =
	    check_many("json", ACTION, "\"add,65535,tcp,a\" i \",,s,w\"");

	cr_expect_str_eq(r.out, "}\n", "%s", r.err);
	r = check_many("json", "port,related,source,why",
	    "65534 - i % 64 \",\" 60000 - int(i / 64) \",s,w\"");
	cr_expect_str_eq(r.out, "}\n", "%s", r.err);
	r = check_many("services", ACTION,
	    "\"alias,\" 65535 - i \",tcp,a\" i \",s\" 65535 - i \",s,w\"");
	cr_expect_str_eq(r.out,
	    "# s65535 65535/dccp (protocol not in profile)\n", "%s", r.err);
}

Test(overlay, of_the_user_wins_over_the_one_before)
{
	char *path = format("%s/overlay.csv", scratch());
	static const char text[] = PREFER "2049,tcp,shilp,a test\n";
	struct run r;
	const char *nfs, *shilp;

	write_file(path, text, sizeof(text) - 1);
	r = emit("services", data_file("service-names-port-numbers.csv"),
	    "--overlay", data_file("preferred.csv"), "--overlay", path, NULL);
	cr_assert_eq(r.status, 0, "%s", r.err);
	shilp = strstr(r.out, "shilp\t2049/tcp");
	nfs = strstr(r.out, "nfs\t2049/tcp");
	cr_assert(shilp != NULL && nfs != NULL && shilp < nfs);
	shilp = strstr(r.out, "shilp\t2049/udp");
	nfs = strstr(r.out, "nfs\t2049/udp");
	cr_assert(shilp != NULL && nfs != NULL && nfs < shilp);
}

Test(overlay, of_the_tree_prefers_a_name_wherever_there_are_several)
{
	struct run r =
	    emit("services", data_file("service-names-port-numbers.csv"), NULL);
	struct entries e = entries_read(r.out);
	struct diag diag = {.tool = "test", .out = stderr};
	struct overlay o = {0};
	size_t i, slots = 0;

	cr_assert_eq(
	    overlay_read(&o, data_file("preferred.csv"), &diag), STATUS_OK);
	for (i = 1; i < e.n; i++) {
		const struct entry *a = &e.at[i - 1], *b = &e.at[i];
		int same = a->number == b->number &&
			   strcmp(a->protocol, b->protocol) == 0;

		/* Slots of three names count once. */
		if (!same || (i > 1 && a[-1].number == b->number &&
				 strcmp(a[-1].protocol, b->protocol) == 0))
			continue;
		slots++;
		cr_expect_not_null(overlay_find(&o, OVERLAY_PREFER, b->number,
				       protocol_find(b->protocol)),
		    "%d/%s: none is preferred", b->number, b->protocol);
	}
	cr_expect_eq(slots, o.n, "rows that decide nothing");
}

Test(overlay, of_the_tree_calls_protocols_what_iana_does_not)
{
	struct run r =
	    emit("protocols", data_file("protocol-numbers.csv"), NULL);
	struct entries e = entries_read(r.out);
	struct diag diag = {.tool = "test", .out = stderr};
	struct overlay o = {0};
	size_t i, k;

	cr_assert_eq(
	    overlay_read(&o, data_file("customary.csv"), &diag), STATUS_OK);
	cr_assert_gt(o.n, 0);
	for (i = 0; i < o.n; i++) {
		for (k = 0; k < e.n; k++)
			if (e.at[k].number == o.rows[i].number)
				break;
		cr_assert_lt(k, e.n);
		cr_expect(o.rows[i].aliases[0] != '\0' ||
			      strcmp(o.rows[i].name, e.at[k].name) != 0,
		    "%s: adds nothing", o.rows[i].name);
		cr_expect(i == 0 || o.rows[i - 1].number < o.rows[i].number,
		    "%s: not in order", o.rows[i].name);
	}
}

Test(overlay, of_the_tree_gives_each_name_that_software_expects)
{
	static const char *const expected[] = {"\nnicname\t43/tcp\twhois\t",
	    "\npop3\t110/tcp\tpop pop-3\t", "\nimap\t143/tcp\timap2 imap4\t",
	    "\nhttp\t80/tcp\twww www-http\t"};
	const char *compat = "data/compat.csv";
	char *dir = scratch();
	struct run r = emit("services",
	    data_file("service-names-port-numbers.csv"), "--overlay", compat,
	    "--ledger", format("%s/ledger", dir), NULL);
	size_t i, rows;

	cr_assert_eq(r.status, 0, "%s", r.err);
	for (i = 0; i < 4; i++)
		cr_expect_not_null(strstr(r.out, expected[i]));
	/* One row of the header, and none that has another outcome. */
	rows = strtoul(
	    run_shell("grep -c '^alias,' data/compat.csv").out, NULL, 10);
	r = run_shell("grep '^%s,[0-9]*,compat,' '%s/ledger' | grep -c "
		      "',alias,[a-z0-9-]*,,$'",
	    compat, dir);
	cr_expect_eq(strtoul(r.out, NULL, 10), rows, "%s", r.out);
	cr_expect_geq(rows, 50);
}
