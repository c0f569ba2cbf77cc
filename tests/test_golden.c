/* SPDX-License-Identifier: MIT */
/*
 * Golden cases: tests/golden/CASE/in.xml becomes snapshot.csv and, for each
 * file that is named like a format, that format.  The file that is there
 * decides what is checked.  With PORTREG_ACCEPT set to a directory, what is
 * made is written there instead; "make golden" shows the difference.
 */
#include <sys/stat.h>

#include <criterion/criterion.h>
#include <criterion/parameterized.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "emit.h"
#include "parse.h"
#include "run.h"
#include "snapshot.h"

enum {
	MOST_CASES = 100
};

static char names[MOST_CASES][RUN_NAME];

ParameterizedTestParameters(golden, is_as_it_was_read_and_accepted)
{
	static const char *const suffixes[] = {"", NULL};
	size_t n = list_cases("golden", suffixes, names, MOST_CASES);

	return cr_make_param_array(char[RUN_NAME], names, n);
}

/* Compare with the golden file, or write what would be one. */
static void
compare(const char *name, const char *file, const char *made, size_t n)
{
	const char *accept = getenv("PORTREG_ACCEPT");
	char *path;
	char *golden;
	size_t golden_n;

	if (accept != NULL) {
		path = format("%s/golden/%s", accept, name);
		mkdir(path, 0777);
		free(path);
		path = format("%s/golden/%s/%s", accept, name, file);
		write_file(path, made, n);
		free(path);
		return;
	}
	path = format("%s/tests/golden/%s/%s", tree(), name, file);
	golden = read_file(path, &golden_n);
	cr_expect(n == golden_n && memcmp(made, golden, n) == 0,
	    "%s: not what was accepted; see make golden\n%s", path, made);
	free(golden);
	free(path);
}

static void
check_snapshot(const char *name)
{
	struct parse_options options = {NULL, 0, 0, NULL};
	char *path = format("%s/tests/golden/%s/in.xml", tree(), name);
	char *export = format("%s/tests/golden/%s/export.csv", tree(), name);
	char *made = NULL, *said = NULL;
	size_t made_n, said_n;
	FILE *in = fopen(path, "r"), *out = open_memstream(&made, &made_n);
	struct diag diag = {
	    "portreg-parse", "in.xml", open_memstream(&said, &said_n), 0, 0};
	struct table table;

	cr_assert_not_null(in);
	if (access(export, F_OK) == 0)
		options.against = export;
	cr_expect_eq(parse_xml(&table, in, &options, &diag), STATUS_OK);
	cr_expect_eq(snapshot_write(&table, out), 0);
	fclose(out);
	fclose(diag.out);
	fclose(in);
	cr_expect_eq(said_n, 0, "%s: %s", name, said);
	compare(name, "snapshot.csv", made, made_n);
	table_free(&table);
	free(made);
	free(said);
	free(export);
	free(path);
}

/* Check the format, if there is a file for it. */
static void
check_format(const char *name, const char *format_name)
{
	char *dir = format("%s/tests/golden/%s", tree(), name);
	char *golden = format("%s/%s", dir, format_name);
	const char *accept = getenv("PORTREG_ACCEPT");
	char *snapshot =
	    accept == NULL ? format("%s/snapshot.csv", dir)
			   : format("%s/golden/%s/snapshot.csv", accept, name);
	const char *argv[] = {
	    "portreg-emit", "-f", format_name, snapshot, NULL};
	struct stat st;
	struct run r;

	if (stat(golden, &st) == 0) {
		r = run(NULL, argv);
		cr_expect_eq(r.status, 0, "%s: %s", golden, r.err);
		compare(name, format_name, r.out, r.out_n);
		free(r.out);
		free(r.err);
	}
	free(dir);
	free(golden);
	free(snapshot);
}

ParameterizedTest(char name[RUN_NAME], golden, is_as_it_was_read_and_accepted)
{
	size_t i;

	check_snapshot(name);
	for (i = 0; i < n_formats; i++)
		check_format(name, formats[i].name);
}
