/* SPDX-License-Identifier: MIT */
/* Registries that were there before: the lock, and the file in place. */
#include <sys/stat.h>

#include <criterion/criterion.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include "place.h"

#define COUNT(a) (sizeof(a) / sizeof((a)[0]))

Test(fetch_lock, a_date_does_not_go_back)
{
	struct copy c = copy_make();
	struct contents before;
	const char *const force[] = {"--force", NULL};
	const char *text = "<updated> 2026-03-08 is before that of the file "
			   "in place, 2026-03-09";

	copy_publish(&c, "2026-03-09", 150);
	copy_expect(&c, NULL, 0,
	    "protocol-numbers: 150 records, 2026-03-09, new\n", "");
	before = place_read_both(&c.place);
	copy_publish(&c, "2026-03-08", 150);
	copy_expect(&c, NULL, 65, "", text);
	copy_expect(&c, force, 65, "", text);
	place_expect(&c.place, &before, "older");
	cr_assert_eq(unlink(c.place.file), 0);
	copy_expect(&c, NULL, 0,
	    "protocol-numbers: 150 records, 2026-03-08, new\n", "");
	contents_free(&before);
	copy_free(&c);
}

/* The date of a day from today, as <updated> has it. */
static char *
day(int from_today)
{
	time_t t = time(NULL) + (time_t)from_today * 24 * 60 * 60;
	char s[sizeof("YYYY-MM-DD")];

	cr_assert_eq(strftime(s, sizeof(s), "%Y-%m-%d", gmtime(&t)), 10);
	return strdup(s);
}

/* It would keep out every registry that comes until then. */
Test(fetch_lock, a_date_does_not_go_far_ahead)
{
	struct copy c = copy_make();
	struct contents before;
	char *soon = day(2), *later = day(5), *out;

	copy_publish(&c, soon, 150);
	out = format("protocol-numbers: 150 records, %s, new\n", soon);
	copy_expect(&c, NULL, 0, out, "");
	before = place_read_both(&c.place);
	copy_publish(&c, later, 150);
	copy_expect(&c, NULL, 65, "", "<updated> is yet to come (is the clock");
	copy_publish(&c, "9999-12", 150);
	copy_expect(&c, NULL, 65, "", ": '9999-12'");
	copy_publish(&c, "9999-12-31", 150);
	copy_expect(&c, NULL, 65, "", ": '9999-12-31'");
	place_expect(&c.place, &before, "ahead");
	contents_free(&before);
	free(soon);
	free(later);
	free(out);
	copy_free(&c);
}

Test(fetch_lock, a_file_from_the_future_may_be_replaced)
{
	struct copy c = copy_make();
	char *body = place_registry(PLACE_REGISTRY, "9999-12-31", 150);
	struct run r;

	write_file(c.place.file, body, strlen(body));
	r = run_shell("cd '%s' && printf 'url: %s\nsha256: %%s\nrecords: 150\n"
		      "updated: 9999-12-31\n' \"$(sha256sum *.xml | "
		      "cut -c1-64)\" > " PLACE_REGISTRY ".xml.meta",
	    c.place.dir, "https://localhost/");
	cr_assert_eq(r.status, 0, "%s", r.err);
	copy_publish(&c, "2026-03-09", 150);
	copy_expect(&c, NULL, 0,
	    "protocol-numbers: 150 records, 2026-03-09, new\n", "");
	free(body);
	place_free_run(&r);
	copy_free(&c);
}

/* Shell commands in the place, after which no sidecar says what is there. */
static const char *const removals[] = {
    "rm $R.meta",
    "echo >>$R",
    "sed -i 's/^sha256: ./sha256: x/' $R.meta",
    "rm $R.meta; mkdir $R.meta",
};

