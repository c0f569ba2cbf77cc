/* SPDX-License-Identifier: MIT */
/* The c-lookup library as an object file: its symbols, sizes and needs. */
#include <criterion/criterion.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "library.h"
#include "sample.h"

enum {
	MOST_BYTES = 160000 /* read-only, code included */
};

/* Compile the library alone, with options; returns the directory. */
static char *
compile(const char *emit_options, const char *options)
{
	static const char source[] = "#define IANA_SERVICES_IMPLEMENTATION\n"
				     "#include \"iana_services.h\"\n";
	char *dir = library_make_real(emit_options);
	char *path = format("%s/x.c", dir);
	struct run r;

	write_file(path, source, sizeof(source) - 1);
	r = run_shell("cd '%s' && gcc -std=c99 -O2 %s -c x.c", dir, options);
	cr_assert_eq(r.status, 0, "%s", r.err);
	return dir;
}

/* What a command prints of x.o. */
static char *
look(const char *dir, const char *command)
{
	struct run r = run_shell("cd '%s' && %s", dir, command);

	cr_assert_eq(r.status, 0, "%s", r.err);
	return r.out;
}

static void
need_tools(void)
{
	if (!have("gcc") || !have("nm") || !have("readelf") || !have("size"))
		cr_skip("no gcc or binutils");
}

/* All that another file may see of it. */
static const char symbols[] =
    "iana_alias\niana_by_name_n\niana_by_port\n"
    "iana_by_port_next\niana_description\niana_find\niana_name\niana_port\n"
    "iana_port_class\niana_port_last\niana_port_state\niana_protocol\n"
    "iana_protocol_find\niana_protocol_name\niana_services_date\n"
    "iana_services_entries\niana_services_version\niana_walk\n";

Test(c_lookup_object, exports_what_is_documented_and_needs_nothing)
{
	need_tools();
	cr_expect_str_eq(look(compile("", "-ffreestanding"),
			     "nm -g --defined-only x.o | cut -d ' ' -f 3"),
	    symbols);
	cr_expect_str_empty(look(compile("", "-ffreestanding"), "nm -u x.o"));
	cr_expect_str_empty(look(compile("", ""), "nm -u x.o"));
	cr_expect_str_empty(
	    look(compile("", "-Wall -Wextra -Werror -DIANA_SERVICES_STATIC"),
		"nm -g --defined-only x.o"));
}

Test(c_lookup_object, documents_what_it_exports)
{
	struct run r;

	r = run_shell("sed -n 's/^\\.Fn \\(iana_[a-z_]*\\).*/\\1/p' "
		      "emit/iana_services.3 | grep -vx -e 'iana_getserv.*' "
		      "-e iana_by_name | sort -u");
	cr_expect_str_eq(r.out, symbols);
}

Test(c_lookup_object, has_tables_without_relocations)
{
	char *dir;

	need_tools();
	dir = compile("--descriptions", "-fPIC");
	/* Those of .text and .eh_frame are resolved when it is linked. */
	cr_expect_str_eq(
	    look(
		dir, "readelf -SW x.o | grep -o '\\.rela\\.[a-z_]*' | sort -u"),
	    ".rela.eh_frame\n.rela.text\n");
	look(dir, "gcc -shared -o x.so x.o");
	look(compile("", "-fPIC"), "gcc -shared -o x.so x.o -nostdlib");
	cr_expect_str_eq(look(dir, "readelf -rW x.so | grep -c iana_.*_RELATIV "
				   "|| true"),
	    "0\n");
	cr_expect_str_eq(
	    look(dir, "size -A x.o | awk '$1 == \".data\" || "
		      "$1 == \".bss\" || $1 ~ /rel.ro/ { n += $2 } "
		      "END { print n + 0 }'"),
	    "0\n");
}

Test(c_lookup_object, is_no_larger_than_it_may_be)
{
	char *dir;
	int text, data, bss;

	need_tools();
	dir = compile("", "");
	cr_assert_eq(sscanf(look(dir, "size x.o | tail -n 1"), "%d %d %d",
			 &text, &data, &bss),
	    3);
	cr_expect_leq(text, MOST_BYTES);
	cr_expect_eq(data + bss, 0);
}

/* The size that the comment at the top of the header states for all. */
static int
stated_total(const char *dir)
{
	return atoi(
	    look(dir, "sed -n 's/^ \\* total *\\([0-9]*\\) bytes$/\\1/p' "
		      "iana_services.h"));
}

