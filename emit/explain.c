/* SPDX-License-Identifier: MIT */
/* explain: which pages are asked for, and the format. */
#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "explain.h"
#include "json_value.h"
#include "nearest.h"
#include "select.h"

struct writer {
	struct explanation x;
	struct sheet sheet;
	FILE *out;
	size_t pages;
	int status;
};

static int
is_style(const struct emission *e, const char *name)
{
	return e->style != NULL && strcmp(e->style, name) == 0;
}

/* Write what the sheet has. */
static void
flush(struct writer *w)
{
	struct buffer *b = &w->sheet.out;

	if (b->len > 0)
		fwrite(b->data, 1, b->len, w->out);
	b->len = 0;
}

static void
put_page(struct writer *w, int32_t port, const char *name)
{
	const struct emission *e = w->x.e;
	struct page page;

	if (page_make(&page, w->x.pages, port, name) != 0) {
		w->status = STATUS_OS;
		return;
	}
	if (is_style(e, "json")) {
		buffer_puts(&w->sheet.out, w->pages == 0 ? "\n" : ",\n");
		explain_put_json(&w->x, &page, &w->sheet.out);
	} else {
		fputs(w->pages == 0 ? "" : "\n\n", w->out);
		explain_put_page(&w->x, &page, &w->sheet);
	}
	flush(w);
	w->pages++;
	page_free(&page);
}

/* Flag the ports of a name.  Returns whether it has records without one. */
static int
flag_ports(const struct table *t, const char *name, unsigned char *flags,
    int *is_known)
{
	int is_portless = 0;
	size_t i;

	*is_known = 0;
	for (i = 0; i < t->n; i++) {
		const struct record *r = &t->records[i];

		if (!record_counts(r) || r->text[COLUMN_NAME] == 0 ||
		    strcasecmp(record_text(t, r, COLUMN_NAME), name) != 0)
			continue;
		*is_known = 1;
		if (r->first == NO_NUMBER)
			is_portless = 1;
		else
			flags[r->first] = 1;
	}
	return is_portless;
}

static void
report_unknown(const struct table *t, const char *name, struct diag *diag)
{
	const char *names[NEAREST_MOST];
	struct buffer b = {0};
	size_t i, n = nearest_find(t, name, names);

	for (i = 0; i < n; i++) {
		buffer_puts(&b, i == 0 ? "; near it are " : ", ");
		buffer_puts(&b, names[i]);
	}
	diag_error(
	    diag, 0, name, "no service of that name%s", buffer_string(&b));
	buffer_free(&b);
}

/*
 * Split names at commas into strings, each with its NUL, of which the last is
 * "".  Returns STATUS_OK, or another status after a message.
 */
static int
split_names(const char *names, struct buffer *list, struct diag *diag)
{
	size_t n;

	for (; names != NULL; names = names[n] == '\0' ? NULL : names + n + 1) {
		n = strcspn(names, ",");
		if (n == 0) {
			errno = 0;
			diag->file = NULL;
			diag_fail(
			    diag, STATUS_USAGE, names, "not a list of names");
			return STATUS_USAGE;
		}
		buffer_add(list, names, n);
		buffer_put(list, '\0');
	}
	buffer_put(list, '\0');
	return list->failed ? STATUS_OS : STATUS_OK;
}

/*
 * Flag the ports asked for, and leave those names in the list that have records
 * without a port.
 */
static int
resolve(const struct emission *e, unsigned char **flags, struct buffer *list,
    struct diag *diag)
{
	const char *file = diag->file, *name;
	size_t n, left = 0, errors = diag->errors;
	int is_known, status;

	diag->file = NULL;
	status = select_ports(e->asked->ports, flags, diag);
	if (status == STATUS_OK)
		status = split_names(e->asked->names, list, diag);
	diag->file = file;
	if (status != STATUS_OK)
		return status;
	for (name = list->data; *name != '\0'; name += n) {
		n = strlen(name) + 1;
		if (flag_ports(e->table, name, *flags, &is_known)) {
			memmove(list->data + left, name, n);
			left += n;
		}
		if (!is_known)
			report_unknown(e->table, name, diag);
	}
	list->data[left] = '\0';
	return diag->errors > errors ? STATUS_DATA : STATUS_OK;
}

static void
put_pages(struct writer *w, const unsigned char *flags, const char *names)
{
	int32_t port;

	for (port = 0; port <= SELECT_MOST_PORT; port++)
		if (flags[port] && w->status == STATUS_OK)
			put_page(w, port, NULL);
	for (; *names != '\0' && w->status == STATUS_OK;
	     names += strlen(names) + 1)
		put_page(w, NO_NUMBER, names);
}

static void
write_pages(struct writer *w, const unsigned char *flags, const char *names)
{
	const struct emission *e = w->x.e;
	struct buffer *b = &w->sheet.out;

	if (is_style(e, "json")) {
		json_put_banner(b, &e->header, e->table->registry->id);
		json_put_key(b, "caveat");
		json_put_string(b, explain_caveat);
		buffer_puts(b, ",\n\"pages\":[");
	}
	put_pages(w, flags, names);
	if (is_style(e, "json"))
		buffer_puts(b, "\n]\n}\n");
	else
		explain_put_end(&w->x, &w->sheet);
	flush(w);
}

int
emit_explain(const struct emission *e, FILE *out, struct diag *diag)
{
	struct writer w = {.x = {.e = e}, .out = out};
	struct explanation *x = &w.x;
	struct buffer names = {0};
	unsigned char *flags = NULL;

	w.sheet.is_markdown = is_style(e, "markdown");
	w.sheet.in_colour =
	    e->in_colour && !is_style(e, "json") && !w.sheet.is_markdown;
	w.status = resolve(e, &flags, &names, diag);
	x->pages = pages_make(e->table);
	if (x->pages == NULL)
		w.status = STATUS_OS;
	if (w.status == STATUS_OK)
		write_pages(&w, flags, names.data);
	if (w.sheet.out.failed || w.sheet.line.failed || x->text.failed ||
	    x->label.failed || x->url.failed)
		w.status = STATUS_OS;
	free(x->pages);
	sheet_free(&w.sheet);
	buffer_free(&x->text);
	buffer_free(&x->label);
	buffer_free(&x->url);
	buffer_free(&names);
	free(flags);
	return w.status;
}
