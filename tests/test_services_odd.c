/* SPDX-License-Identifier: MIT */
/* The services format, on records that IANA has not made yet. */
#include <criterion/criterion.h>
#include <stdlib.h>
#include <string.h>

#include "sample.h"

static const char id[] = "service-names-port-numbers";

#define RECORD(name, ports, protocol, description) \
	"assigned," name "," ports "," protocol "," description ",,,,,,,,,\n"
#define ALIAS(name, ports, protocol, of) \
	"alias," name "," ports "," protocol ",," of ",,,,,,,,\n"

#define TEN	"0123456789"
#define FORTY	TEN TEN TEN TEN
#define HUNDRED FORTY FORTY TEN TEN

static const struct {
	const char *what;
	const char *records;
	const char *lines;    /* after the banner */
	const char *warnings; /* one for each, parts of them; "" if none */
} cases[] = {
    {"a description of 300 bytes is cut at the limit",
	RECORD("a", "1,1", "tcp", HUNDRED HUNDRED HUNDRED),
	"a\t1/tcp\t# " HUNDRED TEN "012345\n", ""},
    {"no blank stays where a description was cut",
	RECORD("a", "1,1", "tcp", HUNDRED TEN "01234 and more"),
	"a\t1/tcp\t# " HUNDRED TEN "01234\n", ""},
    {"a line has one comment", RECORD("a", "1,1", "tcp", "x # y ## z"),
	"a\t1/tcp\t# x ? y ?? z\n", ""},
    {"no line joins the next one",
	RECORD("a", "1,1", "tcp", "b \\ c \\\\")
	    RECORD("d", "2,2", "tcp", "\\"),
	"a\t1/tcp\t# b \\ c\nd\t2/tcp\n", ""},
    {"each character that is not ASCII is one question mark",
	RECORD("a", "1,1", "tcp", "\xc3\x89 \xe2\x82\xac \xf0\x9f\x98\x80."),
	"a\t1/tcp\t# ? ? ?.\n", ""},
    {"a name that is no word is a comment, with a warning",
	RECORD("Apple Remote", "1,1", "tcp", "Desk")
	    RECORD("a#b", "2,4", "udp", "") RECORD("99", "5,5", "tcp", "x")
		RECORD("na\xc3\xafve", "6,6", "tcp", "")
		    RECORD("+nis", "7,7", "tcp", ""),
	"# Apple Remote 1/tcp (not a name for a services file) Desk\n"
	"# a?b 2-4/udp (not a name for a services file)\n"
	"# 99 5/tcp (not a name for a services file) x\n"
	"# na?ve 6/tcp (not a name for a services file)\n"
	"# +nis 7/tcp (not a name for a services file)\n",
	"'Apple Remote'|'a#b'|'99'|'na\\xc3\\xafve'|'+nis'"},
    {"a name that musl never gives for a port is a comment",
	RECORD(TEN "abcde", "1,1", "tcp", "x")
	    RECORD(TEN "abcdef", "1,1", "tcp", "x"),
	TEN "abcde\t1/tcp\t# x\n# " TEN "abcdef 1/tcp (long name) x\n", ""},
    {"the last aliases go if there is no room, with a warning for each",
	RECORD("a", "1,2", "tcp", "x") ALIAS(FORTY FORTY "b", "1,2", "tcp", "a")
	    ALIAS(FORTY "c", "1,2", "tcp", "a") ALIAS(
		FORTY "d", "1,2", "tcp", "a") ALIAS("e", "1,2", "tcp", "a"),
	"a\t1/tcp\t" FORTY FORTY "b e\t# x\n"
	"a\t2/tcp\t" FORTY FORTY "b e\t# x\n",
	"0123456789c'|0123456789d'"},
    {"an alias that is no word is left out, with a warning",
	RECORD("a", "1,1", "tcp", "x") ALIAS("b c", "1,1", "tcp", "a")
	    ALIAS("d", "1,1", "tcp", "a"),
	"a\t1/tcp\td\t# x\n", "'b c'"},
    {"an alias of a name that is not there is left out, with a warning",
	RECORD("a", "1,1", "tcp", "x") ALIAS("b", "1,1", "tcp", "c"),
	"a\t1/tcp\t# x\n", "'b'"},
    {"ranges stand among the ports that they cover",
	RECORD("r", "1,3", "tcp", "") RECORD("s", "1,3", "udp", "")
	    RECORD("a", "2,2", "tcp", "") RECORD("t", "2,4", "udp", "")
		RECORD("z", "5,5", "tcp", ""),
	"r\t1/tcp\ns\t1/udp\na\t2/tcp\nr\t2/tcp\ns\t2/udp\nt\t2/udp\n"
	"r\t3/tcp\ns\t3/udp\nt\t3/udp\nt\t4/udp\nz\t5/tcp\n",
	""},
    {"a name has a port once, even if a range has it, too",
	RECORD("r", "1,3", "tcp", "x") RECORD("r", "2,2", "tcp", "y")
	    RECORD("r", "2,2", "tcp", "z"),
	"r\t1/tcp\t# x\nr\t2/tcp\t# y\nr\t3/tcp\t# x\n", ""},
    {"the greatest port is the end",
	RECORD("a", "65534,65535", "udp", "") RECORD("b", ",", "tcp", "x"),
	"a\t65534/udp\na\t65535/udp\n", ""},
    {"records that are not assigned have no line",
	"reserved,,0,0,tcp,Reserved,,,,,,,,,\n"
	"withdrawn,sua,1,1,udp,De-Registered,,,,,,,,,\n"
	"unassigned,,2,9,,Unassigned,,,,,,,,,\n"
	"reserved,,3,3,tcp,no name,,,,,,,,,\n",
	"", ""},
};

