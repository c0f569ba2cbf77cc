/* SPDX-License-Identifier: MIT */
/* A list of names from a file. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "names.h"
#include "tool.h"

static int
compare(const void *a, const void *b)
{
	const struct name *x = a, *y = b;
	int c = strcasecmp(x->text, y->text);

	return c != 0 ? c : (x->line > y->line) - (x->line < y->line);
}

/*
 * Read the names into text, "" for each line that has none.  Counts the lines,
 * and sets *nul to the first that has a NUL.  Returns a status.
 */
static int
read_lines(struct names *names, FILE *in, size_t *lines, size_t *nul)
{
	char *line = NULL;
	size_t size = 0;
	ssize_t n;

	for (; (n = getline(&line, &size, in)) > 0; ++*lines) {
		while (n > 0 && strchr(" \t\r\n", line[n - 1]) != NULL)
			n--;
		if (n > 0 && line[0] != '#')
			buffer_add(&names->text, line, (size_t)n);
		if (memchr(line, '\0', (size_t)n) != NULL && *nul == 0)
			*nul = *lines + 1;
		buffer_put(&names->text, '\0');
	}
	free(line);
	if (ferror(in))
		return STATUS_IO;
	return feof(in) ? STATUS_OK : STATUS_OS;
}

/* Make the list of what text has. */
static int
sort(struct names *names, size_t lines)
{
	const char *s = names->text.data;
	struct name *list = calloc(lines + 1, sizeof(*list));
	size_t i, n = 0;

	if (list == NULL || names->text.failed) {
		free(list);
		return STATUS_OS;
	}
	for (i = 0; i < lines; i++, s += strlen(s) + 1)
		if (*s != '\0')
			list[n++] = (struct name){s, i + 1, 0};
	qsort(list, n, sizeof(*list), compare);
	for (i = 0; i < n; i++)
		if (i == 0 || strcasecmp(list[i].text, list[i - 1].text) != 0)
			list[names->n++] = list[i];
	names->list = list;
	return STATUS_OK;
}

int
names_read(struct names *names, const char *path, struct diag *diag)
{
	FILE *in;
	size_t lines = 0, nul = 0;
	int status = tool_open_file(&in, path, diag);

	if (status != STATUS_OK)
		return status;
	names->file = path;
	status = read_lines(names, in, &lines, &nul);
	fclose(in);
	if (status == STATUS_IO)
		return tool_explain(diag, status);
	if (nul > 0) {
		diag_error(diag, nul, NULL, "NUL byte");
		return STATUS_DATA;
	}
	return status == STATUS_OK ? sort(names, lines) : status;
}

int
names_find(struct names *names, const char *name)
{
	size_t low = 0, high = names->n;

	while (name != NULL && low < high) {
		size_t middle = low + (high - low) / 2;
		int c = strcasecmp(name, names->list[middle].text);

		if (c == 0) {
			names->list[middle].found = 1;
			return 1;
		}
		if (c < 0)
			high = middle;
		else
			low = middle + 1;
	}
	return 0;
}

void
names_report(const struct names *names, struct diag *diag)
{
	const char *file = diag->file;
	size_t i;

	diag->file = names->file;
	for (i = 0; i < names->n; i++)
		if (!names->list[i].found)
			diag_warn(diag, names->list[i].line,
			    names->list[i].text, "selects nothing");
	diag->file = file;
}

void
names_free(struct names *names)
{
	buffer_free(&names->text);
	free(names->list);
}
