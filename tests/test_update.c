/* SPDX-License-Identifier: MIT */
/* make update, in copies of the tree. */
#include <criterion/criterion.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>

#include "update.h"

Test(update, says_what_changed_and_replaces_the_data, .timeout = 600)
{
	char *copy = copy_tree();
	struct run r;

	in_copy(copy, "mkdir in; " UPDATE_KEEP);
	update_publish(copy, "service-names-port-numbers",
	    "s/SANity/Sanity/; /<name>sanity</s/y</z</");
	update_publish(copy, "protocol-numbers",
	    "s/<updated>2026-03-09/<updated>2026-03-10/");
	r = update_run(copy, "");
	cr_expect_eq(r.status, 0, "%s", r.err);
	cr_expect_not_null(
	    strstr(r.out, "\nbreaking: renamed 643/tcp sanity -> sanitz: "
			  "description 'SANity' -> 'Sanity'\n"),
	    "%s", r.out);
	cr_expect_not_null(
	    strstr(r.out, "\n0 breaking, 0 additive, 0 cosmetic, 0 metadata "
			  "(2026-03-09 -> 2026-03-10)\n"));
	r = in_copy(copy,
	    "diff before/data data | grep -c '^[<>].*sanit'; for f in "
	    "service-names-port-numbers protocol-numbers; do "
	    "sum=$(sha256sum < data/$f.csv | cut -c1-64); "
	    "grep -c \"^$f,.*$sum$\" data/registry.lock; done; ls -A data");
	cr_expect_str_eq(r.out,
	    "4\n1\n1\ncompat.csv\ncustomary.csv\npreferred.csv\nprotocol-"
	    "numbers.csv\n"
	    "registry.lock\nrelated.csv\nservice-names-port-numbers.csv\n",
	    "%s", r.out);
}

static const struct {
	const char *what;
	const char *script; /* of sed, for the second registry */
} spoilt[] = {
    {"cut", "$d"},
    {"an unknown element", "s/<ipv6>Y</<ipv4>Y</; s/Y<.ipv6>/Y<\\/ipv4>/"},
    {"a record that an overlay names gone", "/<name>OSPFIGP</s/OSPFIGP//"},
    {"older than the lock", "s/<updated>2026/<updated>2025/"},
};

Test(update, leaves_everything_as_it_was_on_any_failure, .timeout = 600)
{
	char *copy = copy_tree();
	size_t i;

	in_copy(copy, "mkdir in; " UPDATE_KEEP);
	update_publish(copy, "service-names-port-numbers", "s/SANity/Sanity/");
	for (i = 0; i < sizeof(spoilt) / sizeof(spoilt[0]); i++) {
		struct run r;

		update_publish(copy, "protocol-numbers", spoilt[i].script);
		r = update_run(copy, "");
		cr_expect_neq(r.status, 0, "%s", spoilt[i].what);
		r = in_copy(copy, UPDATE_SAME("", "before"));
		cr_expect_eq(r.status, 0, "%s: %s", spoilt[i].what, r.out);
	}
}

/* What a mv in PATH does instead, or first, when it is run the second time. */
static const struct {
	const char *what;
	const char *command;
	const char *err;
} second_moves[] = {
    {"a mv that fails", "echo broken >&2; exit 1", "broken"},
    {"SIGHUP", "kill -HUP $PPID", "Error 1"},
    {"SIGINT", "kill -INT $PPID", "Error 1"},
    {"SIGTERM", "kill -TERM $PPID", "Error 1"},
};

Test(update, replaces_all_or_nothing, .timeout = 600)
{
	char *copy = copy_tree();
	size_t i;

	/* A shell can trap no signal that is ignored, as in the background. */
	signal(SIGHUP, SIG_DFL);
	signal(SIGINT, SIG_DFL);
	signal(SIGTERM, SIG_DFL);
	in_copy(copy, "mkdir in bin; rm data/registry.lock; " UPDATE_KEEP);
	update_publish(copy, "service-names-port-numbers", "s/SANity/Sanity/");
	update_publish(copy, "protocol-numbers", "s/2026-03-09/2026-03-10/");
	for (i = 0; i < sizeof(second_moves) / sizeof(second_moves[0]); i++) {
		char *mv = format("#!/bin/sh\necho \"$2\" >> bin/moved\n"
				  "if test $(wc -l < bin/moved) -eq 2; then\n"
				  "%s\nfi\nexec /bin/mv \"$@\"\n",
		    second_moves[i].command);
		struct run r;

		write_file(format("%s/bin/mv", copy), mv, strlen(mv));
		in_copy(copy, "chmod +x bin/mv; rm -f bin/moved");
		r = update_run(copy, "PATH=\"$PWD/bin:$PATH\"");
		cr_expect_neq(r.status, 0, "%s", second_moves[i].what);
		cr_expect_not_null(strstr(r.err, second_moves[i].err), "%s: %s",
		    second_moves[i].what, r.err);
		r = in_copy(
		    copy, UPDATE_SAME("", "before") " && head -n 2 bin/moved");
		cr_expect_str_eq(r.out,
		    "data/.service-names-port-numbers.csv.new\n"
		    "data/.protocol-numbers.csv.new\n",
		    "%s: %s", second_moves[i].what, r.out);
	}
	cr_expect_eq(update_run(copy, "").status, 0);
	cr_expect_str_eq(in_copy(copy, "wc -l < data/registry.lock").out, "3\n",
	    "the lock is not made anew");
}

