/* SPDX-License-Identifier: MIT */
/* c-constants: which macros there are, and what is refused. */
#include <criterion/criterion.h>
#include <string.h>

#include "run.h"
#include "synth.h"

static const char ports[] = "service-names-port-numbers";
static const char protocols[] = "protocol-numbers";

/* Emit a snapshot, with up to two more arguments. */
static struct run
emit(const char *path, const char *option, const char *value)
{
	const char *argv[] = {
	    "portreg-emit", "-f", "c-constants", path, option, value, NULL};

	return run(NULL, argv);
}

/* The same for a snapshot that is made. */
static struct run
emit_records(const char *registry, const char *const records[])
{
	return emit(
	    synth_snapshot(registry, "2026-08-17", records), NULL, NULL);
}

static const char *const one_of_each[] = {
    "assigned|www-http|80|80|tcp|Web",
    "assigned|nfs|2049|2049|sctp",
    "assigned|x11|6000|6063|udp|X Window",
    "assigned|boe-cms|6400|6400||BOE",
    "assigned|swx|7300|7359",
    "assigned|Apple Remote Desktop (Net Assistant)|3283|3283|tcp",
    "assigned|portless|||tcp",
    "alias|www_http|80|80|tcp|Web|alias_of=www-http",
    "withdrawn|sua|14001|14001|udp|De-Registered",
    "reserved|spare|20|20|tcp|Reserved",
    "private|mine|24|24|tcp|any private",
    "unassigned||4|4||Unassigned",
    "other|odd|1008|1008|udp|Possibly used",
    NULL,
};

Test(c_constants, are_of_assigned_names_with_a_number)
{
	struct run r = emit_records(ports, one_of_each);

	cr_assert_eq(r.status, 0, "%s", r.err);
	cr_expect_str_eq(r.out,
	    "/*\n"
	    " * A Registry of 2026-08-17,\n"
	    " * https://example.org/registry.xml\n"
	    " * portreg-artifact: c-constants/1 2026-08-17 sha256:"
	    "0000000000000000000000000000000000000000000000000000000000000000\n"
	    " *\n"
	    " * Made by portreg-emit; do not edit.  The data is in the\n"
	    " * public domain: SPDX-License-Identifier: CC0-1.0\n"
	    " */\n"
	    "#ifndef IANA_PORTS_H\n"
	    "#define IANA_PORTS_H\n"
	    "\n"
	    "/* The date of the registry, YYYYMMDD. */\n"
	    "#define IANA_PORTS_VERSION 20260817\n"
	    "\n"
	    "#define IANA_PORT_WWW_HTTP_TCP 80 /* Web */\n"
	    "#define IANA_PORT_NFS_SCTP 2049\n"
	    "#define IANA_PORT_APPLE_REMOTE_DESKTOP_NET_ASSISTANT_TCP 3283\n"
	    "#define IANA_PORT_X11_UDP_FIRST 6000 /* X Window */\n"
	    "#define IANA_PORT_X11_UDP_LAST 6063\n"
	    "#define IANA_PORT_BOE_CMS 6400 /* BOE */\n"
	    "#define IANA_PORT_SWX_FIRST 7300\n"
	    "#define IANA_PORT_SWX_LAST 7359\n"
	    "\n"
	    "#endif /* IANA_PORTS_H */\n");
	cr_expect_str_eq(r.err, "");
}

Test(c_constants, keep_what_a_description_says_in_its_comment)
{
	static const char *const records[] = {
	    "assigned|a|1|1|tcp|*/ int pwn; /*",
	    "assigned|b|2|2|tcp|FORT\303\211 \342\200\256 %s%n",
	    "assigned|c|3|3|tcp|ends in \\",
	    NULL,
	};
	struct run r = emit_records(ports, records);

	cr_assert_eq(r.status, 0, "%s", r.err);
	cr_expect_not_null(strstr(r.out, " 1 /* * / int pwn; / * */\n"));
	cr_expect_not_null(strstr(r.out, " 2 /* FORT? ? %s%n */\n"));
	cr_expect_not_null(strstr(r.out, " 3 /* ends in \\ */\n"));
}

