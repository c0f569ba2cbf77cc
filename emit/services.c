/* SPDX-License-Identifier: MIT */
/*
 * services(5): one line for each port, protocol and name, in the order of
 * ports and protocols.  A range has a line for each of its ports.
 */
#include <stdlib.h>
#include <string.h>

#include "emit.h"
#include "line.h"

enum {
	/* The longest name that leaves room for "\t65535/sctp". */
	MOST_NAME = LINE_MOST - 11,
	FIRST_OPEN = 64
};

/* A record that is due at the current port. */
struct entry {
	const struct record *record;
	const struct record *aliases,
	    *end; /* those of its ports and protocol */
	const char *name;
};

struct writer {
	const struct emission *e;
	FILE *out;
	struct diag *diag;
	struct entry *open; /* in the order of the snapshot */
	size_t n, size;
	int32_t port;
	struct line line;
};

static int
same_slot(const struct record *a, const struct record *b)
{
	return a->first == b->first && a->last == b->last &&
	       a->protocol == b->protocol;
}

static int
can_hold(const char *name)
{
	size_t n = strlen(name);

	return n <= MOST_NAME && line_can_hold(name, n);
}

/* Append the aliases that stand for an entry's name. */
static void
put_aliases(struct writer *w, const struct entry *entry)
{
	const struct table *t = w->e->table;
	const struct record *r;

	for (r = entry->aliases; r < entry->end; r++) {
		const char *of = record_get(t, r, COLUMN_ALIAS_OF);
		const char *name = record_get(t, r, COLUMN_NAME);

		if (name == NULL || strcmp(of, entry->name) != 0 ||
		    line_add_alias(&w->line, name, strlen(name)))
			continue;
		/* On the last port of a range, whose number is the longest. */
		if (w->port == r->last)
			diag_warn(w->diag, r->line, name,
			    "services: alias dropped, no room or not a name");
	}
}

static const char *
description(const struct writer *w, const struct record *r)
{
	return record_get(w->e->table, r, COLUMN_DESCRIPTION);
}

static void
put_entry(struct writer *w, const struct entry *entry)
{
	const struct record *r = entry->record;

	line_puts(&w->line, entry->name);
	line_puts(&w->line, "\t");
	line_put_number(&w->line, w->port);
	line_puts(&w->line, "/");
	line_puts(&w->line, protocol_name((enum protocol)r->protocol));
	put_aliases(w, entry);
	line_put_comment(&w->line, description(w, r));
	line_write(&w->line, w->out);
}

/* Write a comment line for a record that cannot have an entry. */
static void
put_remark(struct writer *w, const struct record *r, const char *why)
{
	struct line *line = &w->line;

	line_puts(line, "# ");
	line_put_text(line, record_get(w->e->table, r, COLUMN_NAME));
	line_put_text(line, " ");
	line_put_number(line, r->first);
	if (r->last > r->first) {
		line_puts(line, "-");
		line_put_number(line, r->last);
	}
	if (r->protocol != PROTOCOL_NONE) {
		line_puts(line, "/");
		line_puts(line, protocol_name((enum protocol)r->protocol));
	}
	line_put_text(line, why);
	if (description(w, r) != NULL)
		line_put_text(line, description(w, r));
	line_write(line, w->out);
}

/* Write the entries of the current port and a protocol, the preferred first. */
static void
put_protocol(struct writer *w, enum protocol protocol, size_t n)
{
	const struct overlay_row *row = NULL;
	const struct entry *preferred = NULL, *entry, *end = w->open + w->n;

	if (n > 1)
		row = overlay_find(
		    w->e->overlay, OVERLAY_PREFER, w->port, protocol);
	for (entry = w->open; row != NULL && entry < end; entry++)
		if (entry->record->protocol == protocol &&
		    strcmp(entry->name, row->name) == 0)
			preferred = entry;
	if (preferred != NULL)
		put_entry(w, preferred);
	for (entry = w->open; entry < end; entry++)
		if (entry->record->protocol == protocol && entry != preferred)
			put_entry(w, entry);
}

