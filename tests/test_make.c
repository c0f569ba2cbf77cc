/* SPDX-License-Identifier: MIT */
/* The Makefile as the user's interface, in copies of the tree. */
#include <criterion/criterion.h>
#include <stdlib.h>
#include <string.h>

#include "run.h"

Test(make, has_nothing_to_do_after_it_was_done, .timeout = 600)
{
	struct run r = make_in(copy_tree(), "all");

	cr_expect_eq(r.status, 0);
	cr_expect_str_eq(r.out, "make: Nothing to be done for 'all'.\n");
}

Test(make, help_lists_every_target_that_is_not_a_part_of_another)
{
	struct run r = run_shell(
	    "make -pn | sed -n 's/^\\.PHONY: //p' | tr ' ' '\\n' | "
	    "grep -v '^all$\\|^help$\\|^lint-' | sort > '%s/targets'; "
	    "make help | sed -n 's/^make \\([a-z][a-z-]*\\) .*/\\1/p' | "
	    "sort | diff - '%s/targets'; wc -l < '%s/targets'",
	    built(), built(), built());

	cr_expect_eq(r.status, 0, "%s", r.err);
	cr_expect_geq(atoi(r.out), 17, "%s", r.out);
}

Test(make, deps_knows_seven_package_managers_and_says_what_it_runs)
{
	static const char *const managers[] = {
	    "apt-get", "dnf", "apk", "pacman", "zypper", "brew", "pkg"};
	static const char *const needs[] = {"curl", "xml2", "csv", "gcrypt",
	    "criterion", "microhttpd", "jansson", "pk", "mandoc", "cppcheck"};
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
	static const char *const managers[] = {"zypper", "apt-get"};
	char *dir = scratch();
	struct run r;
	size_t i;

	r = run_shell(
	    "set -e; cd '%s'; printf '#!/bin/sh\\necho \"ran $0 $*\"\\n' "
	    "> zypper; chmod +x zypper; cp zypper npm; "
	    "cp zypper apt-get; for p in sh id env; do "
	    "ln -s \"$(command -v $p)\" $p; done",
	    dir);
	cr_assert_eq(r.status, 0, "%s", r.err);
	for (i = 0; i < sizeof(managers) / sizeof(managers[0]); i++) {
		r = run_shell("m=$(command -v make); "
			      "PATH='%s' $m -s deps MANAGERS=%s SUDO=",
		    dir, managers[i]);
		cr_expect_eq(r.status, 0, "%s", r.err);
		cr_expect_not_null(strstr(r.out, "gcc"), "%s", r.out);
		cr_expect_not_null(strstr(r.out, "axe-core"), "%s", r.out);
		/* Which is there. */
		cr_expect_null(strstr(r.out, " npm\n"), "%s", r.out);
	}
}

Test(make, hardens_the_tools_unless_the_user_has_flags_of_his_own)
{
	static const char *const flags[] = {"-D_FORTIFY_SOURCE=2",
	    "-fstack-protector-strong", "-fPIE", "-pie", "-z,relro", "-z,now"};
	struct run r = run_shell("make -nB tools"),
		   own = run_shell("make -nB tools CFLAGS=-O0 LDFLAGS=");
	size_t i;

	cr_assert_eq(r.status + own.status, 0, "%s%s", r.err, own.err);
	for (i = 0; i < sizeof(flags) / sizeof(flags[0]); i++) {
		cr_expect_not_null(strstr(r.out, flags[i]), "%s", flags[i]);
		cr_expect_null(strstr(own.out, flags[i]), "%s", flags[i]);
	}
}

Test(make, hardened_tools_move_and_check_their_buffers)
{
	static const char *const marks[] = {
	    "DYN", "GNU_RELRO", "BIND_NOW", "__stack_chk_fail", "_chk@"};
	struct run r;
	size_t i;

	if (strstr(getenv("PORTREG_CFLAGS"), "_FORTIFY_SOURCE=2") == NULL)
		cr_skip("these tools have CFLAGS of their own");
	r = run_shell("readelf -hldsW '%s/portreg-parse'", built());
	cr_assert_eq(r.status, 0, "%s", r.err);
	for (i = 0; i < sizeof(marks) / sizeof(marks[0]); i++)
		cr_expect_not_null(strstr(r.out, marks[i]), "%s", marks[i]);
}

Test(make, verify_names_what_is_stale, .timeout = 600)
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

