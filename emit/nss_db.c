/* SPDX-License-Identifier: MIT */
/*
 * nss-db: what makedb(1) makes services.db from, with the keys written out.
 * Each line is a key, whose first character is its kind, and a services line
 * without comment.  glibc's nss_db looks for ":name/protocol", that of Debian
 * for ".name/protocol"; both for "=port/protocol", for each of these without
 * its protocol, and the latter enumerates "0N".  glibc enumerates the kind
 * that comes first.
 *
 * Each key is there once: it belongs to the first line of the services file
 * that would answer, so both answer alike.
 */
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "entries.h"
#include "line.h"
#include "profile.h"
#include "words.h"

/*
 * Who has the keys of a name, or of a port: a row of the ledger and 1, or 0,
 * for each protocol, and for the key without one.
 */
struct owners {
	size_t rows[PROTOCOL_NONE + 1];
};

/* What state has of a row, if it is not the row that hides it and 1. */
enum {
	NO_KEY = 0 /* not seen yet */
};
#define HAS_KEY SIZE_MAX

struct writer {
	const struct emission *e;
	const struct profile *profile;
	struct entries entries;
	FILE *out;
	struct diag *diag;
	struct words names;
	struct buffer by_name; /* struct owners, by number of a name */
	struct owners by_port; /* those of port */
	int32_t port;
	size_t *state;	     /* of each row of the ledger */
	size_t count;	     /* entries so far */
	struct buffer value; /* the services line of an entry, with its LF */
	struct buffer lines; /* all that an entry has in the file */
};

static void
put_number(struct buffer *b, size_t number)
{
	char digits[24];
	size_t at = sizeof(digits);

	do {
		digits[--at] = (char)('0' + number % 10);
		number /= 10;
	} while (number > 0);
	buffer_add(b, digits + at, sizeof(digits) - at);
}

/* Take a key for a row if it is free.  Returns whether it was. */
static int
take_key(struct writer *w, size_t *owner, size_t row)
{
	if (*owner == 0) {
		*owner = row + 1;
		w->state[row] = HAS_KEY;
		return 1;
	}
	if (w->state[row] == NO_KEY)
		w->state[row] = *owner;
	return 0;
}

/* Append the line of a key. */
static void
put_key(struct writer *w, char kind, const char *text, size_t n,
    const char *protocol)
{
	struct buffer *b = &w->lines;

	buffer_put(b, kind);
	buffer_add(b, text, n);
	buffer_put(b, '/');
	buffer_puts(b, protocol);
	buffer_put(b, ' ');
	buffer_add(b, w->value.data, w->value.len);
}

/* The owners of a name, or NULL out of memory; valid until the next call. */
static struct owners *
find_owners(struct writer *w, const char *name, size_t n)
{
	static const struct owners none;
	size_t number = words_add(&w->names, name, n);

	if (number * sizeof(none) > w->by_name.len)
		buffer_add(&w->by_name, (const char *)&none, sizeof(none));
	if (number == 0 || w->by_name.failed)
		return NULL;
	return (struct owners *)(void *)w->by_name.data + number - 1;
}

/* Put the key of a name with a protocol, or without one, if it is free. */
static void
put_name(struct writer *w, const char *name, enum protocol key, size_t row)
{
	const char *protocol = key == PROTOCOL_NONE ? "" : protocol_name(key);
	size_t n = strlen(name);
	struct owners *owners = find_owners(w, name, n);

	if (owners == NULL || !take_key(w, &owners->rows[key], row))
		return;
	put_key(w, ':', name, n, protocol);
	put_key(w, '.', name, n, protocol);
}

/* The same for a port; all its entries are visited before the next port. */
static void
put_port(struct writer *w, int32_t port, enum protocol key, size_t row)
{
	struct buffer text = {0};

	if (port != w->port)
		w->by_port = (struct owners){{0}};
	w->port = port;
	if (!take_key(w, &w->by_port.rows[key], row))
		return;
	put_number(&text, (size_t)port);
	if (!text.failed)
		put_key(w, '=', text.data, text.len,
		    key == PROTOCOL_NONE ? "" : protocol_name(key));
	w->lines.failed |= text.failed;
	buffer_free(&text);
}

