/* SPDX-License-Identifier: MIT */
/* portreg-fetch's arguments, and the files that it meets. */
#include <criterion/criterion.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "place.h"

#define COUNT(a) (sizeof(a) / sizeof((a)[0]))

Test(fetch_file, a_file_goes_through_the_same_gates)
{
	struct copy c = copy_make();
	struct contents first, second;

	copy_publish(&c, "2026-03-09", 150);
	copy_expect(&c, NULL, 0,
	    "protocol-numbers: 150 records, 2026-03-09, new\n", "");
	first = place_read_both(&c.place);
	cr_expect_eq(first.names, 2);
	cr_expect_null(strstr(first.meta, "last-modified"));
	copy_expect(&c, NULL, 0,
	    "protocol-numbers: 150 records, 2026-03-09, unchanged\n", "");
	copy_publish(&c, "2026-03-10", 139);
	copy_expect(&c, NULL, 65, "", "only 139 records, fewer than");
	copy_publish(&c, "soon", 150);
	copy_expect(&c, NULL, 65, "", "<updated> is not a date: 'soon'");
	copy_publish(&c, "", 150);
	copy_expect(&c, NULL, 65, "", "no <updated>");
	place_expect(&c.place, &first, "refused");
	copy_publish(&c, "2026-03-10", 151);
	copy_expect(&c, NULL, 0,
	    "protocol-numbers: 151 records, 2026-03-10, new\n", "");
	second = place_read_both(&c.place);
	cr_expect_str_neq(second.file, first.file);
	contents_free(&first);
	contents_free(&second);
	copy_free(&c);
}

static const struct {
	const char *arguments;
	int status;
	const char *err;
} commands[] = {
    {"", 64, "no registry is named"},
    {"-d '' protocol-numbers", 64, "no directory: ''"},
    {"--lock '' protocol-numbers", 64, "no lock: ''"},
    {"nonesuch", 64, "unknown registry: 'nonesuch'"},
    {"protocol-numbers ''", 64, "unknown registry: ''"},
    {"--nonesuch protocol-numbers", 64, "nonesuch"},
    {"--url", 64, "url"},
    {"--url http://localhost/ protocol-numbers", 64,
	"neither https nor file: 'http://localhost/'"},
    {"--url ftp://localhost/ protocol-numbers", 64, "neither https nor file"},
    {"--url file://other.example/x protocol-numbers", 64, "not a URL: "},
    {"--url localhost protocol-numbers", 64, "not a URL: 'localhost'"},
    {"--url '' protocol-numbers", 64, "not a URL: ''"},
    {"--url https://me:secret@localhost/ protocol-numbers", 64,
	"a user name in the URL is not allowed"},
    {"--url file:///x protocol-numbers protocol-numbers", 64,
	"must end in '/'"},
};

Test(fetch_file, says_how_it_is_used)
{
	struct run r;
	size_t i;

	for (i = 0; i < COUNT(commands); i++) {
		r = run_shell(
		    "'%s/portreg-fetch' %s", built(), commands[i].arguments);
		cr_expect_eq(r.status, commands[i].status, "%s: %d",
		    commands[i].arguments, r.status);
		cr_expect_not_null(strstr(r.err, commands[i].err), "%s: %s",
		    commands[i].arguments, r.err);
		cr_expect_eq(strncmp(r.err, "portreg-fetch: ", 15), 0, "%s: %s",
		    commands[i].arguments, r.err);
		cr_expect_not_null(strstr(r.err, "\nusage: portreg-fetch"));
		cr_expect_null(strstr(r.err, "secret"));
		cr_expect_str_eq(r.out, "");
		place_free_run(&r);
	}
	r = run_shell("'%s/portreg-fetch' -h", built());
	cr_expect_eq(r.status, 0);
	cr_expect_eq(strncmp(r.out, "usage: portreg-fetch", 20), 0);
	place_free_run(&r);
}

