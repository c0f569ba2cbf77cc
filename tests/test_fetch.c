/* SPDX-License-Identifier: MIT */
/* portreg-fetch with a server that does right, and what it remembers. */
#include <sys/stat.h>

#include <criterion/criterion.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>

#include "scene.h"

#define COUNT(a) (sizeof(a) / sizeof((a)[0]))

Test(fetch, brings_the_registry_and_remembers_its_validators)
{
	struct scene s = scene_make("good");
	struct contents c;

	s.server->answer.etag = "\"first\"";
	s.server->answer.last_modified = "Mon, 09 Mar 2026 00:00:00 GMT";
	scene_expect(&s, SCENE_NEW);
	c = place_read_both(&s.place);
	cr_expect_eq(c.names, 2);
	cr_expect_str_eq(c.file, s.body);
	cr_expect_not_null(strstr(c.meta, "\netag: \"first\"\n"));
	cr_expect_not_null(
	    strstr(c.meta, "\nlast-modified: Mon, 09 Mar 2026 00:00:00 GMT\n"));
	cr_expect_not_null(strstr(c.meta, "\nrecords: 150\n"));
	cr_expect_not_null(strstr(c.meta, "\nupdated: 2026-03-09\n"));
	cr_expect_str_eq(s.server->seen.path, "/protocol-numbers.xml");
	cr_expect_eq(strncmp(s.server->seen.agent, "portreg/", 8), 0);
	cr_expect_str_eq(s.server->seen.if_none_match, "");
	contents_free(&c);
	scene_free(&s);
}

Test(fetch, asks_conditionally_and_takes_304_for_an_answer)
{
	struct scene s = scene_make("good");
	struct contents c;

	s.server->answer.etag = "W/\"first\"";
	s.server->answer.last_modified = "Mon, 09 Mar 2026 00:00:00 GMT";
	scene_expect(&s, SCENE_NEW);
	c = place_read_both(&s.place);
	s.server->answer.status = 304;
	s.server->answer.n = 0;
	scene_expect(&s, SCENE_UNCHANGED);
	cr_expect_str_eq(s.server->seen.if_none_match, "W/\"first\"");
	cr_expect_str_eq(
	    s.server->seen.if_modified_since, "Mon, 09 Mar 2026 00:00:00 GMT");
	place_expect(&s.place, &c, "304");
	contents_free(&c);
	scene_free(&s);
}

Test(fetch, leaves_a_file_alone_that_comes_again)
{
	struct scene s = scene_make("good");

	scene_expect(&s, SCENE_NEW);
	cr_assert_eq(chmod(s.place.file, 0600), 0);
	s.server->answer.etag = "\"second\"";
	scene_expect(&s, SCENE_UNCHANGED);
	scene_expect(&s, SCENE_UNCHANGED);
	cr_expect_str_eq(s.server->seen.if_none_match, "\"second\"");
	scene_free(&s);
}

/* What makes the sidecar worthless: each is a shell command in the place. */
static const char *const spoilers[] = {
    "echo >>protocol-numbers.xml",
    "rm protocol-numbers.xml",
    "rm protocol-numbers.xml.meta",
    "sed -i 's/^sha256: .*/sha256: 0/' protocol-numbers.xml.meta",
    "sed -i /^updated:/d protocol-numbers.xml.meta",
    "sed -i 's/^records: .*/records: -1/' protocol-numbers.xml.meta",
    "sed -i 's/^url: .*/url: https:other/' protocol-numbers.xml.meta",
    "head -c 9 /dev/zero >protocol-numbers.xml.meta",
};

Test(fetch, asks_conditionally_only_for_the_file_that_is_there)
{
	struct scene s = scene_make("good");
	struct run r;
	size_t i;

	s.server->answer.etag = "\"first\"";
	for (i = 0; i < COUNT(spoilers); i++) {
		r = scene_fetch(&s, NULL);
		cr_expect_eq(r.status, 0);
		place_free_run(&r);
		r = run_shell("cd '%s' && %s", s.place.dir, spoilers[i]);
		cr_assert_eq(r.status, 0, "%s: %s", spoilers[i], r.err);
		place_free_run(&r);
		r = scene_fetch(&s, NULL);
		place_expect_run(&r, 0, "", spoilers[i]);
		place_free_run(&r);
		cr_expect_str_eq(
		    s.server->seen.if_none_match, "", "%s", spoilers[i]);
	}
	scene_expect(&s, SCENE_UNCHANGED);
	cr_expect_str_eq(s.server->seen.if_none_match, "\"first\"");
	r = scene_fetch(&s, "--force");
	cr_expect_str_eq(s.server->seen.if_none_match, "", "--force");
	place_free_run(&r);
	scene_free(&s);
}

static char long_etag[300];

Test(fetch, keeps_no_validator_that_is_long_or_unprintable)
{
	static const char *const etags[] = {
	    "\"a\tb\"", "\"\xc3\xa4\"", long_etag};
	struct scene s = scene_make("good");
	struct contents c;
	size_t i;

	memset(long_etag, 'x', sizeof(long_etag) - 1);
	for (i = 0; i < COUNT(etags); i++) {
		s.server->answer.etag = etags[i];
		scene_expect(&s, i == 0 ? SCENE_NEW : SCENE_UNCHANGED);
		c = place_read_both(&s.place);
		cr_expect_null(strstr(c.meta, "etag"), "%s", etags[i]);
		contents_free(&c);
	}
	scene_free(&s);
}

/* A server may be frozen in the past, and say so truthfully. */
Test(fetch, does_not_let_304_hide_that_the_lock_is_newer)
{
	struct scene s = scene_make("good");
	char *lock = format("%s/registry.lock", s.server->dir);
	const char *const more[] = {"--cacert", s.cacert, "--lock", lock, NULL};
	struct contents before;
	struct run r;

	place_lock(lock, "2026-03-10", 150);
	s.server->answer.etag = "\"first\"";
	scene_expect(&s, SCENE_NEW);
	before = place_read_both(&s.place);
	s.server->answer.status = 304;
	s.server->answer.n = 0;
	r = place_fetch(&s.place, s.url, more);
	place_expect_run(&r, 65, "is before the lock's, 2026-03-10", "frozen");
	place_expect(&s.place, &before, "frozen");
	place_free_run(&r);
	contents_free(&before);
	free(lock);
	scene_free(&s);
}

Test(fetch, takes_304_only_if_it_was_asked_for)
{
	struct scene s = scene_make("good");
	struct contents nothing = {0, NULL, NULL};
	struct run r;

	s.server->answer.status = 304;
	s.server->answer.n = 0;
	r = scene_fetch(&s, NULL);
	place_expect_run(&r, 69, "HTTP 304, but nothing was asked", "304");
	place_expect(&s.place, &nothing, "304");
	place_free_run(&r);
	scene_free(&s);
}

/* A signal ends the wait, and takes the temporary file with it. */
Test(fetch, leaves_nothing_when_it_is_interrupted)
{
	struct scene s = scene_make("good");
	struct run r;

	s.server->answer.sending = SEND_SLOWLY;
	r = run_shell("'%s/portreg-fetch' -d '%s' --cacert '%s' --url '%s' "
		      "protocol-numbers & sleep 0.5; ls -A '%s'; "
		      "kill -TERM $!; wait $!",
	    built(), s.place.dir, s.cacert, s.url, s.place.dir);
	cr_expect_eq(r.status, 128 + SIGTERM);
	cr_expect_not_null(strstr(r.out, ".portreg."));
	cr_expect_eq(count_names(s.place.dir), 0);
	place_free_run(&r);
	scene_free(&s);
}
