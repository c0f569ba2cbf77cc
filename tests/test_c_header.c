/* SPDX-License-Identifier: MIT */
/* The real registry's headers, in the hands of compilers. */
#include <criterion/criterion.h>
#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "run.h"
#include "snapshot.h"

static const char *const registry_names[] = {
    "service-names-port-numbers", "protocol-numbers"};
static const char *const header_names[] = {"iana_ports.h", "iana_protocols.h"};

/* Make both headers in a new directory.  Returns its path. */
static char *
make_headers(void)
{
	char *dir = scratch();
	size_t i;

	for (i = 0; i < 2; i++) {
		char *in = format("%s/data/%s.csv", tree(), registry_names[i]);
		char *out = format("%s/%s", dir, header_names[i]);
		const char *argv[] = {
		    "portreg-emit", "-f", "c-constants", "-o", out, in, NULL};
		struct run r = run(NULL, argv);

		cr_assert_eq(r.status, 0, "%s", r.err);
	}
	return dir;
}

static void
write_source(const char *dir, const char *name, const char *content)
{
	char *path = format("%s/%s", dir, name);

	write_file(path, content, strlen(content));
	free(path);
}

#define OURS "#include \"iana_ports.h\"\n#include \"iana_protocols.h\"\n"
#define SYSTEM                                               \
	"#include <sys/socket.h>\n#include <netinet/in.h>\n" \
	"#include <netdb.h>\n"
#define LINUX "#ifdef __linux__\n#include <linux/in.h>\n#endif\n"
#define USE                                                         \
	"#if IANA_PORTS_VERSION < 20260817\n"                       \
	"#error old\n"                                              \
	"#endif\n"                                                  \
	"int f(void);\n"                                            \
	"int f(void) { unsigned short port = IANA_PORT_SANITY_TCP;" \
	" return port == IANA_PROTOCOL_TCP; }\n"

/*
 * Compile the headers: alone, twice, before and after the system's.  Linux's
 * has a unit of its own, for it does not get along with the C library's.
 */
static void
compile(const char *compiler, const char *suffix, const char *const standards[])
{
	static const char *const sources[] = {OURS OURS USE, OURS SYSTEM USE,
	    SYSTEM OURS USE, OURS LINUX USE, LINUX OURS USE};
	char *dir, *name;
	size_t i;
	struct run r;

	if (!have(compiler))
		cr_skip("no %s", compiler);
	dir = make_headers();
	for (i = 0; i < sizeof(sources) / sizeof(sources[0]); i++) {
		name = format("unit%zu.%s", i, suffix);
		write_source(dir, name, sources[i]);
		free(name);
	}
	for (i = 0; standards[i] != NULL; i++) {
		r = run_shell("cd '%s' && %s -std=%s -pedantic -Wall -Wextra "
			      "-Wpedantic -Wundef -Wconversion -Werror -c *.%s",
		    dir, compiler, standards[i], suffix);
		cr_expect_eq(r.status, 0, "%s: %s", standards[i], r.err);
		cr_expect_str_eq(r.err, "");
	}
}

static const char *const c[] = {"c89", "c99", "c11", "c17", NULL};
static const char *const cxx[] = {"c++11", "c++20", NULL};

Test(c_header, compiles_as_every_c_with_gcc)
{
	compile("gcc", "c", c);
}

Test(c_header, compiles_as_every_c_with_clang)
{
	compile("clang", "c", c);
}

Test(c_header, compiles_as_cxx_with_gcc)
{
	compile("g++", "cc", cxx);
}

Test(c_header, compiles_as_cxx_with_clang)
{
	compile("clang++", "cc", cxx);
}

Test(c_header, has_its_values_at_run_time)
{
	static const char source[] =
	    OURS "#include <stdio.h>\n"
		 "int main(void) {\n"
		 "	return printf(\"%d %d %d %d %d %d %d\\n\","
		 "	    IANA_PORT_SANITY_TCP, IANA_PORT_SANITY_UDP,"
		 "	    IANA_PORT_X11_TCP_FIRST, IANA_PORT_X11_TCP_LAST,"
		 "	    IANA_PORT_HTTP_ALT_TCP_591, IANA_PORT_BOE_CMS,"
		 "	    IANA_PROTOCOL_TCP) < 0;\n"
		 "}\n";
	char *dir;
	struct run r;

	if (!have("cc"))
		cr_skip("no cc");
	dir = make_headers();
	write_source(dir, "values.c", source);
	r = run_shell("cd '%s' && cc -o values values.c && ./values", dir);
	cr_expect_eq(r.status, 0, "%s", r.err);
	cr_expect_str_eq(r.out, "643 643 6000 6063 591 6400 6\n");
}

