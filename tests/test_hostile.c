/* SPDX-License-Identifier: MIT */
/*
 * Hostile text end to end: through parse into every format of the list, each
 * judged by what its output looks like, as no format is named here.
 */
#include <criterion/criterion.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "database.h"
#include "emit.h"
#include "hostile.h"
#include "run.h"
#include "text.h"

#define COUNT(a) (sizeof(a) / sizeof((a)[0]))

/* What a run of a format wrote; for the tests' messages, how it was asked. */
struct written {
	const struct format *format;
	const char *asked;
	const char *file; /* with the same content */
	const struct run *run;
};

/*
 * Characters that a terminal, an editor or a browser acts on, by a list of the
 * tests' own.
 */
static int
is_active(uint32_t c)
{
	return (c < 0x20 && c != '\t' && c != '\n') ||
	       (c >= 0x7f && c <= 0x9f) || c == 0x61c || c == 0x200e ||
	       c == 0x200f || (c >= 0x2028 && c <= 0x202e) ||
	       (c >= 0x2066 && c <= 0x2069) || c == 0xfeff;
}

static void
expect_inactive(const char *s, const char *end, const char *asked)
{
	uint32_t c;
	size_t n;

	for (; s < end; s += n) {
		n = text_decode(s, &c);
		cr_assert_gt(n, 0, "%s: not UTF-8: %.40s", asked, s);
		cr_assert(
		    !is_active(c), "%s: U+%04X is raw", asked, (unsigned)c);
	}
}

/*
 * Nothing of the registry starts a line; on a page for people it may follow
 * blanks.
 */
static void
expect_lines(const struct written *w)
{
	const char *s = w->run->out;

	while (s != NULL) {
		s += strspn(s, w->format->has_pages ? "\n" : " \t\n");
		cr_expect(strncmp(s, "pwned", 5) != 0 &&
			      strncmp(s, "#define pwned", 13) != 0 &&
			      strncmp(s, "int pwned", 9) != 0,
		    "%s: %.60s", w->asked, s);
		s = strchr(s, '\n');
	}
}

/* A judge of what looks like its language: a command that gets the file. */
struct judge {
	const char *start; /* of the output, or of one of its lines */
	const char *command;
};

#define C_INCLUDE  "-x c /dev/null -include "
#define C_WARNINGS "-Wall -Wextra -Werror -Wno-trigraphs -fsyntax-only "

static const struct judge judges[] = {
    {"{", "python3 -c 'import json, sys; json.load(sys.stdin)' <"},
    {"{", "node -e 'JSON.parse(require(\"fs\").readFileSync(0, \"utf8\"))' <"},
    {"\n#ifndef ", "gcc -std=c99 -Wbidi-chars=any " C_WARNINGS C_INCLUDE},
    {"\n#ifndef ", "clang -std=c11 " C_WARNINGS C_INCLUDE},
    {"\n#ifndef ", "g++ " C_WARNINGS "-x c++ /dev/null -include "},
    {"<svg", "xmllint --nonet --noout "},
    {"<", "! grep -e '<script>pwned' -e '<img src=x' -e '<pwned/>' "},
};

static void
expect_valid(const struct written *w)
{
	size_t i;

	for (i = 0; i < COUNT(judges); i++) {
		const struct judge *j = &judges[i];
		struct run verdict;

		if (*j->start == '\n'
			? strstr(w->run->out, j->start) == NULL
			: strncmp(w->run->out, j->start, strlen(j->start)) != 0)
			continue;
		verdict = run_shell("%s'%s'", j->command, w->file);
		cr_expect_eq(verdict.status, 0, "%s: %s%s", w->asked,
		    verdict.out, verdict.err);
	}
}

/*
 * The readers of a database find what its lines promise, and no more.  Those
 * of a profile are not all of them.
 */
static void
expect_readable(const struct written *w)
{
	struct run r;

	if (database_find(w->format->name) == NULL ||
	    strstr(w->asked, "--profile") != NULL)
		return;
	r = run_shell("'%s'/portreg-emit -f %s --verify '%s'", built(),
	    w->format->name, w->file);
	cr_expect_eq(r.status, 0, "%s: %s%s", w->asked, r.out, r.err);
}

/*
 * What formats demand, with "%s" for the registry, and what they can do
 * otherwise; each takes some of it.  The ports are those of hostile.c, and a
 * few more.
 */
static const char *const demands[] = {
    "", "--since data/%s.csv", "--ports 99-250"};
static const char *const variants[] = {"", "--style markdown", "--style json",
    "--descriptions", "--no-aliases", "--profile glibc", "--profile musl",
    "--profile bsd"};

/* Whether a format could be asked in that way, and then wrote what is inert. */
static int
expect_inert(const struct format *f, const char *how, const char *snapshot)
{
	struct run r = run_shell(
	    "'%s'/portreg-emit -f %s %s '%s'", built(), f->name, how, snapshot);
	struct written w = {
	    f, format("%s %s", f->name, how), format("%s.out", snapshot), &r};

	if (r.status == 64)
		return 0;
	cr_expect_eq(r.status, 0, "%s: %.300s", w.asked, r.err);
	cr_expect_gt(r.out_n, 0, "%s", w.asked);
	write_file(w.file, r.out, r.out_n);
	expect_inactive(r.out, r.out + r.out_n, w.asked);
	expect_inactive(r.err, r.err + strlen(r.err), w.asked);
	expect_lines(&w);
	expect_valid(&w);
	expect_readable(&w);
	return 1;
}

/* Every way to ask for a format. */
static void
expect_format_inert(const struct format *f, const char *id, const char *file)
{
	size_t i, k;
	int ways = 0;

	for (i = 0; i < COUNT(demands); i++) {
		const char *at = strstr(demands[i], "%s");
		int n = at == NULL ? (int)strlen(demands[i])
				   : (int)(at - demands[i]);

		for (k = 0; k < COUNT(variants); k++)
			ways += expect_inert(f,
			    format("%.*s%s%s %s", n, demands[i],
				at == NULL ? "" : id, at == NULL ? "" : at + 2,
				variants[k]),
			    file);
	}
	cr_expect_gt(ways, 0, "%s: no way to ask for it", f->name);
}

static void
expect_all_inert(const char *id)
{
	char *snapshot = hostile_snapshot(id);
	size_t i;

	for (i = 0; i < n_formats; i++)
		if (*formats[i].registry == '\0' ||
		    strcmp(formats[i].registry, id) == 0)
			expect_format_inert(&formats[i], id, snapshot);
}

Test(hostile, ports_are_inert_in_every_format, .timeout = 600)
{
	expect_all_inert("service-names-port-numbers");
}

Test(hostile, protocols_are_inert_in_every_format, .timeout = 600)
{
	expect_all_inert("protocol-numbers");
}
