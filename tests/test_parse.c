/* SPDX-License-Identifier: MIT */
/* portreg-parse, as it is run, and on IANA's real files. */
#include <sys/stat.h>

#include <criterion/criterion.h>
#include <stdlib.h>
#include <string.h>

#include "parse.h"
#include "place.h"
#include "run.h"
#include "snapshot.h"

/* The newest files, and how many records of each kind they have. */
static const struct {
	const char *file;
	size_t records;
	size_t kinds[KIND_COUNT];
} real[] = {
    {"service-names-port-numbers-2026-08-17.xml", 14533,
	{[KIND_REGISTRY] = 1,
	    [KIND_FOOTNOTE] = 1,
	    [KIND_ASSIGNED] = 12624,
	    [KIND_ALIAS] = 184,
	    [KIND_UNASSIGNED] = 889,
	    [KIND_RESERVED] = 809,
	    [KIND_PRIVATE] = 14,
	    [KIND_WITHDRAWN] = 12,
	    [KIND_OTHER] = 1}},
    {"protocol-numbers-2026-03-09.xml", 152,
	{[KIND_REGISTRY] = 1,
	    [KIND_FOOTNOTE] = 1,
	    [KIND_ASSIGNED] = 143,
	    [KIND_UNASSIGNED] = 1,
	    [KIND_RESERVED] = 1,
	    [KIND_PRIVATE] = 5,
	    [KIND_OTHER] = 2}},
};

static void
parse_file(struct table *t, const char *path)
{
	const struct parse_options options = {NULL, DEFAULT_FLOOR, 0, NULL};
	struct diag diag = {"portreg-parse", path, stderr, 0, 0};
	FILE *in = fopen(path, "r");

	cr_assert_not_null(in);
	cr_assert_eq(parse_xml(t, in, &options, &diag), STATUS_OK, "%s", path);
	fclose(in);
}

Test(parse, finds_the_kinds_that_were_counted)
{
	size_t i, k, kind;

	for (i = 0; i < sizeof(real) / sizeof(real[0]); i++) {
		char *path = registry_file(real[i].file);
		size_t kinds[KIND_COUNT] = {0};
		struct table t;

		parse_file(&t, path);
		cr_expect_eq(table_count(&t), real[i].records);
		for (k = 0; k < t.n; k++)
			kinds[t.records[k].kind]++;
		for (kind = 0; kind < KIND_COUNT; kind++)
			cr_expect_eq(kinds[kind], real[i].kinds[kind],
			    "%s: %zu %s", path, kinds[kind],
			    kind_name((enum kind)kind));
		table_free(&t);
		free(path);
	}
}

/* The number of times that a string is in another. */
static size_t
count(const char *s, const char *what)
{
	size_t n = 0;

	for (; (s = strstr(s, what)) != NULL; s += strlen(what))
		n++;
	return n;
}

Test(parse, loses_no_record_of_any_real_file)
{
	char **files = registry_files(".xml"), **file;

	for (file = files; *file != NULL; file++) {
		char *xml = read_file(*file, NULL);
		struct table t;

		parse_file(&t, *file);
		cr_expect_eq(table_count(&t), count(xml, "</record>"));
		table_free(&t);
		free(xml);
	}
}

Test(parse, writes_the_snapshots_that_are_checked_in, .timeout = 600)
{
	static const struct {
		const char *file;
		const char *snapshot;
	} pairs[] = {
	    {"service-names-port-numbers-2026-08-17.xml",
		"service-names-port-numbers.csv"},
	    {"protocol-numbers-2026-03-09.xml", "protocol-numbers.csv"},
	};
	size_t i;

	for (i = 0; i < sizeof(pairs) / sizeof(pairs[0]); i++) {
		char *path = registry_file(pairs[i].file);
		const char *argv[] = {"portreg-parse", path, NULL};
		struct run r = run(NULL, argv);
		char *checked_in_path =
		    format("%s/data/%s", tree(), pairs[i].snapshot);
		char *checked_in = read_file(checked_in_path, NULL);

		cr_expect_eq(r.status, 0);
		cr_expect(strcmp(r.out, checked_in) == 0, "%s", path);
		cr_expect_str_empty(r.err);
	}
}

static const char head[] =
    "<?xml version='1.0' encoding='UTF-8'?>\n"
    "<registry xmlns=\"http://www.iana.org/assignments\" "
    "id=\"service-names-port-numbers\">\n"
    "<title>T</title><updated>2026-01-02</updated>\n";

