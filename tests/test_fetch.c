/* SPDX-License-Identifier: MIT */
/* portreg-fetch against an HTTPS server that may be wrong in many ways. */
#include <sys/stat.h>

#include <criterion/criterion.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "place.h"
#include "server.h"

#define COUNT(a) (sizeof(a) / sizeof((a)[0]))

#define DIGEST \
	"0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef"

#define OPENING                                                \
	"<registry xmlns=\"http://www.iana.org/assignments\" " \
	"id=\"protocol-numbers\">"

/* A server, what it serves, and where that goes to. */
struct scene {
	struct server *server;
	struct place place;
	char *url;
	char *cacert;
	char *body; /* a registry that passes */
};

static void
forget_proxies(void)
{
	unsetenv("https_proxy");
	unsetenv("HTTPS_PROXY");
	unsetenv("all_proxy");
	unsetenv("ALL_PROXY");
}

TestSuite(fetch, .init = forget_proxies);

static struct scene
scene_make(const char *certificate)
{
	struct scene s;

	s.server = server_start(certificate);
	s.place = place_make();
	s.url = format("https://localhost:%u/", (unsigned)s.server->port);
	s.cacert = format("%s/ca.pem", s.server->dir);
	s.body = make_registry(PLACE_REGISTRY, "2026-03-09", 150);
	s.server->answer.status = 200;
	s.server->answer.body = s.body;
	s.server->answer.n = strlen(s.body);
	return s;
}

static void
scene_free(struct scene *s)
{
	server_stop(s->server);
	place_free(&s->place);
	free(s->url);
	free(s->cacert);
	free(s->body);
}

static struct run
scene_fetch(const struct scene *s, const char *option)
{
	const char *const more[] = {"--cacert", s->cacert, option, NULL};

	return place_fetch(&s->place, s->url, more);
}

/* Fetch, and expect the outcome that is printed. */
static void
scene_get(const struct scene *s, const char *outcome)
{
	struct run r = scene_fetch(s, NULL);

	expect_run(&r, 0, "", outcome);
	cr_expect_str_eq(r.out, outcome);
	run_free(&r);
}

#define NEW	  "protocol-numbers: 150 records, 2026-03-09, new\n"
#define UNCHANGED "protocol-numbers: 150 records, 2026-03-09, unchanged\n"

Test(fetch, brings_the_registry_and_remembers_its_validators)
{
	struct scene s = scene_make("good");
	struct contents c;

	s.server->answer.etag = "\"first\"";
	s.server->answer.last_modified = "Mon, 09 Mar 2026 00:00:00 GMT";
	scene_get(&s, NEW);
	c = place_read(&s.place);
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
	scene_get(&s, NEW);
	c = place_read(&s.place);
	s.server->answer.status = 304;
	s.server->answer.n = 0;
	scene_get(&s, UNCHANGED);
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

	scene_get(&s, NEW);
	cr_assert_eq(chmod(s.place.file, 0600), 0);
	s.server->answer.etag = "\"second\"";
	scene_get(&s, UNCHANGED);
	scene_get(&s, UNCHANGED);
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
		run_free(&r);
		r = run_shell("cd '%s' && %s", s.place.dir, spoilers[i]);
		cr_assert_eq(r.status, 0, "%s: %s", spoilers[i], r.err);
		run_free(&r);
		r = scene_fetch(&s, NULL);
		expect_run(&r, 0, "", spoilers[i]);
		run_free(&r);
		cr_expect_str_eq(
		    s.server->seen.if_none_match, "", "%s", spoilers[i]);
	}
	scene_get(&s, UNCHANGED);
	cr_expect_str_eq(s.server->seen.if_none_match, "\"first\"");
	r = scene_fetch(&s, "--force");
	cr_expect_str_eq(s.server->seen.if_none_match, "", "--force");
	run_free(&r);
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
		scene_get(&s, i == 0 ? NEW : UNCHANGED);
		c = place_read(&s.place);
		cr_expect_null(strstr(c.meta, "etag"), "%s", etags[i]);
		contents_free(&c);
	}
	scene_free(&s);
}

