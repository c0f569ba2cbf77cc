/* SPDX-License-Identifier: MIT */
/* portreg-fetch --export: the CSV export, as far as it can be judged alone. */
#include <criterion/criterion.h>
#include <stdlib.h>
#include <string.h>

#include "place.h"
#include "server.h"

#define REGISTRY "service-names-port-numbers"
#define CSV	 "a,b\r\n1,2\r\n"
#define COUNT(a) (sizeof(a) / sizeof((a)[0]))

/*
 * Run in a directory where the folder in/ is published as $URL, and where an
 * older export is in place; the rest of the command follows.
 */
#define FETCH "portreg-fetch --export --url \"$URL\" "
#define OLD   "old\n"

static const struct {
	const char *before;
	const char *command;
	int status;
	const char *out;
	const char *err;
} runs[] = {
    {":", FETCH REGISTRY, 0, REGISTRY ": export, 10 bytes\n", ""},
    {":", "portreg-fetch --export --url \"${URL}" REGISTRY ".csv\" " REGISTRY,
	0, REGISTRY ": export, 10 bytes\n", ""},
    {"rm in/*", FETCH REGISTRY, 66, "", "/in/" REGISTRY ".csv: cannot read\n"},
    {"rm in/*; mkdir in/" REGISTRY ".csv", FETCH REGISTRY, 66, "",
	": not a regular file\n"},
    {": > in/" REGISTRY ".csv", FETCH REGISTRY, 65, "",
	": empty, not the registry\n"},
    {"echo '<!DOCTYPE html>' > in/" REGISTRY ".csv", FETCH REGISTRY, 65, "",
	": HTML, not the registry (captive portal?)\n"},
    {"gzip in/*; mv in/*.gz in/" REGISTRY ".csv", FETCH REGISTRY, 65, "",
	": compressed, which was not asked for\n"},
    {"printf 'a,b' > in/" REGISTRY ".csv", FETCH REGISTRY, 65, "",
	": truncated: no line feed at the end\n"},
    {":", FETCH "-d nonesuch " REGISTRY, 73, "", ": cannot create: "},
    {"rm *.csv; mkdir " REGISTRY ".csv", FETCH REGISTRY, 73, "",
	": not a regular file: '"},
    {":", FETCH "protocol-numbers", 64, "",
	"portreg-fetch: no export of this registry is known: "
	"'protocol-numbers'\nusage: "},
    {":", FETCH "nonesuch", 64, "", ": unknown registry: 'nonesuch'\n"},
    {":", FETCH "--force " REGISTRY, 64, "", ": --export takes no --lock, "},
    {":", FETCH "--lock x " REGISTRY, 64, "", ": --export takes no --lock, "},
    {":", "portreg-fetch --export --offline " REGISTRY, 64, "",
	": --export takes no --lock, "},
};

Test(fetch_export, replaces_what_is_in_place_or_leaves_it, .timeout = 600)
{
	size_t i;

	for (i = 0; i < COUNT(runs); i++) {
		char *dir = scratch(), *url = file_url(format("%s/in", dir));
		struct run r = run_shell("cd '%s' && mkdir in && "
					 "printf '" OLD "' >" REGISTRY ".csv "
					 "&& printf '" CSV "' >in/" REGISTRY
					 ".csv && { %s; } && "
					 "PATH='%s':$PATH URL='%s' && %s",
		    dir, runs[i].before, built(), url, runs[i].command);
		struct run after;

		cr_expect_eq(r.status, runs[i].status, "%s: %d", runs[i].before,
		    r.status);
		cr_expect_str_eq(r.out, runs[i].out);
		cr_expect_not_null(strstr(r.err, runs[i].err), "%s: %s",
		    runs[i].before, r.err);
		after = run_shell(
		    "cd '%s' && ls -A | grep -v ^in$ && cat *.csv", dir);
		if (strstr(runs[i].before, "mkdir " REGISTRY) == NULL)
			cr_expect_str_eq(after.out,
			    r.status == 0 ? REGISTRY ".csv\n" CSV
					  : REGISTRY ".csv\n" OLD,
			    "%s", runs[i].before);
	}
}

static const struct {
	struct answer answer;
	int status;
	const char *err;
} answers[] = {
    {{.status = 200, .body = CSV, .n = sizeof(CSV) - 1}, 0, ""},
    {{.status = 404, .body = "no\n", .n = 3}, 69, "404"},
    {{.status = 304, .body = "", .n = 0}, 69, "304"},
    {{.status = 200, .sending = SEND_CUT, .body = CSV, .n = sizeof(CSV) - 1},
	69, "truncated"},
};

Test(fetch_export, comes_over_https_and_is_not_asked_for_conditionally)
{
	struct place p = place_make();
	struct server *server = server_start("good");
	size_t i;

	for (i = 0; i < COUNT(answers); i++) {
		struct run r;

		server->answer = answers[i].answer;
		r = run_shell("'%s/portreg-fetch' --export --retry 0 -d '%s' "
			      "--cacert '%s/ca.pem' --url "
			      "https://localhost:%u/ " REGISTRY,
		    built(), p.dir, server->dir, (unsigned)server->port);
		cr_expect_eq(r.status, answers[i].status, "%zu: %d %s", i,
		    r.status, r.err);
		cr_expect_not_null(strstr(r.err, answers[i].err), "%s", r.err);
		cr_expect_str_eq(server->seen.path, "/" REGISTRY ".csv");
		cr_expect_str_eq(server->seen.if_none_match, "");
		cr_expect_eq(count_names(p.dir), 1);
		cr_expect_str_eq(
		    read_file(format("%s/" REGISTRY ".csv", p.dir), NULL), CSV);
	}
	server_stop(server);
	place_free(&p);
}
