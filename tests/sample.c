/* SPDX-License-Identifier: MIT */
/* Small snapshots, and what portreg-emit makes of snapshots. */
#include <criterion/criterion.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "sample.h"
#include "snapshot.h"
#include "xmlize.h"

/* The columns of a row of kind registry up to the URL, and after it. */
static const struct {
	const char *registry, *before, *after;
} forms[] = {
    {"service-names-port-numbers", ",,,,Services,,,,", ",,2026-01-02,,,"},
    {"protocol-numbers", ",,,Protocols,,,", ",,2026-01-02,"},
};

static void
write_header(const struct registry *registry, FILE *out)
{
	size_t i;

	for (i = 0; i < registry->n_columns; i++)
		fprintf(
		    out, "%s%s", i == 0 ? "" : ",", registry->columns[i].name);
	fputc('\n', out);
}

char *
sample_write(const char *registry, const char *records)
{
	char *path = format("%s/sample.csv", scratch());
	FILE *out = fopen(path, "w");
	size_t n = 0, form = strcmp(registry, forms[0].registry) != 0;
	const char *s;

	cr_assert_not_null(out);
	for (s = records; *s != '\0'; s++)
		n += *s == '\n';
	write_header(registry_find(registry), out);
	fprintf(out,
	    "registry,%s%suri:https://example.org/%srows=%zu sha256=", registry,
	    forms[form].before, forms[form].after, n);
	fprintf(out, "%064d\n%s", 0, records);
	cr_assert_eq(fclose(out), 0);
	return path;
}

void
sample_xmlize(const char *registry, const char *path)
{
	struct diag diag = {"test", registry, stderr, 0, 0};
	char *snapshot = format("%s/data/%s.csv", tree(), registry);
	FILE *in = fopen(snapshot, "r"), *out = fopen(path, "w");
	struct table t;

	cr_assert(in != NULL && out != NULL);
	cr_assert_eq(snapshot_read(&t, in, &diag), STATUS_OK);
	xmlize(&t, NULL, 1, out);
	cr_assert_eq(fclose(out), 0);
	fclose(in);
	table_free(&t);
	free(snapshot);
}

char *
data_file(const char *name)
{
	return format("%s/data/%s", tree(), name);
}

struct run
emit(const char *format_name, const char *snapshot, ...)
{
	const char *argv[16] = {"portreg-emit", "-f", format_name, snapshot};
	size_t n = 4;
	va_list ap;

	va_start(ap, snapshot);
	while (n < 12 && (argv[n] = va_arg(ap, const char *)) != NULL)
		n++;
	va_end(ap);
	argv[n] = NULL;
	return run(NULL, argv);
}

static void
read_entry(struct entry *entry, char *line)
{
	char *hash = strchr(line, '#'), *rest = NULL, *word;
	size_t n = 0;

	memset(entry, 0, sizeof(*entry));
	if (hash != NULL) {
		entry->comment = hash + 2;
		*hash = '\0';
	}
	entry->name = strtok_r(line, "\t", &rest);
	word = strtok_r(NULL, "\t", &rest);
	cr_assert_not_null(word, "'%s' has no number", entry->name);
	entry->number = atoi(word);
	word = strchr(word, '/');
	entry->protocol = word == NULL ? "" : word + 1;
	while (n < 63 && (word = strtok_r(NULL, "\t ", &rest)) != NULL)
		entry->aliases[n++] = word;
}

struct entries
entries_read(const char *text)
{
	struct entries e = {NULL, 0};
	char *copy = strdup(text), *rest = NULL, *line;
	size_t lines = 1;

	cr_assert_not_null(copy);
	for (line = copy; *line != '\0'; line++)
		lines += *line == '\n';
	e.at = calloc(lines, sizeof(*e.at));
	cr_assert_not_null(e.at);
	line = strtok_r(copy, "\n", &rest);
	for (; line != NULL; line = strtok_r(NULL, "\n", &rest))
		if (line[0] != '#')
			read_entry(&e.at[e.n++], line);
	return e;
}

const char *
sample_body(const char *s)
{
	int i;

	for (i = 0; i < 4; i++) {
		cr_assert_eq(*s, '#');
		s += strcspn(s, "\n") + 1;
	}
	return s;
}