/* Write a document of that many records, then more, to a file. */
static char *
write_document(const char *dir, size_t records, const char *more)
{
	char *path = format("%s/in.xml", dir);
	FILE *out = fopen(path, "w");
	size_t i;

	cr_assert_not_null(out);
	fputs(head, out);
	for (i = 0; i < records; i++)
		fprintf(out,
		    "<record><name>n%zu</name><protocol>tcp</protocol>"
		    "<number>%zu</number></record>\n",
		    i, i % 65536);
	fputs(more, out);
	fputs("</registry>\n", out);
	cr_assert_eq(fclose(out), 0);
	return path;
}

Test(parse, refuses_fewer_records_than_are_plausible)
{
	char *dir = scratch();
	char *path = write_document(dir, 12999, "");
	char *out = format("%s/out.csv", dir);
	const char *argv[] = {"portreg-parse", "-o", out, path, NULL};
	struct run r;

	write_file(out, "before\n", 7);
	r = run(NULL, argv);
	cr_expect_eq(r.status, 65);
	cr_expect_str_eq(r.err,
	    format("portreg-parse: %s: only 12999 records, fewer than the "
		   "least plausible 13000\n",
		path));
	cr_expect_str_eq(read_file(out, NULL), "before\n");
	cr_expect_eq(count_names(dir), 2);
	path = write_document(dir, 13000, "");
	r = run(NULL, argv);
	cr_expect_eq(r.status, 0, "%s", r.err);
	cr_expect_eq(count(read_file(out, NULL), "\n"), 13002);
}

Test(parse, names_lines_past_65535_exactly)
{
	char *dir = scratch();
	char *path = write_document(dir, 70000 - 4,
	    "<record><name>x</name>\n<number>x</number></record>\n");
	const char *argv[] = {"portreg-parse", path, NULL};
	struct run r = run(NULL, argv);

	cr_expect_eq(r.status, 65);
	cr_expect(strstr(r.err, ":70001: not a number") != NULL, "%s", r.err);
	cr_expect_eq(r.out_n, 0);
}

Test(parse, shows_twenty_errors_and_counts_the_rest)
{
	char *dir = scratch();
	static const char bad[] = "<record><number>x</number></record>\n";
	char more[25 * sizeof(bad)] = "";
	char *path;
	struct run r;
	int i;

	for (i = 0; i < 25; i++)
		strcat(more, bad);
	path = write_document(dir, 13000, more);
	r = run_shell("'%s'/portreg-parse '%s'", built(), path);
	cr_expect_eq(r.status, 65);
	cr_expect_eq(count(r.err, "\n"), 21, "%s", r.err);
	cr_expect(strstr(r.err, "portreg-parse: 5 more errors\n") != NULL, "%s",
	    r.err);
}

Test(parse, warns_of_persons_that_are_not_there)
{
	char *dir = scratch();
	char *path = write_document(dir, 13000,
	    "<record><name>x</name><xref type=\"person\" data=\"None\"/>"
	    "</record><people><person id=\"Nobody\"/></people>\n");
	const char *argv[] = {"portreg-parse", path, NULL};
	struct run r = run(NULL, argv);

	cr_expect_eq(r.status, 0);
	cr_expect_str_eq(
	    r.err, format("portreg-parse: %s:13004: warning: no such person: "
			  "'None'\n",
		       path));
}

Test(parse, takes_a_footnote_that_is_named_like_the_registry)
{
	char *dir = scratch();
	char *path = write_document(dir, 13000,
	    "<footnote anchor=\"service-names-port-numbers\">x</footnote>\n");
	const char *argv[] = {"portreg-parse", path, NULL};
	struct run r = run(NULL, argv);

	cr_expect_eq(r.status, 0, "%s", r.err);
	cr_expect_not_null(
	    strstr(r.out, "\nfootnote,service-names-port-numbers,"));
}

/* The input has descriptor 0, which is free for the output then. */
Test(parse, writes_a_file_from_standard_input)
{
	char *dir = scratch();
	char *path = write_document(dir, 13000, "");
	struct run r =
	    run_shell("cd '%s' && '%s/portreg-parse' -o out <'%s' && "
		      "'%s/portreg-parse' '%s' | cmp - out",
		dir, built(), path, built(), path);

	cr_expect_eq(r.status, 0, "%s%s", r.out, r.err);
	cr_expect_eq(count_names(dir), 2);
}

