/* SPDX-License-Identifier: MIT */
/* The nmap format, and how nmap reads it. */
#include <criterion/criterion.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "sample.h"

static const char id[] = "service-names-port-numbers";

#define RECORD(name, ports, protocol, description) \
	"assigned," name "," ports "," protocol "," description ",,,,,,,,,\n"
#define ALIAS(name, ports, protocol, of) \
	"alias," name "," ports "," protocol ",," of ",,,,,,,,\n"

#define TEN	"0123456789"
#define HUNDRED TEN TEN TEN TEN TEN TEN TEN TEN TEN TEN

static const struct {
	const char *what;
	const char *records;
	const char *lines;  /* after the banner */
	const char *ledger; /* what it says of the last record */
} cases[] = {
    {"a line is a name, a port and protocol, and a comment",
	RECORD("a", "1,1", "tcp", "x # 1/0") RECORD("b", "2,2", "sctp", ""),
	"a\t1/tcp\t# x ? 1/0\nb\t2/sctp\n", "emitted,,,"},
    {"the first name of a port is that which nmap takes",
	RECORD("a", "1,1", "udp", "") RECORD("b", "1,1", "udp", ""),
	"a\t1/udp\n", "shadowed,,FILE,3"},
    {"a range has the ports that no other name has",
	RECORD("a", "1,3", "tcp", "") RECORD("b", "2,2", "tcp", ""),
	"a\t1/tcp\nb\t2/tcp\na\t3/tcp\n", "emitted,,,"},
    {"a range is emitted if it has a port at all",
	RECORD("a", "1,1", "tcp", "") RECORD("b", "1,2", "tcp", ""),
	"a\t1/tcp\nb\t2/tcp\n", "emitted,,,"},
    {"nmap knows no DCCP", RECORD("a", "1,1", "dccp", ""), "",
	"unrepresentable,protocol not known to nmap,,"},
    {"a port has a protocol", RECORD("a", "1,1", "", ""), "",
	"unrepresentable,no transport protocol in registry,,"},
    {"nmap has no aliases",
	RECORD("a-b", "1,1", "tcp", "") ALIAS("a_b", "1,1", "tcp", "a-b"),
	"a-b\t1/tcp\n", "unrepresentable,nmap has no aliases,,"},
    {"a name of 127 bytes has room",
	RECORD(HUNDRED TEN TEN "abcdefg", "1,1", "tcp", ""),
	HUNDRED TEN TEN "abcdefg\t1/tcp\n", "emitted,,,"},
    {"a longer one has not",
	RECORD(HUNDRED TEN TEN "abcdefgh", "1,1", "tcp", ""), "",
	"unrepresentable,no room for the name,,"},
    {"a name that is no word does not hide the next",
	RECORD("a b", "1,1", "tcp", "") RECORD("c", "1,1", "tcp", ""),
	"c\t1/tcp\n", "emitted,,,"},
    {"a name that nmap takes for none is none",
	RECORD("unknown", "1,1", "tcp", ""), "",
	"unrepresentable,a name that nmap takes for none,,"},
};

/* Whether the last line ends in outcome, where FILE is any path. */
static int
ends_in(char *text, const char *outcome)
{
	const char *any = strstr(outcome, "FILE");
	size_t n = any == NULL ? strlen(outcome) : (size_t)(any - outcome);
	char *last, *part = strndup(outcome, n);

	text[strlen(text) - 1] = '\0';
	last = strrchr(text, '\n');
	last = strstr(last, part);
	free(part);
	return last != NULL &&
	       strcmp(last + strlen(last) - strlen(any ? any + 4 : outcome),
		   any ? any + 4 : outcome) == 0;
}

Test(nmap, has_one_name_for_each_port_and_a_ledger_for_the_others)
{
	char *ledger = format("%s/ledger", scratch());
	size_t i;

	for (i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		struct run r = emit("nmap", sample_write(id, cases[i].records),
		    "--ledger", ledger, NULL);
		char *text;

		cr_assert_eq(r.status, 0, "%s: %s", cases[i].what, r.err);
		cr_expect_str_eq(sample_body(r.out), cases[i].lines, "%s:\n%s",
		    cases[i].what, r.out);
		text = read_file(ledger, NULL);
		cr_expect(ends_in(text, cases[i].ledger), "%s:\n%s",
		    cases[i].what, text);
	}
}

