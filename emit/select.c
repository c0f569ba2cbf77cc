/* SPDX-License-Identifier: MIT */
/* Selection by port, protocol and name. */
#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "number.h"
#include "select.h"
#include "tool.h"

enum {
	MOST_PORT = 65535
};

/* The sets that are asked for. */
struct wanted {
	unsigned char *ports; /* one flag a number, or NULL for all */
	unsigned protocols;   /* one bit an enum protocol */
	struct buffer names;  /* strings, each with a NUL */
	const char **sorted;  /* the same in order, or NULL for all */
	size_t n_names;
};

static int
read_range(struct wanted *w, const char *s, size_t n)
{
	const char *dash = memchr(s, '-', n);
	size_t split = dash == NULL ? n : (size_t)(dash - s);
	uint64_t first, last;

	if (number_parse(s, split, MOST_PORT, &first) != 0)
		return -1;
	last = first;
	if (dash != NULL &&
	    number_parse(dash + 1, n - split - 1, MOST_PORT, &last) != 0)
		return -1;
	if (first > last)
		return -1;
	memset(w->ports + first, 1, last - first + 1);
	return 0;
}

static int
read_protocol(struct wanted *w, const char *s, size_t n)
{
	int p;

	for (p = 0; p < PROTOCOL_NONE; p++)
		if (strlen(protocol_name((enum protocol)p)) == n &&
		    strncmp(protocol_name((enum protocol)p), s, n) == 0)
			break;
	if (p == PROTOCOL_NONE && (n != 4 || strncmp(s, "none", n) != 0))
		return -1;
	w->protocols |= 1U << p;
	return 0;
}

/* Read "a,b,..." item by item. */
static int
read_items(struct wanted *w, const char *s,
    int (*read)(struct wanted *, const char *, size_t), struct diag *diag,
    const char *what)
{
	for (;;) {
		size_t n = strcspn(s, ",");

		if (read(w, s, n) != 0) {
			errno = 0;
			return diag_fail(
			    diag, STATUS_USAGE, s, "not a %s", what);
		}
		if (s[n] == '\0')
			return STATUS_OK;
		s += n + 1;
	}
}

static int
compare(const void *a, const void *b)
{
	return strcmp(*(const char *const *)a, *(const char *const *)b);
}

static int
sort_names(struct wanted *w)
{
	const char *s = w->names.data;
	size_t i;

	w->sorted = calloc(w->n_names + 1, sizeof(*w->sorted));
	if (w->sorted == NULL)
		return STATUS_OS;
	for (i = 0; i < w->n_names; i++, s += strlen(s) + 1)
		w->sorted[i] = s;
	qsort(w->sorted, w->n_names, sizeof(*w->sorted), compare);
	return STATUS_OK;
}

static int
read_names(struct wanted *w, const char *path, struct diag *diag)
{
	char *line = NULL;
	size_t size = 0;
	ssize_t n;
	FILE *in;
	int failed;

	errno = 0;
	in = fopen(path, "r");
	if (in == NULL)
		return diag_fail(diag, STATUS_NO_INPUT, path, "cannot open");
	while ((n = getline(&line, &size, in)) > 0) {
		while (n > 0 && strchr(" \t\r\n", line[n - 1]) != NULL)
			n--;
		if (n == 0 || line[0] == '#' ||
		    memchr(line, '\0', (size_t)n) != NULL)
			continue;
		buffer_add(&w->names, line, (size_t)n);
		buffer_put(&w->names, '\0');
		w->n_names++;
	}
	failed = ferror(in);
	free(line);
	fclose(in);
	if (failed)
		return diag_fail(diag, STATUS_IO, path, "cannot read");
	return w->names.failed ? STATUS_OS : sort_names(w);
}

static int
listed(const struct wanted *w, const char *name)
{
	return name != NULL && bsearch(&name, w->sorted, w->n_names,
				   sizeof(*w->sorted), compare) != NULL;
}

static int
overlaps(const struct wanted *w, const struct record *r)
{
	if (r->first == NO_NUMBER)
		return 0;
	return memchr(w->ports + r->first, 1,
		   (size_t)(r->last - r->first) + 1) != NULL;
}

static int
passes(const struct wanted *w, const struct table *t, const struct record *r)
{
	if (!record_counts(r))
		return 1;
	if (w->ports != NULL && !overlaps(w, r))
		return 0;
	if ((w->protocols & 1U << r->protocol) == 0)
		return 0;
	return w->sorted == NULL || listed(w, record_get(t, r, COLUMN_NAME)) ||
	       listed(w, record_get(t, r, COLUMN_ALIAS_OF));
}

static int
read_wanted(struct wanted *w, const struct selection *s, struct diag *diag)
{
	int status = STATUS_OK;

	w->protocols = s->protocols == NULL ? ~0U : 0;
	if (s->protocols != NULL)
		status = read_items(
		    w, s->protocols, read_protocol, diag, "protocol");
	if (status == STATUS_OK && s->ports != NULL) {
		w->ports = calloc(MOST_PORT + 1, 1);
		if (w->ports == NULL)
			return STATUS_OS;
		status = read_items(
		    w, s->ports, read_range, diag, "port or range of ports");
	}
	if (status == STATUS_OK && s->names != NULL)
		status = read_names(w, s->names, diag);
	return status;
}

/* Returns the flags of a table, or NULL (ENOMEM). */
static unsigned char *
flag_rows(const struct wanted *w, const struct table *t)
{
	unsigned char *flags = malloc(t->n + 1);
	size_t i;

	for (i = 0; flags != NULL && i < t->n; i++)
		flags[i] = (unsigned char)passes(w, t, &t->records[i]);
	return flags;
}

int
select_rows(const struct table *const tables[], unsigned char *flags[],
    size_t n, const struct selection *s, struct diag *diag)
{
	struct wanted w = {0};
	int status;
	size_t i;

	diag->file = NULL;
	status = read_wanted(&w, s, diag);
	for (i = 0; status == STATUS_OK && i < n; i++) {
		flags[i] = flag_rows(&w, tables[i]);
		if (flags[i] == NULL)
			status = STATUS_OS;
	}
	free(w.ports);
	buffer_free(&w.names);
	free(w.sorted);
	return status == STATUS_OS ? tool_explain(diag, status) : status;
}
