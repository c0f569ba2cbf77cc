/* SPDX-License-Identifier: MIT */
/* .github/workflows, and the steps of the update job, run for real. */
#include <criterion/criterion.h>
#include <stdlib.h>
#include <string.h>

#include "place.h"
#include "sample.h"
#include "server.h"
#include "update.h"

#define COUNT(a) (sizeof(a) / sizeof((a)[0]))
#define PORTS	 "service-names-port-numbers"
#define NUMBERS	 "protocol-numbers"

/* Shell: the commands of a workflow, one a line. */
#define STEPS(name) "sed -n 's/^ *- run: //p' .github/workflows/" name ".yml"

Test(workflows, ci_does_what_ci_run_does)
{
	struct run ci = run_shell(STEPS("ci"));
	struct run own =
	    run_shell("sed -n 's/\\$jobs/$(nproc)/; /^make /p' .ci/run");

	cr_expect_str_eq(ci.out, own.out);
	cr_expect_not_null(strstr(ci.out, "make deps\n"));
	cr_expect_not_null(strstr(ci.out, "make lint\n"));
}

/* A step that is not one line of run would not be compared. */
Test(workflows, call_nothing_but_make)
{
	struct run r = run_shell(
	    "grep -hE '(^|[ -])(run|uses):' .github/workflows/*.yml | "
	    "grep -vE '^      - (run: make [^;&|]*|uses: "
	    "actions/checkout@v[0-9]+)$'");

	cr_expect_str_empty(r.out, "%s", r.out);
	r = run_shell(STEPS("update"));
	cr_expect_str_eq(r.out,
	    "make deps\nmake update UPDATE_POLICY=services\nmake all\n"
	    "make verify VENDORED=dist\nmake pull-request\n");
}

Test(workflows, are_valid_yaml)
{
	struct run r;

	if (!have("yamllint"))
		cr_skip("no yamllint");
	r = run_shell("make -s lint-workflows");
	cr_expect_eq(r.status, 0, "%s", r.out);
}

/* Keeps its arguments, and the body, in gh.log. */
static const char gh[] =
    "#!/bin/sh\n"
    "printf '%s\\n' \"$*\" >>gh.log\n"
    "while [ $# -gt 0 ]; do\n"
    "	[ \"$1\" != --body-file ] || cat \"$2\" >>gh.log\n"
    "	shift\n"
    "done\n"
    "[ ! -e gh.broken ] || { echo 'gh: broken' >&2; exit 1; }\n";

/*
 * Prepare a copy of the tree by a command of the shell, which finds in/ there,
 * and put it under git, on a branch, with a remote that has it.
 */
static void
job_start(const char *copy, const char *before)
{
	struct run r;

	if (!have("git") || !have("python3"))
		cr_skip("no git or no python3");
	in_copy(copy, "mkdir in bin");
	write_file(format("%s/bin/gh", copy), gh, sizeof(gh) - 1);
	r = in_copy(copy, before);
	cr_assert_eq(r.status, 0, "%s", r.err);
	r = in_copy(copy,
	    "set -e; chmod +x bin/gh; printf '%s\\n' /in /bin /gh.\\* "
	    "/remote.git >.git-exclude; git init -q -b trunk; "
	    "mv .git-exclude .git/info/exclude; git add -A; "
	    "git -c user.name=x -c user.email=x@example.org commit -q -m x; "
	    "git init -q --bare remote.git; "
	    "git remote add origin \"$PWD/remote.git\"; "
	    "git push -q origin trunk");
	cr_assert_eq(r.status, 0, "%s", r.err);
}

/*
 * Publish the ports as in data/, changed by a sed script, and their export,
 * changed by another, and the protocols.
 */
static void
job_publish(const char *copy, const char *script, const char *export_script)
{
	struct run r;

	sample_xmlize(PORTS, format("%s/in/" PORTS ".xml", copy));
	sample_xmlize(NUMBERS, format("%s/in/" NUMBERS ".xml", copy));
	r = in_copy(copy,
	    format("sed -i '%s' in/" PORTS ".xml && python3 tests/export.py "
		   "in/" PORTS ".xml >in/" PORTS ".csv && sed -i '%s' in/" PORTS
		   ".csv",
		script, export_script));
	cr_assert_eq(r.status, 0, "%s", r.err);
}

/*
 * Run the steps of the job but for the packages, with the environment that
 * the workflow sets for git, after settings of the shell.
 */
