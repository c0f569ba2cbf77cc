/* SPDX-License-Identifier: MIT */
/* Whether a file is what portreg-emit would write, and why it is not. */
#include <criterion/criterion.h>
#include <string.h>
#include <sys/stat.h>

#include "artifact.h"
#include "run.h"
#include "sample.h"
#include "synth.h"

#define PORTS "service-names-port-numbers"

static const char *const records[] = {"assigned|a|1|1|tcp", NULL};

/* portreg-emit with some arguments, which hold no blank but between them. */
static struct run
check(const char *format_name, const char *file, const char *snapshot)
{
	return run_shell("'%s/portreg-emit' -f %s --check '%s' '%s'", built(),
	    format_name, file, snapshot);
}

static void
make(const char *format_name, const char *file, const char *snapshot)
{
	cr_assert_eq(run_shell("'%s/portreg-emit' -f %s -o '%s' '%s'", built(),
			 format_name, file, snapshot)
			 .status,
	    0);
}

Test(check, every_artifact_is_what_is_made)
{
	size_t i;

	for (i = 0; i < n_formats; i++) {
		const struct format *f = &formats[i];
		char *file = format("%s/%s", scratch(), f->name), *snapshot;
		struct run r;

		if (*f->registry == '\0' || f->has_pages)
			continue;
		snapshot = data_file(format("%s.csv", f->registry));
		make(f->name, file, snapshot);
		r = check(f->name, file, snapshot);
		cr_expect_eq(r.status, 0, "%s: %s", f->name, r.err);
		cr_expect_str_empty(r.out);
		cr_expect_str_empty(r.err);
	}
}

/* What is done to a file, and what is said of it then. */
static const struct {
	const char *edit, *said;
} edits[] = {
    {"s/^a/b/", "edited by hand, or made with other options or overlays"},
    {"s/2026-08-17 sha/2026-08-16 sha/",
	"stale data: of 2026-08-16, not of 2026-08-17"},
    {"s/sha256:[0-9a-f]/sha256:x/",
	"stale data: of 2026-08-17, but not of the same bytes"},
    {"s,services/1,services/2,",
	"made by a newer portreg: services/2, here services/1"},
    {"s,services/1,protocols/1,", "another format: 'protocols'"},
    {"s,services/1,services/0,",
	"no artifact of portreg, or edited by hand: nothing says what made "
	"it"},
    {"s,services/1,serv\033ices/1,",
	"no artifact of portreg, or edited by hand: nothing says what made "
	"it"},
    {"s/2026-08-17 sha/2026-\033[1m sha/",
	"no artifact of portreg, or edited by hand: nothing says what made "
	"it"},
    {"/artifact/d",
	"no artifact of portreg, or edited by hand: nothing says what made "
	"it"},
};

Test(check, says_why_a_file_is_another)
{
	char *snapshot = synth_snapshot(PORTS, "2026-08-17", records);
	char *file = format("%s/services", scratch()), *before;
	struct run r;
	size_t i;

	for (i = 0; i < sizeof(edits) / sizeof(edits[0]); i++) {
		make("services", file, snapshot);
		cr_assert_eq(run_shell("sed '%s' '%s' > '%s.x' && "
				       "mv '%s.x' '%s'",
				 edits[i].edit, file, file, file, file)
				 .status,
		    0);
		before = read_file(file, NULL);
		r = check("services", file, snapshot);
		cr_expect_eq(r.status, 1, "%s: %d", edits[i].edit, r.status);
		cr_expect_str_eq(r.err,
		    format("portreg-emit: %s: %s\n", file, edits[i].said));
		cr_expect_eq(strncmp(r.out, "--- ", 4), 0, "%s", r.out);
		cr_expect_not_null(strstr(r.out, "\n+++ made now\n@@"));
		cr_expect_str_eq(read_file(file, NULL), before);
	}
}

Test(check, shows_how_a_file_is_another)
{
	char *snapshot = synth_snapshot(PORTS, "2026-08-17", records);
	char *file = format("%s/services", scratch());
	struct run r;

	make("services", file, snapshot);
	cr_assert_eq(run_shell("echo 'b 2/tcp' >> '%s'", file).status, 0);
	r = check("services", file, snapshot);
	cr_expect_not_null(
	    strstr(r.out, "\n a\t1/tcp\n-b 2/tcp\n"), "%s", r.out);
}

/* For diff(1), "-" is what was made. */
Test(check, shows_how_a_file_called_like_standard_input_is_another)
{
	char *snapshot = synth_snapshot(PORTS, "2026-08-17", records);
	char *dir = scratch();
	struct run r;

	make("services", format("%s/-", dir), snapshot);
	r = run_shell("cd '%s' && echo 'b 2/tcp' >> ./- && "
		      "'%s/portreg-emit' -f services --check - '%s'",
	    dir, built(), snapshot);
	cr_expect_eq(r.status, 1, "%s", r.err);
	cr_expect_eq(strncmp(r.out, "--- -\n", 6), 0, "%s", r.out);
	cr_expect_not_null(strstr(r.out, "\n-b 2/tcp\n"), "%s", r.out);
}

