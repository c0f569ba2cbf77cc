/* SPDX-License-Identifier: MIT */
/* The explain format: pages of ports and names. */
#include <criterion/criterion.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "sample.h"

static const char id[] = "service-names-port-numbers";

/* What explain makes of the registry with its related ports. */
static struct run
explain(const char *options)
{
	return run_shell("'%s'/portreg-emit -f explain --overlay "
			 "data/related.csv  %s "
			 "data/service-names-port-numbers.csv",
	    built(), options);
}

static void
expect_line(const char *out, const char *line)
{
	cr_expect_not_null(strstr(out, format("\n%s\n", line)),
	    "no line '%s' in\n%s", line, out);
}

Test(explain, has_the_whole_page_of_port_643)
{
	struct run r = explain("--ports 643");
	char *page =
	    read_file(format("%s/tests/explain/643.txt", tree()), NULL);

	cr_expect_eq(r.status, 0, "%s", r.err);
	cr_expect_str_eq(r.out, page, "%s", r.out);
	cr_expect_str_empty(r.err);
}

/* Options, and lines that are on the pages, up to NULL. */
static const struct {
	const char *options;
	const char *lines[6];
} pages[] = {
    {"--ports 63",
	{"  Also spelt     whois++ (historic)", "  Transports     tcp, udp"}},
    {"--ports 2", {"  State          nothing is assigned to it",
		      "  State          reserved: not to be assigned",
		      "  Modified       2025-02-13",
		      "  Note           De-assigned on 2025-02-13, previously "
		      "compressnet "
		      "by"}},
    {"--ports 8", {"  State          unassigned: free to be applied for"}},
    {"--ports 7775", {"  Description    A File System using TLS over a wide "
		      "area network"}},
    {"--ports 24",
	{"any private mail system", "  State          for any private use"}},
    {"--ports 1028",
	{"  State          withdrawn: it was assigned, and is no more"}},
    {"--ports 49152",
	{"  Registry       has no record of it",
	    "  Range          Dynamic Ports (49152-65535): never assigned; for "
	    "local and",
	    "  49150          inspider"}},
    {"--ports 6001",
	{"Port 6001: x11", "  Ports          6000 to 6063",
	    "  Unauthorised   Known Unauthorized Use on port 6003"}},
    {"--ports 3322", {"  Transports     none named"}},
    {"--ports 1113", {"  Service code   7107696"}},
    {"--ports 22", {"  References     RFC 4251 "
		    "https://www.rfc-editor.org/info/rfc4251"}},
    {"--ports 25", {"    https://datatracker.ietf.org/doc/"
		    "draft-ietf-emailcore-rfc5321bis-43/",
		       "  Assignee       IESG"}},
    {"--ports 1021",
	{"                 RFC 4727 https://www.rfc-editor.org/info/rfc4727",
	    "  Transports     tcp, udp, sctp, dccp"}},
    {"--names SSH", {"Port 22: ssh", "Service SSH",
			"  Port           none: it is found by name",
			"  Ports          22"}},
    {"--names http-alt", {"Port 591: http-alt", "  Other ports    8008, 8080",
			     "Port 8080: http-alt"}},
    {"--names sanity,ntp --ports 1",
	{"Port 1: tcpmux", "Port 123: ntp", "Port 643: sanity"}},
    {"--names whois++", {"Port 63: whoispp"}},
};

Test(explain, says_what_the_registry_has)
{
	size_t i, k;

	for (i = 0; i < sizeof(pages) / sizeof(pages[0]); i++) {
		struct run r = explain(pages[i].options);
		char *out = format("\n%s", r.out);

		cr_expect_eq(r.status, 0, "%s: %s", pages[i].options, r.err);
		for (k = 0; pages[i].lines[k] != NULL; k++)
			expect_line(out, pages[i].lines[k]);
	}
}

Test(explain, has_no_range_where_a_port_has_a_record)
{
	struct run r = explain("--ports 7775");

	cr_expect_null(strstr(r.out, "unassigned"), "%s", r.out);
	cr_expect_null(strstr(r.out, "7748"), "%s", r.out);
}

Test(explain, keeps_to_80_columns_on_every_page)
{
	struct run r = explain("--ports 0-65535");
	size_t lines = 0;
	char *line;

	cr_assert_eq(r.status, 0, "%s", r.err);
	for (line = strtok(r.out, "\n"); line != NULL;
	     line = strtok(NULL, "\n"), lines++) {
		const char *s;
		size_t columns = 0;

		for (s = line; *s != '\0'; s++)
			columns += ((unsigned char)*s & 0xc0) != 0x80;
		cr_assert_leq(columns, 80, "%s", line);
		cr_assert_neq(s[-1], ' ', "'%s'", line);
	}
	cr_expect_gt(lines, 1000000);
}