Test(make, dist_twice_gives_the_same_bytes, .timeout = 600)
{
	char *copy = copy_tree();
	struct run r;

	cr_expect_eq(make_in(copy, "-s dist").status, 0);
	r = in_copy(copy,
	    "set -e; mv portreg-*.tar.gz first; touch tests/.x.swp "
	    "data/notes.txt data/.x.csv.new core/a.orig core/a.c.rej "
	    "emit/a.c~ 'parse/#a.c#' .ci/run.bak; find . -type f "
	    "! -path './build/*' ! -path './dist/*' ! -name first "
	    "-exec touch {} +; umask 077; make -s dist; "
	    "cmp first portreg-*.tar.gz; tar -tzf first");
	cr_expect_eq(r.status, 0, "%s", r.err);
	cr_expect_not_null(strstr(r.out, "/data/registry.lock\n"));
	cr_expect_not_null(strstr(r.out, "/.ci/run\n"));
	cr_expect_not_null(strstr(r.out, "/.github/workflows/update.yml\n"));
	cr_expect_null(strstr(r.out, "/build/"));
}

Test(make, install_puts_each_thing_in_its_place, .timeout = 600)
{
	static const char *const installed[] = {"usr/bin/portreg-fetch",
	    "usr/bin/portreg-parse", "usr/bin/portreg-emit",
	    "usr/include/iana_ports.h", "usr/include/iana_protocols.h",
	    "usr/include/iana_services.h", "usr/share/man/man1/portreg-fetch.1",
	    "usr/share/man/man1/portreg-parse.1",
	    "usr/share/man/man1/portreg-emit.1",
	    "usr/share/man/man3/iana_services.3",
	    "usr/share/man/man5/portreg-snapshot.5",
	    "usr/share/pkgconfig/portreg.pc", "usr/share/portreg/services",
	    "usr/share/portreg/protocols", "usr/share/portreg/services.json",
	    "usr/share/portreg/protocols.json",
	    "usr/share/portreg/MANIFEST.json",
	    "usr/share/portreg/service-names-port-numbers.csv",
	    "usr/share/portreg/protocol-numbers.csv",
	    "usr/share/portreg/registry.lock",
	    "usr/share/portreg/preferred.csv", "usr/share/portreg/compat.csv",
	    "usr/share/portreg/customary.csv", "usr/share/portreg/related.csv",
	    "usr/share/portreg/ports.html"};
	size_t n = sizeof(installed) / sizeof(installed[0]), i;
	char *copy = copy_tree();
	struct run r;

	in_copy(copy, "touch data/notes.txt");
	cr_expect_eq(
	    make_in(copy, "-s install PREFIX=/usr DESTDIR=root").status, 0);
	in_copy(copy, "rm data/notes.txt");
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

Test(make, a_format_is_one_file_and_one_line, .timeout = 600)
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

Test(make, installs_flags_first_where_deps_is_asked_for, .timeout = 600)
{
	char *copy = copy_tree();
	/* A package manager that brings pkg-config, and not before. */
	struct run r = in_copy(copy,
	    "set -e; rm -rf build; mkdir bin; "
	    "printf '#!/bin/sh\\nln -s %s bin/late\\n' "
	    "\"$(command -v pkg-config)\" > bin/zypper; chmod +x bin/zypper; "
	    "printf '#!/bin/sh\\n' > bin/npm; chmod +x bin/npm; "
	    "PATH=$PWD/bin:$PATH make -s -j2 deps build/core/xml.o "
	    "MANAGER=zypper SUDO= PKG_CONFIG=bin/late");

	cr_expect_eq(r.status, 0, "%s", r.err);
}

/* A log of valgrind, of a program at a path with a blank, and a verdict. */
static const struct {
	const char *program, *said;
	int status;
} logs[] = {
    {"tests/all", "All heap blocks were freed", 0},
    {"tests/all", "definitely lost: 8 bytes in 1 blocks", 0},
    {"tests/all", "Invalid read of size 1", 1},
    {"portreg-emit", "definitely lost: 8 bytes in 1 blocks", 1},
    {"portreg-emit", "depends on uninitialised value(s)", 1},
    {"sh", "definitely lost: 8 bytes in 1 blocks", 0},
    {"sh", "Invalid read of size 1", 0},
};

Test(make, valgrind_judges_tests_and_tools)
{
	char *dir = scratch();
	struct run r;
	size_t i;

	r = run_shell("tests/valgrind.sh '%s'", dir);
	cr_expect_eq(r.status, 1, "of nothing: %s", r.out);
	for (i = 0; i < sizeof(logs) / sizeof(logs[0]); i++) {
		r = run_shell("cd '%s' && printf '==1== Command: %%s\\n' "
			      "'/a\\ b/build/tests/all --tap=x' > 1 && "
			      "printf '==2== Command: %%s\\n==2== %%s\\n' "
			      "'/a\\ b/%s -c build/portreg-parse' '%s' > 2 && "
			      "'%s/tests/valgrind.sh' .",
		    dir, logs[i].program, logs[i].said, tree());
		cr_expect_eq(r.status, logs[i].status, "%s, %s: %s",
		    logs[i].program, logs[i].said, r.out);
	}
}
