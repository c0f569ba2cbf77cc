/* SPDX-License-Identifier: MIT */
/*
 * Verify: tests/verify/NAME.services gets exactly the report NAME.txt, and
 * what make puts into dist gets none but the notes it must have.
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
	return run_shell(
	    "cd tests/verify && '%s/portreg-emit' -f services --verify '%s' %s",
	    built(), file, arguments);
}

ParameterizedTestParameters(verify, reports_exactly_what_is_wrong)
{
	static const char *const suffixes[] = {".services", NULL};
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
	char *dir = scratch(), *file = format("%s/services", dir), *notes;
	struct run r;

	/* Aliases with a slash are for the profiles to drop. */
	r = run_shell("awk -F'\t' -v OFS='\t' '$3 ~ \"^[^#]*/\" { $3 = \"\" } "
		      "1' '%s/services' >'%s'",
	    getenv("PORTREG_DIST"), file);
	cr_assert_eq(r.status, 0, "%s", r.err);
	notes = second_names(file);
	r = run_shell("cd '%s' && '%s/portreg-emit' -f services "
		      "--verify services --against '%s'",
	    dir, built(), data_file("service-names-port-numbers.csv"));
	cr_expect_eq(r.status, 0, "%.2000s", r.out);
	r = run_shell("cd '%s' && '%s/portreg-emit' -f services "
		      "--verify services",
	    dir, built());
	cr_expect_eq(r.status, 0, "%.2000s", r.out);
	cr_expect_str_eq(r.out, notes);
}

Test(verify, knows_forty_two_shared_ports_in_ours)
{
	struct run r = run_shell("'%s/portreg-emit' -f services --verify "
				 "'%s/services' | grep -c 'second name'",
	    built(), getenv("PORTREG_DIST"));

	cr_expect_str_eq(r.out, "48\n");
}
