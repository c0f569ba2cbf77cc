/* SPDX-License-Identifier: MIT */
/*
 * What must be refused: tests/refuse/NAME.xml and NAME.csv, with exactly the
 * messages of NAME.err.  PORTREG_ACCEPT works as in test_golden.c.
 */
#include <criterion/criterion.h>
#include <criterion/parameterized.h>
#include <stdlib.h>
#include <string.h>

#include "parse.h"
#include "run.h"
#include "snapshot.h"

enum {
	MOST_CASES = 200
};

static char names[MOST_CASES][RUN_NAME];

ParameterizedTestParameters(refuse, says_exactly_what_is_wrong)
{
	static const char *const suffixes[] = {".xml", ".csv", NULL};
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

ParameterizedTest(char name[RUN_NAME], refuse, says_exactly_what_is_wrong)
{
	const struct parse_options options = {NULL, 0, 0};
	char *path = format("%s/tests/refuse/%s", tree(), name);
	char *said = NULL;
	size_t said_n;
	FILE *in = fopen(path, "r");
	struct diag diag = {
	    "portreg", name, open_memstream(&said, &said_n), 0, 0};
	struct table table;
	int status;

	cr_assert_not_null(in);
	status = strstr(name, ".xml") != NULL
		     ? parse_xml(&table, in, &options, &diag)
		     : snapshot_read(&table, in, &diag);
	fclose(diag.out);
	fclose(in);
	cr_expect_eq(status, STATUS_DATA, "%s: status %d", name, status);
	compare(name, said, said_n);
	table_free(&table);
	free(said);
	free(path);
}
