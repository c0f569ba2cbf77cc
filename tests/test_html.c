/* SPDX-License-Identifier: MIT */
/* The page of all ports, and the map of them. */
#include <criterion/criterion.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "hostile.h"
#include "sample.h"

static const char id[] = "service-names-port-numbers";

enum {
	MOST_BYTES = 1500000,
	MOST_PACKED = 600000 /* by gzip -9 */
};

/* The page that make made. */
static const char *
page(void)
{
	return format("%s/ports.html", getenv("PORTREG_DIST"));
}

static size_t
count(const char *s, const char *what)
{
	size_t n = 0;

	while ((s = strstr(s, what)) != NULL) {
		s += strlen(what);
		n++;
	}
	return n;
}

Test(html, is_small)
{
	struct run r =
	    run_shell("wc -c <'%s'; gzip -9c '%s' | wc -c", page(), page());
	char *end;
	long bytes = strtol(r.out, &end, 10), packed = strtol(end, NULL, 10);

	cr_expect(bytes > 100000 && bytes <= MOST_BYTES, "%ld", bytes);
	cr_expect(packed > 10000 && packed <= MOST_PACKED, "%ld", packed);
}

Test(html, lists_the_system_ports_without_a_script)
{
	static const char *const rows[] = {
	    "<tr><th scope=\"row\">643</th><td><bdi>sanity</bdi></td>"
	    "<td><bdi>tcp, udp</bdi></td><td><bdi>SANity</bdi></td></tr>\n",
	    "<tr><th scope=\"row\">87</th>"};
	char *s = read_file(page(), NULL);

	cr_expect_not_null(strstr(s, rows[0]));
	cr_expect_null(strstr(s, "<tr><th scope=\"row\">1024</th>"));
	cr_expect_geq(count(s, "<tr><th scope=\"row\">"), 700);
	free(s);
}

/* Text that HTML, a script or a reader would act on. */
static const char hostile[] =
    "assigned,a,1,1,tcp,\"</script><script>alert(1)</script><!-- \"\"&amp;' "
    "\xe2\x80\xae\",,<b>,</title>,\"uri:https://e.org/\"\"<|<i>\",,,,,\"<img "
    "src=x "
    "onerror=y>\n\\\"\n";

Test(html, leaves_text_of_the_registry_text)
{
	char *path = sample_write(id, hostile);
	struct run plain = emit("html", sample_write(id, ""), NULL), r;

	run_shell("sed -i 's/rows=[0-9]*/rows=1/' '%s'", path);
	r = emit("html", path, NULL);
	cr_assert_eq(r.status, 0, "%s", r.err);
	cr_expect_not_null(strstr(r.out,
	    "<td><bdi>&lt;/script&gt;&lt;script&gt;alert(1)&lt;/script&gt;"
	    "&lt;!-- &quot;&amp;amp;' \\u202e</bdi></td>"));
	cr_expect_not_null(strstr(r.out,
	    "\n[1,1,1,3,\"a\",\"\\u003c/script>\\u003cscript>alert(1)"
	    "\\u003c/script>\\u003c!-- \\\"&amp;' \\u202e\",0,"
	    "[\"\\u003cb>\"],[\"\\u003c/title>\"],"
	    "[[\"\\u003ci>\",\"https://e.org/%22%3C\"]],0,0,0,0,"
	    "\"\\u003cimg src=x onerror=y>\\n\\\\\"]\n"));
	/* It starts no element but those of its row. */
	cr_expect_eq(count(r.out, "<"), count(plain.out, "<") + 16, "%zu %zu",
	    count(r.out, "<"), count(plain.out, "<"));
}

Test(html, has_what_is_selected_only)
{
	struct run r = emit("html", data_file(format("%s.csv", id)), "--ports",
	    "643", "--protocol", "udp", NULL);

	cr_assert_eq(r.status, 0, "%s", r.err);
	cr_expect_not_null(strstr(r.out,
	    "\"records\":[\n[643,643,2,3,\"sanity\",\"SANity\",0,0,"
	    "[\"Peter Viscarola\"]]\n]}\n"));
}