static struct run
job_run(const char *copy, const char *settings)
{
	return in_copy(copy,
	    format(
		"{ sed -n 's/^ *\\(GIT_[A-Z_0-9]*\\): /export \\1=/p' "
		".github/workflows/update.yml; " STEPS(
		    "update") "; } | "
			      "grep -v '^make deps$' >gh.steps; %s; unset "
			      "GH_TOKEN; "
			      "export HOME=\"$PWD/in\" GIT_CONFIG_NOSYSTEM=1 "
			      "MAKEFLAGS=-s CFLAGS='%s' "
			      "PATH=\"$PWD/bin:$PATH\"; "
			      "sh -e gh.steps",
		settings, getenv("PORTREG_CFLAGS")));
}

/* Shell: the branches of the remote, and what an update must not touch. */
#define STATE                                                                 \
	"git --git-dir=remote.git for-each-ref --format='%(refname:short)'; " \
	"git rev-parse --abbrev-ref HEAD; git log --format=%s; "              \
	"git for-each-ref refs/heads | wc -l; git diff --cached --name-only"

/* The ports as they were on a real date, and then on the next. */
static const char real[] =
    "set -e; cp '%s' in/" PORTS ".xml; cp '%s' in/" NUMBERS ".xml; "
    "rm data/registry.lock data/" PORTS
    ".csv; make -s update FETCH_URL='%s' CROSSCHECK=no "
    "CFLAGS='%s'; rm -rf build/registry; cp '%s' in/" PORTS ".xml; "
    "python3 tests/export.py in/" PORTS ".xml >in/" PORTS ".csv";

static void
expect_proposed(const char *copy)
{
	struct run r = in_copy(copy,
	    "set -e; b=$(sed -n '1s/.* --head \\([^ ]*\\).*/\\1/p' gh.log); "
	    "echo $b; sed -n '1s/--body-file .* --head/F --head/p' gh.log; "
	    "git fetch -q origin $b; git diff --name-only trunk FETCH_HEAD; "
	    "git rev-list --count trunk..FETCH_HEAD; "
	    "git log -1 --format='%an%n%s' FETCH_HEAD; "
	    "git log -1 --format=%b FETCH_HEAD >gh.body; sed 1d gh.log >gh.2; "
	    "sed 1d build/update/changes.md | diff -B - gh.body; "
	    "sed 1d build/update/changes.md | diff - gh.2");
	char *branch = format("%.*s", (int)strcspn(r.out, "\n"), r.out);

	cr_expect_eq(r.status, 0, "%s%s", r.out, r.err);
	cr_expect_eq(strncmp(branch, "registry-2026-08-17-2026-03-09-", 31), 0);
	cr_expect_str_eq(r.out,
	    format("%s\npr create --title Update registry data to 2026-08-17 F "
		   "--head %s --base trunk\nCHANGES-data.md\n"
		   "data/registry.lock\ndata/" PORTS
		   ".csv\n1\ngithub-actions[bot]\n"
		   "Update registry data to 2026-08-17\n",
		branch, branch),
	    "%s", r.out);
	r = in_copy(copy, STATE);
	cr_expect_str_eq(
	    r.out, format("%s\ntrunk\ntrunk\nx\n1\n", branch), "%s", r.out);
}

Test(workflows, update_proposes_a_real_change_once, .timeout = 600)
{
	char *old = registry_file(PORTS "-2026-02-13.xml");
	char *new = registry_file(PORTS "-2026-08-17.xml");
	char *numbers = registry_file(NUMBERS "-2026-03-09.xml");
	struct server *s = server_start("good");
	char *copy = copy_tree();
	char *settings = format("unset https_proxy HTTPS_PROXY all_proxy "
				"ALL_PROXY; export FETCH_URL=https://localhost:"
				"%u/ FETCH_CACERT='%s/ca.pem'",
	    (unsigned)s->port, s->dir);
	struct run r;

	job_start(
	    copy, format(real, old, numbers, file_url(format("%s/in", copy)),
		      getenv("PORTREG_CFLAGS"), new));
	s->answer.status = 404;
	s->answer.body = "";
	s->folder = format("%s/in", copy);
	r = job_run(copy, settings);
	cr_assert_eq(r.status, 0, "%s%s", r.out, r.err);
	cr_expect_geq(s->requests, 3);
	expect_proposed(copy);
	/* The next day: a clone, while nobody has merged it. */
	in_copy(copy, "git checkout -q . && rm -rf build/registry");
	r = job_run(copy, settings);
	cr_expect_eq(r.status, 0, "%s", r.err);
	cr_expect_not_null(
	    strstr(r.out, "\npull-request: origin has registry-2026-08-17-"),
	    "%s", r.out);
	r = in_copy(copy, "grep -c '^pr create' gh.log");
	cr_expect_str_eq(r.out, "1\n", "%s", r.out);
	server_stop(s);
}

