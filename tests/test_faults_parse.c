/* SPDX-License-Identifier: MIT */
/*
 * The catalogue of faults: documents that are too large, deep or odd to be
 * kept in refuse/.
 */
#include <criterion/criterion.h>
#include <string.h>

#include "place.h"

#define COUNT(a) (sizeof(a) / sizeof((a)[0]))

#define TOO_LONG       "4: tag or text too long"
#define TOO_MANY_NAMES "4: too many different names"

static const struct {
	const char *row;
	const char *document; /* of faults/xml.py */
	const char *text;     /* behind "in.xml:" */
} faults[] = {
    {"X6", "quadratic", "1: DOCTYPE is not allowed"},
    {"X9", "external-dtd", "1: DOCTYPE is not allowed"},
    {"X10", "x-include", "4: element of another namespace: 'include'"},
    {"X11", "depth-257", "4: unknown element: 'a'"},
    {"X11", "depth-1M", "4: unknown element: 'a'"},
    {"X12", "attributes", TOO_LONG},
    {"X13", "namespaces", TOO_LONG},
    {"X13", "prefixes", TOO_MANY_NAMES},
    {"X14", "text", TOO_LONG},
    /* 32,768 bytes are "name>" and 3,276 lines of 10 bytes. */
    {"X14", "lines", "3280: tag or text too long"},
    {"X14", "attribute", TOO_LONG},
    {"X14", "comment", TOO_LONG},
    {"X14", "cdata", TOO_LONG},
    {"X14", "instruction", TOO_LONG},
    {"X15", "element-name", TOO_LONG},
    {"X15", "attribute-twice",
	"4: not well-formed: 'Attribute date redefined'"},
    {"X15", "instruction-names", TOO_MANY_NAMES},
    {"X15", "attribute-names", "4: unknown attribute of <note>: 'z0'"},
    {"X15", "element-names", "4: unknown element: 'z0'"},
    {"X15", "inner-names", "4: unknown element: 'z'"},
    {"X16", "elements",
	"4: not well-formed: 'Namespace prefix b on a is not defined'"},
    {"X17", "utf-7", "1: must be UTF-8"},
    {"X17", "ebcdic", "1: must be UTF-8"},
    {"X18", "surrogate",
	"5: not well-formed: 'Char 0xD800 out of allowed range'"},
    {"X21", "version-1.1", "1: not well-formed: 'Unsupported version '1.1''"},
    {"X21", "version-9.9", "1: not well-formed: 'Unsupported version '9.9''"},
    {"X21", "leading-blank",
	"1: not well-formed: 'XML declaration allowed only at the start of "
	"the document'"},
    {"X22", "gzip", "1: NUL byte"},
};

/* Within the limits of time and memory. */
static struct run
parse(const char *dir, const char *document)
{
	return run_shell("python3 tests/faults/xml.py %s >'%s/in.xml' && "
			 "cd '%s' && echo old >out && "
			 "%s && %s && exec '%s/portreg-parse' -o out in.xml",
	    document, dir, dir, limit_time(), limit_memory(), built());
}

Test(faults_parse, documents_that_are_refused, .timeout = 600)
{
	char *dir = scratch(), *out = format("%s/out", dir);
	size_t i;

	if (!have("python3"))
		cr_skip("no python3");
	for (i = 0; i < COUNT(faults); i++) {
		struct run r = parse(dir, faults[i].document);
		char *text =
		    format("portreg-parse: in.xml:%s\n", faults[i].text);

		cr_expect_eq(r.status, 65, "%s %s: %d", faults[i].row,
		    faults[i].document, r.status);
		/* An element that nothing closes is an error of its own. */
		cr_expect_eq(strncmp(r.err, text, strlen(text)), 0, "%s %s: %s",
		    faults[i].row, faults[i].document, r.err);
		cr_expect_str_eq(
		    read_file(out, NULL), "old\n", "%s", faults[i].row);
		cr_expect_eq(count_names(dir), 2, "%s", faults[i].row);
		place_free_run(&r);
	}
}

/* X10, L9: what a document or the environment names is not opened. */
Test(faults_parse, nothing_is_opened_but_the_input)
{
	char *dir = scratch(), *calls;
	struct run r;

	if (!have("python3") ||
	    run_shell("strace -o /dev/null true").status != 0)
		cr_skip("no python3, no strace, or no right to trace");
	r = run_shell(
	    "cd '%s' && python3 '%s/tests/faults/xml.py' stylesheet "
	    ">in.xml && ASAN_OPTIONS=\"$ASAN_OPTIONS:detect_leaks=0\" "
	    "XML_CATALOG_FILES=/etc/hostname "
	    "SGML_CATALOG_FILES=/etc/hostname "
	    "strace -f -o log -e trace=openat,%%network "
	    "'%s/portreg-parse' -o out in.xml",
	    dir, tree(), built());
	place_expect_run(&r, 0, "", "stylesheet");
	place_free_run(&r);
	calls = read_file(format("%s/log", dir), NULL);
	cr_expect_not_null(strstr(calls, "\"in.xml\""));
	cr_expect_null(strstr(calls, "hostname"), "%s", calls);
	cr_expect_null(strstr(calls, "socket"), "%s", calls);
	calls = read_file(format("%s/out", dir), NULL);
	cr_expect_not_null(strstr(calls, "\nassigned,p149,149,149,"));
}
