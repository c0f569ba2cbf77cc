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
#include "repeats.h"

struct key {
	size_t text, value; /* offsets in the text */
	size_t row;	    /* in the ledger */
	size_t by;	    /* the row that has the key, if that is another */
};

struct writer {
	const struct emission *e;
	const struct profile *profile;
	struct entries entries;
	struct diag *diag;
	struct buffer text; /* strings, each with its NUL */
	struct key *keys;
	size_t n, size;
	int failed; /* memory ran out */
};

static void
put_number(struct buffer *b, int32_t number)
{
	struct line line = {.most = LINE_SAFE};

	line_put_number(&line, number);
	buffer_add(b, line.text, line.n);
}

/* Add the key that ends where the text does. */
static void
add_key(struct writer *w, size_t text, size_t value, size_t row)
{
	size_t size = w->size == 0 ? 4096 : w->size * 2;
	struct key *keys;

	buffer_put(&w->text, '\0');
	if (w->n == w->size) {
		keys = realloc(w->keys, size * sizeof(*keys));
		if (keys == NULL) {
			w->failed = 1;
			return;
		}
		w->keys = keys;
		w->size = size;
	}
	w->keys[w->n++] = (struct key){text, value, row, LEDGER_NO_ROW};
}

/* Add the keys of a name or, if that is NULL, of a port. */
static void
add_keys(struct writer *w, const char *name, int32_t port, enum protocol p,
    size_t value, size_t row)
{
	const char *const protocols[] = {protocol_name(p), ""};
	size_t i, text;

	for (i = 0; i < 2; i++) {
		text = w->text.len;
		if (name != NULL) {
			buffer_put(&w->text, ':');
			buffer_puts(&w->text, name);
		} else {
			buffer_put(&w->text, '=');
			put_number(&w->text, port);
		}
		buffer_put(&w->text, '/');
		buffer_puts(&w->text, protocols[i]);
		add_key(w, text, value, row);
	}
}

/* Warn that a rule keeps a name out, once.  Returns whether it was the first.
 */
static int
warn(struct writer *w, size_t row, const char *name, const char *rule)
{
	const char *file = w->diag->file;

	if (w->e->ledger->accounts[row].outcome == OUTCOME_UNREPRESENTED)
		return 0;
	w->diag->file = ledger_file(w->e->ledger, row);
	diag_warn(
	    w->diag, ledger_line(w->e->ledger, row), name, "nss-db: %s", rule);
	w->diag->file = file;
	return 1;
}

/* Add the services line; aliases that are no words are left out of it. */
static size_t
add_value(struct writer *w, const struct entry *entry, int32_t port)
{
	size_t value = w->text.len, i;

	buffer_puts(&w->text, entry->name);
	buffer_put(&w->text, ' ');
	put_number(&w->text, port);
	buffer_put(&w->text, '/');
	buffer_puts(&w->text, protocol_name(entry->protocol));
	for (i = entry->aliases; i != 0; i = w->entries.aliases[i].next) {
		const char *name = w->entries.aliases[i].name;

		if (!line_can_hold(name, strlen(name)))
			continue;
		buffer_put(&w->text, ' ');
		buffer_puts(&w->text, name);
	}
	buffer_put(&w->text, '\0');
	return value;
}

static void
add_entry(struct writer *w, const struct entry *entry, int32_t port)
{
	static const char rule[] = "alias is not a word";
	size_t value = add_value(w, entry, port), i;

	ledger_note(
	    w->e->ledger, entry->row, OUTCOME_EMITTED, NULL, LEDGER_NO_ROW);
	add_keys(w, entry->name, port, entry->protocol, value, entry->row);
	for (i = entry->aliases; i != 0; i = w->entries.aliases[i].next) {
		const struct alias *a = &w->entries.aliases[i];

		if (line_can_hold(a->name, strlen(a->name))) {
			add_keys(
			    w, a->name, port, entry->protocol, value, a->row);
			alias_note(w->e->ledger, a, OUTCOME_ALIAS, entry->name,
			    LEDGER_NO_ROW);
		} else if (warn(w, a->row, a->name, rule)) {
			alias_note(w->e->ledger, a, OUTCOME_UNREPRESENTED, rule,
			    LEDGER_NO_ROW);
		}
	}
	add_keys(w, NULL, port, entry->protocol, value, entry->row);
}