Test(fetch_lock, a_file_without_a_sidecar_does_not_go_back_either)
{
	struct copy c;
	struct contents before;
	struct run r;
	size_t i;

	for (i = 0; i < COUNT(removals); i++) {
		c = copy_make();
		copy_publish(&c, "2026-03-09", 150);
		copy_expect(&c, NULL, 0,
		    "protocol-numbers: 150 records, 2026-03-09, new\n", "");
		r = run_shell("cd '%s' && R=" PLACE_REGISTRY ".xml && %s",
		    c.place.dir, removals[i]);
		cr_assert_eq(r.status, 0, "%s: %s", removals[i], r.err);
		place_free_run(&r);
		before = place_read(&c.place);
		copy_publish(&c, "2026-03-08", 150);
		copy_expect(&c, NULL, 65, "",
		    "<updated> 2026-03-08 is before that of the file in "
		    "place, 2026-03-09");
		place_expect(&c.place, &before, removals[i]);
		contents_free(&before);
		copy_free(&c);
	}
}

/* System calls on the file in place that fail, and what is said then. */
static const struct {
	const char *call;
	int status;
	const char *err;
} failures[] = {
    {"openat:error=EACCES", 66, "cannot open: Permission denied"},
    {"read:error=EIO", 74, "cannot read: Input/output error"},
};

Test(fetch_lock, a_file_that_cannot_be_read_does_not_go_back_either)
{
	struct copy c;
	struct contents before;
	struct run r;
	size_t i;

	if (!have("strace"))
		cr_skip("no strace");
	for (i = 0; i < COUNT(failures); i++) {
		c = copy_make();
		copy_publish(&c, "2026-03-09", 150);
		copy_expect(&c, NULL, 0,
		    "protocol-numbers: 150 records, 2026-03-09, new\n", "");
		before = place_read_both(&c.place);
		copy_publish(&c, "2026-03-08", 150);
		r = run_shell(
		    "ASAN_OPTIONS=\"$ASAN_OPTIONS:detect_leaks=0\" "
		    "strace -o /dev/null -P '%s' -e inject=%s:when=1 "
		    "'%s/portreg-fetch' -d '%s' --url '%s' " PLACE_REGISTRY,
		    c.place.file, failures[i].call, built(), c.place.dir,
		    c.url);
		place_expect_run(
		    &r, failures[i].status, failures[i].err, failures[i].call);
		place_expect(&c.place, &before, failures[i].call);
		place_free_run(&r);
		contents_free(&before);
		copy_free(&c);
	}
}

Test(fetch_lock, a_file_that_is_no_registry_may_be_replaced)
{
	struct copy c = copy_make();

	write_file(c.place.file, "<registry/>\n", 12);
	copy_publish(&c, "2026-03-08", 150);
	copy_expect(&c, NULL, 0,
	    "protocol-numbers: 150 records, 2026-03-08, new\n", "");
	copy_free(&c);
}

Test(fetch_lock, a_sidecar_that_cannot_be_written_keeps_the_file)
{
	struct copy c = copy_make();
	struct contents before;

	copy_publish(&c, "2026-03-09", 150);
	copy_expect(&c, NULL, 0,
	    "protocol-numbers: 150 records, 2026-03-09, new\n", "");
	cr_assert_eq(unlink(c.place.meta), 0);
	cr_assert_eq(mkdir(c.place.meta, 0777), 0);
	before = place_read(&c.place);
	copy_publish(&c, "2026-03-10", 150);
	copy_expect(&c, NULL, 73, "", "not a regular file: ");
	place_expect(&c.place, &before, "sidecar");
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
    {"2026-03-09", 1960, NULL, 0, "is the lock's, but the content is not"},
    {"2026-03-09", 1959, NULL, 65,
	"only 1959 records, over 2 % fewer than the lock's 2000 (--force"},
    {"2026-03-09", 1959, "--force", 0, "is the lock's, but the content is"},
    {"2026-03-09", 139, "--force", 65, "fewer than the least plausible 140"},
    {"2026-03-08", 2000, NULL, 65,
	"<updated> 2026-03-08 is before the lock's, 2026-03-09"},
    {"2026-03-08", 2000, "--force", 65,
	"<updated> 2026-03-08 is before the lock's, 2026-03-09"},
    {"2026-03-10", 9000, NULL, 0, ""},
};

