/* SPDX-License-Identifier: MIT */
/* Selection by a file of names. */
#include <criterion/criterion.h>
#include <string.h>

#include "run.h"
#include "sample.h"

/* What a run with a list of names gives; err names the list's own path. */
struct listed {
	char *out;
	const char *err;
	char *path;
};

static struct listed
emit_listed(const char *format_name, const char *snapshot, const char *overlay,
    const char *names)
{
	struct listed l = {.path = format("%s/names", scratch())};
	struct run r;

	write_file(l.path, names, strlen(names));
	r = emit(format_name, snapshot, "--names", l.path, "--overlay",
	    data_file(overlay), NULL);
	cr_expect_eq(r.status, 0, "%s", r.err);
	l.out = r.out;
	l.err = r.err;
	return l;
}

static const struct {
	const char *names;
	const char *lines; /* of the file, without comments; name and number */
} cases[] = {
    {"ospf\n", "ospf 89\n"},
    {"OSPFIGP\n", "ospf 89\n"},
    {"esp\nIPsec-AH\n", "esp 50\nah 51\n"},
    {"CARP\r\nmh  \n", "vrrp 112\nmobility-header 135\n"},
    {"# TCP\n\nudp\nudp\nUDP\n", "udp 17\n"},
};

Test(select, takes_each_name_that_a_protocols_file_has)
{
	size_t i;

	for (i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		struct listed l =
		    emit_listed("protocols", data_file("protocol-numbers.csv"),
			"customary.csv", cases[i].names);
		struct entries e = entries_read(l.out);
		char *lines = format("%s", "");
		size_t k;

		for (k = 0; k < e.n; k++)
			lines = format(
			    "%s%s %d\n", lines, e.at[k].name, e.at[k].number);
		cr_expect_str_eq(lines, cases[i].lines, "%s", cases[i].names);
		cr_expect_str_empty(l.err, "%s", l.err);
	}
}

Test(select, takes_an_alias_with_what_it_stands_for)
{
	const char *snapshot = data_file("service-names-port-numbers.csv");
	struct listed l =
	    emit_listed("services", snapshot, "preferred.csv", "whois++\n");

	cr_expect_not_null(
	    strstr(l.out, "\nwhoispp\t63/tcp\twhois++\t# whois++\n"
			  "whoispp\t63/udp\twhois++\t# whois++\n"));
	cr_expect_eq(entries_read(l.out).n, 2);
	l = emit_listed("json", snapshot, "preferred.csv", "whoispp\n");
	cr_expect_not_null(strstr(l.out, "\"alias_of\":\"whoispp\""));
	l = emit_listed("c-constants", snapshot, "preferred.csv", "whois++\n");
	cr_expect_not_null(strstr(l.out, "\n#define IANA_PORT_WHOISPP_UDP 63"));
}

Test(select, warns_of_a_name_that_selects_nothing)
{
	struct listed l =
	    emit_listed("services", data_file("service-names-port-numbers.csv"),
		"preferred.csv", "no-such-name\nSANity\n\nb\033d\n");

	cr_expect_eq(entries_read(l.out).n, 2);
	cr_expect_str_eq(l.err,
	    format("portreg-emit: %s:4: warning: selects nothing: 'b\\x1bd'\n"
		   "portreg-emit: %s:1: warning: selects nothing: "
		   "'no-such-name'\n",
		l.path, l.path),
	    "%s", l.err);
}

Test(select, refuses_a_list_with_a_nul)
{
	struct run r = run_shell("printf 'ssh\\n\\nssh\\0\\n' | "
				 "'%s/portreg-emit' -f services --names "
				 "/dev/stdin data/service-names-port-numbers"
				 ".csv",
	    built());

	cr_expect_eq(r.status, 65, "%d", r.status);
	cr_expect_str_eq(r.err, "portreg-emit: /dev/stdin:3: NUL byte\n");
}