static const struct {
	const char *script;	   /* of sed, for the ports */
	const char *export_script; /* the same, for their export */
	const char *before;
	int status; /* of make */
	const char *said;
	const char *branch; /* where HEAD stays */
} stays[] = {
    {"s/<date>2002-09/<date>2002-10/; "
     "s/<updated>2026-08-17/<updated>2026-08-18/",
	"", ":", 0, "\npull-request: the data has not changed\n", "trunk"},
    {"s/SANity/Sanity/", "s/^sanity,643,udp/sanity,643,tcp/", ":", 2,
	"Error 65", "trunk"},
    {"s/SANity/Sanity/", "",
	"printf '#!/bin/sh\\nexit 1\\n' >remote.git/hooks/pre-receive && "
	"chmod +x remote.git/hooks/pre-receive",
	2, "pull-request: cannot push registry-2026-08-17-2026-03-09-",
	"trunk"},
    {"s/SANity/Sanity/", "", "touch gh.broken", 2,
	"pull-request: gh opened no pull request\n", "trunk"},
    {"s/SANity/Sanity/", "", "git remote set-url origin nonesuch", 2,
	"pull-request: cannot ask origin for its branches\n", "trunk"},
    {"s/SANity/Sanity/", "", "git checkout -q --detach", 2,
	"pull-request: no branch is checked out: say BASE=branch\n", "HEAD"},
};

Test(workflows, update_proposes_nothing_else, .timeout = 600)
{
	char *copy = copy_tree();
	char *settings =
	    format("export FETCH_URL='%s'", file_url(format("%s/in", copy)));
	size_t i;

	job_start(copy, ":");
	for (i = 0; i < COUNT(stays); i++) {
		struct run r;

		job_publish(copy, stays[i].script, stays[i].export_script);
		in_copy(copy, stays[i].before);
		r = job_run(copy, settings);
		cr_expect_eq(r.status, stays[i].status, "%zu: %s", i, r.err);
		cr_expect(strstr(r.out, stays[i].said) != NULL ||
			      strstr(r.err, stays[i].said) != NULL,
		    "%zu: %s%s", i, r.out, r.err);
		r = in_copy(copy, STATE);
		cr_expect_str_eq(r.out,
		    format("trunk\n%s\nx\n1\n", stays[i].branch), "%zu: %s", i,
		    r.out);
		in_copy(copy,
		    "git checkout -q -f trunk; rm -rf build/registry gh.broken "
		    "remote.git/hooks/pre-receive; git remote set-url origin "
		    "\"$PWD/remote.git\"");
	}
}

/* By hand, and with more than a pull request can hold. */
Test(workflows, pull_request_tells_an_update_from_other_edits, .timeout = 600)
{
	static const char make[] =
	    "export PATH=\"$PWD/bin:$PATH\" GIT_AUTHOR_NAME=x "
	    "GIT_COMMITTER_NAME=x EMAIL=x@example.org; "
	    "make -s pull-request BASE=main";
	char *copy = copy_tree();
	struct run r;

	job_start(copy, ":");
	r = in_copy(copy, format("echo >>data/" NUMBERS ".csv; %s", make));
	cr_expect_eq(r.status, 2);
	cr_expect_not_null(
	    strstr(r.err, "the data has changed, but not by make update\n"),
	    "%s", r.err);
	in_copy(copy,
	    "sed -i 's/2026-03-09/2026-10-11/; s/2026-08-17/2026-11-01/' "
	    "data/registry.lock; echo >>README.md; echo >data/notes.txt; "
	    "seq -f 'entry %010.0f' 5000 >>CHANGES-data.md");
	r = in_copy(copy, make);
	cr_expect_eq(r.status, 0, "%s", r.err);
	r = in_copy(copy,
	    "head -n 1 gh.log | cut -c 1-52; sed 1d gh.log | wc -c; "
	    "tail -n 1 gh.log; b=registry-2026-11-01-2026-10-11-$(git "
	    "hash-object data/registry.lock | cut -c 1-8); "
	    "git --git-dir=remote.git diff --name-only trunk $b");
	cr_expect_str_eq(r.out,
	    "pr create --title Update registry data to 2026-11-01\n"
	    "60028\nThere is more in CHANGES-data.md.\n"
	    "CHANGES-data.md\ndata/" NUMBERS ".csv\ndata/registry.lock\n",
	    "%s%s", r.out, r.err);
}