/* Run in the place, where SOURCE is a folder with a registry that passes. */
static const struct {
	const char *before;
	const char *command;
	int status;
	const char *err;
	size_t names; /* in the place at the end */
} surroundings[] = {
    {":", "$F -d nonesuch --url $SOURCE $R", 73,
	"cannot create: 'nonesuch/protocol-numbers.xml': No such file", 0},
    {"touch x", "$F -d x --url $SOURCE $R", 73, "cannot create: ", 1},
    {"mkdir $R.xml", "$F --url $SOURCE $R", 73, "not a regular file: ", 1},
    {"mkfifo $R.xml", "$F --url $SOURCE $R", 73, "not a regular file: ", 1},
    {"ln -s /dev/null $R.xml", "$F --url $SOURCE $R", 73,
	"not a regular file: ", 1},
    {"mkdir $R.xml.meta", "$F --url $SOURCE $R", 73, "not a regular file: ", 1},
    {"mkfifo p", "$F --lock p --url $SOURCE $R", 66, "p: not a regular file",
	1},
    {"mkdir p", "$F --lock p --url $SOURCE $R", 66, "p: not a regular file", 1},
    {"ln -s p p", "$F --lock p --url $SOURCE $R", 66, "p: cannot open: ", 1},
    {"mkfifo p", "$F --cacert p --url https://localhost:1/ $R", 66,
	"the CA file is not a regular file: 'p'", 1},
    {"mkfifo p", "$F --cacert p --url $SOURCE $R", 0, "", 3},
    {"mkfifo $R.xml", "$F --offline $R", 66, "not a regular file", 1},
    {"mkdir $R.xml", "$F --offline $R", 66, "not a regular file", 1},
    {"$F --url $SOURCE $R >/dev/null && rm *.meta && mkfifo $R.xml.meta",
	"$F --url $SOURCE $R", 73, "not a regular file: ", 2},
    {":", "$F --url file:///nonesuch/ $R", 66, "cannot read", 0},
    {"truncate -s 65M big", "$F --url ${D}big $R", 65, "larger than the limit",
	1},
    {"truncate -s 65M $R.xml",
	"$F --url $SOURCE $R; s=$?; "
	"test $(stat -c %s $R.xml) = 68157440 && exit $s",
	65, "/protocol-numbers.xml: larger than the limit of 64 MiB", 1},
    {":", "$F --url file:///dev/zero $R", 66, "not a regular file", 0},
    {":", "$F --url FILE:///tmp $R", 66, "not a regular file", 0},
    {"mkfifo 'a b'", "$F --url ${D}a%20b $R", 66, "not a regular file", 1},
    {"mkfifo p; ln -s p q", "$F --url ${D}q $R", 66, "not a regular file", 2},
    {"ln -s $R.copy q", "$F --url ${D}q $R", 66, "cannot read", 1},
    {":", "ulimit -f 1; $F --url $SOURCE $R", 74, "cannot write: File too", 0},
    {":", "$F --url $SOURCE $R >/dev/full", 74, "standard output: cannot", 2},
    {":", "$F --url $SOURCE $R >&-", 74, "standard output: cannot", 2},
};

Test(fetch_file, broken_surroundings_leave_no_trace)
{
	struct copy c;
	struct run r;
	char *url;
	size_t i;

	for (i = 0; i < COUNT(surroundings); i++) {
		c = copy_make();
		url = file_url(c.place.dir);
		copy_publish(&c, "2026-03-09", 150);
		r = run_shell("cd '%s' && PATH='%s':$PATH F=portreg-fetch "
			      "SOURCE='%s' D='%s' "
			      "R=" PLACE_REGISTRY " && { %s; } && %s",
		    c.place.dir, built(), c.url, url, surroundings[i].before,
		    surroundings[i].command);
		place_expect_run(&r, surroundings[i].status,
		    surroundings[i].err, surroundings[i].command);
		cr_expect_eq(count_names(c.place.dir), surroundings[i].names,
		    "%s %s", surroundings[i].before, surroundings[i].command);
		place_free_run(&r);
		free(url);
		copy_free(&c);
	}
}

/* What may stand behind the closing tag, and what may not. */
static const struct {
	const char *text;
	int times;
	int status;
	const char *err;
} ends[] = {
    {" \r\n\t", 1, 0, ""},
    {" \n", 5000, 0, ""},
    {" ", 100000, 65, "tag or text too long"},
    {"<!-- made by a program with a rather long name and version -->", 3, 0,
	""},
    {"<?odd?>\n", 1, 0, ""},
    {"<registry/>", 1, 65, "truncated: no closing </registry>"},
    {"text", 1, 65, "truncated: no closing </registry>"},
};

Test(fetch_file, takes_what_xml_allows_behind_the_closing_tag)
{
	char *path, *body = place_registry(PLACE_REGISTRY, "2026-03-09", 150);
	struct copy c;
	FILE *out;
	size_t i;
	int k;

	for (i = 0; i < COUNT(ends); i++) {
		c = copy_make();
		path = format("%s/" PLACE_REGISTRY ".xml", c.dir);
		out = fopen(path, "w");
		cr_assert_not_null(out);
		fputs(body, out);
		for (k = 0; k < ends[i].times; k++)
			fputs(ends[i].text, out);
		cr_assert_eq(fclose(out), 0);
		copy_expect(&c, NULL, ends[i].status,
		    ends[i].status != 0
			? ""
			: "protocol-numbers: 150 records, 2026-03-09, new\n",
		    ends[i].err);
		free(path);
		copy_free(&c);
	}
	free(body);
}

Test(fetch_file, goes_on_after_a_registry_that_fails)
{
	struct copy c = copy_make();
	struct run r;

	copy_publish(&c, "2026-03-09", 150);
	r = run_shell("'%s/portreg-fetch' -d '%s' --url '%s' "
		      "service-names-port-numbers protocol-numbers",
	    built(), c.place.dir, c.url);
	place_expect_run(
	    &r, 66, "service-names-port-numbers.xml: cannot read", "");
	cr_expect_str_eq(
	    r.out, "protocol-numbers: 150 records, 2026-03-09, new\n");
	cr_expect_eq(count_names(c.place.dir), 2);
	place_free_run(&r);
	copy_free(&c);
}