static const char *const some_protocols[] = {
    "assigned|TCP|6|6",
    "assigned|TP++|39|39",
    "assigned|TWO|90|90",
    "assigned|TWO|92|94",
    "assigned|A/N|107|107",
    "assigned|RANGE|150|152",
    "reserved|Reserved|255|255",
    NULL,
};

Test(c_constants, of_protocols_have_no_transport)
{
	struct run r = emit_records(protocols, some_protocols);
	const char *body;

	cr_assert_eq(r.status, 0, "%s", r.err);
	body = strstr(r.out, "#define IANA_PROTOCOLS_VERSION 20260817\n");
	cr_assert_not_null(body);
	cr_expect_str_eq(strchr(body, '\n') + 1,
	    "\n"
	    "#define IANA_PROTOCOL_TCP 6\n"
	    "#define IANA_PROTOCOL_TP 39\n"
	    "#define IANA_PROTOCOL_TWO_90 90\n"
	    "#define IANA_PROTOCOL_TWO_92_FIRST 92\n"
	    "#define IANA_PROTOCOL_TWO_92_LAST 94\n"
	    "#define IANA_PROTOCOL_A_N 107\n"
	    "#define IANA_PROTOCOL_RANGE_FIRST 150\n"
	    "#define IANA_PROTOCOL_RANGE_LAST 152\n"
	    "\n"
	    "#endif /* IANA_PROTOCOLS_H */\n");
}

static const char *const with_several[] = {
    "assigned|alt|591|591|tcp",
    "assigned|alt|591|591|udp",
    "assigned|alt|8008|8010|tcp",
    "assigned|alt|||udp",
    "alias|alt|9000|9000|udp||alias_of=other",
    NULL,
};

Test(c_constants, of_a_name_with_several_ports_tell_the_port)
{
	struct run r = emit_records(ports, with_several);

	cr_assert_eq(r.status, 0, "%s", r.err);
	cr_expect_not_null(strstr(r.out, " IANA_PORT_ALT_TCP_591 591\n"));
	cr_expect_not_null(
	    strstr(r.out, " IANA_PORT_ALT_TCP_8008_FIRST 8008\n"));
	cr_expect_not_null(
	    strstr(r.out, " IANA_PORT_ALT_TCP_8008_LAST 8010\n"));
	cr_expect_not_null(strstr(r.out, " IANA_PORT_ALT_UDP 591\n"));
	cr_expect_null(strstr(r.out, " IANA_PORT_ALT_TCP "));
	cr_expect_null(strstr(r.out, "9000"));
}

Test(c_constants, keep_their_names_in_a_selection)
{
	char *path = synth_snapshot(ports, "2026-08-17", with_several);
	struct run r = emit(path, "--ports", "500-600");

	cr_assert_eq(r.status, 0, "%s", r.err);
	cr_expect_not_null(strstr(r.out, " IANA_PORT_ALT_TCP_591 591\n"));
	cr_expect_not_null(strstr(r.out, " IANA_PORT_ALT_UDP 591\n"));
	cr_expect_null(strstr(r.out, "8008"));
}

Test(c_constants, take_another_prefix)
{
	char *path = synth_snapshot(ports, "2026-08-17", one_of_each);
	struct run r = emit(path, "--prefix", "My_");

	cr_assert_eq(r.status, 0, "%s", r.err);
	cr_expect_not_null(strstr(r.out, "\n#ifndef My_PORTS_H\n"
					 "#define My_PORTS_H\n"));
	cr_expect_not_null(
	    strstr(r.out, "\n#define My_PORTS_VERSION 20260817\n"));
	cr_expect_not_null(strstr(r.out, "\n#define My_PORT_WWW_HTTP_TCP 80"));
	cr_expect_null(strstr(r.out, "IANA_"));
}

Test(c_constants, of_a_registry_dated_by_month_have_a_version_with_day_0)
{
	char *path = synth_snapshot(ports, "2002-09", one_of_each);
	struct run r = emit(path, NULL, NULL);

	cr_assert_eq(r.status, 0, "%s", r.err);
	cr_expect_not_null(
	    strstr(r.out, "#define IANA_PORTS_VERSION 20020900\n"));
}