static int
visit(void *data, int32_t port, const struct entry *const *list, size_t n)
{
	struct writer *w = data;
	size_t i;

	for (i = 0; i < n; i++) {
		const struct entry *entry = list[i];
		const char *rule = profile_refuses_port(
		    w->profile, entry->last, entry->protocol);

		if (rule == NULL &&
		    !line_can_hold(entry->name, strlen(entry->name))) {
			rule = "name is not a word";
			warn(w, entry->row, entry->name, rule);
		}
		if (rule == NULL)
			add_entry(w, entry, port);
		else
			entry_note(w->e->ledger, &w->entries, entry,
			    OUTCOME_UNREPRESENTED, rule, LEDGER_NO_ROW);
	}
	return w->failed || w->text.failed ? STATUS_OS : STATUS_OK;
}

static const char *
key_text(void *data, size_t i)
{
	const struct writer *w = data;

	return w->text.data + w->keys[i].text;
}

static void
note_repeat(void *data, const char *key, size_t i, size_t j)
{
	struct key *keys = ((struct writer *)data)->keys;

	(void)key;
	keys[j].by = keys[i].by != LEDGER_NO_ROW ? keys[i].by : keys[i].row;
}

/* Note the rows without a key of their own, which no look-up finds. */
static int
note_shadowed(struct writer *w)
{
	unsigned char *is_found = calloc(w->e->ledger->n, 1);
	size_t i;

	if (is_found == NULL)
		return STATUS_OS;
	for (i = 0; i < w->n; i++)
		if (w->keys[i].by == LEDGER_NO_ROW)
			is_found[w->keys[i].row] = 1;
	for (i = 0; i < w->n; i++)
		if (!is_found[w->keys[i].row]) {
			is_found[w->keys[i].row] = 1;
			ledger_note(w->e->ledger, w->keys[i].row,
			    OUTCOME_SHADOWED, NULL, w->keys[i].by);
		}
	free(is_found);
	return STATUS_OK;
}

static void
put_line(char kind, const char *key, const char *value, FILE *out)
{
	fputc(kind, out);
	fputs(key, out);
	fputc(' ', out);
	fputs(value, out);
	fputc('\n', out);
}

/* Write the keys that are the first of their kind. */
static void
write_keys(const struct writer *w, FILE *out)
{
	size_t i, count = 0, value = SIZE_MAX;

	for (i = 0; i < w->n; i++) {
		const struct key *key = &w->keys[i];
		const char *text = w->text.data + key->text;
		const char *line = w->text.data + key->value;

		if (key->by == LEDGER_NO_ROW) {
			put_line(*text, text + 1, line, out);
			if (*text == ':')
				put_line('.', text + 1, line, out);
		}
		if (key->value != value)
			fprintf(out, "0%zu %s\n", count++, line);
		value = key->value;
	}
}

int
emit_nss_db(const struct emission *e, FILE *out, struct diag *diag)
{
	struct writer w = {.e = e, .diag = diag};
	struct repeats repeats = {0, key_text, note_repeat, &w};
	int status;

	/* Only glibc reads it, whoever reads the services file. */
	w.profile = profile_find("glibc");
	status = entries_make(&w.entries, e, e->ledger, diag);
	if (status == STATUS_OK)
		status = entries_walk(&w.entries, e->ledger, visit, &w);
	repeats.n = w.n;
	if (status == STATUS_OK && repeats_find(&repeats) != 0)
		status = STATUS_OS;
	if (status == STATUS_OK)
		status = note_shadowed(&w);
	line_write_banner(&e->header, "makedb(1)", out);
	if (status == STATUS_OK)
		write_keys(&w, out);
	entries_free(&w.entries);
	buffer_free(&w.text);
	free(w.keys);
	return status;
}
