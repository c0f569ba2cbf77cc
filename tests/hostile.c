/* SPDX-License-Identifier: MIT */
/* Registries whose texts try to break out of what they are written to. */
#include <criterion/criterion.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "hostile.h"
#include "parse.h"
#include "run.h"
#include "snapshot.h"

/* Constructs of C, JSON, services files, markup, shells, terminals, tables. */
static const char *const texts[] = {"*/ int pwned; /*", "/* pwned", "// pwned",
    "it ends in \\", "it ends in ?\?/", "\"; int pwned = 1; //", "\" pwned \"",
    "'); pwned('", "%s%n%d%5$hn",
    "\xc3\xa9"
    "e7",
    "\xe2\x80\xae"
    "dekwp\xe2\x80\xac",
    "\xe2\x81\xa6 isolate \xe2\x81\xa9", "a\xe2\x80\xa8pwned 1/tcp",
    "a\xe2\x80\xa9pwned 1/tcp", "\xef\xbb\xbf mark", "\xd8\x9c mark",
    "\xe2\x80\x8b\xe2\x80\x8d\xe2\x80\x8e\xe2\x80\x8f zero",
    "\xd0\xb0\xd1\x81\xd0\xb5 homoglyphs", "__proto__", "constructor",
    "toString", "</script><script>pwned()</script>",
    "<img src=x onerror=pwned()>", "]]><pwned/>", "<!-- pwned", "--><pwned/>",
    "javascript:pwned()", "=cmd|' /C pwned'!A0", "@SUM(pwned)", "-2+3",
    "+pwned", "# pwned", "#define pwned 1", "#include <pwned>", "| pwned | b |",
    "[pwned](https://example.org)", "`pwned`", "$(pwned)", "${pwned}",
    "{{pwned}}", "%{pwned}", "'; DROP TABLE pwned; --", "\\u0022pwned",
    "&quot;&#34;pwned", "\\\"pwned", "\\", "\\\\", "\"", "\"\"", "'", "?\?'",
    ";", "a;b\\;c|d#e", "a,b", ",", "NULL", "int", "while", "defined", "1036",
    "7", "-1", "0x16", "08", "1e9", "true", "null", "NaN", "a/b", "/", "a b",
    "pwned 1/tcp", "a\tb", "!\"#$%&'()*+,-./0123456789:;<=>?@[\\]^_`{|}~",
    "ABCDEFGHIJKLMNOPQRSTUVWXYZ abcdefghijklmnopqrstuvwxyz",
    "\xc2\xa0"
    "0\xc2\xad"
    "1\xc3\xbf"
    "2",
    "\xdf\xbf"
    "a\xe0\xa0\x80"
    "b\xef\xbf\xbd"
    "c",
    "\xf0\x90\x80\x80"
    "d\xf0\x9f\x94\x8c"
    "e\xf4\x8f\xbf\xbf"
    "f",
    "\xf3\xa0\x80\xa0 tag", "a23456789b123456789c123456789d12",
    "the next word is at byte 127 of its line if this is a comment in a file "
    "of services, which is where musl would start a new line: pwned 1/tcp"};

enum {
	TEXTS = sizeof(texts) / sizeof(texts[0]),
	FIRST = 100 /* number; protocols have the most room from here */
};

static void
put_text(const char *s, FILE *out)
{
	for (; *s != '\0'; s++)
		switch (*s) {
		case '&':
		case '<':
		case '>':
		case '"':
			fprintf(out, "&#%d;", *s);
			break;
		default:
			fputc(*s, out);
		}
}

static void
put_element(const char *name, const char *text, FILE *out)
{
	fprintf(out, "<%s>", name);
	put_text(text, out);
	fprintf(out, "</%s>\n", name);
}

/* A record of the i-th text. */
static void
put_record(const char *const elements[], size_t i, FILE *out)
{
	char number[8];

	snprintf(number, sizeof(number), "%zu", i + FIRST);
	fputs("<record>\n", out);
	/* One name for each, as names that are the same macro are refused. */
	fprintf(out, "<name>n%zu", i);
	put_text(texts[i], out);
	fputs("</name>\n", out);
	put_element("description", texts[i], out);
	put_element(elements[0], number, out);
	if (elements[1] != NULL) {
		put_element("protocol", "tcp", out);
		fputs("<note>first", out);
		fputs("<br/>", out);
		put_text(texts[i], out);
		fputs("</note>\n", out);
		put_element(elements[1], texts[i], out);
	}
	fputs("<xref type=\"text\">", out);
	put_text(texts[i], out);
	fputs("</xref>\n<xref type=\"uri\" data=\"", out);
	put_text(texts[i], out);
	fputs("\"/>\n</record>\n", out);
}

char *
hostile_registry(const char *id, size_t *n)
{
	static const char *const ports[] = {"number", "unauthorized"};
	static const char *const protocols[] = {"value", NULL};
	char *s = NULL;
	FILE *out = open_memstream(&s, n);
	size_t i;
	int is_ports = strcmp(id, "protocol-numbers") != 0;

	cr_assert_not_null(out);
	fprintf(out,
	    "<?xml version='1.0' encoding='UTF-8'?>\n"
	    "<registry xmlns=\"http://www.iana.org/assignments\" id=\"%s\">\n",
	    id);
	put_element("title", "*/ \" pwned \\", out);
	put_element("updated", "2026-08-17", out);
	if (!is_ports)
		fputs("<registry id=\"protocol-numbers-1\">\n", out);
	for (i = 0; i < TEXTS; i++)
		put_record(is_ports ? ports : protocols, i, out);
	fputs(is_ports ? "" : "</registry>\n", out);
	fputs("</registry>\n", out);
	cr_assert_eq(fclose(out), 0);
	return s;
}

char *
hostile_snapshot(const char *id)
{
	struct diag diag = {"test", NULL, stderr, 0, 0};
	struct parse_options options = {.floor = 0};
	char *path = format("%s/%s.csv", scratch(), id), *xml;
	struct table t;
	size_t n;
	FILE *in, *out = fopen(path, "w");

	xml = hostile_registry(id, &n);
	in = fmemopen(xml, n, "r");
	cr_assert(in != NULL && out != NULL);
	cr_assert_eq(parse_xml(&t, in, &options, &diag), STATUS_OK);
	cr_assert_gt(t.n, 80);
	cr_assert_eq(snapshot_write(&t, out), 0);
	cr_assert_eq(fclose(out), 0);
	table_free(&t);
	fclose(in);
	free(xml);
	return path;
}
