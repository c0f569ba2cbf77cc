/* SPDX-License-Identifier: MIT */
/* Registry text inside the comments of generated C. */
#include <criterion/criterion.h>
#include <stdlib.h>
#include <string.h>

#include "comment.h"
#include "run.h"

static const struct {
	const char *text;
	const char *comment;
} texts[] = {
    {"World Wide Web HTTP", "World Wide Web HTTP"},
    {"*/ int pwn; /*", "* / int pwn; / *"},
    {"*/*/", "* / * /"},
    {"//*", "// *"},
    {"really?\?/", "really?/"},
    {"?\?\??", "?"},
    {"FORT\303\211 Vision", "FORT? Vision"},
    {"\342\200\256evil\342\200\254", "?evil?"},
    {"a?\303\251?b", "a?b"},
    {"a\rb\nc\td\033[0m\177", "a?b?c?d?[0m?"},
    {"\200\377", "?"},
    {"%s%n", "%s%n"},
    {"ends in \\", "ends in \\"},
};

Test(comment, has_no_delimiter_no_trigraph_and_only_printable_ascii)
{
	size_t i;

	for (i = 0; i < sizeof(texts) / sizeof(texts[0]); i++) {
		struct buffer b = {0};

		comment_add(&b, texts[i].text);
		cr_expect_str_eq(buffer_string(&b), texts[i].comment);
		buffer_free(&b);
	}
}

Test(comment, is_cut_after_its_limit_and_says_so)
{
	char text[COMMENT_MOST + 2];
	struct buffer b = {0};

	memset(text, 'x', sizeof(text));
	text[COMMENT_MOST] = '\0';
	comment_add(&b, text);
	cr_expect_eq(b.len, COMMENT_MOST);
	b.len = 0;
	text[COMMENT_MOST] = 'x';
	text[COMMENT_MOST + 1] = '\0';
	comment_add(&b, text);
	cr_expect_eq(b.len, COMMENT_MOST + strlen("..."));
	cr_expect_str_eq(buffer_string(&b) + COMMENT_MOST, "...");
	buffer_free(&b);
}

Test(comment, that_is_cut_between_star_and_slash_stays_open)
{
	char text[COMMENT_MOST + 8];
	struct buffer b = {0};
	size_t n;

	for (n = COMMENT_MOST - 3; n <= COMMENT_MOST; n++) {
		memset(text, 'x', sizeof(text));
		strcpy(text + n, "*/*/");
		b.len = 0;
		comment_add(&b, text);
		cr_expect_null(strstr(buffer_string(&b), "*/"));
		cr_expect_null(strstr(buffer_string(&b), "/*"));
	}
	buffer_free(&b);
}

/* Every string of up to this many of the bytes that matter to a compiler. */
enum {
	LENGTH = 4
};

static void
add_hostile(struct buffer *b, char *text, size_t n)
{
	static const char bytes[] = "*/\\?\r\n\"x\303";
	size_t i;

	text[n] = '\0';
	buffer_puts(b, "/* ");
	comment_add(b, text);
	buffer_puts(b, " */\n");
	for (i = 0; n < LENGTH && i < sizeof(bytes) - 1; i++) {
		text[n] = bytes[i];
		add_hostile(b, text, n + 1);
	}
}

static void
compile(const char *compiler, const char *standard)
{
	struct buffer b = {0};
	char text[LENGTH + 1];
	char *path = format("%s/hostile.c", scratch());
	struct run r;

	if (!have(compiler))
		cr_skip("no %s", compiler);
	add_hostile(&b, text, 0);
	buffer_puts(&b, "int only_this;\n");
	write_file(path, b.data, b.len);
	r = run_shell("%s -std=%s -Wall -Wextra -Wcomment -Wtrigraphs -Werror "
		      "-E -P '%s'",
	    compiler, standard, path);
	cr_expect_eq(r.status, 0, "%s", r.err);
	cr_expect_str_eq(r.err, "");
	cr_expect_str_eq(r.out + strspn(r.out, "\n"), "int only_this;\n");
	buffer_free(&b);
}

Test(comment, is_inert_for_gcc_as_c89)
{
	compile("gcc", "c89");
}

Test(comment, is_inert_for_gcc_as_c99)
{
	compile("gcc", "c99");
}

Test(comment, is_inert_for_clang_as_c89)
{
	compile("clang", "c89");
}

Test(comment, is_inert_for_clang_as_c99)
{
	compile("clang", "c99");
}
