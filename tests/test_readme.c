/* SPDX-License-Identifier: MIT */
/*
 * README.md does what it says: in each block marked "console", a line that
 * starts with "$ " is run, and what follows is what it must print.
 */
#include <criterion/criterion.h>
#include <stdlib.h>
#include <string.h>

#include "run.h"

/* Run one command, up to the line break, and compare what follows it. */
static const char *
check_command(const char *at, const char *end, const char *in)
{
	size_t n = strcspn(at, "\n");
	const char *expected = at + n + 1, *next = expected;
	struct run r;

	while (next < end && strncmp(next, "$ ", 2) != 0)
		next += strcspn(next, "\n") + 1;
	r = run_shell("cd '%s' && %.*s", in, (int)n - 2, at + 2);
	cr_expect_eq(r.status, 0, "%.*s: %s", (int)n, at, r.err);
	cr_expect(r.out_n == (size_t)(next - expected) &&
		      memcmp(r.out, expected, r.out_n) == 0,
	    "%.*s printed\n%s", (int)n, at, r.out);
	free(r.out);
	free(r.err);
	return next;
}

Test(readme, every_command_prints_what_it_shows, .timeout = 600)
{
	static const char mark[] = "```console\n";
	char *readme = read_file(format("%s/README.md", tree()), NULL);
	char *copy = copy_tree();
	const char *block = readme;
	size_t commands = 0;

	if (!have("jq"))
		cr_skip("no jq");
	while ((block = strstr(block, mark)) != NULL) {
		const char *end = strstr(block + sizeof(mark), "```\n");

		cr_assert_not_null(end);
		block += sizeof(mark) - 1;
		for (; block < end; commands++)
			block = check_command(block, end, copy);
	}
	cr_expect_geq(commands, 9);
}

Test(readme, names_only_targets_that_make_has)
{
	struct run r = run_shell(
	    "for t in $(grep -o '\\(`\\|\\$ \\|^    \\)make [a-z][a-z-]*' "
	    "README.md | sed 's/.*make //' | sort -u); do "
	    "grep -q \"^$t:\" Makefile || echo $t; done");

	cr_expect_eq(r.status, 0);
	cr_expect_str_empty(r.out, "%s", r.out);
}

Test(readme, manuals_name_files_that_are_there)
{
	struct run r = run_shell(
	    "grep -ho '\\(schemas\\|data\\)/[a-z.-]*' */*.[15] README.md | "
	    "sort -u | while read file; do test -e \"$file\" || "
	    "echo \"$file\"; done; grep -c schemas/ core/*.5");

	cr_expect_str_eq(r.out, "3\n", "%s", r.out);
}