/* A page has colours on a terminal, but not one that is compared. */
Test(check, on_a_terminal_is_the_same)
{
	char *snapshot = synth_snapshot(PORTS, "2026-08-17", records);
	struct run r;

	if (!have("script"))
		cr_skip("no script");
	r = run_shell("cd '%s' && '%s/portreg-emit' -f explain --ports 1 "
		      "-o page '%s' && TERM=xterm script -qec "
		      "\"'%s/portreg-emit' -f explain --ports 1 --check page "
		      "'%s'\" /dev/null </dev/null",
	    scratch(), built(), snapshot, built(), snapshot);
	cr_expect_eq(r.status, 0, "%s", r.out);
	cr_expect_str_empty(r.out);
}

/* The title stands in front of the line that says what an artifact is. */
Test(check, no_registry_speaks_for_an_artifact)
{
	char *snapshot = synth_snapshot(PORTS, "2026-08-17", records);
	static const char *const places[] = {
	    "s/^registry,\\([^,]*,\\)\\{4\\}/&", "s/uri:/&"};
	size_t i;

	for (i = 0; i < sizeof(places) / sizeof(places[0]); i++) {
		char *edited = format("%s/edited.csv", scratch());
		char *said = format("portreg-emit: %s:2: row 1: would be taken "
				    "for what an artifact says of itself: '",
		    edited);
		struct run r = run_shell("sed '2%s" ARTIFACT_KEY "/' '%s' >"
					 "'%s' && '%s/portreg-emit' -f json "
					 "'%s'",
		    places[i], snapshot, edited, built(), edited);

		cr_expect_eq(r.status, 65, "%d", r.status);
		cr_expect_str_empty(r.out);
		cr_expect_eq(
		    strncmp(r.err, said, strlen(said)), 0, "%s", r.err);
	}
}

/* What the shell does before, so that a comparison does not end. */
static const struct {
	const char *before, *after;
	int status;
	const char *said;
} troubles[] = {
    {"", ">/dev/full", 74, ": diff failed\n"},
    {"PATH=/nonexistent;", "", 71,
	": diff failed: No such file or directory\n"},
    {"ulimit -f 1;", "", 74,
	": cannot write a temporary file: File too large\n"},
    {"ulimit -n 4;", "", 73,
	": cannot create a temporary file: Too many open files\n"},
};

Test(check, of_what_cannot_be_compared_says_why)
{
	char *snapshot = data_file(PORTS ".csv");
	char *file = format("%s/services", scratch());
	struct run r;
	size_t i;

	make("services", file, snapshot);
	cr_assert_eq(run_shell("echo >>'%s'", file).status, 0);
	for (i = 0; i < sizeof(troubles) / sizeof(troubles[0]); i++) {
		r = run_shell("%s '%s/portreg-emit' -f services --check '%s' "
			      "'%s' %s",
		    troubles[i].before, built(), file, snapshot,
		    troubles[i].after);
		cr_expect_eq(r.status, troubles[i].status, "%s %d",
		    troubles[i].before, r.status);
		cr_expect_not_null(
		    strstr(r.err, troubles[i].said), "%s", r.err);
		cr_expect_str_empty(r.out);
	}
}

Test(check, of_what_cannot_be_read_or_asked_fails)
{
	static const struct {
		const char *options;
		int status;
	} cases[] = {
	    {"-f services --check '%s/none' '%s'", 66},
	    {"-f services --check '%s' '%s'", 66},
	    {"-f services --check '%s/pipe' '%s'", 66},
	    {"-f services -o x --check '%s/none' '%s'", 64},
	    {"-f services --ledger x --check '%s/none' '%s'", 64},
	    {"-f services -v --check '%s/none' '%s'", 64},
	    {"-d . --check '%s/none' '%s'", 64},
	    {"-f changes --since x --check '%s/none' '%s'", 64},
	    {"-f protocols --check '%s/full' '%s'", 65},
	};
	char *snapshot = synth_snapshot(PORTS, "2026-08-17", records);
	char *dir = scratch(), *options;
	size_t i;

	make("services", format("%s/full", dir), snapshot);
	cr_assert_eq(mkfifo(format("%s/pipe", dir), 0600), 0);
	for (i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		struct run r;

#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wformat-nonliteral"
		options = format(cases[i].options, dir, snapshot);
#pragma GCC diagnostic pop
		r = run_shell("'%s/portreg-emit' %s", built(), options);
		cr_expect_eq(r.status, cases[i].status, "%s: %d, %s", options,
		    r.status, r.err);
		cr_expect_str_empty(r.out);
	}
}