Test(parse, keeps_people_only_when_asked)
{
	char *dir = scratch();
	char *path = write_document(dir, 13000,
	    "<people><person id=\"A_B\"><name>A B</name><org>O; P</org>"
	    "<uri>mailto:a&amp;b</uri><uri>tel:1</uri>"
	    "<updated>2001-02</updated></person></people>\n");
	const char *without[] = {"portreg-parse", path, NULL};
	const char *with[] = {"portreg-parse", "--people", path, NULL};
	static const char row[] = "\nperson,A_B,,,,A B,,,,uri:mailto:a&b; "
				  "uri:tel:1,,2001-02,,,O; P\n";

	cr_expect_null(strstr(run(NULL, without).out, "person,"));
	cr_expect_not_null(strstr(run(NULL, with).out, row));
}

Test(parse, refuses_to_write_the_lock_over_the_snapshot)
{
	struct run r = run_shell("cd '%s' && '%s'/portreg-parse -o y --lock "
				 "./y /nonexistent",
	    scratch(), built());

	cr_expect_eq(r.status, 64, "%s", r.err);
}

Test(parse, writes_the_lock_beside_the_snapshot)
{
	char *dir = scratch();
	char *path = write_document(dir, 13000, "");
	char *out = format("%s/out.csv", dir);
	char *lock = format("%s/lock", dir);
	const char *argv[] = {
	    "portreg-parse", "-o", out, "--lock", lock, path, NULL};
	struct run sums;
	struct run r;

	write_file(lock,
	    "registry,url,updated,records,source_sha256,snapshot_sha256\n", 59);
	r = run(NULL, argv);
	cr_expect_eq(r.status, 0, "%s", r.err);
	sums = run_shell(
	    "sha256sum '%s' '%s' | cut -c1-64 | tr '\\n' ,", path, out);
	cr_expect_str_eq(read_file(lock, NULL),
	    format("registry,url,updated,records,source_sha256,"
		   "snapshot_sha256\n"
		   "service-names-port-numbers,https://www.iana.org/"
		   "assignments/service-names-port-numbers/"
		   "service-names-port-numbers.xml,2026-01-02,13000,"
		   "%.129s\n",
		sums.out));
}

/* Run into a new directory with a good registry and another file. */
static struct run
parse_into(const char *dir, const char *good, const char *other)
{
	return run_shell(
	    "'%s'/portreg-parse -d '%s' --lock '%s'/lock '%s' '%s'", built(),
	    dir, dir, good, other);
}

Test(parse, writes_several_registries_or_none)
{
	char *in = scratch(), *dir = scratch();
	char *good = write_document(in, 13000, "");
	char *numbers = format("%s/numbers.xml", in), *xml;
	struct run r;

	xml = place_registry("protocol-numbers", "2026-01-03", 150);
	write_file(numbers, xml, strlen(xml));
	r = parse_into(dir, good, "tests/refuse/protocol-number-256.xml");
	cr_expect_eq(r.status, 65);
	r = parse_into(dir, good, good);
	cr_expect_eq(r.status, 65);
	cr_expect_str_eq(
	    r.err, format("portreg-parse: %s: second file of its registry: "
			  "'service-names-port-numbers'\n",
		       good));
	r = parse_into(dir, good, "/nonexistent");
	cr_expect_eq(r.status, 66);
	cr_expect_eq(count_names(dir), 0);
	r = parse_into(dir, good, numbers);
	cr_expect_eq(r.status, 0, "%s", r.err);
	cr_expect_eq(count_names(dir), 3);
	r = run_shell("cd '%s' && cut -d, -f1,3,4 lock && "
		      "cut -d, -f2 ????*.csv | grep -- -numbers",
	    dir);
	cr_expect_str_eq(r.out,
	    "registry,updated,records\n"
	    "service-names-port-numbers,2026-01-02,13000\n"
	    "protocol-numbers,2026-01-03,150\n"
	    "protocol-numbers\nservice-names-port-numbers\n",
	    "%s", r.out);
}

Test(parse, replaces_none_if_one_cannot_be_made)
{
	char *in = scratch(), *dir = scratch();
	char *good = write_document(in, 13000, "");
	char *numbers = format("%s/numbers.xml", in), *xml;
	char *first = format("%s/service-names-port-numbers.csv", dir);
	char *second = format("%s/protocol-numbers.csv", dir);
	struct run r;

	xml = place_registry("protocol-numbers", "2026-01-03", 150);
	write_file(numbers, xml, strlen(xml));
	write_file(first, "old", 3);
	cr_assert_eq(mkdir(second, 0755), 0);
	r = parse_into(dir, good, numbers);
	cr_expect_eq(r.status, 73, "%d", r.status);
	cr_expect_str_eq(
	    r.err, format("portreg-parse: not a regular file: '%s'\n", second));
	cr_expect_str_eq(read_file(first, NULL), "old");
	cr_expect_eq(count_names(dir), 2);
}

