/* SPDX-License-Identifier: MIT */
/* The Makefile as the user's interface, in copies of the tree. */
#include <criterion/criterion.h>
#include <stdlib.h>
#include <string.h>

#include "run.h"
#include "snapshot.h"
#include "xmlize.h"

static struct run
in_copy(const char *dir, const char *command)
{
	return run_shell("cd '%s' && %s", dir, command);
}

Test(make, has_nothing_to_do_after_it_was_done, .timeout = 60)
{
	struct run r = make_in(copy_tree(), "all");

	cr_expect_eq(r.status, 0);
	cr_expect_str_eq(r.out, "make: Nothing to be done for 'all'.\n");
}

Test(make, deps_knows_seven_package_managers_and_says_what_it_runs)
{
	static const char *const managers[] = {
	    "apt-get", "dnf", "apk", "pacman", "zypper", "brew", "pkg"};
	static const char *const needs[] = {"curl", "xml2", "csv", "gcrypt",
	    "criterion", "microhttpd", "pk", "mandoc", "cppcheck"};
	size_t i, k;

	for (i = 0; i < sizeof(managers) / sizeof(managers[0]); i++) {
		struct run r =
		    run_shell("make -n deps MANAGER=%s", managers[i]);

		cr_expect_eq(r.status, 0, "%s", r.err);
		cr_expect_not_null(strstr(r.out, managers[i]));
		for (k = 0; k < sizeof(needs) / sizeof(needs[0]); k++)
			cr_expect_not_null(strstr(r.out, needs[k]), "%s: %s",
			    managers[i], needs[k]);
	}
	cr_expect_neq(run_shell("make -n deps MANAGER=").status, 0);
}

Test(make, deps_takes_the_manager_that_is_there)
{
	char *dir = scratch();
	struct run r = run_shell(
	    "set -e; cd '%s'; printf '#!/bin/sh\\necho \"ran $0 $*\"\\n' "
	    "> zypper; chmod +x zypper; for p in sh id; do "
	    "ln -s \"$(command -v $p)\" $p; done; m=$(command -v make); "
	    "cd - >/dev/null; PATH='%s' $m -s deps MANAGERS=zypper SUDO=",
	    dir, dir);

	cr_expect_eq(r.status, 0, "%s", r.err);
	cr_expect_not_null(strstr(r.out, "install gcc"), "%s", r.out);
}

Test(make, verify_names_what_is_stale, .timeout = 60)
{
	char *copy = copy_tree();
	struct run r;

	in_copy(copy, "mkdir v empty && cp dist/services dist/iana_ports.h v");
	r = make_in(copy, "-s verify VENDORED=v");
	cr_expect_eq(r.status, 0, "%s", r.err);
	cr_expect_str_eq(r.out, "verify: 2 of 2 files are up to date\n");
	in_copy(copy, "echo >> v/services");
	r = make_in(copy, "-s verify VENDORED=v");
	cr_expect_neq(r.status, 0);
	cr_expect_not_null(strstr(r.err, "verify: services is stale\n"));
	cr_expect_null(strstr(r.err, "iana_ports.h is stale"));
	cr_expect_neq(make_in(copy, "-s verify VENDORED=empty").status, 0);
	cr_expect_neq(make_in(copy, "-s verify").status, 0);
}

Test(make, dist_twice_gives_the_same_bytes, .timeout = 60)
{
	char *copy = copy_tree();
	struct run r;

	cr_expect_eq(make_in(copy, "-s dist").status, 0);
	r = in_copy(copy,
	    "set -e; mv portreg-*.tar.gz first; find . -type f "
	    "! -path './build/*' ! -path './dist/*' ! -name first "
	    "-exec touch {} +; umask 077; make -s dist; "
	    "cmp first portreg-*.tar.gz; tar -tzf first");
	cr_expect_eq(r.status, 0, "%s", r.err);
	cr_expect_not_null(strstr(r.out, "/data/registry.lock\n"));
	cr_expect_not_null(strstr(r.out, "/.ci/run\n"));
	cr_expect_null(strstr(r.out, "/build/"));
}

