/* SPDX-License-Identifier: MIT */
/* portreg-fetch's options, its checks against the lock, and its files. */
#include <criterion/criterion.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "place.h"
#include "progress.h"

#define COUNT(a) (sizeof(a) / sizeof((a)[0]))

#define DIGEST \
	"0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef"

/* A file to fetch, and where to. */
struct copy {
	struct place place;
	char *dir; /* of the source */
	char *url;
};

static struct copy
copy_make(void)
{
	struct copy c;

	c.place = place_make();
	c.dir = scratch();
	c.url = format("file://%s/", c.dir);
	return c;
}

static void
copy_free(struct copy *c)
{
	place_free(&c->place);
	free(c->dir);
	free(c->url);
}

/* Let the source be a registry of that date and number of records. */
static void
publish(const struct copy *c, const char *updated, size_t records)
{
	char *path = format("%s/" PLACE_REGISTRY ".xml", c->dir);
	char *body = make_registry(PLACE_REGISTRY, updated, records);

	write_file(path, body, strlen(body));
	free(path);
	free(body);
}

static void
expect_fetch(const struct copy *c, const char *const more[], int status,
    const char *out, const char *err)
{
	struct run r = place_fetch(&c->place, c->url, more);

	expect_run(&r, status, err, err);
	cr_expect_str_eq(r.out, out);
	run_free(&r);
}

Test(fetch_file, a_file_goes_through_the_same_gates)
{
	struct copy c = copy_make();
	struct contents first, second;

	publish(&c, "2026-03-09", 150);
	expect_fetch(&c, NULL, 0,
	    "protocol-numbers: 150 records, 2026-03-09, new\n", "");
	first = place_read(&c.place);
	cr_expect_eq(first.names, 2);
	cr_expect_null(strstr(first.meta, "last-modified"));
	expect_fetch(&c, NULL, 0,
	    "protocol-numbers: 150 records, 2026-03-09, unchanged\n", "");
	publish(&c, "2026-03-10", 139);
	expect_fetch(&c, NULL, 65, "", "only 139 records, fewer than");
	publish(&c, "soon", 150);
	expect_fetch(&c, NULL, 65, "", "<updated> is not a date: 'soon'");
	publish(&c, "", 150);
	expect_fetch(&c, NULL, 65, "", "no <updated>");
	place_expect(&c.place, &first, "refused");
	publish(&c, "2026-03-10", 151);
	expect_fetch(&c, NULL, 0,
	    "protocol-numbers: 151 records, 2026-03-10, new\n", "");
	second = place_read(&c.place);
	cr_expect_str_neq(second.file, first.file);
	contents_free(&first);
	contents_free(&second);
	copy_free(&c);
}

Test(fetch_file, a_date_does_not_go_back)
{
	struct copy c = copy_make();
	struct contents before;
	const char *const force[] = {"--force", NULL};
	const char *text = "<updated> 2026-03-08 is before that of the file "
			   "in place, 2026-03-09";

	publish(&c, "2026-03-09", 150);
	expect_fetch(&c, NULL, 0,
	    "protocol-numbers: 150 records, 2026-03-09, new\n", "");
	before = place_read(&c.place);
	publish(&c, "2026-03-08", 150);
	expect_fetch(&c, NULL, 65, "", text);
	expect_fetch(&c, force, 65, "", text);
	place_expect(&c.place, &before, "older");
	cr_assert_eq(unlink(c.place.file), 0);
	expect_fetch(&c, NULL, 0,
	    "protocol-numbers: 150 records, 2026-03-08, new\n", "");
	contents_free(&before);
	copy_free(&c);
}

/* Against a lock of 2000 records of 2026-03-09. */
static const struct {
	const char *updated;
	size_t records;
	const char *option;
	int status;
	const char *err;
} steps[] = {
    {"2026-03-09", 1960, NULL, 0, ""},
    {"2026-03-09", 1959, NULL, 65,
	"only 1959 records, over 2 % fewer than the lock's 2000 (--force"},
    {"2026-03-09", 1959, "--force", 0, ""},
    {"2026-03-09", 139, "--force", 65, "fewer than the least plausible 140"},
    {"2026-03-08", 2000, NULL, 65,
	"<updated> 2026-03-08 is before the lock's, 2026-03-09"},
    {"2026-03-08", 2000, "--force", 65,
	"<updated> 2026-03-08 is before the lock's, 2026-03-09"},
    {"2026-03-10", 9000, NULL, 0, ""},
};