Test(fetch_lock, the_lock_says_what_is_plausible)
{
	struct copy c = copy_make();
	char *lock = format("%s/registry.lock", c.dir);
	const char *more[] = {"--lock", lock, NULL, NULL};
	struct run r;
	size_t i;

	place_lock(lock, "2026-03-09", 2000);
	for (i = 0; i < COUNT(steps); i++) {
		struct contents nothing = {0, NULL, NULL};

		copy_publish(&c, steps[i].updated, steps[i].records);
		more[2] = steps[i].option;
		r = place_fetch(&c.place, c.url, more);
		place_expect_run(
		    &r, steps[i].status, steps[i].err, steps[i].err);
		place_free_run(&r);
		if (steps[i].status != 0)
			place_expect(&c.place, &nothing, steps[i].err);
		unlink(c.place.file);
		unlink(c.place.meta);
	}
	free(lock);
	copy_free(&c);
}

/* Locks that are made of the good one, $L, by a shell command. */
static const struct {
	const char *command;
	const char *err;
} broken_locks[] = {
    {"> \"$L\"", "registry.lock: empty, not a lock"},
    {"echo x > \"$L\"",
	"registry.lock:1: row 0, column 2: 1 fields instead of 6"},
    {"sed -i s/^registry/Registry/ \"$L\"",
	"registry.lock:1: row 0: wrong registry in the lock: 'Registry'"},
    {"sed -i '$p' \"$L\"",
	"registry.lock:3: row 2: wrong registry in the lock: 'protocol-num"},
    {"sed -i '$s/^/x/' \"$L\"",
	"registry.lock:2: row 1: wrong registry in the lock: 'xprotocol-num"},
    {"sed -i '$s/https/http/' \"$L\"",
	"registry.lock:2: row 1: wrong url in the lock: 'http://www.iana.org"},
    {"sed -i s/-03-09/-13-09/ \"$L\"",
	"registry.lock:2: row 1: wrong updated in the lock: '2026-13-09'"},
    {"sed -i s/,2000,/,-1,/ \"$L\"",
	"registry.lock:2: row 1: wrong records in the lock: '-1'"},
    {"sed -i s/0123/012g/ \"$L\"",
	"registry.lock:2: row 1: wrong source_sha256 in the lock: '012g"},
    {"sed -i 's/.$//' \"$L\"",
	"registry.lock:1: row 0: wrong snapshot_sha256 in the lock: "},
    {"sed -i '$s/.$//' \"$L\"",
	"registry.lock:2: row 1: wrong snapshot_sha256 in the lock: '0123"},
    {"printf %s \"$(cat \"$L\")\" > \"$L\"",
	"row 1, column 6: no line feed at the end"},
};

Test(fetch_lock, a_lock_that_is_damaged_is_not_ignored)
{
	struct copy c = copy_make();
	char *lock = format("%s/registry.lock", c.dir);
	const char *const more[] = {"--lock", lock, NULL};
	struct contents nothing = {0, NULL, NULL};
	struct run r;
	size_t i;

	copy_publish(&c, "2026-03-09", 2000);
	for (i = 0; i < COUNT(broken_locks); i++) {
		place_lock(lock, "2026-03-09", 2000);
		r = run_shell("L='%s' && %s", lock, broken_locks[i].command);
		cr_assert_eq(r.status, 0, "%s", r.err);
		place_free_run(&r);
		copy_expect(&c, more, 65, "", broken_locks[i].err);
		place_expect(&c.place, &nothing, broken_locks[i].err);
	}
	free(lock);
	copy_free(&c);
}

Test(fetch_lock, a_lock_that_cannot_be_read_is_not_ignored)
{
	struct copy c = copy_make();
	char *lock = format("%s/registry.lock", c.dir);
	const char *const more[] = {"--lock", lock, NULL};
	const char *const directory[] = {"--lock", c.dir, NULL};
	struct contents nothing = {0, NULL, NULL};

	copy_publish(&c, "2026-03-09", 150);
	copy_expect(&c, directory, 66, "", ": not a regular file");
	place_expect(&c.place, &nothing, "lock");
	copy_expect(&c, more, 0,
	    "protocol-numbers: 150 records, 2026-03-09, new\n", "");
	free(lock);
	copy_free(&c);
}