Test(parse, the_lock_that_is_checked_in_is_that_of_the_data)
{
	char *lock = read_file(format("%s/data/registry.lock", tree()), NULL);
	struct run sums =
	    run_shell("sha256sum data/service-names-port-numbers.csv "
		      "data/protocol-numbers.csv | cut -c1-64");
	char *sum = strtok(sums.out, "\n");

	for (; sum != NULL; sum = strtok(NULL, "\n"))
		cr_expect_not_null(strstr(lock, sum), "%s", sum);
	cr_expect_eq(count(lock, "\n"), 1 + n_registries);
}

static const struct {
	const char *arguments;
	int status;
	const char *message;
} failures[] = {
    {"--nonsense", 64, "too many: '--nonsense'\nusage: portreg-parse"},
    {"-r nonsense data/protocol-numbers.csv", 64, "unknown registry: 'nons"},
    {"a b", 64,
	"portreg-parse: more than one file needs -d: 'b'\nusage: "
	"portreg-parse"},
    {"a b --against c", 64, "more than one file needs -d: 'b'\nusage: "},
    {"-d '' data/protocol-numbers.csv", 64, "no directory: ''"},
    {"--lock '' data/protocol-numbers.csv", 64, "no lock: ''"},
    {"-d build -o build/x a", 64,
	"portreg-parse: a directory is for all snapshots, without -o and "
	"--against: 'build'\n"
	"usage: portreg-parse"},
    {"-o build/x --lock build/x a", 64,
	"portreg-parse: snapshot and lock are one: 'build/x'\nusage: "},
    {"-o - --lock ./- a", 64, "snapshot and lock are one: '-'\nusage: "},
    {"-d build - a -", 64, "standard input cannot be two files\nusage: "},
    {"-o a ./a", 64, "an input would be replaced: 'a'\nusage: "},
    {"--lock a ./a", 64, "an input would be replaced: 'a'\nusage: "},
    {"-o a --against ./a b", 64, "an input would be replaced: 'a'\nusage: "},
    {"/nonexistent/file", 66, "/nonexistent/file: cannot open: No such"},
    {"/", 66, "/: cannot open: Is a directory"},
    {"-r protocol-numbers tests/golden/plain/in.xml", 65,
	"another registry than 'protocol-numbers'"},
    {"data/protocol-numbers.csv", 65, "not well-formed"},
};

Test(parse, fails_with_a_status_and_one_clear_message)
{
	size_t i;

	for (i = 0; i < sizeof(failures) / sizeof(failures[0]); i++) {
		struct run r = run_shell(
		    "'%s'/portreg-parse %s", built(), failures[i].arguments);

		cr_expect_eq(r.status, failures[i].status, "%s: %d %s",
		    failures[i].arguments, r.status, r.err);
		cr_expect_not_null(strstr(r.err, failures[i].message), "%s: %s",
		    failures[i].arguments, r.err);
		cr_expect_eq(strncmp(r.err, "portreg-parse: ", 15), 0, "%s: %s",
		    failures[i].arguments, r.err);
		cr_expect_eq(r.out_n, 0);
	}
}

Test(parse, ignores_a_temporary_file_that_was_left)
{
	char *dir = scratch();
	char *path = write_document(dir, 13000, "");
	char *left = format("%s/.portreg.a1B2c3", dir);
	struct run r;

	write_file(left, "left", 4);
	r = run_shell(
	    "'%s/portreg-parse' -o '%s/out' '%s'", built(), dir, path);
	cr_expect_eq(r.status, 0, "%s", r.err);
	cr_expect_str_eq(read_file(left, NULL), "left");
	cr_expect_eq(count_names(dir), 3);
}