Test(fetch_file, the_lock_says_what_is_plausible)
{
	struct copy c = copy_make();
	char *lock = format("%s/registry.lock", c.dir);
	const char *more[] = {"--lock", lock, NULL, NULL};
	struct run r;
	size_t i;
	static const char row[] =
	    "registry,url,updated,records,source_sha256,snapshot_sha256\n"
	    "protocol-numbers,https://x/,2026-03-09,2000," DIGEST "," DIGEST
	    "\n";

	write_file(lock, row, sizeof(row) - 1);
	for (i = 0; i < COUNT(steps); i++) {
		struct contents nothing = {0, NULL, NULL};

		publish(&c, steps[i].updated, steps[i].records);
		more[2] = steps[i].option;
		r = place_fetch(&c.place, c.url, more);
		expect_run(&r, steps[i].status, steps[i].err, steps[i].err);
		run_free(&r);
		if (steps[i].status != 0)
			place_expect(&c.place, &nothing, steps[i].err);
		unlink(c.place.file);
		unlink(c.place.meta);
	}
	free(lock);
	copy_free(&c);
}

Test(fetch_file, a_lock_that_cannot_be_read_is_not_ignored)
{
	struct copy c = copy_make();
	char *lock = format("%s/registry.lock", c.dir);
	const char *const more[] = {"--lock", lock, NULL};
	const char *const directory[] = {"--lock", c.dir, NULL};
	struct contents nothing = {0, NULL, NULL};

	publish(&c, "2026-03-09", 150);
	write_file(lock, "x\n", 2);
	expect_fetch(&c, more, 65, "", "registry.lock:");
	expect_fetch(&c, directory, 74, "", ": cannot read: Is a directory");
	place_expect(&c.place, &nothing, "lock");
	cr_assert_eq(unlink(lock), 0);
	expect_fetch(&c, more, 0,
	    "protocol-numbers: 150 records, 2026-03-09, new\n", "");
	free(lock);
	copy_free(&c);
}

static const struct {
	const char *arguments;
	int status;
	const char *err;
} commands[] = {
    {"", 64, "no registry is named"},
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
		cr_expect_not_null(strstr(r.err, "usage: portreg-fetch"));
		cr_expect_null(strstr(r.err, "secret"));
		cr_expect_str_eq(r.out, "");
		run_free(&r);
	}
	r = run_shell("'%s/portreg-fetch' -h", built());
	cr_expect_eq(r.status, 0);
	cr_expect_eq(strncmp(r.out, "usage: portreg-fetch", 20), 0);
	run_free(&r);
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
    {"mkdir $R.xml.meta", "$F --url $SOURCE $R", 73, "not a regular file: ", 2},
    {":", "$F --url file:///nonesuch/ $R", 66, "cannot read", 0},
    {":", "$F --url file:///dev/zero $R", 65, "larger than the limit", 0},
    {":", "ulimit -f 1; $F --url $SOURCE $R", 74, "cannot write: File too", 0},
    {":", "$F --url $SOURCE $R >/dev/full", 74, "standard output: cannot", 2},
    {":", "$F --url $SOURCE $R >&-", 0, "", 2},
};

Test(fetch_file, broken_surroundings_leave_no_trace)
{
	struct copy c;
	struct run r;
	size_t i;

	for (i = 0; i < COUNT(surroundings); i++) {
		c = copy_make();
		publish(&c, "2026-03-09", 150);
		r = run_shell("cd '%s' && F='%s/portreg-fetch' SOURCE='%s' "
			      "R=" PLACE_REGISTRY " && { %s; } && %s",
		    c.place.dir, built(), c.url, surroundings[i].before,
		    surroundings[i].command);
		expect_run(&r, surroundings[i].status, surroundings[i].err,
		    surroundings[i].command);
		cr_expect_eq(count_names(c.place.dir), surroundings[i].names,
		    "%s %s", surroundings[i].before, surroundings[i].command);
		run_free(&r);
		copy_free(&c);
	}
}

Test(fetch_file, goes_on_after_a_registry_that_fails)
{
	struct copy c = copy_make();
	struct run r;

	publish(&c, "2026-03-09", 150);
	r = run_shell("'%s/portreg-fetch' -d '%s' --url '%s' "
		      "service-names-port-numbers protocol-numbers",
	    built(), c.place.dir, c.url);
	expect_run(&r, 66, "service-names-port-numbers.xml: cannot read", "");
	cr_expect_str_eq(
	    r.out, "protocol-numbers: 150 records, 2026-03-09, new\n");
	cr_expect_eq(count_names(c.place.dir), 2);
	run_free(&r);
	copy_free(&c);
}

Test(fetch_file, the_bar_waits_half_a_second)
{
	char *text = NULL;
	size_t n = 0;
	FILE *out = open_memstream(&text, &n);
	struct progress p = {.out = out, .name = "x", .start = 1000};

	progress_draw(&p, 1499, 10, 100);
	progress_stop(&p);
	fflush(out);
	cr_expect_eq(n, 0);
	progress_draw(&p, 1500, 50 * 1024, 100 * 1024);
	progress_draw(&p, 1599, 60 * 1024, 100 * 1024);
	fflush(out);
	cr_expect_str_eq(text, "\rx [###############               ]  50 %, "
			       "50 KiB\033[K");
	progress_draw(&p, 1600, 2048, 0);
	progress_stop(&p);
	fclose(out);
	cr_expect_not_null(strstr(text, "\rx 2 KiB\033[K\r\033[K"));
	free(text);
}
