/* SPDX-License-Identifier: MIT */
/*
 * Verify: tests/verify/NAME.services, or NAME.protocols, gets exactly the
 * report NAME.txt, and what make puts into dist gets none but the notes it must
 * have.
 */
#include <criterion/criterion.h>
#include <criterion/parameterized.h>
#include <stdlib.h>
#include <string.h>

#include "sample.h"

enum {
	MOST_CASES = 100
};

static char names[MOST_CASES][RUN_NAME];

static struct run
verify(const char *file, const char *arguments)
{
	const char *suffix = strrchr(file, '.');

	return run_shell(
	    "cd tests/verify && '%s/portreg-emit' -f %s --verify '%s' %s",
	    built(),
	    suffix != NULL && strcmp(suffix, ".protocols") == 0 ? "protocols"
								: "services",
	    file, arguments);
}

ParameterizedTestParameters(verify, reports_exactly_what_is_wrong)
{
	static const char *const suffixes[] = {".services", ".protocols", NULL};
	size_t n = list_cases("verify", suffixes, names, MOST_CASES);

	return cr_make_param_array(char[RUN_NAME], names, n);
}

/* Compare with the report that is expected, or write what would be. */
static void
compare(const char *name, const struct run *r)
{
	const char *accept = getenv("PORTREG_ACCEPT");
	int stem = (int)strcspn(name, ".");
	char *path =
	    accept == NULL
		? format("%s/tests/verify/%.*s.txt", tree(), stem, name)
		: format("%s/verify/%.*s.txt", accept, stem, name);

	if (accept != NULL)
		write_file(path, r->out, r->out_n);
	else
		cr_expect_str_eq(r->out, read_file(path, NULL), "%s: said\n%s",
		    name, r->out);
}

ParameterizedTest(char name[RUN_NAME], verify, reports_exactly_what_is_wrong)
{
	struct run r = verify(name, "");

	cr_expect_str_eq(r.err, "");
	cr_expect_eq(r.status, strstr(r.out, ": error: ") != NULL ? 65 : 0);
	compare(name, &r);
}

Test(verify, a_file_that_cannot_be_opened_is_66)
{
	struct run r = verify("no-such-file", "");

	cr_expect_eq(r.status, 66);
	cr_expect_str_eq(r.out, "");
}

/* What the report on ours must be: each name on a port that has one. */
static char *
second_names(const char *file)
{
	struct run r = run_shell(
	    "awk '/^#/ { next } first[$2] { "
	    "printf \"services:%%d: note: all: second name, after line %%d: "
	    "\\047%%s\\047\\n\", NR, first[$2], $2 } "
	    "!first[$2] { first[$2] = NR }' '%s'",
	    file);

	cr_assert_eq(r.status, 0, "%s", r.err);
	return r.out;
}

Test(verify, finds_no_error_in_ours_and_notes_each_second_name)
{
	char *file = format("%s/services", getenv("PORTREG_DIST"));
	char *notes = second_names(file);
	struct run r = run_shell("cd '%s' && '%s/portreg-emit' -f services "
				 "--verify services",
	    getenv("PORTREG_DIST"), built());

	cr_expect_eq(r.status, 0, "%.2000s", r.out);
	cr_expect_str_eq(r.out, notes);
}

Test(verify, replaces_a_report_unless_there_is_none)
{
	char *dir = scratch();
	char *report = format("%s/report", dir);
	char *options = format("-o '%s'", report);
	char *file = format("%s/wrong.services", dir);
	struct run r;

	write_file(report, "before\n", 7);
	r = verify(format("%s/nothing.services", dir), options);
	cr_expect_eq(r.status, 66, "%s", r.err);
	cr_expect_str_eq(read_file(report, NULL), "before\n");
	write_file(file, "a x/tcp\n", 8);
	r = verify(file, options);
	cr_expect_eq(r.status, 65, "%s", r.err);
	cr_expect_str_eq(read_file(report, NULL), verify(file, "").out);
	cr_expect_eq(count_names(dir), 2);
}

/* musl has another name for a number, whatever a file says. */
Test(verify, finds_no_error_in_our_protocols)
{
	struct run r = run_shell(
	    "cd '%s' && '%s/portreg-emit' -f protocols --verify protocols | "
	    "sed 's/^[^ ]* //'",
	    getenv("PORTREG_DIST"), built());

	cr_expect_str_eq(
	    r.out, "note: musl: another answer, which is built in: '0'\n");
	r = run_shell("'%s/portreg-emit' -f protocols --verify '%s/protocols' "
		      "--against '%s' | grep -v ': unknown name: '",
	    built(), getenv("PORTREG_DIST"), data_file("protocol-numbers.csv"));
	cr_expect_null(strstr(r.out, "iana"), "%s", r.out);
}