Test(html, groups_what_has_one_port_or_one_name)
{
	struct run r = emit("html",
	    sample_write(id, "assigned,x,5,5,tcp,X,,,,,,,,,\n"
			     "assigned,y,5,5,tcp,Y,,,,,,,,,\n"
			     "assigned,x,5,5,udp,X,,,,,,,,,\n"
			     "assigned,x,6,6,udp,X,,,,,,,,,\n"
			     "assigned,a,,,tcp,A,,,,,,,,,\n"
			     "assigned,b,,,tcp,B,,,,,,,,,\n"
			     "assigned,c,,,tcp,A,,,,,,,,,\n"
			     "assigned,a,,,udp,A,,,,,,,,,\n"
			     "assigned,b,,,udp,C,,,,,,,,,\n"),
	    NULL);

	cr_assert_eq(r.status, 0, "%s", r.err);
	cr_expect_not_null(strstr(r.out,
	    "\"records\":[\n[5,5,3,3,\"x\",\"X\"],\n[5,5,1,3,\"y\",\"Y\"],\n"
	    "[6,6,2,3,\"x\",\"X\"],\n[-1,-1,3,3,\"a\",\"A\"],\n"
	    "[-1,-1,1,3,\"b\",\"B\"],\n[-1,-1,2,3,\"b\",\"C\"],\n"
	    "[-1,-1,1,3,\"c\",\"A\"]\n]}\n"));
}

/* The cells of the paths of a map. */
static size_t
count_cells(const char *s)
{
	size_t n = 0;

	while ((s = strchr(s, 'M')) != NULL) {
		int x, y, width, back;

		if (sscanf(s++, "M%d %dh%dv1h-%dz", &x, &y, &width, &back) != 4)
			continue;
		cr_expect(width == back && x >= 0 && x + width <= 256 &&
			  y >= 0 && y < 256);
		n += (size_t)width;
	}
	return n;
}

Test(svg_map, has_each_port_once)
{
	struct run r = emit("svg-map", data_file(format("%s.csv", id)), NULL);

	cr_assert_eq(r.status, 0, "%s", r.err);
	cr_expect_eq(count_cells(r.out), 65536);
	cr_expect_eq(count(r.out, "<path "), 6);
	/* The Dynamic Ports have no record. */
	cr_expect_not_null(strstr(r.out, "M0 255h256v1h-256z"));
	cr_expect_not_null(strstr(r.out, "no record: 16384<"));
}

/* After an update it has the date of the data before, until it is made anew. */
Test(svg_map, is_what_the_readme_shows)
{
	struct run r = run_shell(
	    "grep -q '(emit/html/ports[.]svg)' README.md && "
	    "'%s'/portreg-emit -f svg-map -o '%s/map.svg' data/%s.csv && "
	    "date=$(grep -o 'registry of [-0-9]*' '%s/map.svg' | head -1) && "
	    "{ ! grep -q \"$date\" emit/html/ports.svg || "
	    "cmp '%s/map.svg' emit/html/ports.svg; }",
	    built(), built(), id, built(), built());

	cr_expect_eq(r.status, 0, "%s%s", r.out, r.err);
}

Test(html, is_valid, .timeout = 600)
{
	struct run r;

	if (run_shell("'%s'/node_modules/.bin/html-validate --version",
		getenv("PORTREG_NPM"))
		.status != 0)
		cr_skip("no html-validate; make deps installs it");
	r = run_shell("'%s'/node_modules/.bin/html-validate --config "
		      "tests/browser/htmlvalidate.json '%s'",
	    getenv("PORTREG_NPM"), page());
	cr_expect_eq(r.status, 0, "%s%s", r.out, r.err);
}

/* Run the checks of atlas.js, where the browser and axe-core are. */
static struct run
browse(const char *html, const char *snapshot, const char *screenshots)
{
	if (!have("chromedriver") || !have("chromium") || !have("node"))
		cr_skip("no chromium with chromedriver, or no node");
	if (run_shell(
		"test -d '%s/node_modules/axe-core'", getenv("PORTREG_NPM"))
		.status != 0)
		cr_skip("no axe-core; make deps installs it");
	return run_shell("node tests/browser/atlas.js '%s' '%s' %s", html,
	    snapshot, screenshots);
}

Test(html, serves_people_in_a_browser, .timeout = 600)
{
	struct run r = browse(page(), format("data/%s.csv", id),
	    format("'%s/screenshots'", built()));

	cr_expect_eq(r.status, 0, "%s%s", r.out, r.err);
	cr_expect_eq(count(r.out, "ok "), 12, "%s", r.out);
}

Test(html, shows_hostile_text_as_text_in_a_browser, .timeout = 600)
{
	char *snapshot = hostile_snapshot(id);
	char *html = format("%s.html", snapshot);
	struct run r = run_shell(
	    "'%s'/portreg-emit -f html -o '%s' '%s'", built(), html, snapshot);

	cr_assert_eq(r.status, 0, "%s", r.err);
	r = browse(html, snapshot, "");
	cr_expect_eq(r.status, 0, "%s%s", r.out, r.err);
	cr_expect_eq(count(r.out, "ok "), 3, "%s", r.out);
}
