/* SPDX-License-Identifier: MIT */
/* portreg-emit -d: all artifacts of a registry in one run. */
#include <sys/stat.h>

#include <criterion/criterion.h>
#include <stdio.h>
#include <string.h>

#include "emit.h"
#include "sample.h"

static const char snapshot[] = "data/service-names-port-numbers.csv";
static const char overlays[] =
    "--overlay data/preferred.csv --overlay data/compat.csv";

static struct run
emit_all(const char *dir)
{
	return run_shell("'%s'/portreg-emit -d '%s' %s %s", built(), dir,
	    overlays, snapshot);
}

/* Whether a format makes an artifact of the snapshot. */
static int
is_artifact(const struct format *f)
{
	return *f->artifact != '\0' &&
	       strcmp(f->registry, "service-names-port-numbers") == 0;
}

static size_t
count_artifacts(void)
{
	size_t i, n = 0;

	for (i = 0; i < n_formats; i++)
		n += (size_t)is_artifact(&formats[i]);
	return n;
}

Test(emit_all, makes_each_artifact_as_a_run_of_its_own_does)
{
	char *dir = scratch();
	struct run r = emit_all(dir);
	size_t i;

	cr_assert_eq(r.status, 0, "%s", r.err);
	cr_expect_geq(count_artifacts(), 4);
	cr_expect_eq(count_names(dir), count_artifacts());
	for (i = 0; i < n_formats; i++) {
		if (!is_artifact(&formats[i]))
			continue;
		r = run_shell("'%s'/portreg-emit -f %s %s %s | cmp - '%s/%s'",
		    built(), formats[i].name, overlays, snapshot, dir,
		    formats[i].artifact);
		cr_expect_eq(r.status, 0, "%s: %s", formats[i].name, r.out);
	}
}

/* How often one string is in another. */
static size_t
count_of(const char *what, const char *s)
{
	size_t n = 0;

	while ((s = strstr(s, what)) != NULL) {
		s += strlen(what);
		n++;
	}
	return n;
}

/* Only the system calls show what a loss of power would leave. */
Test(emit_all, has_all_on_disk_before_it_replaces_one)
{
	char *dir = scratch();
	char *log = format("%s/log", dir), *renames;
	struct run r;

	if (run_shell("strace -y -o '%s' -e trace=fsync,/^rename true", log)
		.status != 0)
		cr_skip("no strace, or no right to trace");
	/* Looking for leaks is tracing, too. */
	r = run_shell("ASAN_OPTIONS=\"$ASAN_OPTIONS:detect_leaks=0\" "
		      "strace -y -o '%s' -e trace=fsync,/^rename "
		      "'%s/portreg-emit' -d '%s' %s %s",
	    log, built(), dir, overlays, snapshot);
	cr_assert_eq(r.status, 0, "%s", r.err);
	r.out = read_file(log, NULL);
	renames = strstr(r.out, "rename");
	cr_assert_not_null(renames, "%s", r.out);
	cr_expect_eq(count_of("rename", renames), count_artifacts());
	*renames = '\0';
	cr_expect_eq(count_of("fsync(", r.out), count_artifacts());
}

Test(emit_all, replaces_nothing_if_one_cannot_be_made)
{
	char *dir = scratch(), *last = NULL;
	struct run r;
	size_t i;

	for (i = 0; i < n_formats; i++)
		if (is_artifact(&formats[i])) {
			last = format("%s/%s", dir, formats[i].artifact);
			write_file(last, "old", 3);
		}
	/* The last cannot be replaced, as it is a directory. */
	cr_assert(last != NULL && remove(last) == 0 && mkdir(last, 0755) == 0);
	r = emit_all(dir);
	cr_expect_eq(r.status, 73, "%d", r.status);
	cr_expect_not_null(strstr(r.err, "not a regular file"), "%s", r.err);
	cr_expect_eq(count_names(dir), count_artifacts());
	r = run_shell("cd '%s' && cat $(find . -type f) | sed s/old//g", dir);
	cr_expect_str_eq(r.out, "", "%.60s", r.out);
}

Test(emit_all, replaces_no_input)
{
	char *dir = scratch();
	char *path = data_file("service-names-port-numbers.csv");
	struct run r =
	    run_shell("cd '%s' && cp '%s' services.json && '%s/portreg-emit' "
		      "-d . ./services.json; status=$?; cmp '%s' "
		      "services.json && exit $status",
		dir, path, built(), path);

	cr_expect_eq(r.status, 64, "%d", r.status);
	cr_expect_not_null(
	    strstr(r.err, "portreg-emit: an input would be replaced: "
			  "'./services.json'\nusage: "),
	    "%s", r.err);
	cr_expect_eq(count_names(dir), 1);
}

Test(emit_all, leaves_nothing_of_a_format_that_fails)
{
	char *dir = scratch();
	struct run r = run_shell("'%s'/portreg-emit -d '%s' '%s'", built(), dir,
	    sample_write("service-names-port-numbers",
		"assigned,a-b,1,1,tcp,,,,,,,,,,\n"
		"assigned,a_b,2,2,tcp,,,,,,,,,,\n"));

	cr_expect_eq(r.status, 65, "%d", r.status);
	cr_expect_not_null(strstr(r.err, "IANA_PORT_A_B_TCP"), "%s", r.err);
	cr_expect_eq(count_names(dir), 0);
}

Test(emit_all, takes_no_option_that_is_for_one_format)
{
	static const char *const options[] = {"-f json", "-o x", "--ledger x",
	    "--since data/protocol-numbers.csv", "--verify x", "--style json",
	    "--fail-on breaking"};
	char *dir = scratch();
	size_t i;

	for (i = 0; i < sizeof(options) / sizeof(options[0]); i++) {
		struct run r = run_shell("'%s'/portreg-emit -d '%s' %s %s",
		    built(), dir, options[i], snapshot);

		cr_expect_eq(r.status, 64, "%s: %d", options[i], r.status);
		cr_expect_not_null(
		    strstr(r.err, "a directory is for all artifacts"), "%s",
		    r.err);
	}
	cr_expect_eq(count_names(dir), 0);
	cr_expect_eq(emit_all("/nonexistent").status, 73);
}

Test(emit_all, keeps_each_ledger_to_itself)
{
	char *dir = scratch();
	struct run r = run_shell("'%s'/portreg-emit -v -d '%s' %s %s", built(),
	    dir, overlays, snapshot);
	struct run one = run_shell("'%s'/portreg-emit -v -f services %s %s "
				   "2>&1 >'%s/one' | grep rows:",
	    built(), overlays, snapshot, dir);

	cr_assert_eq(r.status, 0, "%s", r.err);
	cr_expect_not_null(strstr(one.out, " emitted"), "%s", one.out);
	cr_expect_not_null(strstr(r.err, one.out), "%s", r.err);
}