/* A list of lines, "MACRO VALUE". */
struct lines {
	char **lines;
	size_t n, size;
};

static void
add_line(struct lines *l, char *line)
{
	if (l->n == l->size) {
		l->size = l->size == 0 ? 1024 : l->size * 2;
		l->lines = realloc(l->lines, l->size * sizeof(*l->lines));
		cr_assert_not_null(l->lines);
	}
	l->lines[l->n++] = line;
}

static int
compare(const void *a, const void *b)
{
	return strcmp(*(char *const *)a, *(char *const *)b);
}

static void
sort_lines(struct lines *l)
{
	qsort(l->lines, l->n, sizeof(*l->lines), compare);
}

/* What a macro of a record starts with, found in another way. */
static char *
spell(const char *family, const char *name, const char *protocol)
{
	char *s = format("IANA_%s_%s%s%s", family, name,
	    protocol == NULL ? "" : "-", protocol == NULL ? "" : protocol);
	char *from, *to = s;

	for (from = s; *from != '\0'; from++)
		if (isalnum((unsigned char)*from))
			*to++ = (char)toupper((unsigned char)*from);
		else if (isalnum((unsigned char)from[1]))
			*to++ = '_';
	*to = '\0';
	return s;
}

/* "MACRO FIRST LAST" for each record that should have a macro, sorted. */
static struct lines
find_records(const char *registry, const char *family)
{
	char *path = format("%s/data/%s.csv", tree(), registry);
	struct diag diag = {"test", path, stderr, 0, 0};
	struct lines found = {0};
	struct table t;
	FILE *in = fopen(path, "r");
	size_t i;

	cr_assert_not_null(in);
	cr_assert_eq(snapshot_read(&t, in, &diag), STATUS_OK);
	fclose(in);
	for (i = 0; i < t.n; i++) {
		const struct record *r = &t.records[i];

		if (r->kind == KIND_ASSIGNED && r->first != NO_NUMBER &&
		    r->text[COLUMN_NAME] != 0)
			add_line(&found,
			    format("%s %d %d",
				spell(family, record_get(&t, r, COLUMN_NAME),
				    record_get(&t, r, COLUMN_PROTOCOL)),
				(int)r->first, (int)r->last));
	}
	table_free(&t);
	sort_lines(&found);
	return found;
}

/* Whether two lines have the same first word. */
static int
alike(const char *a, const char *b)
{
	size_t n = strcspn(a, " ") + 1;

	return strncmp(a, b, n) == 0;
}

/* Append what the lines of find_records should become. */
static void
add_expected(struct lines *l, const struct lines *found)
{
	size_t i;

	for (i = 0; i < found->n; i++) {
		char *line = found->lines[i], *stem;
		int first, last, n = (int)strcspn(line, " ");

		cr_assert_eq(sscanf(line + n, "%d %d", &first, &last), 2);
		if ((i > 0 && alike(line, found->lines[i - 1])) ||
		    (i + 1 < found->n && alike(line, found->lines[i + 1])))
			stem = format("%.*s_%d", n, line, first);
		else
			stem = format("%.*s", n, line);
		if (first == last) {
			add_line(l, format("%s %d", stem, first));
			continue;
		}
		add_line(l, format("%s_FIRST %d", stem, first));
		add_line(l, format("%s_LAST %d", stem, last));
	}
}

/* The macros that the preprocessor knows, as "NAME VALUE", sorted. */
static struct lines
preprocess(void)
{
	struct lines l = {0};
	char *dir = make_headers();
	char *line;
	struct run r;

	write_source(dir, "all.c", OURS);
	r = run_shell("cd '%s' && cc -E -dM all.c", dir);
	cr_assert_eq(r.status, 0, "%s", r.err);
	for (line = strtok(r.out, "\n"); line != NULL;
	     line = strtok(NULL, "\n"))
		if (strncmp(line, "#define IANA_PORT_", 18) == 0 ||
		    strncmp(line, "#define IANA_PROTOCOL_", 22) == 0)
			add_line(&l, strchr(line, ' ') + 1);
	sort_lines(&l);
	return l;
}

Test(c_header, has_a_macro_for_each_record_and_nothing_else)
{
	struct lines expected = {0}, real, found;
	size_t i;

	if (!have("cc"))
		cr_skip("no cc");
	found = find_records(registry_names[0], "PORT");
	add_expected(&expected, &found);
	found = find_records(registry_names[1], "PROTOCOL");
	add_expected(&expected, &found);
	sort_lines(&expected);
	real = preprocess();
	cr_assert_gt(real.n, 11000);
	cr_expect_eq(real.n, expected.n);
	for (i = 0; i < real.n && i < expected.n; i++)
		cr_assert_str_eq(real.lines[i], expected.lines[i]);
}
