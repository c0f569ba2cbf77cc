/* SPDX-License-Identifier: MIT */
/* Numbers and strings as C source. */
#include <criterion/criterion.h>
#include <stdlib.h>
#include <string.h>

#include "c_source.h"
#include "run.h"

Test(c_source, has_numbers_in_decimal)
{
	static const struct {
		uint32_t value;
		const char *text;
	} numbers[] = {{0, "0"}, {7, "7"}, {10, "10"}, {65535, "65535"},
	    {UINT32_MAX, "4294967295"}};
	size_t i;

	for (i = 0; i < sizeof(numbers) / sizeof(numbers[0]); i++) {
		struct buffer b = {0};

		c_put_number(&b, numbers[i].value);
		cr_expect_str_eq(buffer_string(&b), numbers[i].text);
		buffer_free(&b);
	}
}

/* The definition of an object with these n bytes. */
static char *
define(const char *bytes, size_t n)
{
	struct buffer b = {0}, all = {0};
	char *made;

	buffer_add(&all, bytes, n);
	buffer_puts(&b, "static const struct {\n");
	c_declare_bytes(&b, "x", &all);
	buffer_puts(&b, "} t = {\n");
	c_put_bytes(&b, &all);
	buffer_puts(&b, "};\n");
	made = strdup(buffer_string(&b));
	buffer_free(&b);
	buffer_free(&all);
	return made;
}

Test(c_source, has_bytes_that_nothing_can_break_out_of)
{
	static const char bytes[] = "*/ \"\\ ?\?/\r\n\n\t\0"
				    "1\303\251\0"
				    "z";

	cr_expect_str_eq(define(bytes, sizeof(bytes)),
	    "static const struct {\n"
	    "\tstruct {\n"
	    "\t\tunsigned char s0[20];\n"
	    "\t} x;\n"
	    "} t = {\n"
	    "{\n"
	    "\"*/ \\42\\134 \\77\\77/\\15\\12\\12\\11\\000"
	    "1\\303\\251\\0z\"\n}};\n");
}

Test(c_source, has_numbers_where_no_nul_ends_a_literal)
{
	cr_expect_str_eq(define("a\0\377\1", 4), "static const struct {\n"
						 "\tstruct {\n"
						 "\t\tunsigned char s0[2];\n"
						 "\t\tunsigned char s1[2];\n"
						 "\t} x;\n"
						 "} t = {\n"
						 "{\n"
						 "\"a\",\n"
						 "{255,1}\n}};\n");
}

static const char *const compilers[] = {
    "gcc -std=c99 -pedantic -Wall -Wextra -Werror",
    "clang -std=c99 -pedantic -Wall -Wextra -Werror",
    "g++ -x c++ -std=c++11 -pedantic -Wall -Wextra -Werror",
};

/* All bytes; from the first on that is so, none of 9000 is a NUL. */
Test(c_source, has_all_bytes_as_compilers_read_them)
{
	enum {
		MIXED = 255 * 99,
		ALL = MIXED + 9000
	};
	static const char head[] = "#include <string.h>\n";
	static const char tail[] =
	    "int main(void) { unsigned i; const unsigned char *s = "
	    "(const unsigned char *)&t.x;\n"
	    "for (i = 0; i < 255 * 99 + 9000; i++)\n"
	    "if (s[i] != (i < 255 * 99 && i % 99 == 98 ? 0 : i % 255 + 1)) "
	    "return 1;\n"
	    "return sizeof(t) != 255 * 99 + 9000; }\n";
	static char bytes[ALL];
	char *dir = scratch(), *source;
	size_t i;
	struct run r;

	for (i = 0; i < ALL; i++)
		bytes[i] = (char)(i < MIXED && i % 99 == 98 ? 0 : i % 255 + 1);
	source = format("%s%s%s", head, define(bytes, ALL), tail);
	write_file(format("%s/x.c", dir), source, strlen(source));
	for (i = 0; i < sizeof(compilers) / sizeof(compilers[0]); i++) {
		if (!have(format(
			"%.*s", (int)strcspn(compilers[i], " "), compilers[i])))
			continue;
		r = run_shell(
		    "cd '%s' && %s x.c -o x && ./x", dir, compilers[i]);
		cr_expect_eq(r.status, 0, "%s: %s", compilers[i], r.err);
	}
}
