/* SPDX-License-Identifier: MIT */
/* A list of names from a file. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "beside.h"
#include "names.h"
#include "tool.h"

static int
compare(const void *a, const void *b)
{
	const struct name *x = a, *y = b;
	int c = strcasecmp(x->text, y->text);

	return c != 0 ? c : (x->line > y->line) - (x->line < y->line);
}

/* Cut a line of n bytes to its name, which may be "". */
static void
cut(char *line, size_t n)
{
	while (n > 0 && strchr(" \t\r\n", line[n - 1]) != NULL)
		n--;
	line[*line == '#' ? 0 : n] = '\0';
}

/* Make the list of the names in text, which is a string, in their order. */
static int
find_lines(struct names *names, struct diag *diag)
{
	char *line = names->text.data, *end = line + names->text.len, *next;
	size_t number;

	for (number = 1; line < end; number++, line = next) {
		next = memchr(line, '\n', (size_t)(end - line));
		next = next == NULL ? end : next + 1;
		if (memchr(line, '\0', (size_t)(next - line)) != NULL) {
			diag_error(diag, number, NULL, "NUL byte");
			return STATUS_DATA;
		}
		cut(line, (size_t)(next - line));
		if (*line != '\0')
			names->list[names->n++] =
			    (struct name){line, number, 0};
	}
	return STATUS_OK;
}

/* Bring the list into the order of names, each once. */
static void
sort(struct names *names)
{
	struct name *list = names->list;
	size_t i, n = names->n;

	names->n = 0;
	qsort(list, n, sizeof(*list), compare);
	for (i = 0; i < n; i++)
		if (i == 0 || strcasecmp(list[i].text, list[i - 1].text) != 0)
			list[names->n++] = list[i];
}

static int
make_list(struct names *names, struct diag *diag)
{
	struct buffer *text = &names->text;
	int status;

	buffer_string(text);
	/* Each name is on a line of its own. */
	names->list =
	    calloc(beside_line(text->data, text->len), sizeof(*names->list));
	if (text->failed || names->list == NULL)
		return STATUS_OS;
	status = find_lines(names, diag);
	if (status == STATUS_OK)
		sort(names);
	return status;
}

int
names_read(struct names *names, const char *path, struct diag *diag)
{
	FILE *in;
	int status = tool_open_file(&in, path, diag);

	if (status != STATUS_OK)
		return status;
	names->file = path;
	status = beside_read(in, &names->text, diag);
	fclose(in);
	if (status == STATUS_IO)
		return tool_explain(diag, status);
	return status == STATUS_OK ? make_list(names, diag) : status;
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