/* Of a directory, the targets are known when all is read. */
Test(parse, leaves_its_inputs_and_its_lock_alone)
{
	static const struct {
		const char *options, *said;
	} runs[] = {
	    {"t/service-names-port-numbers.csv",
		"portreg-parse: an input would be replaced: "
		"'t/service-names-port-numbers.csv'\nusage: "},
	    {"--lock ./t/service-names-port-numbers.csv in.xml",
		"portreg-parse: snapshot and lock are one: "
		"'t/service-names-port-numbers.csv'\nusage: "},
	};
	char *dir = scratch();
	char *path = write_document(dir, 13000, "");
	size_t i;

	cr_assert_eq(run_shell("mkdir '%s/t' && cp '%s' '%s/t/%s.csv'", dir,
			 path, dir, "service-names-port-numbers")
			 .status,
	    0);
	for (i = 0; i < sizeof(runs) / sizeof(runs[0]); i++) {
		struct run r =
		    run_shell("cd '%s' && '%s/portreg-parse' -d t %s", dir,
			built(), runs[i].options);

		cr_expect_eq(r.status, 64);
		cr_expect(
		    strncmp(r.err, runs[i].said, strlen(runs[i].said)) == 0,
		    "%s", r.err);
		cr_expect_eq(
		    run_shell("cmp '%s' '%s'/t/*", path, dir).status, 0);
	}
}

Test(parse, leaves_targets_alone_that_it_cannot_replace)
{
	char *dir = scratch();
	char *path = write_document(dir, 13000, "");
	char *fifo = format("%s/fifo", dir);
	struct stat st;
	struct run r;

	cr_assert_eq(mkfifo(fifo, 0600), 0);
	r = run_shell("'%s'/portreg-parse -o '%s' '%s'", built(), fifo, path);
	cr_expect_eq(r.status, 73);
	cr_expect_not_null(strstr(r.err, "not a regular file"));
	cr_expect(stat(fifo, &st) == 0 && S_ISFIFO(st.st_mode));
	r = run_shell(
	    "'%s'/portreg-parse -o '%s'/none/x '%s'", built(), dir, path);
	cr_expect_eq(r.status, 73);
	r = run_shell("'%s'/portreg-parse '%s' > /dev/full", built(), path);
	cr_expect_eq(r.status, 74);
	cr_expect_not_null(strstr(
	    r.err, "cannot write: 'standard output': No space left on device"));
	cr_expect_eq(count_names(dir), 2);
}

Test(parse, gives_the_same_bytes_in_any_surroundings)
{
	char *dir = scratch();
	char *path = write_document(dir, 13000, "");
	struct run r = run_shell(
	    "set -e; p='%s'/portreg-parse; x='%s'; cd '%s'; \"$p\" \"$x\" > a; "
	    "LC_ALL=tr_TR.UTF-8 TZ=Asia/Kathmandu \"$p\" < \"$x\" > b; "
	    "(umask 077; d=$PWD; cd /; \"$p\" -o \"$d/c\" \"$x\"); "
	    "cmp a b; cmp a c; stat -c %%a c",
	    built(), path, dir);

	cr_expect_eq(r.status, 0, "%s", r.err);
	cr_expect_str_eq(r.out, "644\n");
}

static const struct {
	const char *lock; /* a command that makes the lock */
	int status;
} locks[] = {
    {"echo junk > lock", 65},
    {"mkdir lock", 66},
    {"mkfifo lock", 66},
    {"mkfifo lock2 && ln -s lock2 lock && rm lock2 && ln -sf nowhere lock", 73},
};

Test(parse, prints_nothing_when_the_lock_cannot_be_written)
{
	char *path = write_document(scratch(), 13000, "");
	const char *argv[] = {
	    "portreg-parse", "--lock", "/nonexistent/lock", path, NULL};
	struct run r = run(NULL, argv);

	cr_expect_eq(r.status, 73);
	cr_expect_eq(r.out_n, 0);
}

Test(parse, leaves_the_snapshot_alone_when_the_lock_cannot_be_written)
{
	size_t i;

	for (i = 0; i < sizeof(locks) / sizeof(locks[0]); i++) {
		char *dir = scratch();
		char *path = write_document(dir, 13000, "");
		struct run r = run_shell(
		    "cd '%s' && %s && echo before > out && "
		    "'%s'/portreg-parse -o out --lock lock '%s'; rc=$?; "
		    "cat out; exit $rc",
		    dir, locks[i].lock, built(), path);

		cr_expect_eq(r.status, locks[i].status, "%s: %d %s",
		    locks[i].lock, r.status, r.err);
		cr_expect_str_eq(r.out, "before\n", "%s", locks[i].lock);
		cr_expect_eq(count(r.err, "\n"), 1, "%s", r.err);
		cr_expect_eq(count_names(dir), 3);
	}
}