static const struct {
	const char *options;
	int status;
	const char *message;
} failures[] = {
    {"--names sanitty", 65, "no service of that name; near it are sanity"},
    {"--names htpt", 65, "near it are http, "},
    {"--names httpx,qqqqqqqqqqqqqq", 65, "that name: 'qqqqqqqqqqqqqq'"},
    {"--names ''", 64, "not a list of names"},
    {"--names a,,b", 64, "not a list of names"},
    {"--ports 65536", 64, "not a port or range of ports: '65536'"},
    {"--ports 1,x", 64, "not a port or range of ports: 'x'"},
    {"", 64, "pages of which ports or names?: 'explain'"},
    {"--ports 1 --protocol tcp", 64, "pages are of all protocols"},
    {"--ports 1 --style html", 64, "unknown style: 'html'"},
    {"-f services --style markdown", 64, "nothing to verify"},
    {"-f services --style text", 64, "nothing to verify"},
};

Test(explain, fails_with_one_clear_message_and_writes_nothing)
{
	size_t i;

	for (i = 0; i < sizeof(failures) / sizeof(failures[0]); i++) {
		struct run r = explain(failures[i].options);

		cr_expect_eq(r.status, failures[i].status, "%s: %d",
		    failures[i].options, r.status);
		cr_expect_not_null(strstr(r.err, failures[i].message), "%s: %s",
		    failures[i].options, r.err);
		cr_expect_str_empty(r.out, "%s", failures[i].options);
	}
}

/* Text that a terminal, Markdown or JSON would act on. */
static const char hostile[] =
    "assigned,a,1,1,tcp,\"*x* [y](javascript:z) <b>&lt; `c` \\\\ "
    "\xe2\x80\xae#\""
    ",,A_<b>_2,,uri:javascript:x; uri:https://e.org/a b>c|_t_,,,,,"
    "\"- one\n1. two\n=== | ~~\"\n";

Test(explain, leaves_text_of_the_registry_text)
{
	char *path = sample_write(id, hostile);
	struct run r;

	run_shell("sed -i 's/rows=[0-9]*/rows=1/' '%s'", path);
	r = emit("explain", path, "--ports", "1", NULL);
	cr_assert_eq(r.status, 0, "%s", r.err);
	expect_line(r.out, "  Description    *x* [y](javascript:z) <b>&lt; `c` "
			   "\\\\ \\u202e#");
	expect_line(r.out, "  References     javascript:x");
	expect_line(r.out, "                 _t_ https://e.org/a%20b%3Ec");
	r = emit("explain", path, "--ports", "1", "--style", "markdown", NULL);
	expect_line(r.out,
	    "- **Description:** \\*x\\* \\[y\\](javascript:z) \\<b\\>\\&lt; "
	    "\\`c\\` \\\\\\\\ \\\\u202e\\#");
	expect_line(r.out, "- **Assignee:** A \\<b\\>");
	expect_line(r.out, "- **References:** javascript:x");
	expect_line(r.out, "- [\\_t\\_](<https://e.org/a%20b%3Ec>)");
	expect_line(r.out, "- **Note:** - one\\\n  1\\. two\\\n  \\=\\=\\= \\| "
			   "\\~\\~");
	r = emit("explain", path, "--ports", "1", "--style", "json", NULL);
	cr_expect_not_null(strstr(r.out, "\\u202e#\""), "%s", r.out);
	cr_expect_not_null(
	    strstr(r.out, "[{\"label\":\"javascript:x\"},{\"label\":\"_t_\","
			  "\"url\":\"https://e.org/a%20b%3Ec\"}]"),
	    "%s", r.out);
}

Test(explain, has_colours_on_a_terminal_only)
{
	static const char *const cases[][2] = {
	    {"TERM=xterm NO_COLOR=", "1"},
	    {"TERM=xterm NO_COLOR=1", "0"},
	    {"TERM=dumb NO_COLOR=", "0"},
	    {"TERM=xterm NO_COLOR= OUT=-o/dev/stdout", "0"},
	};
	size_t i;

	if (!have("script"))
		cr_skip("no script(1)");
	for (i = 0; i < 3; i++) {
		struct run r =
		    run_shell("%s script -qec '\"%s/portreg-emit\" -f explain "
			      "--ports 643 "
			      "data/service-names-port-numbers.csv' /dev/null "
			      "</dev/null | grep -c '[[]1;4mPort 643: sanity'",
			cases[i][0], built());

		cr_expect_str_eq(r.out, format("%s\n", cases[i][1]), "%s: %s%s",
		    cases[i][0], r.out, r.err);
	}
	cr_expect_null(strchr(explain("--ports 643").out, '\033'));
}