/* Check that there is one warning for each part, with that part in it. */
static void
check_warnings(const char *err, const char *parts, const char *what)
{
	char *copy = strdup(parts), *rest = NULL, *part;

	for (part = strtok_r(copy, "|", &rest); part != NULL;
	     part = strtok_r(NULL, "|", &rest)) {
		size_t n = strcspn(err, "\n");
		char *line = strndup(err, n);

		cr_expect_not_null(
		    strstr(line, "warning: "), "%s: '%s'", what, line);
		cr_expect_not_null(strstr(line, part), "%s: '%s'", what, line);
		err += n + (err[n] != '\0');
		free(line);
	}
	cr_expect_str_empty(err, "%s", what);
	free(copy);
}

Test(services, stay_in_form_whatever_the_registry_says)
{
	size_t i;

	for (i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		char *path = sample_write(id, cases[i].records);
		struct run r = emit("services", path, NULL);

		cr_expect_eq(r.status, 0, "%s: %s", cases[i].what, r.err);
		cr_expect_str_eq(sample_body(r.out), cases[i].lines, "%s:\n%s",
		    cases[i].what, sample_body(r.out));
		check_warnings(r.err, cases[i].warnings, cases[i].what);
	}
}

static const char few[] =
    RECORD("a", "1,1", "tcp", "") RECORD("b", "1,1", "tcp", "")
	ALIAS("b_", "1,1", "tcp", "b") RECORD("c", "1,1", "udp", "")
	    RECORD("d", "2,4", "tcp", "") RECORD("e", "9,9", "", "");

static const struct {
	const char *option, *value, *lines;
} selections[] = {
    {"--ports", "1", "a\t1/tcp\nb\t1/tcp\tb_\nc\t1/udp\n"},
    {"--ports", "3,7-9",
	"d\t2/tcp\nd\t3/tcp\nd\t4/tcp\n"
	"# e 9 (no transport protocol in registry)\n"},
    {"--protocol", "udp", "c\t1/udp\n"},
    {"--protocol", "none", "# e 9 (no transport protocol in registry)\n"},
    {"--ports", "5-8", ""},
};

Test(services, are_those_that_were_selected)
{
	char *path = sample_write(id, few);
	size_t i;

	for (i = 0; i < sizeof(selections) / sizeof(selections[0]); i++) {
		struct run r = emit("services", path, selections[i].option,
		    selections[i].value, NULL);

		cr_expect_eq(r.status, 0, "%s", r.err);
		cr_expect_str_eq(sample_body(r.out), selections[i].lines, "%s",
		    selections[i].value);
	}
}

Test(services, keep_the_aliases_of_a_name_that_is_listed)
{
	char *names = format("%s/names", scratch());
	struct run r;

	write_file(names, "b\nc\n", 4);
	r = emit("services", sample_write(id, few), "--names", names, NULL);
	cr_expect_str_eq(sample_body(r.out), "b\t1/tcp\tb_\nc\t1/udp\n");
	cr_expect_str_empty(r.err);
}

/* An overlay may have names of any length. */
Test(services, warn_of_a_name_for_which_no_line_has_room)
{
	char *path = format("%s/overlay.csv", scratch());
	char *text =
	    format("action,port,protocol,name,of,source,why\n"
		   "add,3,tcp,a%01010d,,us,x\nadd,4,tcp,a%01011d,,us,x\n",
		0, 0);
	struct run r;

	write_file(path, text, strlen(text));
	r = emit("services", sample_write(id, few), "--profile", "glibc",
	    "--overlay", path, NULL);
	cr_expect_eq(r.status, 0);
	cr_expect_not_null(strstr(r.out, "00\t3/tcp\n"));
	cr_expect_null(strstr(r.out, "00\t4/tcp\n"));
	cr_expect_not_null(
	    strstr(r.err, ":3: warning: services: no room for the name: 'a0"),
	    "%s", r.err);
	cr_expect_eq(strstr(r.err, "\n")[1], '\0');
}
