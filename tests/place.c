/* SPDX-License-Identifier: MIT */
/* A directory that a registry is fetched to, and registries to fetch. */
#include <criterion/criterion.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "place.h"

enum {
	MOST_MORE = 8
};

struct place
place_make(void)
{
	struct place p;

	p.dir = scratch();
	p.file = format("%s/" PLACE_REGISTRY ".xml", p.dir);
	p.meta = format("%s/" PLACE_REGISTRY ".xml.meta", p.dir);
	return p;
}

void
place_free(struct place *p)
{
	free(p->dir);
	free(p->file);
	free(p->meta);
}

struct run
place_fetch(const struct place *p, const char *url, const char *const more[])
{
	const char *argv[6 + MOST_MORE + 1] = {
	    "portreg-fetch", "-d", p->dir, "--url", url};
	size_t i, n = 5;

	for (i = 0; more != NULL && i < MOST_MORE && more[i] != NULL; i++)
		argv[n++] = more[i];
	argv[n] = PLACE_REGISTRY;
	return run(NULL, argv);
}

static char *
read_if_there(const char *path)
{
	return access(path, F_OK) == 0 ? read_file(path, NULL) : NULL;
}

struct contents
place_read(const struct place *p)
{
	struct contents c;

	c.names = count_names(p->dir);
	c.file = read_if_there(p->file);
	c.meta = read_if_there(p->meta);
	return c;
}

void
contents_free(struct contents *c)
{
	free(c->file);
	free(c->meta);
}

static int
same(const char *a, const char *b)
{
	return a == NULL || b == NULL ? a == b : strcmp(a, b) == 0;
}

void
place_expect(
    const struct place *p, const struct contents *wanted, const char *what)
{
	struct contents c = place_read(p);

	cr_expect_eq(c.names, wanted->names, "%s: %zu files, not %zu", what,
	    c.names, wanted->names);
	cr_expect(same(c.file, wanted->file), "%s: the file changed", what);
	cr_expect(same(c.meta, wanted->meta), "%s: the sidecar changed", what);
	contents_free(&c);
}

void
expect_run(const struct run *r, int status, const char *text, const char *what)
{
	const char *s;

	cr_expect_eq(r->status, status, "%s: status %d, not %d\n%s", what,
	    r->status, status, r->err);
	cr_expect_not_null(strstr(r->err, text), "%s: '%s' does not say '%s'",
	    what, r->err, text);
	for (s = r->err; *s >= 0x20 && *s < 0x7f; s++)
		continue;
	cr_expect_str_eq(
	    s, status == 0 ? "" : "\n", "%s: not one clean line", what);
}

void
run_free(struct run *r)
{
	free(r->out);
	free(r->err);
}

char *
make_registry(const char *id, const char *updated, size_t records)
{
	char *s = NULL;
	size_t i, n = 0;
	FILE *out = open_memstream(&s, &n);

	cr_assert_not_null(out);
	fprintf(out,
	    "<?xml version='1.0' encoding='UTF-8'?>\n"
	    "<registry xmlns=\"http://www.iana.org/assignments\" id=\"%s\">\n"
	    "<title>For a test</title>\n<updated>%s</updated>\n"
	    "<registry id=\"%s-1\">\n",
	    id, updated, id);
	for (i = 0; i < records; i++)
		fprintf(out,
		    "<record><value>%zu</value><name>N%zu</name></record>\n", i,
		    i);
	fputs("</registry>\n<people>\n<person id=\"A\">"
	      "<updated>1997-10</updated></person>\n</people>\n</registry>\n",
	    out);
	cr_assert_eq(fclose(out), 0);
	return s;
}
