/* SPDX-License-Identifier: MIT */
/* portreg-emit as it is run, with whatever format. */
#include <sys/stat.h>

#include <criterion/criterion.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "diag.h"
#include "emit.h"
#include "run.h"
#include "synth.h"

static const struct {
	const char *arguments;
	int status;
	const char *message;
} failures[] = {
    {"", 64, "no format"},
    {"-f nonsense data/protocol-numbers.csv", 64,
	"unknown format: 'nonsense'\nusage: portreg-emit"},
    {"-f json --nonsense", 64, "too many: '--nonsense'\nusage: portreg-emit"},
    {"-f json a b", 64,
	"portreg-emit: more than one snapshot: 'b'\nusage: portreg-emit"},
    {"-d build/none a b c", 64, "more than one snapshot: 'b'\nusage: "},
    {"-f services --verify a b c", 64, "more than one snapshot: 'c'\nusage: "},
    {"-f json --ports 1-2-3 data/protocol-numbers.csv", 64,
	"not a port or range of ports: '1-2-3'\nusage: portreg-emit"},
    {"-f changes data/protocol-numbers.csv", 64,
	"changes needs --since OLD.csv\nusage: portreg-emit"},
    {"-f changes --since - -", 64, "cannot be both snapshots"},
    {"-f json -o '' data/protocol-numbers.csv", 73, "cannot create"},
    {"-f json --names / data/protocol-numbers.csv", 66,
	"/: cannot open: Is a directory"},
    {"-f json --overlay / data/protocol-numbers.csv", 66,
	"/: cannot open: Is a directory"},
    {"-f json --prefix 1A data/protocol-numbers.csv", 64,
	"not a prefix of identifiers: '1A'"},
    {"-f json --ports 5-3 data/protocol-numbers.csv", 64,
	"not a port or range of ports: '5-3'"},
    {"-f json --ports 65536 data/protocol-numbers.csv", 64, "not a port"},
    {"-f json --ports 1,,2 data/protocol-numbers.csv", 64, "not a port"},
    {"-f json --protocol ip data/protocol-numbers.csv", 64,
	"not a protocol: 'ip'"},
    {"-f json --names /nonexistent data/protocol-numbers.csv", 66,
	"/nonexistent: cannot open: No such file"},
    {"-f json /nonexistent", 66, "/nonexistent: cannot open: No such file"},
    {"-f json /", 66, "/: cannot open: Is a directory"},
    {"-f json --overlay /nonexistent data/protocol-numbers.csv", 66,
	"/nonexistent: cannot open"},
    {"-f json --ledger build/none data/protocol-numbers.csv", 64,
	"a format that keeps no ledger: 'json'"},
    {"-f services -o README.md --ledger tests/../README.md", 64,
	"format and ledger are one: 'README.md'"},
    {"-f services -o build/none build/../build/none", 64,
	"an input would be replaced: 'build/none'"},
    {"-f services -o build/none --overlay build/none", 64,
	"an input would be replaced"},
    {"-f services -o build/none --names build/none", 64,
	"an input would be replaced"},
    {"-f services -o - --names -", 64, "an input would be replaced: '-'"},
    {"--manifest - -o - LICENSE", 64, "an input would be replaced: '-'"},
    {"-f services --ledger build/none build/none", 64,
	"an input would be replaced"},
    {"-f services --verify build/none -o build/none", 64,
	"an input would be replaced"},
    {"-f services --verify - --against -", 64,
	"standard input cannot be both file and snapshot"},
    {"-f services --verify build/none --ports 1", 64,
	"verify takes no option but --against, --style and -o"},
    {"-f services --verify build/none --overlay build/none", 64,
	"verify takes no option"},
    {"-f services --verify build/none --profile musl", 64,
	"verify takes no option"},
    {"-f services --verify build/none --prefix X_", 64,
	"verify takes no option"},
    {"-f services --verify build/none -v", 64, "verify takes no option"},
    {"-f services --against data/service-names-port-numbers.csv "
     "data/service-names-port-numbers.csv",
	64, "nothing to verify\nusage: portreg-emit"},
    {"-f json --since build/none data/protocol-numbers.csv", 64,
	"compares no snapshots: 'json'"},
    {"-d '' data/protocol-numbers.csv", 64, "no directory: ''"},
    {"--manifest '' data/protocol-numbers.csv", 64, "no lock: ''"},
    {"-d build/none --against build/none", 64, "a directory is for all"},
    {"-f services --overlay /tmp/iana.csv data/protocol-numbers.csv", 64,
	"an overlay with the name of IANA: '/tmp/iana.csv'"},
    {"-f changes --since /nonexistent data/protocol-numbers.csv", 66,
	"/nonexistent: cannot open"},
    {"-f services data/protocol-numbers.csv", 65,
	"protocol-numbers has no format: 'services'"},
    {"-f json README.md", 65, "README.md:1: row 0: the header is not that"},
    {"-f json --overlay data/preferred.csv data/protocol-numbers.csv", 65,
	"not an overlay for this registry: 'protocol-numbers'"},
    {"-f json tests/refuse/csv-unsorted.csv", 65,
	"csv-unsorted.csv:7: row 6: not in order"},
    {"-f json tests/refuse/csv-cut.csv", 65, "announces 7 rows, but 5"},
};