Test(make, install_puts_each_thing_in_its_place, .timeout = 60)
{
	static const char *const installed[] = {"usr/bin/portreg-fetch",
	    "usr/bin/portreg-parse", "usr/bin/portreg-emit",
	    "usr/include/iana_ports.h", "usr/include/iana_protocols.h",
	    "usr/share/man/man1/portreg-fetch.1",
	    "usr/share/man/man1/portreg-parse.1",
	    "usr/share/man/man1/portreg-emit.1",
	    "usr/share/man/man5/portreg-snapshot.5",
	    "usr/share/pkgconfig/portreg.pc", "usr/share/portreg/services",
	    "usr/share/portreg/protocols", "usr/share/portreg/services.json",
	    "usr/share/portreg/protocols.json",
	    "usr/share/portreg/service-names-port-numbers.csv",
	    "usr/share/portreg/protocol-numbers.csv",
	    "usr/share/portreg/registry.lock",
	    "usr/share/portreg/preferred.csv", "usr/share/portreg/compat.csv",
	    "usr/share/portreg/customary.csv"};
	size_t n = sizeof(installed) / sizeof(installed[0]), i;
	char *copy = copy_tree();
	struct run r;

	cr_expect_eq(
	    make_in(copy, "-s install PREFIX=/usr DESTDIR=root").status, 0);
	for (i = 0; i < n; i++)
		cr_expect_eq(
		    run_shell("test -s '%s/root/%s'", copy, installed[i])
			.status,
		    0, "%s", installed[i]);
	r = in_copy(copy, "find root -type f | wc -l; "
			  "PKG_CONFIG_PATH=root/usr/share/pkgconfig "
			  "pkg-config --cflags --modversion portreg");
	cr_expect_eq((size_t)atoi(r.out), n, "%s", r.out);
	cr_expect_not_null(strstr(r.out, "0.1.0"));
	cr_expect_eq(
	    make_in(copy, "-s uninstall PREFIX=/usr DESTDIR=root").status, 0);
	r = in_copy(copy, "find root ! -type d");
	cr_expect_str_empty(r.out, "%s", r.out);
}

/* Write a snapshot that is checked in as XML, changed by a sed script. */
static void
write_registry(const char *copy, const char *id, const char *script)
{
	struct diag diag = {"test", id, stderr, 0, 0};
	char *path = format("%s/data/%s.csv", tree(), id);
	FILE *in = fopen(path, "r");
	FILE *out = fopen(format("%s/in/%s.xml", copy, id), "w");
	struct table table;

	cr_assert(in != NULL && out != NULL);
	cr_assert_eq(snapshot_read(&table, in, &diag), STATUS_OK);
	xmlize(&table, NULL, 1, out);
	cr_assert_eq(fclose(out), 0);
	fclose(in);
	table_free(&table);
	cr_assert_eq(
	    in_copy(copy, format("sed -i '%s' in/%s.xml", script, id)).status,
	    0);
}

