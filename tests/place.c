/* SPDX-License-Identifier: MIT */
/* A directory that a registry is fetched to, and registries to fetch. */
#include <sys/stat.h>

#include <criterion/criterion.h>
#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "place.h"
#include "record.h"

#define DIGEST \
	"0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef"

enum {
	MOST_MORE = 8
};

/* The tests talk to their own server, whatever is set outside. */
static void
forget_proxies(void)
{
	unsetenv("https_proxy");
	unsetenv("HTTPS_PROXY");
	unsetenv("all_proxy");
	unsetenv("ALL_PROXY");
}

struct place
place_make(void)
{
	struct place p;

	forget_proxies();
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
	const char *argv[8 + MOST_MORE + 1] = {
	    "portreg-fetch", "-d", p->dir, "--url", url, "--retry", "0"};
	size_t i, n = 7;

	for (i = 0; more != NULL && i < MOST_MORE && more[i] != NULL; i++)
		argv[n++] = more[i];
	argv[n] = PLACE_REGISTRY;
	return run(NULL, argv);
}

static char *
read_if_there(const char *path)
{
	struct stat st;

	return stat(path, &st) == 0 && S_ISREG(st.st_mode)
		   ? read_file(path, NULL)
		   : NULL;
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

struct contents
place_read_both(const struct place *p)
{
	struct contents c = place_read(p);

	cr_assert(c.file != NULL && c.meta != NULL, "%s lacks one", p->dir);
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
place_expect_run(
    const struct run *r, int status, const char *text, const char *what)
{
	const char *s;

	cr_expect_eq(r->status, status, "%s: status %d, not %d\n%s", what,
	    r->status, status, r->err);
	cr_expect_not_null(strstr(r->err, text), "%s: '%s' does not say '%s'",
	    what, r->err, text);
	for (s = r->err; *s >= 0x20 && *s < 0x7f; s++)
		continue;
	/* What is fetched here has a fixed date, and the clock goes on. */
	if (strstr(r->err, " days old (does the server keep") != NULL)
		return;
	cr_expect_str_eq(s, status == 0 && *text == '\0' ? "" : "\n",
	    "%s: not one clean line", what);
}

void
place_free_run(struct run *r)
{
	free(r->out);
	free(r->err);
}

char *
place_registry(const char *id, const char *updated, size_t records)
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

void
place_lock(const char *path, const char *updated, size_t records)
{
	static const char header[] =
	    "registry,url,updated,records,source_sha256,snapshot_sha256";
	char *lock = format("%s\n%s,%s,%s,%zu,%s,%s\n", header, PLACE_REGISTRY,
	    registry_find(PLACE_REGISTRY)->url, updated, records, DIGEST,
	    DIGEST);

	write_file(path, lock, strlen(lock));
	free(lock);
}

char *
file_url(const char *dir)
{
	char *s = NULL;
	size_t n = 0;
	FILE *out = open_memstream(&s, &n);

	cr_assert_not_null(out);
	fputs("file://", out);
	for (; *dir != '\0'; dir++)
		fprintf(out,
		    isalnum((unsigned char)*dir) || strchr("/.-_", *dir) != NULL
			? "%c"
			: "%%%02X",
		    (unsigned char)*dir);
	fputc('/', out);
	cr_assert_eq(fclose(out), 0);
	return s;
}

struct copy
copy_make(void)
{
	struct copy c;

	c.place = place_make();
	c.dir = scratch();
	c.url = file_url(c.dir);
	return c;
}

void
copy_free(struct copy *c)
{
	place_free(&c->place);
	free(c->dir);
	free(c->url);
}

void
copy_publish(const struct copy *c, const char *updated, size_t records)
{
	char *path = format("%s/" PLACE_REGISTRY ".xml", c->dir);
	char *body = place_registry(PLACE_REGISTRY, updated, records);

	write_file(path, body, strlen(body));
	free(path);
	free(body);
}

void
copy_expect(const struct copy *c, const char *const more[], int status,
    const char *out, const char *err)
{
	struct run r = place_fetch(&c->place, c->url, more);

	place_expect_run(&r, status, err, err);
	cr_expect_str_eq(r.out, out);
	place_free_run(&r);
}