Test(emit, fails_with_a_status_and_one_clear_message)
{
	size_t i;

	for (i = 0; i < sizeof(failures) / sizeof(failures[0]); i++) {
		struct run r = run_shell(
		    "'%s'/portreg-emit %s", built(), failures[i].arguments);

		cr_expect_eq(r.status, failures[i].status, "%s: %d %s",
		    failures[i].arguments, r.status, r.err);
		cr_expect_not_null(strstr(r.err, failures[i].message), "%s: %s",
		    failures[i].arguments, r.err);
		cr_expect_eq(r.out_n, 0, "%s", failures[i].arguments);
		cr_expect_eq(strncmp(r.err, "portreg-emit: ", 14), 0, "%s: %s",
		    failures[i].arguments, r.err);
	}
}

/* The snapshot that a format can be made of, and what it needs. */
static const char *
arguments_of(const struct format *f)
{
	const char *registry =
	    *f->registry == '\0' ? "protocol-numbers" : f->registry;
	const char *options = "";

	if (strcmp(f->name, "changes") == 0)
		options = format("--since data/%s.csv", registry);
	if (strcmp(f->name, "explain") == 0)
		options = "--ports 643";
	return format("-f %s %s data/%s.csv", f->name, options, registry);
}

Test(emit, each_format_tells_a_full_disk)
{
	size_t i;

	for (i = 0; i < n_formats; i++) {
		struct run r = run_shell("'%s'/portreg-emit %s > /dev/full",
		    built(), arguments_of(&formats[i]));

		cr_expect_eq(r.status, 74, "%s", formats[i].name);
		cr_expect_not_null(strstr(r.err, "No space left on device"));
	}
}

Test(emit, leaves_no_ledger_where_a_format_fails)
{
	char *dir = scratch();
	struct run r = run_shell("'%s'/portreg-emit -f services --ledger "
				 "'%s/ledger' data/%s.csv > /dev/full",
	    built(), dir, "service-names-port-numbers");

	cr_expect_eq(r.status, 74, "%s", r.err);
	cr_expect_eq(count_names(dir), 0);
}

Test(emit, each_format_leaves_a_target_alone_that_it_cannot_replace)
{
	char *dir = scratch();
	struct stat st;
	size_t i;

	cr_assert_eq(mkfifo(format("%s/fifo", dir), 0600), 0);
	cr_assert_eq(symlink("fifo", format("%s/link", dir)), 0);
	for (i = 0; i < n_formats; i++) {
		const char *arguments = arguments_of(&formats[i]);
		static const char *const targets[] = {
		    "fifo", "link", ".", "none/x"};
		size_t k;

		for (k = 0; k < sizeof(targets) / sizeof(targets[0]); k++) {
			struct run r =
			    run_shell("'%s'/portreg-emit -o '%s'/%s %s",
				built(), dir, targets[k], arguments);

			cr_expect_eq(r.status, 73, "%s %s: %d %s",
			    formats[i].name, targets[k], r.status, r.err);
		}
	}
	cr_expect(
	    stat(format("%s/fifo", dir), &st) == 0 && S_ISFIFO(st.st_mode));
	cr_expect_eq(count_names(dir), 2);
}