/* Records that would share a macro, the first two in lines 3 and 4. */
static const struct {
	const char *records[4];
	const char *macro, *first, *second;
} clashes[] = {
    {{"assigned|a-b|1|1|tcp", "assigned|a_b|2|2|tcp"}, "A_B_TCP", "a-b", "a_b"},
    {{"assigned|Case|1|1|tcp", "assigned|case|2|2|tcp"}, "CASE_TCP", "Case",
	"case"},
    {{"assigned|fcp|1|1|udp", "assigned|fcp-udp|2|2"}, "FCP_UDP", "fcp",
	"fcp-udp"},
    {{"assigned|x|1|3", "assigned|x.first|4|4"}, "X_FIRST", "x", "x.first"},
    {{"assigned|x|1|3", "assigned|x.last|4|4"}, "X_LAST", "x", "x.last"},
    {{"assigned|n|1|1|tcp", "assigned|n-tcp-1|3|3", "assigned|n|4|4|tcp"},
	"N_TCP_1", "n", "n-tcp-1"},
    {{"assigned|twin|1|1|tcp|a", "assigned|twin|1|1|tcp|b"}, "TWIN_TCP_1",
	"twin", "twin"},
};

Test(c_constants, that_clash_are_refused_with_the_lines_of_both)
{
	static const char message[] =
	    "portreg-emit: %s:3: IANA_PORT_%s is also the macro of line 4: "
	    "'%s'\n"
	    "portreg-emit: %s:4: IANA_PORT_%s is also the macro of line 3: "
	    "'%s'\n";
	size_t i;

	for (i = 0; i < sizeof(clashes) / sizeof(clashes[0]); i++) {
		const char *macro = clashes[i].macro;
		char *path =
		    synth_snapshot(ports, "2026-08-17", clashes[i].records);
		struct run r = emit(path, NULL, NULL);
		char *expected = format(message, path, macro, clashes[i].first,
		    path, macro, clashes[i].second);

		cr_expect_eq(r.status, 65, "%s", macro);
		cr_expect_str_eq(r.out, "");
		cr_expect_str_eq(r.err, expected);
	}
}

Test(c_constants, that_clash_leave_the_target_alone)
{
	char *path = synth_snapshot(ports, "2026-08-17", clashes[0].records);
	char *dir = scratch();
	char *target = format("%s/ports.h", dir);
	struct run r;

	write_file(target, "old\n", 4);
	r = emit(path, "-o", target);
	cr_expect_eq(r.status, 65);
	cr_expect_str_eq(read_file(target, NULL), "old\n");
	cr_expect_eq(count_names(dir), 1);
}

Test(c_constants, that_clash_can_be_kept_apart_by_a_selection)
{
	char *path = synth_snapshot(ports, "2026-08-17", clashes[0].records);
	struct run r = emit(path, "--ports", "2");

	cr_assert_eq(r.status, 0, "%s", r.err);
	cr_expect_not_null(strstr(r.out, " IANA_PORT_A_B_TCP 2\n"));
}

Test(c_constants, never_are_the_guard_or_the_version)
{
	static const char *const records[] = {
	    "assigned|s-version|1|1", "assigned|s-h|2|2", NULL};
	struct run r = emit_records(ports, records);

	cr_assert_eq(r.status, 0, "%s", r.err);
	cr_expect_not_null(strstr(r.out, " IANA_PORT_S_VERSION 1\n"));
	cr_expect_not_null(strstr(r.out, " IANA_PORT_S_H 2\n"));
}

Test(c_constants, are_refused_for_a_name_without_letters_and_digits)
{
	static const char *const records[] = {
	    "assigned|\303\251+|1|1|tcp", NULL};
	struct run r = emit_records(ports, records);

	cr_expect_eq(r.status, 65);
	cr_expect_str_eq(r.out, "");
	cr_expect_not_null(strstr(r.err,
	    ":3: no letter or digit to make a macro of: '\\xc3\\xa9+'\n"));
}
