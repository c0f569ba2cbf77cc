/* SPDX-License-Identifier: MIT */
/* Whom portreg-fetch trusts, and what it tells nobody. */
#include <criterion/criterion.h>
#include <stdlib.h>
#include <string.h>

#include "scene.h"

#define COUNT(a) (sizeof(a) / sizeof((a)[0]))

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

Test(fetch_trust, trusts_only_a_valid_certificate_of_the_host)
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
		place_expect_run(&r, 69, strangers[i].text, strangers[i].text);
		cr_expect_eq(s.server->requests, 0);
		place_expect(&s.place, &nothing, strangers[i].text);
		place_free_run(&r);
		scene_free(&s);
	}
	server_stop(any);
}

/* Even where the system's OpenSSL is told to speak older versions. */
Test(fetch_trust, speaks_no_tls_before_1_2)
{
	struct server *any = server_start("good");
	struct place place = place_make();
	struct run r = run_shell("tests/old_tls.sh '%s' sh -c 'exec "
				 "\"$1\"/portreg-fetch -d \"$2\" --cacert "
				 "\"$3\"/ca.pem --url https://localhost:$PORT/ "
				 "protocol-numbers' sh '%s' '%s' '%s'",
	    any->dir, built(), place.dir, any->dir);

	if (r.status == 77)
		cr_skip("OpenSSL speaks no TLS 1.1");
	place_expect_run(&r, 69, "no TLS connection: ", "TLS 1.1");
	place_free_run(&r);
	place_free(&place);
	server_stop(any);
}

Test(fetch_trust, trusts_the_ca_file_and_no_other)
{
	struct scene s = scene_make("good");
	struct server *other = server_start("good");
	struct run r = place_fetch(&s.place, s.url, NULL);
	char *cacert = format("%s/ca.pem", other->dir);
	const char *const more[] = {"--cacert", cacert, NULL};
	const char *const missing[] = {"--cacert", "/nonexistent", NULL};

	place_expect_run(&r, 69, "the certificate is not trusted: ", "system");
	place_free_run(&r);
	r = place_fetch(&s.place, s.url, more);
	place_expect_run(
	    &r, 69, "the certificate is not trusted: ", "other CA");
	place_free_run(&r);
	r = place_fetch(&s.place, s.url, missing);
	place_expect_run(
	    &r, 66, "cannot read the CA file: '/nonexistent'", "none");
	place_free_run(&r);
	cr_expect_eq(s.server->requests, 0);
	free(cacert);
	server_stop(other);
	scene_free(&s);
}

Test(fetch_trust, says_when_nobody_answers)
{
	struct scene s = scene_make("good");
	struct contents nothing = {0, NULL, NULL};
	struct run r;

	server_close(s.server);
	r = scene_fetch(&s, NULL);
	place_expect_run(&r, 69, "cannot connect\n", "refused");
	place_free_run(&r);
	setenv("https_proxy", s.url, 1);
	r = scene_fetch(&s, NULL);
	place_expect_run(&r, 69,
	    "a proxy is set by the environment: 'https_proxy'", "proxy");
	place_free_run(&r);
	place_expect(&s.place, &nothing, "nobody");
	scene_free(&s);
}

/* A label has 63 bytes at most (RFC 1035, 2.3.4), so no resolver has that. */
Test(fetch_trust, says_that_a_host_has_no_address)
{
	struct place p = place_make();
	struct contents nothing = {0, NULL, NULL};
	const char *const more[] = {"--retry", "0", NULL};
	char *url = format("https://%064d.example.org/", 0);
	struct run r = place_fetch(&p, url, more);

	place_expect_run(&r, 69, "cannot resolve the host", "a long label");
	place_free_run(&r);
	place_expect(&p, &nothing, "a long label");
	place_free(&p);
	free(url);
}

Test(fetch_trust, keeps_secrets)
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
	place_expect_run(&r, 0, "", "secrets");
	cr_expect_str_eq(s.server->seen.authorization, "");
	place_free_run(&r);
	r = run_shell("test -e '%s/keys'", s.server->dir);
	cr_expect_eq(r.status, 1, "the keys were logged");
	place_free_run(&r);
	free(netrc);
	scene_free(&s);
}