Test(emit, each_format_depends_on_its_input_alone)
{
	char *dir = scratch();
	size_t i;

	for (i = 0; i < n_formats; i++) {
		struct run r =
		    run_shell("set -e; p='%s'/portreg-emit; d='%s'; \"$p\" %s "
			      "> \"$d/a\"; "
			      "LC_ALL=tr_TR.UTF-8 TZ=Asia/Kathmandu \"$p\" %s "
			      "> \"$d/b\"; "
			      "(umask 077; \"$p\" -o \"$d/c\" %s); cmp "
			      "\"$d/a\" \"$d/b\"; "
			      "cmp \"$d/a\" \"$d/c\"; stat -c %%a \"$d/c\"",
			built(), dir, arguments_of(&formats[i]),
			arguments_of(&formats[i]), arguments_of(&formats[i]));

		cr_expect_str_eq(
		    r.out, "644\n", "%s: %s", formats[i].name, r.err);
		cr_expect_eq(count_names(dir), 3);
		run_shell("rm -f '%s'/*", dir);
	}
}

Test(emit, reads_standard_input_when_no_file_is_named)
{
	const char *argv[] = {"portreg-emit", "-f", "json", NULL};
	const char *dash[] = {"portreg-emit", "-f", "json", "-", NULL};
	char *input = format("%s/data/protocol-numbers.csv", tree());
	struct run r = run(input, argv);
	struct run file = run_shell("'%s'/portreg-emit -f json "
				    "data/protocol-numbers.csv",
	    built());

	cr_expect_eq(r.status, 0);
	cr_expect_str_eq(r.out, file.out);
	cr_expect_str_eq(run(input, dash).out, file.out);
}

Test(emit, lists_each_format_once)
{
	struct run r = run_shell("'%s'/portreg-emit -l", built());

	cr_expect_str_eq(r.out,
	    "c-constants\nc-lookup\nservices\nnss-db\nnmap\nprotocols\njson\n"
	    "dns-sd\navahi\nchanges\nexplain\nhtml\nsvg-map\n");
}

Test(emit, conditions_of_selection_add_up)
{
	struct run r = run_shell(
	    "printf '# two\\n\\nhttp\\nwhoispp\\n' > '%s'/names && "
	    "'%s'/portreg-emit -f services --names '%s'/names --ports 0-1023 "
	    "--protocol tcp data/service-names-port-numbers.csv | grep -v '^#' "
	    "| cut -f1-3",
	    built(), built(), built());

	cr_expect_str_eq(r.out,
	    "whoispp\t63/tcp\twhois++\n"
	    "http\t80/tcp\t# World Wide Web HTTP\n",
	    "%s", r.out);
}

static const char *const tools[] = {
    "portreg-fetch", "portreg-parse", "portreg-emit"};

enum {
	TOOLS = sizeof(tools) / sizeof(tools[0])
};

Test(emit, no_tool_prints_the_raw_bytes_of_an_option)
{
	size_t i;
	char *s;

	for (i = 0; i < TOOLS; i++) {
		struct run r = run_shell(
		    "'%s'/%s \"$(printf -- '--\\033[31m\\302\\233x')\"",
		    built(), tools[i]);

		cr_expect_eq(r.status, 64);
		cr_expect_eq(strncmp(r.err, tools[i], strlen(tools[i])), 0);
		cr_expect_not_null(
		    strstr(r.err, "'--\\x1b[31m\\xc2\\x9bx'\n"), "%s", r.err);
		for (s = r.err; *s != '\0'; s++)
			cr_expect(*s == '\n' || (*s >= ' ' && *s < 127));
	}
}