/* Answers that must fail; those without a body have the good one. */
static const struct {
	const char *what;
	struct answer answer;
	int status;
	const char *text;
} faults[] = {
    {"404", {.status = 404}, 69, "HTTP 404"},
    {"403", {.status = 403}, 69, "HTTP 403"},
    {"401", {.status = 401}, 69, "HTTP 401"},
    {"429", {.status = 429}, 75, "HTTP 429: try again later"},
    {"500", {.status = 500}, 75, "HTTP 500: try again later"},
    {"503", {.status = 503}, 75, "HTTP 503: try again later"},
    {"203", {.status = 203}, 69, "unexpected HTTP 203"},
    {"204", {.status = 204, .body = ""}, 69, "unexpected HTTP 204"},
    {"206", {.status = 206}, 69, "unexpected HTTP 206"},
    {"300 without a place", {.status = 300}, 69, "unexpected HTTP 300"},
    {"to http", {.status = 302, .location = "http://localhost/x"}, 69,
	"HTTP 302, a redirect, which is not followed: 'http://localhost/x'"},
    {"to a file", {.status = 301, .location = "file:///etc/passwd"}, 69,
	"HTTP 301, a redirect"},
    {"to another host", {.status = 307, .location = "https://other/x"}, 69,
	"HTTP 307, a redirect"},
    {"to the same host", {.status = 308, .location = "/x"}, 69,
	"HTTP 308, a redirect"},
    {"cut", {.status = 200, .sending = SEND_CUT}, 69, "truncated: got "},
    {"cut in chunks", {.status = 200, .sending = SEND_CHUNKED_CUT}, 69,
	"truncated after "},
    {"closed", {.status = 200, .sending = SEND_CLOSED}, 65,
	"truncated: no closing </registry>"},
    {"short length", {.status = 200, .sending = SEND_SHORT}, 65,
	"truncated: no closing </registry>"},
    {"endless", {.status = 200, .sending = SEND_ENDLESS}, 65,
	"larger than the limit of 64 MiB"},
    {"huge", {.status = 200, .sending = SEND_HUGE}, 65,
	"larger than the limit of 64 MiB"},
    {"empty", {.status = 200, .body = ""}, 65, "empty, not the registry"},
    {"blank", {.status = 200, .body = "\n\n"}, 65, "no closing </registry>"},
    {"HTML", {.status = 200, .body = "<!DOCTYPE html>\n<html>Log in</html>"},
	65, "HTML, not the registry (captive portal?)"},
    {"XHTML",
	{.status = 200, .body = "<?xml version='1.0'?>\n<HTML>Log in</HTML>"},
	65, "HTML, not the registry (captive portal?)"},
    {"gzip", {.status = 200, .body = "\x1f\x8b\x08"}, 65,
	"compressed, which was not asked for"},
    {"NUL", {.status = 200, .body = OPENING "\0</registry>", .n = 84}, 65,
	":1: NUL byte"},
    {"DOCTYPE", {.status = 200, .body = "<!DOCTYPE x>\n<x></registry>"}, 65,
	":1: DOCTYPE is not allowed"},
    {"not well-formed", {.status = 200, .body = OPENING "\n<a></registry>"}, 65,
	":2: not well-formed: "},
    {"wrong root",
	{.status = 200,
	    .body = "<x xmlns='http://www.iana.org/assignments'>"
		    "<registry></registry></x> </registry>"},
	65, ":1: the root is not <registry> of "},
    {"no namespace",
	{.status = 200, .body = "<registry id='protocol-numbers'></registry>"},
	65, ":1: the root is not <registry> of "},
    {"escape in the id",
	{.status = 200,
	    .body = "<registry xmlns='http://www.iana.org/assignments' "
		    "id='\xc2\x9b'></registry>"},
	65, ":1: another registry than 'protocol-numbers': '\\xc2\\x9b'"},
    {"few records",
	{.status = 200,
	    .body = OPENING "<updated>2026-03-09</updated></registry>"},
	65, "only 0 records, fewer than the least plausible 140"},
};

Test(fetch, refuses_every_wrong_answer_and_leaves_all_as_it_was)
{
	struct scene s = scene_make("good"), empty = s;
	struct contents before, nothing = {0, NULL, NULL};
	struct answer *a = &s.server->answer;
	struct run r;
	size_t i;

	empty.place = place_make();
	a->etag = "\"good\"";
	scene_get(&s, NEW);
	before = place_read(&s.place);
	for (i = 0; i < COUNT(faults); i++) {
		*a = faults[i].answer;
		a->etag = "\"bad\"";
		a->body = a->body == NULL ? s.body : a->body;
		a->n = a->n == 0 ? strlen(a->body) : a->n;
		r = scene_fetch(&s, NULL);
		expect_run(
		    &r, faults[i].status, faults[i].text, faults[i].what);
		cr_expect_str_eq(r.out, "", "%s", faults[i].what);
		run_free(&r);
		place_expect(&s.place, &before, faults[i].what);
		r = scene_fetch(&empty, NULL);
		expect_run(
		    &r, faults[i].status, faults[i].text, faults[i].what);
		run_free(&r);
		place_expect(&empty.place, &nothing, faults[i].what);
	}
	contents_free(&before);
	place_free(&empty.place);
	scene_free(&s);
}

/* A server may be frozen in the past, and say so truthfully. */
Test(fetch, does_not_let_304_hide_that_the_lock_is_newer)
{
	static const char row[] =
	    "registry,url,updated,records,source_sha256,snapshot_sha256\n"
	    "protocol-numbers,https://x/,2026-03-10,150," DIGEST "," DIGEST
	    "\n";
	struct scene s = scene_make("good");
	char *lock = format("%s/registry.lock", s.server->dir);
	const char *const more[] = {"--cacert", s.cacert, "--lock", lock, NULL};
	struct contents before;
	struct run r;

	write_file(lock, row, sizeof(row) - 1);
	s.server->answer.etag = "\"first\"";
	scene_get(&s, NEW);
	before = place_read(&s.place);
	s.server->answer.status = 304;
	s.server->answer.n = 0;
	r = place_fetch(&s.place, s.url, more);
	expect_run(&r, 65, "is before the lock's, 2026-03-10", "frozen");
	place_expect(&s.place, &before, "frozen");
	run_free(&r);
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
	expect_run(&r, 69, "HTTP 304, but nothing was asked", "304");
	place_expect(&s.place, &nothing, "304");
	run_free(&r);
	scene_free(&s);
}