/* Make the services line; aliases that are no words are left out of it. */
static void
make_value(struct writer *w, const struct entry *entry, int32_t port)
{
	struct buffer *b = &w->value;
	size_t i;

	b->len = 0;
	buffer_puts(b, entry->name);
	buffer_put(b, ' ');
	put_number(b, (size_t)port);
	buffer_put(b, '/');
	buffer_puts(b, protocol_name(entry->protocol));
	for (i = entry->aliases; i != 0; i = w->entries.aliases[i].next) {
		const char *name = w->entries.aliases[i].name;

		if (!line_can_hold(name, strlen(name)))
			continue;
		buffer_put(b, ' ');
		buffer_puts(b, name);
	}
	buffer_put(b, '\n');
}

static void
put_alias(struct writer *w, const struct entry *entry, const struct alias *a)
{
	static const char rule[] = "alias is not a word";

	if (line_can_hold(a->name, strlen(a->name))) {
		put_name(w, a->name, entry->protocol, a->row);
		put_name(w, a->name, PROTOCOL_NONE, a->row);
		alias_note(
		    w->e->ledger, a, OUTCOME_ALIAS, entry->name, LEDGER_NO_ROW);
	} else if (ledger_warn(w->e->ledger, w->diag, "nss-db", a->row, a->name,
		       rule)) {
		alias_note(w->e->ledger, a, OUTCOME_UNREPRESENTED, rule,
		    LEDGER_NO_ROW);
	}
}

static void
put_entry(struct writer *w, const struct entry *entry, int32_t port)
{
	size_t i;

	ledger_note(
	    w->e->ledger, entry->row, OUTCOME_EMITTED, NULL, LEDGER_NO_ROW);
	make_value(w, entry, port);
	w->lines.len = 0;
	put_name(w, entry->name, entry->protocol, entry->row);
	buffer_put(&w->lines, '0');
	put_number(&w->lines, w->count++);
	buffer_put(&w->lines, ' ');
	buffer_add(&w->lines, w->value.data, w->value.len);
	put_name(w, entry->name, PROTOCOL_NONE, entry->row);
	for (i = entry->aliases; i != 0; i = w->entries.aliases[i].next)
		put_alias(w, entry, &w->entries.aliases[i]);
	put_port(w, port, entry->protocol, entry->row);
	put_port(w, port, PROTOCOL_NONE, entry->row);
	if (!w->lines.failed)
		fwrite(w->lines.data, 1, w->lines.len, w->out);
}

static int
visit(void *data, int32_t port, const struct entry *const *list, size_t n)
{
	struct writer *w = data;
	size_t i;

	for (i = 0; i < n; i++) {
		const struct entry *entry = list[i];
		const char *rule = profile_refuses_ports(
		    w->profile, entry->first, entry->last, entry->protocol);

		if (rule == NULL &&
		    !line_can_hold(entry->name, strlen(entry->name))) {
			rule = "name is not a word";
			ledger_warn(w->e->ledger, w->diag, "nss-db", entry->row,
			    entry->name, rule);
		}
		if (rule == NULL)
			put_entry(w, entry, port);
		else
			entry_note(w->e->ledger, &w->entries, entry,
			    OUTCOME_UNREPRESENTED, rule, LEDGER_NO_ROW);
	}
	return w->names.failed || w->by_name.failed || w->value.failed ||
		       w->lines.failed
		   ? STATUS_OS
		   : STATUS_OK;
}

/* Note the rows without a key of their own, which no look-up finds. */
static void
note_shadowed(struct writer *w)
{
	size_t i;

	for (i = 0; i < w->e->ledger->n; i++)
		if (w->state[i] != NO_KEY && w->state[i] != HAS_KEY)
			ledger_note(w->e->ledger, i, OUTCOME_SHADOWED, NULL,
			    w->state[i] - 1);
}

int
emit_nss_db(const struct emission *e, FILE *out, struct diag *diag)
{
	struct writer w = {.e = e, .out = out, .diag = diag, .port = -1};
	int status;

	/* Only glibc reads it, whoever reads the services file. */
	w.profile = profile_find("glibc");
	words_init(&w.names);
	status = entries_make(&w.entries, e, e->ledger, diag);
	if (status == STATUS_OK) {
		w.state = calloc(e->ledger->n + 1, sizeof(*w.state));
		status = w.state == NULL ? STATUS_OS : STATUS_OK;
	}
	if (status == STATUS_OK) {
		line_write_banner(e, "makedb(1)", out);
		status = entries_walk(&w.entries, e->ledger, visit, &w);
	}
	if (status == STATUS_OK)
		note_shadowed(&w);
	entries_free(&w.entries);
	words_free(&w.names);
	buffer_free(&w.by_name);
	buffer_free(&w.value);
	buffer_free(&w.lines);
	free(w.state);
	return status;
}