/* Registry text that turns the direction of text, and messages with it. */
static const char *const turned[] = {"assigned|print\342\200\256er|22|22|tcp",
    "assigned|foo|24|24|tcp", "assigned|ev\342\200\256il|25|25|tcp",
    "alias|bar|25|25|tcp||alias_of=ev\342\200\256il", NULL};

static const struct {
	const char *arguments;
	const char *err;
} quoting[] = {
    {"-f explain --names printer",
	"no service of that name; near it are print\\xe2\\x80\\xaeer: "
	"'printer'\n"},
    {"-f services --overlay turned.csv",
	"alias of 'foo' would shadow 'ev\\xe2\\x80\\xaeil' at 25/tcp: 'bar'\n"},
};

Test(emit, no_message_has_raw_bytes_of_an_input)
{
	char *snapshot =
	    synth_snapshot("service-names-port-numbers", "2026-08-17", turned);
	static const char overlay[] =
	    "action,port,protocol,name,of,source,why\n"
	    "alias,24,tcp,bar,foo,s,w\n";
	char *dir = scratch(), *s;
	size_t i;

	write_file(format("%s/turned.csv", dir), overlay, sizeof(overlay) - 1);
	for (i = 0; i < sizeof(quoting) / sizeof(quoting[0]); i++) {
		struct run r = run_shell("cd '%s' && '%s/portreg-emit' %s '%s'",
		    dir, built(), quoting[i].arguments, snapshot);

		cr_expect_eq(r.status, 65, "%d", r.status);
		cr_expect_not_null(strstr(r.err, quoting[i].err), "%s", r.err);
		for (s = r.err; *s != '\0'; s++)
			cr_expect(*s == '\n' || (*s >= ' ' && *s < 127));
	}
}

Test(emit, a_message_is_clipped_whatever_is_among_its_words)
{
	char *said = NULL, *words = format("%0*d", DIAG_WORDS, 0);
	size_t n = 0;
	struct diag diag = {.tool = "t", .out = open_memstream(&said, &n)};

	diag_error(&diag, 0, "d", "%s", words);
	diag_warn(&diag, 0, "d", "%s%c", words, '1');
	fclose(diag.out);
	cr_expect_str_eq(
	    said, format("t: %s: 'd'\nt: warning: %s...: 'd'\n", words, words));
	free(said);
}

/* Options, as printf(1) has them, and how they are named. */
static const char *const bad_options[][2] = {
    {"-x", ": '-x'\n"},
    {"-xV", ": '-x'\n"},
    {"-\\303\\244", ": '-\\xc3'\n"},
    {"-\\377", ": '-\\xff'\n"},
    {"--x", ": '--x'\n"},
};

Test(emit, each_tool_names_the_option_that_it_refuses)
{
	size_t i, k;

	for (i = 0; i < TOOLS; i++)
		for (k = 0; k < sizeof(bad_options) / sizeof(bad_options[0]);
		     k++) {
			struct run r =
			    run_shell("'%s'/%s \"$(printf -- '%s')\"", built(),
				tools[i], bad_options[k][0]);

			cr_expect_eq(r.status, 64);
			cr_expect_not_null(strstr(r.err, bad_options[k][1]),
			    "%s: %s", bad_options[k][0], r.err);
		}
}

Test(emit, no_tool_says_yes_when_standard_output_is_closed)
{
	size_t i;

	for (i = 0; i < TOOLS; i++)
		cr_expect_eq(
		    run_shell("'%s'/%s -V >&-", built(), tools[i]).status, 74);
	cr_expect_eq(run_shell("'%s'/portreg-emit -f json "
			       "data/protocol-numbers.csv >&-",
			 built())
			 .status,
	    74);
	cr_expect_eq(run_shell("'%s'/portreg-parse <&-", built()).status, 74);
}
