/* SPDX-License-Identifier: MIT */
/* make history: chains of dated files, generated and real. */
#include <criterion/criterion.h>
#include <stdlib.h>
#include <string.h>

#include "update.h"

#define PORTS "service-names-port-numbers"

static struct run
replay(const char *dir)
{
	return run_shell("'%s'/tests/history/replay '%s'", built(), dir);
}

/* Publish a step of a chain in in/ of a copy. */
static void
add_step(const char *copy, const char *date, const char *script)
{
	update_publish(copy, PORTS,
	    format("s/<updated>2026-08-17/<updated>%s/; %s", date, script));
	in_copy(copy, format("mv in/" PORTS ".xml in/" PORTS "-%s.xml", date));
}

Test(history, says_what_each_step_of_a_chain_changed, .timeout = 600)
{
	char *copy = copy_tree();
	struct run r;

	in_copy(copy, "mkdir in");
	add_step(copy, "2026-08-17", "");
	add_step(copy, "2026-08-18", "s/SANity/Sanity/");
	add_step(
	    copy, "2026-08-19", "s/SANity/Sanity/; /<name>sanity</s/y</z</");
	r = replay(format("%s/in", copy));
	cr_expect_eq(r.status, 0, "%s", r.err);
	cr_expect_str_eq(r.out,
	    PORTS "-2026-08-17.xml: 14533 records, 2 ledgers close\n" PORTS
		  "-2026-08-18.xml: 14533 records, 0 breaking, 0 additive, "
		  "2 cosmetic, 0 metadata, 2 ledgers close\n" PORTS
		  "-2026-08-19.xml: 14533 records, 2 breaking, 0 additive, "
		  "0 cosmetic, 0 metadata, 2 ledgers close\n"
		  "history: 3 of 3 files are good\n");
}

/* A file that is cut, and one of which a record is hidden. */
Test(history, goes_on_after_a_file_that_is_bad, .timeout = 600)
{
	char *copy = copy_tree();
	struct run r;

	in_copy(copy, "mkdir in");
	add_step(copy, "2026-08-17", "");
	add_step(copy, "2026-08-18", "$d");
	add_step(copy, "2026-08-19", "1s/$/<!-- <record> -->/");
	add_step(copy, "2026-08-20", "");
	r = replay(format("%s/in", copy));
	cr_expect_eq(r.status, 1, "%s", r.err);
	cr_expect_not_null(strstr(r.err, "-2026-08-18.xml:"), "%s", r.err);
	cr_expect_not_null(
	    strstr(r.err, "-2026-08-19.xml: 14533 of 14534 records are in "
			  "the table\n"));
	cr_expect_not_null(strstr(r.out, "-2026-08-20.xml: 14533 records, 0 "));
	cr_expect_not_null(strstr(r.out, "history: 2 of 4 files are good\n"));
	r = replay(copy);
	cr_expect_eq(r.status, 66);
	cr_expect_not_null(strstr(r.err, "no REGISTRY-YYYY-MM-DD.xml"));
	cr_expect_eq(replay(format("%s/no", copy)).status, 66);
}

Test(history, of_the_real_files_is_good, .timeout = 600)
{
	char **files = registry_files(".xml");
	char *dir = strdup(files[0]);
	struct run r;

	*strrchr(dir, '/') = '\0';
	r = replay(dir);
	free(dir);
	cr_expect_eq(r.status, 0, "%s", r.err);
	cr_expect_str_empty(r.err, "%s", r.err);
	cr_expect_not_null(
	    strstr(r.out, PORTS
		"-2026-08-17.xml: 14533 records, 0 breaking, 30 additive, "
		"11 cosmetic, 22 metadata, 2 ledgers close\n"),
	    "%s", r.out);
}