Test(nmap, has_lines_that_nmap_reads_in_one_piece)
{
	char *text =
	    format("%s%s%s%s", HUNDRED HUNDRED HUNDRED, HUNDRED HUNDRED HUNDRED,
		HUNDRED HUNDRED HUNDRED, HUNDRED HUNDRED HUNDRED);
	char *record = format("assigned,a,1,1,tcp,%s,,,,,,,,,\n", text);
	struct run r = emit("nmap", sample_write(id, record), NULL);

	cr_expect_eq(strlen(sample_body(r.out)), 1023);
}

/* A directory with an nmap-services of all that portreg knows, or a skip. */
static char *
make_full(void)
{
	char *dir = scratch();
	struct run r;

	if (!have("nmap"))
		cr_skip("no nmap");
	r = emit("nmap", data_file("service-names-port-numbers.csv"),
	    "--overlay", data_file("preferred.csv"), "-o",
	    format("%s/nmap-services", dir), NULL);
	cr_assert_eq(r.status, 0, "%s", r.err);
	return dir;
}

/*
 * Look at ports of the loopback interface, so few that nmap lists those that
 * are closed, too.
 */
static struct run
scan(const char *arguments)
{
	return run_shell("nmap %s -sT -n -Pn -v -v -oG - 127.0.0.1", arguments);
}

/* Leave some twenty entries, all for TCP. */
static void
thin_out(struct entries *e)
{
	size_t i, n = 0, left = 0;

	for (i = 0; i < e->n; i++)
		if (strcmp(e->at[i].protocol, "tcp") == 0 && n++ % 300 == 1)
			e->at[left++] = e->at[i];
	e->n = left;
}

/* Their names or ports, joined by commas. */
static char *
join(const struct entries *e, int is_named)
{
	char *list = strdup("");
	size_t i;

	for (i = 0; i < e->n; i++) {
		const struct entry *at = &e->at[i];

		list = is_named ? format("%s,%s", list, at->name)
				: format("%s,%d", list, at->number);
	}
	return list + 1;
}

/* Check that nmap names their ports as the file does. */
static void
check_names(const struct entries *e, const char *out)
{
	size_t i;

	for (i = 0; i < e->n; i++) {
		const struct entry *at = &e->at[i];
		char *port = format(" %d/", at->number);
		char *name = format("/tcp//%s//", at->name);
		const char *found = strstr(out, port);

		cr_expect_not_null(found, "%s:\n%s", at->name, out);
		cr_expect(found != NULL && strstr(found, name) != NULL &&
			      strstr(found, name) < found + 40,
		    "%s:\n%s", at->name, out);
	}
}

Test(nmap, is_read_by_nmap_by_name_and_by_port)
{
	char *dir = make_full();
	struct entries e =
	    entries_read(read_file(format("%s/nmap-services", dir), NULL));
	int is_named;

	thin_out(&e);
	cr_assert_gt(e.n, 15);
	for (is_named = 0; is_named < 2; is_named++) {
		struct run r = scan(
		    format("--datadir '%s' -p '%s'", dir, join(&e, is_named)));

		cr_expect_eq(r.status, 0, "%s", r.err);
		check_names(&e, r.out);
	}
}

Test(nmap, lets_nmap_scan_what_is_in_it)
{
	char *path = format("%s/services", scratch());
	struct run r;

	if (!have("nmap"))
		cr_skip("no nmap");
	r = emit("nmap",
	    sample_write(id,
		RECORD("a", "1,1", "tcp", "x") RECORD("b", "3,3", "tcp", "")),
	    "-o", path, NULL);
	r = scan(format("--servicedb '%s'", path));
	cr_expect_not_null(strstr(r.out, "//a//"), "%s%s", r.out, r.err);
	cr_expect_not_null(strstr(r.out, "//b//"), "%s%s", r.out, r.err);
	r = scan(format("--servicedb '%s' --top-ports 3", path));
	cr_expect_neq(r.status, 0);
	cr_expect_not_null(strstr(r.err, "old style"), "%s", r.err);
}

Test(nmap, warns_of_a_row_of_an_overlay_at_its_place)
{
	char *path = format("%s/overlay.csv", scratch());
	char *text = format("action,port,protocol,name,of,source,why\nadd,3,"
			    "tcp,a%0128d,,us,x\n",
	    0);
	struct run r;

	write_file(path, text, strlen(text));
	r = emit("nmap", sample_write(id, RECORD("a", "1,1", "tcp", "")),
	    "--overlay", path, NULL);
	cr_expect_eq(r.status, 0);
	cr_expect_eq(r.err,
	    strstr(r.err,
		format("portreg-emit: %s:2: warning: nmap: no room for the "
		       "name: 'a000",
		    path)),
	    "%s", r.err);
}
