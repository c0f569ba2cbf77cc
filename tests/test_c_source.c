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

/* The definition of an object with these n bytes, the last of them a NUL. */
static char *
define(const char *bytes, size_t n)
{
	struct buffer b = {0}, strings = {0};
	char *made;

	buffer_add(&strings, bytes, n);
	buffer_puts(&b, "static const struct {\n");
	c_declare_strings(&b, "x", &strings, 16);
	buffer_puts(&b, "} t = {\n");
	c_put_strings(&b, &strings);
	buffer_puts(&b, "};\n");
	made = strdup(buffer_string(&b));
	buffer_free(&b);
	buffer_free(&strings);
	return made;
}

Test(c_source, has_strings_that_nothing_can_break_out_of)
{
	static const char bytes[] = "*/ \"\\ ?\?/\r\n\n\t\0"
				    "1\303\251\0"
				    "z";

	cr_expect_str_eq(define(bytes, sizeof(bytes)),
	    "static const struct {\n"
	    "\tstruct {\n"
	    "\t\tchar s0[20];\n"
	    "\t\tchar end[16];\n"
	    "\t} x;\n"
	    "} t = {\n"
	    "\t{\n"
	    "\t\"*/ \\042\\134 \\077\\077/\\015\\012\\012\\011\\000"
	    "1\\303\\251\\000z\",\n"
	    "\t\"\"\n\t}};\n");
}

Test(c_source, has_all_bytes_as_a_compiler_reads_them)
{
	static const char head[] = "#include <string.h>\n";
	static const char tail[] =
	    "int main(void) { unsigned i; const char *s = (const char *)&t.x;\n"
	    "for (i = 0; i < 255 * 99; i++)\n"
	    "if (s[i] != (char)(i % 99 == 98 ? 0 : i % 255 + 1)) return 1;\n"
	    "return sizeof(t) != 255 * 99 + 16 || s[i] != 0; }\n";
	static char bytes[255 * 99];
	char *dir = scratch(), *source, *path = format("%s/x.c", dir);
	size_t i;
	struct run r;

	if (!have("cc"))
		cr_skip("no cc");
	for (i = 0; i < sizeof(bytes); i++)
		bytes[i] = (char)(i % 99 == 98 ? 0 : i % 255 + 1);
	source = format("%s%s%s", head, define(bytes, sizeof(bytes)), tail);
	write_file(path, source, strlen(source));
	r = run_shell("cd '%s' && cc -std=c99 -pedantic -Wall -Wextra -Werror "
		      "x.c -o x && ./x",
	    dir);
	cr_expect_eq(r.status, 0, "%s", r.err);
}