Test(verify, says_how_protocols_differ_from_the_registry)
{
	char *snapshot = sample_write("protocol-numbers",
	    "assigned,TCP,6,6,,,,,,,\nassigned,UDP,17,17,,,,,,,\n"
	    "assigned,A b,18,18,,,,,,,\nunassigned,,20,30,,,,,,,\n"
	    "assigned,C,31,31,,,,,,,\n");
	char *file = format("%s/test.protocols", scratch());
	static const char text[] = "tcp 6\nudp 16\na-b 18\nnew 20\n";
	struct run r;

	write_file(file, text, sizeof(text) - 1);
	r = verify(
	    file, format("--against '%s' | grep iana: | sed 's,^.*protocols,,'",
		      snapshot));
	cr_expect_str_eq(r.out, ": note: iana: missing: 'UDP'\n"
				": note: iana: missing: 'C'\n"
				":2: error: iana: another number: 'udp'\n"
				":4: note: iana: unknown name: 'new'\n");
}

Test(verify, compares_with_the_registry_of_the_database_only)
{
	struct run r = verify("protocol-nul.protocols",
	    format(
		"--against '%s'", data_file("service-names-port-numbers.csv")));

	cr_expect_eq(r.status, 65);
	cr_expect_str_empty(r.out);
	cr_expect_not_null(strstr(
	    r.err, "no registry of protocols: 'service-names-port-numbers'\n"));
}

Test(verify, finds_no_error_in_ours_against_the_registry)
{
	struct run r = run_shell("'%s/portreg-emit' -f services --verify "
				 "'%s/services' --against '%s'",
	    built(), getenv("PORTREG_DIST"),
	    data_file("service-names-port-numbers.csv"));

	cr_expect_eq(r.status, 0, "%.2000s", r.out);
}

Test(verify, says_how_a_file_differs_from_the_registry)
{
	char *snapshot = sample_write("service-names-port-numbers",
	    "assigned,right,2001,2001,tcp,,,,,,,,,,\n"
	    "assigned,moved,2002,2002,tcp,,,,,,,,,,\n"
	    "assigned,missing,2003,2003,tcp,,,,,,,,,,\n");
	char *file = format("%s/services", scratch());
	static const char text[] =
	    "right 2001/tcp\nmoved 2004/tcp\nunknown 2005/tcp\n";
	struct run r;

	write_file(file, text, sizeof(text) - 1);
	r = verify(
	    file, format("--against '%s' | sed 's,^.*services,,'", snapshot));
	cr_expect_str_eq(r.out,
	    ": note: iana: missing: 'moved/tcp'\n"
	    ": note: iana: missing: 'missing/tcp'\n"
	    ":2: error: iana: another port: 'moved/tcp'\n"
	    ":3: note: iana: unknown name: 'unknown/tcp'\n");
}

Test(verify, writes_findings_as_json_too)
{
	struct run r = verify("hijack.services", "--style json");

	cr_expect_eq(r.status, 65);
	cr_expect_str_eq(r.out,
	    "{\"file\":\"hijack.services\",\"line\":1,\"level\":\"error\","
	    "\"readers\":[\"musl\"],\"what\":\"long line, read in pieces or "
	    "not at all\",\"datum\":\"2222/tcp\"}\n"
	    "{\"file\":\"hijack.services\",\"line\":2,\"level\":\"error\","
	    "\"readers\":[\"musl\"],\"what\":\"answered by line 1\","
	    "\"datum\":\"ssh/tcp\"}\n");
}

/* A megabyte in a line, or in many, takes time that grows with it only. */
Test(verify, reads_files_of_any_shape, .timeout = 600)
{
	static const char *const commands[] = {
	    "yes a | tr '\\n' ' ' | head -c 10000000",
	    "yes 'a 1/tcp a' | tr '\\n' ' ' | head -c 10000000",
	    ("{ printf 'a 1/tcp'; yes '/tcp' | tr -d '\\n' | head -c 5000000; "
	     "yes ' a' | tr -d '\\n' | head -c 5000000; }"),
	    "yes 'a 1-65535/tcp/udp' | head -c 4000000",
	    "head -c 5000000 /dev/zero", "printf 'a 1/tcp'"};
	size_t i;

	for (i = 0; i < sizeof(commands) / sizeof(commands[0]); i++) {
		struct run r = run_shell("%s | '%s/portreg-emit' -f services "
					 "--verify - >/dev/null",
		    commands[i], built());

		cr_expect(r.status == 0 || r.status == 65, "%s: %d",
		    commands[i], r.status);
	}
}