/* The test fails unless a compiler takes each table to be as large. */
static void
check_sizes(const char *options)
{
	static const char head[] = "#define IANA_SERVICES_IMPLEMENTATION\n"
				   "#include \"iana_services.h\"\n"
				   "#define CHECK(m, n) char size_of_##m"
				   "[sizeof(iana_tables.m) == n ? 1 : -1];\n";
	char *dir = library_make_real(options), *source;
	int total = stated_total(dir), all;

	source = format("%s%s", head,
	    look(dir, "sed -n '/total/d; s/^ \\* \\([a-z]*\\) *\\([0-9]*\\) "
		      "bytes$/CHECK(\\1, \\2)/p' iana_services.h"));
	cr_expect_not_null(strstr(source, "CHECK(names, "));
	write_file(format("%s/x.c", dir), source, strlen(source));
	look(dir, "gcc -c x.c");
	cr_expect_eq(atoi(look(dir, "nm -S -t d x.o | awk "
				    "'$4 == \"iana_tables\" { print $2 }'")),
	    total);
	/* Beside it there are the names of protocols. */
	all = atoi(
	    look(dir, "size -A x.o | awk '$1 == \".rodata\" { print $2 }'"));
	cr_expect(all >= total && all <= total + 64, "%d %d", all, total);
}

static const char *const parts[] = {"", "--descriptions", "--no-aliases",
    "--ports 0-1023 --protocol tcp,udp", "--protocol dccp --ports 1",
    "--protocol dccp --ports 1 --descriptions"};

Test(c_lookup_object, is_as_large_as_is_stated)
{
	size_t i;

	need_tools();
	for (i = 0; i < sizeof(parts) / sizeof(parts[0]); i++)
		check_sizes(parts[i]);
}

Test(c_lookup_object, is_stated_on_standard_error_if_asked_for)
{
	struct run r =
	    emit("c-lookup", data_file("service-names-port-numbers.csv"), "-v",
		"-o", format("%s/x.h", scratch()), NULL);
	const char *at;
	size_t sum = 0, bytes = 0;

	cr_assert_eq(r.status, 0);
	cr_expect_str_empty(r.out);
	cr_expect_eq(
	    strncmp(r.err, "portreg-emit: 12624 entries", 27), 0, "%s", r.err);
	for (at = r.err; (at = strstr(at, "portreg-emit: ")) != NULL; at++)
		if (sscanf(at, "portreg-emit: %*s %zu bytes", &bytes) == 1)
			sum += bytes;
	/* The last line is the sum of the others. */
	cr_expect_eq(2 * bytes, sum);
}

Test(c_lookup_object, answers_where_there_is_neither_etc_nor_a_c_library)
{
	static const char source[] =
	    "#define IANA_SERVICES_IMPLEMENTATION\n"
	    "#define IANA_SERVICES_STATIC\n"
	    "#include \"iana_services.h\"\n"
	    "#define EXIT(n) __asm__ volatile(\"syscall\" : : \"a\"(60), "
	    "\"D\"(n))\n"
	    "void _start(void);\n"
	    "void _start(void) {\n"
	    "	EXIT(iana_port(iana_by_name(\"domain\", IANA_UDP)) == 53 &&\n"
	    "	    iana_by_port(643, IANA_TCP) ==\n"
	    "	    iana_by_name(\"sanity\", IANA_TCP) ? 42 : 1);\n"
	    "	for (;;) continue;\n"
	    "}\n";
	char *dir, *path;
	struct run r;

	need_tools();
	if (run_shell("test \"$(uname -sm)\" = 'Linux x86_64'").status != 0)
		cr_skip("made for Linux on x86-64");
	dir = library_make_real("");
	path = format("%s/x.c", dir);
	write_file(path, source, sizeof(source) - 1);
	r = run_shell("cd '%s' && gcc -std=gnu99 -O2 -ffreestanding -nostdlib "
		      "-static -fno-stack-protector -Wl,-e,_start x.c -o x && "
		      "mkdir root && mv x root && "
		      "{ chroot root /x || exit $?; }",
	    dir);
	if (r.status == 125)
		cr_skip("no right to change the root");
	cr_expect_eq(r.status, 42, "%s", r.err);
}
