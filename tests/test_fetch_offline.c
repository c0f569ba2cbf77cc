/* SPDX-License-Identifier: MIT */
/* portreg-fetch without a network, and beside another run. */
#include <sys/file.h>

#include <criterion/criterion.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "check.h"
#include "place.h"

/* Check what is in the place, with a word of the shell in front. */
static struct run
stay_offline(const struct place *p, const char *before, const char *options)
{
	return run_shell("%s '%s/portreg-fetch' --offline -d '%s' %s "
			 "service-names-port-numbers " PLACE_REGISTRY,
	    before, built(), p->dir, options);
}

/* A place with both registries. */
static struct place
make_full_place(void)
{
	struct place p = place_make();
	char *services = format("%s/service-names-port-numbers.xml", p.dir);
	char *body =
	    place_registry("service-names-port-numbers", "2026-08-17", 13000);

	write_file(services, body, strlen(body));
	free(body);
	body = place_registry(PLACE_REGISTRY, "2026-03-09", 150);
	write_file(p.file, body, strlen(body));
	free(body);
	free(services);
	return p;
}

Test(fetch_offline, checks_what_is_in_place)
{
	struct place p = make_full_place(), empty = place_make();
	char *lock = format("%s/lock", scratch());
	struct run r = stay_offline(&p, "", "");

	place_expect_run(&r, 0, "", "offline");
	cr_expect_str_eq(r.out,
	    "service-names-port-numbers: 13000 records, 2026-08-17, unchanged\n"
	    "protocol-numbers: 150 records, 2026-03-09, unchanged\n");
	place_free_run(&r);
	place_lock(lock, "2026-03-10", 150);
	r = stay_offline(&p, "", format("--lock '%s'", lock));
	place_expect_run(&r, 65,
	    "/protocol-numbers.xml: <updated> 2026-03-09 is before the lock's, "
	    "2026-03-10",
	    "an older one");
	place_free_run(&r);
	cr_expect_eq(count_names(p.dir), 2);
	r = stay_offline(&empty, "", "");
	cr_expect_eq(r.status, 66);
	cr_expect_not_null(strstr(
	    r.err, "-numbers.xml: cannot open: No such file or directory\n"));
	place_free_run(&r);
	r = stay_offline(&p, "", "--url file:///tmp/");
	cr_expect_eq(r.status, 64);
	cr_expect_not_null(strstr(r.err, "--offline takes no URL"));
	place_free_run(&r);
	r = stay_offline(&p, "", "--retry 4");
	cr_expect_eq(r.status, 64);
	cr_expect_not_null(strstr(r.err, "not a number from 0 to 3: '4'"));
	cr_expect_eq(count_names(empty.dir), 0);
	place_free_run(&r);
}

Test(fetch_offline, takes_no_larger_file_than_a_transfer)
{
	struct place p = make_full_place();
	struct run r;

	cr_assert_eq(
	    truncate(format("%s/service-names-port-numbers.xml", p.dir),
		64 * 1024 * 1024 + 1),
	    0);
	r = stay_offline(&p, "", "");
	place_expect_run(&r, 65,
	    "/service-names-port-numbers.xml: larger than the limit of 64 MiB",
	    "a large file");
	place_free_run(&r);
}

Test(fetch_offline, opens_no_socket)
{
	struct place p = make_full_place();
	char *log = format("%s/log", scratch()), *calls;
	struct run r;

	if (run_shell("strace -o '%s' true", log).status != 0)
		cr_skip("no strace, or no right to trace");
	r = stay_offline(&p,
	    format("ASAN_OPTIONS=\"$ASAN_OPTIONS:detect_leaks=0\" "
		   "strace -f -o '%s' -e trace=openat,%%network",
		log),
	    "");
	cr_expect_eq(r.status, 0, "%s", r.err);
	calls = read_file(log, NULL);
	cr_expect_not_null(strstr(calls, PLACE_REGISTRY ".xml\""));
	cr_expect_null(strstr(calls, "socket"), "%s", calls);
	place_free_run(&r);
}

/* The directory is what is locked, so nothing is left in it. */
Test(fetch_offline, two_runs_do_not_share_a_directory)
{
	struct copy c = copy_make();
	struct contents nothing = {0, NULL, NULL};
	int fd = open(c.place.dir, O_RDONLY);

	cr_assert_geq(fd, 0);
	cr_assert_eq(flock(fd, LOCK_EX), 0);
	copy_publish(&c, "2026-03-09", 150);
	copy_expect(
	    &c, NULL, 75, "", "portreg-fetch: another run is at work in: '");
	place_expect(&c.place, &nothing, "two");
	close(fd);
	copy_expect(&c, NULL, 0,
	    "protocol-numbers: 150 records, 2026-03-09, new\n", "");
	copy_free(&c);
}

/* What was in place when nothing came for so long may not be the last word. */
Test(fetch_offline, warns_of_what_does_not_change)
{
	static const struct registry fresh = {.id = "x", .fresh = 36500};
	static const struct registry stale = {.id = "x", .fresh = 30};
	struct summary s = {150, "2026-03-09"};
	struct lock_row lock = {.present = 1,
	    .updated = "2026-03-09",
	    .records = 150,
	    .source_sha256 = "aa"};
	struct diag diag = {.tool = "test", .file = "x"};
	char *said = NULL;
	size_t n = 0;

	diag.out = open_memstream(&said, &n);
	check_age(&s, &fresh, &diag);
	cr_expect_eq(check_lock(&s, &lock, "aa", 0, &diag), STATUS_OK);
	cr_expect_eq(diag.warnings, 0);
	check_age(&s, &stale, &diag);
	cr_expect_eq(check_lock(&s, &lock, "bb", 0, &diag), STATUS_OK);
	fclose(diag.out);
	cr_expect_str_eq(said,
	    "test: x: warning: <updated> 2026-03-09 is over 30 days old (does "
	    "the server keep changes back?)\n"
	    "test: x: warning: <updated> 2026-03-09 is the lock's, but the "
	    "content is not\n");
	free(said);
}
