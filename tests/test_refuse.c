/* SPDX-License-Identifier: MIT */
/*
 * What must be refused: tests/refuse/NAME.xml and NAME.csv, and NAME.export
 * as the export of golden/export/in.xml, with exactly the messages of
 * NAME.err.  PORTREG_ACCEPT works as in test_golden.c.
 */
#include <criterion/criterion.h>
#include <criterion/parameterized.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "parse.h"
#include "run.h"
#include "snapshot.h"

enum {
	MOST_CASES = 200
};

static char names[MOST_CASES][RUN_NAME];

ParameterizedTestParameters(refuse, says_exactly_what_is_wrong)
{
	static const char *const suffixes[] = {".xml", ".csv", ".export", NULL};
	size_t n = list_cases("refuse", suffixes, names, MOST_CASES);

	return cr_make_param_array(char[RUN_NAME], names, n);
}

/* Compare with the messages that are expected, or write what would be. */
static void
compare(const char *name, const char *said, size_t n)
{
	const char *accept = getenv("PORTREG_ACCEPT");
	int stem = (int)strcspn(name, ".");
	char *path =
	    accept == NULL
		? format("%s/tests/refuse/%.*s.err", tree(), stem, name)
		: format("%s/refuse/%.*s.err", accept, stem, name);
	char *expected;

	if (accept != NULL) {
		write_file(path, said, n);
	} else {
		expected = read_file(path, NULL);
		cr_expect_str_eq(said, expected, "%s: said\n%s", name, said);
		free(expected);
	}
	free(path);
}

/* Read what a case is about. */
static int
refuse(struct table *t, const char *name, struct diag *diag)
{
	struct parse_options options = {NULL, 0, 0, NULL};
	int is_export = strstr(name, ".export") != NULL;
	FILE *in = fopen(is_export ? "../golden/export/in.xml" : name, "r");
	int status;

	cr_assert_not_null(in);
	if (is_export) {
		options.against = name;
		diag->file = "in.xml";
	}
	status = strstr(name, ".csv") != NULL
		     ? snapshot_read(t, in, diag)
		     : parse_xml(t, in, &options, diag);
	fclose(in);
	return status;
}

ParameterizedTest(char name[RUN_NAME], refuse, says_exactly_what_is_wrong)
{
	char *dir = format("%s/tests/refuse", tree());
	char *said = NULL;
	size_t said_n;
	struct diag diag = {
	    "portreg", name, open_memstream(&said, &said_n), 0, 0};
	struct table table;
	int status;

	cr_assert_eq(chdir(dir), 0);
	status = refuse(&table, name, &diag);
	fclose(diag.out);
	cr_expect_eq(status, STATUS_DATA, "%s: status %d", name, status);
	compare(name, said, said_n);
	table_free(&table);
	free(said);
	free(dir);
}

ParameterizedTestParameters(refuse, leaves_what_was_there)
{
	static const char *const suffixes[] = {".xml", ".csv", NULL};
	size_t n = list_cases("refuse", suffixes, names, MOST_CASES);

	return cr_make_param_array(char[RUN_NAME], names, n);
}

static size_t
count_odd_bytes(const char *s)
{
	size_t n = 0;

	for (; *s != '\0'; s++)
		n += (*s < ' ' || *s > '~') && *s != '\n';
	return n;
}

/*
 * The tools say the same, at first, unless there are too few records before
 * that.  An export has no case here, as there always are.
 */
ParameterizedTest(char name[RUN_NAME], refuse, leaves_what_was_there)
{
	static const char few[] = " records, fewer than the least plausible ";
	const char *tool =
	    strstr(name, ".csv") != NULL ? "emit -f json" : "parse";
	int word = (int)strcspn(tool, " "), stem = (int)strcspn(name, ".");
	char *dir = scratch(), *out = format("%s/out", dir);
	struct run said = run_shell("head -n 1 'tests/refuse/%.*s.err' | "
				    "sed 's/^portreg: /portreg-%.*s: /'",
	    stem, name, word, tool);
	struct run r;

	write_file(out, "old\n", 4);
	r = run_shell("cd tests/refuse && '%s'/portreg-%s -o '%s' '%s'",
	    built(), tool, out, name);
	cr_expect_eq(r.status, 65, "%s: %d", name, r.status);
	cr_expect(strncmp(r.err, said.out, said.out_n) == 0 ||
		      strstr(r.err, few) != NULL,
	    "%s: %s", name, r.err);
	cr_expect_eq(count_odd_bytes(r.err), 0, "%s: %s", name, r.err);
	cr_expect_str_eq(read_file(out, NULL), "old\n", "%s", name);
	cr_expect_eq(count_names(dir), 1, "%s", name);
}