/* Certificates that must not be trusted. */
static const struct {
	const char *certificate;
	const char *text;
} strangers[] = {
    {"expired", "the certificate is not trusted (is the clock right?): "},
    {"host", "the certificate is not trusted: "},
    {"self", "the certificate is not trusted: "},
    {NULL, "no TLS connection: "},
};

Test(fetch, trusts_only_a_valid_certificate_of_the_host)
{
	struct contents nothing = {0, NULL, NULL};
	struct server *any = server_start("good");
	struct scene s;
	struct run r;
	size_t i;

	for (i = 0; i < COUNT(strangers); i++) {
		s = scene_make(strangers[i].certificate);
		if (strangers[i].certificate == NULL) {
			free(s.cacert);
			s.cacert = format("%s/ca.pem", any->dir);
		}
		r = scene_fetch(&s, NULL);
		expect_run(&r, 69, strangers[i].text, strangers[i].text);
		cr_expect_eq(s.server->requests, 0);
		place_expect(&s.place, &nothing, strangers[i].text);
		run_free(&r);
		scene_free(&s);
	}
	server_stop(any);
}

Test(fetch, trusts_the_ca_file_and_no_other)
{
	struct scene s = scene_make("good");
	struct server *other = server_start("good");
	struct run r = place_fetch(&s.place, s.url, NULL);
	char *cacert = format("%s/ca.pem", other->dir);
	const char *const more[] = {"--cacert", cacert, NULL};
	const char *const missing[] = {"--cacert", "/nonexistent", NULL};

	expect_run(&r, 69, "the certificate is not trusted: ", "system");
	run_free(&r);
	r = place_fetch(&s.place, s.url, more);
	expect_run(&r, 69, "the certificate is not trusted: ", "other CA");
	run_free(&r);
	r = place_fetch(&s.place, s.url, missing);
	expect_run(&r, 66, "cannot read the CA file: '/nonexistent'", "none");
	run_free(&r);
	cr_expect_eq(s.server->requests, 0);
	free(cacert);
	server_stop(other);
	scene_free(&s);
}

Test(fetch, says_when_nobody_answers)
{
	struct scene s = scene_make("good");
	struct contents nothing = {0, NULL, NULL};
	struct run r;

	server_close(s.server);
	r = scene_fetch(&s, NULL);
	expect_run(&r, 69, "cannot connect\n", "refused");
	run_free(&r);
	setenv("https_proxy", s.url, 1);
	r = scene_fetch(&s, NULL);
	expect_run(&r, 69, "a proxy is set by the environment: 'https_proxy'",
	    "proxy");
	run_free(&r);
	place_expect(&s.place, &nothing, "nobody");
	scene_free(&s);
}

Test(fetch, keeps_secrets)
{
	struct scene s = scene_make("good");
	char *netrc = format("%s/.netrc", s.server->dir);
	const char *content = "machine localhost login me password secret\n";
	struct run r;

	/* Only for the tool: the server's GnuTLS would log its keys too. */
	write_file(netrc, content, strlen(content));
	r = run_shell("HOME='%s' SSLKEYLOGFILE='%s/keys' '%s/portreg-fetch' "
		      "-d '%s' --cacert '%s' --url '%s' protocol-numbers",
	    s.server->dir, s.server->dir, built(), s.place.dir, s.cacert,
	    s.url);
	expect_run(&r, 0, "", "secrets");
	cr_expect_str_eq(s.server->seen.authorization, "");
	run_free(&r);
	r = run_shell("test -e '%s/keys'", s.server->dir);
	cr_expect_eq(r.status, 1, "the keys were logged");
	run_free(&r);
	free(netrc);
	scene_free(&s);
}

Test(fetch, shows_a_bar_to_a_person_who_waits)
{
	struct scene s = scene_make("good");
	struct run r;

	if (!have("script"))
		cr_skip("no script(1) to make a terminal with");
	s.server->answer.sending = SEND_SLOWLY;
	r = scene_fetch(&s, NULL);
	expect_run(&r, 0, "", "no terminal");
	run_free(&r);
	r = run_shell("script -qec \"'%s/portreg-fetch' --force -d '%s' "
		      "--cacert '%s' --url '%s' protocol-numbers\" /dev/null",
	    built(), s.place.dir, s.cacert, s.url);
	cr_expect_eq(r.status, 0);
	cr_expect_not_null(strstr(r.out, "\rprotocol-numbers [####"));
	cr_expect_not_null(strstr(r.out, "\r\033[Kprotocol-numbers: 150"));
	run_free(&r);
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
	cr_expect_not_null(strstr(r.out, ".protocol-numbers.xml."));
	cr_expect_eq(count_names(s.place.dir), 0);
	run_free(&r);
	scene_free(&s);
}