Test(make, update_says_what_changed_and_replaces_the_data, .timeout = 120)
{
	char *copy = copy_tree();
	struct run r;

	in_copy(copy, "mkdir in; cp -R data before");
	write_registry(copy, "service-names-port-numbers",
	    "s/SANity/Sanity/; /<name>sanity</s/y</z</");
	write_registry(copy, "protocol-numbers",
	    "s/<updated>2026-03-09/<updated>2026-03-10/");
	r = make_in(copy, format("-s update FETCH_URL=file://%s/in/", copy));
	cr_expect_eq(r.status, 0, "%s", r.err);
	cr_expect_not_null(
	    strstr(r.out, "\n+ sanitz 643/tcp Sanity\n"), "%s", r.out);
	cr_expect_not_null(strstr(r.out, "\n- sanity 643/udp SANity\n"));
	cr_expect_not_null(strstr(r.out,
	    "\n0 added, 0 removed, 0 changed (2026-03-09 -> 2026-03-10)\n"));
	r = in_copy(copy,
	    "diff before data | grep -c '^[<>].*sanit'; for f in "
	    "service-names-port-numbers protocol-numbers; do "
	    "sum=$(sha256sum < data/$f.csv | cut -c1-64); "
	    "grep -c \"^$f,.*$sum$\" data/registry.lock; done; ls -A data");
	cr_expect_str_eq(r.out,
	    "4\n1\n1\ncompat.csv\ncustomary.csv\npreferred.csv\nprotocol-"
	    "numbers.csv\n"
	    "registry.lock\nservice-names-port-numbers.csv\n",
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

Test(make, update_leaves_everything_as_it_was_on_any_failure, .timeout = 240)
{
	char *copy = copy_tree();
	size_t i;

	in_copy(copy, "mkdir in; cp -R data before");
	write_registry(copy, "service-names-port-numbers", "s/SANity/Sanity/");
	for (i = 0; i < sizeof(spoilt) / sizeof(spoilt[0]); i++) {
		struct run r;

		write_registry(copy, "protocol-numbers", spoilt[i].script);
		r = make_in(
		    copy, format("-s update FETCH_URL=file://%s/in/", copy));
		cr_expect_neq(r.status, 0, "%s", spoilt[i].what);
		r = in_copy(copy, "diff -r before data");
		cr_expect_eq(r.status, 0, "%s: %s", spoilt[i].what, r.out);
	}
}

static const char tiny_emitter[] =
    "#include \"emit.h\"\n"
    "int emit_tiny(const struct emission *e, FILE *out, struct diag *d)\n"
    "{\n"
    "	size_t i, n = 0;\n"
    "	(void)d;\n"
    "	for (i = 0; i < e->table->n; i++)\n"
    "		n += is_selected(e, i) != 0;\n"
    "	fprintf(out, \"%zu\\n\", n);\n"
    "	return STATUS_OK;\n"
    "}\n";

Test(make, a_format_is_one_file_and_one_line, .timeout = 120)
{
	char *copy = copy_tree();
	struct run r;

	write_file(format("%s/emit/tiny.c", copy), tiny_emitter,
	    sizeof(tiny_emitter) - 1);
	in_copy(copy, "echo 'FORMAT(tiny, \"tiny\", \"protocol-numbers\", "
		      "\"tiny.txt\", \"rows\")' >> emit/formats.def");
	r = make_in(copy, "-s all");
	cr_expect_eq(r.status, 0, "%s", r.err);
	r = in_copy(copy,
	    "build/portreg-emit -l | grep -c tiny; cat dist/tiny.txt; "
	    "wc -l < data/protocol-numbers.csv; "
	    "build/portreg-emit -f tiny --ports 6 "
	    "data/protocol-numbers.csv");
	/* The header of the CSV is no row; a footnote has two lines. */
	cr_expect_str_eq(r.out, "1\n154\n155\n3\n", "%s", r.out);
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
    "const struct mapper mapper_tiny = {rules, 2, finish};\n";

static const char tiny_registry[] =
    "<registry xmlns=\"http://www.iana.org/assignments\" id=\"tiny\">"
    "<title>T</title><updated>2026-01-02</updated><record><code>7</code>"
    "<name>seven</name></record></registry>\n";

Test(make, a_registry_is_one_file_and_one_line, .timeout = 120)
{
	char *copy = copy_tree();
	struct run r;

	write_file(format("%s/parse/tiny.c", copy), tiny_mapper,
	    sizeof(tiny_mapper) - 1);
	write_file(format("%s/tiny.xml", copy), tiny_registry,
	    sizeof(tiny_registry) - 1);
	/* The first line, as well as the last, may be a new one. */
	in_copy(copy,
	    "sed -i '0,/^REGISTRY/s|^REGISTRY|REGISTRY(tiny, \"tiny\", "
	    "\"https://www.iana.org/t\", record, 1)\\n&|' "
	    "schemas/registries.def");
	r = make_in(copy, "-s all");
	cr_expect_eq(r.status, 0, "%s", r.err);
	r = in_copy(copy, "build/portreg-parse tiny.xml | tail -n 1");
	cr_expect_str_eq(r.out, "assigned,seven,7,7,,,,,,,,,,,\n");
}

Test(make, installs_flags_first_where_deps_is_asked_for, .timeout = 60)
{
	char *copy = copy_tree();
	/* A package manager that brings pkg-config, and not before. */
	struct run r = in_copy(copy,
	    "set -e; rm -rf build; mkdir bin; "
	    "printf '#!/bin/sh\\nln -s %s bin/late\\n' "
	    "\"$(command -v pkg-config)\" > bin/zypper; chmod +x bin/zypper; "
	    "PATH=$PWD/bin:$PATH make -s -j2 deps build/core/xml.o "
	    "MANAGER=zypper SUDO= PKG_CONFIG=$PWD/bin/late");

	cr_expect_eq(r.status, 0, "%s", r.err);
}