/* Write the entries of the current port, and close those that end there. */
static void
put_port(struct writer *w)
{
	size_t count[PROTOCOL_NONE] = {0};
	size_t i, left = 0;
	int p;

	for (i = 0; i < w->n; i++)
		count[w->open[i].record->protocol]++;
	for (p = 0; p < PROTOCOL_NONE; p++)
		if (count[p] > 0)
			put_protocol(w, (enum protocol)p, count[p]);
	for (i = 0; i < w->n; i++)
		if (w->open[i].record->last > w->port)
			w->open[left++] = w->open[i];
	w->n = left;
}

/* Returns the entry to fill, or NULL out of memory. */
static struct entry *
add(struct writer *w)
{
	struct entry *open;
	size_t size = w->size == 0 ? FIRST_OPEN : w->size * 2;

	if (w->n == w->size) {
		open = realloc(w->open, size * sizeof(*open));
		if (open == NULL)
			return NULL;
		w->open = open;
		w->size = size;
	}
	return &w->open[w->n++];
}

/* Warn of an alias whose name none of the records from r on has. */
static void
check_alias(
    struct writer *w, const struct record *r, const struct record *alias)
{
	const struct table *t = w->e->table;
	const char *of = record_get(t, alias, COLUMN_ALIAS_OF);

	for (; r->kind != KIND_ALIAS; r++) {
		const char *name = record_get(t, r, COLUMN_NAME);

		if (r->kind == KIND_ASSIGNED && name != NULL &&
		    strcmp(name, of) == 0)
			return;
	}
	diag_warn(w->diag, alias->line, record_get(t, alias, COLUMN_NAME),
	    "services: alias of a name that is not assigned there");
}

/* Open a record, or write its comment line.  Returns 0, or -1 (ENOMEM). */
static int
open_record(struct writer *w, const struct record *r,
    const struct record *aliases, const struct record *end)
{
	const char *name = record_get(w->e->table, r, COLUMN_NAME);
	struct entry *entry;

	if (name == NULL || r->kind != KIND_ASSIGNED ||
	    !is_selected(w->e, (size_t)(r - w->e->table->records)))
		return 0;
	if (r->protocol == PROTOCOL_NONE) {
		put_remark(w, r, " (no transport protocol in registry) ");
		return 0;
	}
	if (!can_hold(name)) {
		put_remark(w, r, " (not a name for a services file) ");
		diag_warn(w->diag, r->line, name,
		    "services: not a name for a services file");
		return 0;
	}
	entry = add(w);
	if (entry == NULL)
		return -1;
	*entry = (struct entry){r, aliases, end, name};
	return 0;
}

/*
 * Open the records from r on that are of the same ports and protocol; their
 * aliases stand last.  Returns the record after them, or NULL (ENOMEM).
 */
static const struct record *
open_slot(
    struct writer *w, const struct record *r, const struct record *table_end)
{
	const struct record *first = r, *end = r, *aliases, *alias;

	while (end < table_end && same_slot(end, first))
		end++;
	for (aliases = end; aliases > first; aliases--)
		if (aliases[-1].kind != KIND_ALIAS)
			break;
	for (alias = aliases; alias < end; alias++)
		check_alias(w, first, alias);
	for (; r < aliases; r++)
		if (open_record(w, r, aliases, end) != 0)
			return NULL;
	return end;
}

int
emit_services(const struct emission *e, FILE *out, struct diag *diag)
{
	struct writer w = {.e = e, .out = out, .diag = diag};
	const struct record *r = e->table->records;
	const struct record *end = r + e->table->n;

	line_write_banner(&e->header, "services", out);
	while (r < end && !record_counts(r))
		r++;
	/* Records without a port stand last. */
	while (w.n > 0 || (r < end && r->first != NO_NUMBER)) {
		w.port = w.n > 0 ? w.port + 1 : r->first;
		while (r != NULL && r < end && r->first == w.port)
			r = open_slot(&w, r, end);
		if (r == NULL)
			break;
		put_port(&w);
	}
	free(w.open);
	return r == NULL ? STATUS_OS : STATUS_OK;
}
