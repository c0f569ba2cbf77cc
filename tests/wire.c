/* SPDX-License-Identifier: MIT */
/* Fetches from a server that is wrong byte by byte. */
#include <criterion/criterion.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "wire.h"

/* A directory with certificates and a registry, made once in a test. */
static const char *
materials(void)
{
	static char *dir;
	char *path, *body;
	struct run r;

	if (dir != NULL)
		return dir;
	if (!have("python3") || !have("openssl"))
		cr_skip("no python3, or no openssl");
	dir = scratch();
	r = run_shell("tests/certificates.sh '%s' && tests/faults/strange.sh "
		      "'%s'",
	    dir, dir);
	cr_assert_eq(r.status, 0, "%s", r.err);
	place_free_run(&r);
	path = format("%s/body", dir);
	body = place_registry(PLACE_REGISTRY, "2026-03-09", 150);
	write_file(path, body, strlen(body));
	free(path);
	free(body);
	return dir;
}

static char *
old_body(void)
{
	return place_registry(PLACE_REGISTRY, "2026-03-08", 150);
}

/*
 * The command that fetches, in the shell: T is where the server finds what it
 * serves, and each run has its own of those.
 */
static char *
make_command(const struct wire *w, const char *answers, const char *options,
    const char *before)
{
	return format(
	    "T='%s' F='%s/portreg-fetch' D='%s'; export T F D; "
	    "cp '%s'/*.pem '%s/body' \"$T\" && "
	    "exec python3 -W ignore tests/faults/wire.py \"$T\" %s sh -c '%s "
	    "\"$F\" -d \"$D\" --cacert \"$T/ca.pem\" "
	    "--url https://localhost:$PORT/ %s \"$@\" " PLACE_REGISTRY "' sh",
	    w->materials, built(), w->place.dir, materials(), materials(),
	    answers, before, options);
}

static struct wire
prepare(void)
{
	struct wire w = {.place = place_make(), .materials = scratch()};
	char *old = old_body();

	write_file(w.place.file, old, strlen(old));
	free(old);
	return w;
}

static void
count_connections(struct wire *w)
{
	char *path = format("%s/connections", w->materials), *count;

	if (access(path, F_OK) == 0) {
		count = read_file(path, NULL);
		w->connections = strtoul(count, NULL, 10);
		free(count);
	}
	free(path);
}

struct wire
wire_run(const char *answers, const char *options, const char *before)
{
	struct wire w = prepare();
	char *command = make_command(&w, answers, options, before);

	w.run = run_shell("%s", command);
	count_connections(&w);
	free(command);
	return w;
}

struct wire
wire_start(const char *answers, const char *options)
{
	struct wire w = prepare();
	char *command = make_command(&w, answers, options, "");
	struct run r =
	    run_shell("cd '%s' && { (cd '%s'; %s); echo $? >status; } "
		      ">out 2>err &",
		w.materials, tree(), command);

	place_free_run(&r);
	free(command);
	return w;
}

void
wire_wait(struct wire *w)
{
	struct run r = run_shell("cd '%s' && until test -s status; do "
				 "sleep 0.1; done; cat err >&2; cat out; "
				 "exit $(cat status)",
	    w->materials);

	w->run = r;
	count_connections(w);
}

/* What is said behind "portreg-fetch: https://localhost:PORT/...xml: ". */
static const char *
behind_url(const char *err)
{
	static const char start[] = "portreg-fetch: https://localhost:";
	static const char end[] = "/" PLACE_REGISTRY ".xml: ";
	const char *at = strstr(err, end);

	if (strncmp(err, start, sizeof(start) - 1) != 0 || at == NULL)
		return err;
	return at + sizeof(end) - 1;
}

void
wire_expect(
    const struct wire *w, int status, const char *text, const char *what)
{
	const char *said = behind_url(w->run.err);
	size_t n = strlen(text);
	struct contents c = place_read(&w->place);
	char *old = old_body();

	place_expect_run(&w->run, status, text, what);
	if (status != 0) {
		cr_expect(strncmp(said, text, n) == 0 &&
			      (text[n - 1] == ' ' || said[n] == '\n'),
		    "%s: %s", what, w->run.err);
		cr_expect_str_eq(w->run.out, "", "%s", what);
		cr_expect_eq(c.names, 1, "%s: %zu files", what, c.names);
		cr_expect_str_eq(c.file, old, "%s: another file", what);
	} else {
		cr_expect_eq(c.names, 2, "%s: %zu files", what, c.names);
		cr_expect_str_neq(c.file, old, "%s: the old file", what);
	}
	free(old);
	contents_free(&c);
}

void
wire_free(struct wire *w)
{
	place_free_run(&w->run);
	place_free(&w->place);
	free(w->materials);
}