/*
 * Commands that kill the shell that runs them, when it is its turn; all that
 * touches data/ is one of them.
 */
static void
write_killers(const char *copy)
{
	static const char *const names[] = {"cp", "mv", "rm"};
	size_t i;

	for (i = 0; i < sizeof(names) / sizeof(names[0]); i++) {
		char *s = format("#!/bin/sh\ncase \"$*\" in *data/.*) "
				 "echo x >> bin/count\n"
				 "test $(wc -l < bin/count) -ne $KILL_AT || "
				 "kill -KILL $PPID $$;; esac\n"
				 "exec /bin/%s \"$@\"\n",
		    names[i]);

		write_file(format("%s/bin/%s", copy, names[i]), s, strlen(s));
	}
	in_copy(copy, "chmod +x bin/*");
}

/* A file of the four, the snapshot of protocols, is new. */
Test(update, that_is_killed_is_undone_or_done, .timeout = 600)
{
	char *copy = copy_tree();
	struct run r = {.status = 1};
	size_t i, undone = 0;

	in_copy(copy, "mkdir in bin; rm data/protocol-numbers.csv "
		      "data/registry.lock; " UPDATE_KEEP);
	update_publish(copy, "service-names-port-numbers", "s/SANity/Sanity/");
	update_publish(copy, "protocol-numbers", "s/2026-03-09/2026-03-10/");
	cr_assert_eq(update_run(copy, "").status, 0);
	in_copy(copy, "mkdir after && mv data CHANGES-data.md after; "
		      "cp -R before/. .");
	write_killers(copy);
	for (i = 1; r.status != 0 && i < 30; i++) {
		r = update_run(
		    copy, format("KILL_AT=%zu PATH=\"$PWD/bin:$PATH\"", i));
		in_copy(copy, "rm -f bin/count; make help");
		r.out = in_copy(copy,
		    "{ " UPDATE_SAME("-x '.*'",
			"before") "; } >/dev/null "
				  "&& echo undone; { " UPDATE_SAME("-x '.*'",
				      "after") "; } >/dev/null && echo done")
			    .out;
		cr_expect(strcmp(r.out, "undone\n") == 0 ||
			      strcmp(r.out, "done\n") == 0,
		    "killed at %zu: %s", i, r.out);
		undone += strcmp(r.out, "undone\n") == 0;
		in_copy(copy, "rm -rf data; cp -R before/. .");
	}
	cr_expect_eq(r.status, 0);
	cr_expect_geq(undone, 8);
}

static const char tiny_mapper[] =
    "#include \"scope.h\"\n"
    "static const struct rule rules[] = {\n"
    "    {PLACE_RECORD, \"code\", PLACE_NUMBER, 0, 0, 0},\n"
    "    {PLACE_RECORD, \"name\", PLACE_FIELD, COLUMN_NAME, 0, 0},\n"
    "};\n"
    "static void finish(struct parse *p, struct record *r)\n"
    "{\n"
    "	(void)p;\n"
    "	record_set_kind(r, KIND_ASSIGNED);\n"
    "}\n"
    "extern const struct mapper mapper_tiny;\n"
    "const struct mapper mapper_tiny = {rules, 2, finish, 0, 0};\n";

static const char tiny_registry[] =
    "<registry xmlns=\"http://www.iana.org/assignments\" id=\"tiny\">"
    "<title>T</title><updated>2026-01-02</updated><record><code>7</code>"
    "<name>seven</name></record></registry>\n";

Test(update, a_registry_is_one_file_and_one_line, .timeout = 600)
{
	char *copy = copy_tree();
	struct run r;

	write_file(format("%s/parse/tiny.c", copy), tiny_mapper,
	    sizeof(tiny_mapper) - 1);
	in_copy(copy, "mkdir in");
	update_publish(copy, "service-names-port-numbers", "s/SANity/Sanity/");
	update_publish(copy, "protocol-numbers", "");
	write_file(format("%s/in/tiny.xml", copy), tiny_registry,
	    sizeof(tiny_registry) - 1);
	/* The first line, as well as the last, may be a new one. */
	in_copy(copy,
	    "sed -i '0,/^REGISTRY/s|^REGISTRY|REGISTRY(tiny, \"tiny\", "
	    "\"https://www.iana.org/t\", NULL, record, 1, 9999)\\n&|' "
	    "schemas/registries.def");
	r = make_in(copy, "-s all");
	cr_expect_eq(r.status, 0, "%s", r.err);
	r = update_run(copy, "");
	cr_expect_eq(r.status, 0, "%s", r.err);
	cr_expect_not_null(
	    strstr(r.out, "tiny:\nnew registry, 1 records (2026-01-02)\n"));
	cr_expect_not_null(strstr(r.out, "2 cosmetic"), "%s", r.out);
	r = in_copy(copy, "tail -n 1 data/tiny.csv; "
			  "grep -c ^tiny, data/registry.lock");
	cr_expect_str_eq(r.out, "assigned,seven,7,7,,,,,,,,,,,\n1\n");
}
