/* SPDX-License-Identifier: MIT */
/*
 * The kept corpus of fuzz targets: each file of tests/fuzz/corpus meets the
 * demands of its target, which ends the test where one does not.
 */
#include <criterion/criterion.h>
#include <stdint.h>
#include <stdlib.h>

#include "run.h"

enum {
	MOST_FILES = 400
};

/* LLVMFuzzerTestOneInput of those targets; see the Makefile. */
int replay_verify(const uint8_t *data, size_t n);
int replay_overlay(const uint8_t *data, size_t n);
int replay_xml(const uint8_t *data, size_t n);
int replay_csv(const uint8_t *data, size_t n);
int replay_list(const uint8_t *data, size_t n);
int replay_emit(const uint8_t *data, size_t n);
int replay_against(const uint8_t *data, size_t n);
int replay_lookup(const uint8_t *data, size_t n);

static void
replay(const char *target, int (*one)(const uint8_t *, size_t))
{
	static char names[MOST_FILES][RUN_NAME];
	static const char *const suffixes[] = {"", NULL};
	char *dir = format("fuzz/corpus/%s", target), *path, *content;
	size_t n = list_cases(dir, suffixes, names, MOST_FILES), i, size;

	cr_assert_gt(n, 0);
	cr_assert_lt(n, MOST_FILES);
	for (i = 0; i < n; i++) {
		path = format("%s/tests/%s/%s", tree(), dir, names[i]);
		content = read_file(path, &size);
		cr_expect_eq(one((const uint8_t *)content, size), 0);
		free(content);
		free(path);
	}
	free(dir);
}

Test(corpus, of_verify_meets_all_demands)
{
	replay("verify", replay_verify);
}

Test(corpus, of_overlays_meets_all_demands)
{
	replay("overlay", replay_overlay);
}

Test(corpus, of_xml_meets_all_demands)
{
	replay("xml", replay_xml);
}

Test(corpus, of_snapshots_meets_all_demands)
{
	replay("csv", replay_csv);
}

Test(corpus, of_lists_meets_all_demands)
{
	replay("list", replay_list);
}

Test(corpus, of_artifacts_meets_all_demands)
{
	replay("emit", replay_emit);
}

Test(corpus, of_exports_meets_all_demands)
{
	replay("against", replay_against);
}

Test(corpus, of_names_meets_all_demands)
{
	replay("lookup", replay_lookup);
}
