/* SPDX-License-Identifier: MIT */
/*
 * protocols(5): one line for each assigned protocol number, under the name
 * that programs use.  IANA's keyword is an alias where it differs.
 */
#include <string.h>

#include "emit.h"
#include "ledger.h"
#include "line.h"
#include "profile.h"
#include "repeats.h"

enum {
	TAIL = sizeof("\t255") - 1 /* what a name leaves room for */
};

/* A name or alias that was written. */
struct word {
	size_t at; /* in text */
	size_t line;
};

struct writer {
	const struct emission *e;
	struct diag *diag;
	int32_t before;		     /* the number of the record before */
	struct buffer name, keyword; /* the record's, as strings */
	struct line line;
	struct buffer lines;	   /* until all of them are known to be right */
	struct buffer words, text; /* of all lines: struct word, and strings */
};

/* Spell IANA's keyword as one word, and as a name, in lower case. */
static void
spell(struct writer *w, const char *s)
{
	w->name.len = w->keyword.len = 0;
	for (; *s != '\0'; s++) {
		char c = *s == ' ' ? '-' : *s;

		buffer_put(&w->keyword, c);
		if (c >= 'A' && c <= 'Z')
			c = (char)(c - 'A' + 'a');
		buffer_put(&w->name, c);
	}
}

static void
note_word(struct writer *w, const struct record *r, const char *s, size_t n)
{
	struct word word = {w->text.len, r->line};

	buffer_add(&w->words, (const char *)&word, sizeof(word));
	buffer_add(&w->text, s, n);
	buffer_put(&w->text, '\0');
}

static const struct word *
word_at(const struct writer *w, size_t i)
{
	return (const struct word *)(const void *)w->words.data + i;
}

static const char *
key(void *data, size_t i)
{
	const struct writer *w = data;

	return w->text.data + word_at(w, i)->at;
}

static void
found(void *data, const char *name, size_t i, size_t j)
{
	struct writer *w = data;

	diag_error(w->diag, word_at(w, j)->line, name,
	    "protocols: also a name of line %zu", word_at(w, i)->line);
}

/* No name may stand for two protocols.  Returns a status. */
static int
check_words(struct writer *w)
{
	struct repeats repeats = {
	    w->words.len / sizeof(struct word), key, found, w};
	size_t errors = w->diag->errors;

	if (w->words.failed || w->text.failed || repeats_find(&repeats) != 0)
		return STATUS_OS;
	return w->diag->errors > errors ? STATUS_DATA : STATUS_OK;
}

/* Whether the n bytes at s are one of the words of a line. */
static int
is_there(const struct line *line, const char *s, size_t n)
{
	const char *at = line->text, *end = at + line->n;

	while (at < end) {
		const char *word = at;

		while (at < end && *at != '\t' && *at != ' ')
			at++;
		if ((size_t)(at - word) == n && memcmp(word, s, n) == 0)
			return 1;
		at++;
	}
	return 0;
}

/* Append an alias of a record, which a row of the ledger gives it. */
static void
put_alias(struct writer *w, const struct record *r, size_t row, const char *s,
    size_t n)
{
	if (is_there(&w->line, s, n))
		return;
	if (line_add_alias(&w->line, s, n)) {
		note_word(w, r, s, n);
		return;
	}
	w->name.len = 0; /* it is on the line */
	buffer_add(&w->name, s, n);
	ledger_warn(w->e->ledger, w->diag, "protocols", row,
	    buffer_string(&w->name), "alias dropped, no room or not a name");
}

static void
put_entry(
    struct writer *w, const struct record *r, const struct overlay_row *call)
{
	const char *keyword = buffer_string(&w->keyword);
	const char *name = call == NULL ? buffer_string(&w->name) : call->name;
	const char *aliases = call == NULL ? "" : call->aliases;
	size_t row = (size_t)(r - w->e->table->records);

	line_puts(&w->line, name);
	note_word(w, r, name, strlen(name));
	line_puts(&w->line, "\t");
	line_put_number(&w->line, r->first);
	put_alias(w, r, row, keyword, strlen(keyword));
	if (call != NULL)
		row = ledger_overlay_row(w->e->ledger, call);
	while (*aliases != '\0') {
		size_t n = strcspn(aliases, " ");

		put_alias(w, r, row, aliases, n);
		aliases += n + (aliases[n] != '\0');
	}
}

/*
 * Write a comment line for a record that cannot have an entry, and say so of
 * its name, or of what an overlay calls it.
 */
static void
put_remark(
    struct writer *w, const struct record *r, const struct overlay_row *call)
{
	static const char rule[] = "not a name for a protocols file";
	const char *name = call != NULL
			       ? call->name
			       : record_text(w->e->table, r, COLUMN_NAME);
	size_t row = (size_t)(r - w->e->table->records);

	ledger_warn(w->e->ledger, w->diag, "protocols",
	    call != NULL ? ledger_overlay_row(w->e->ledger, call) : row, name,
	    rule);
	ledger_note(
	    w->e->ledger, row, OUTCOME_UNREPRESENTED, rule, LEDGER_NO_ROW);
	if (!w->e->profile->comments)
		return;
	line_puts(&w->line, "# ");
	line_put_text(&w->line, name);
	line_put_text(&w->line, " ");
	line_put_number(&w->line, r->first);
	line_put_text(&w->line, " (");
	line_put_text(&w->line, rule);
	line_put_text(&w->line, ")");
	line_append(&w->line, &w->lines);
}

static void
put(struct writer *w, const struct record *r, int is_second)
{
	const struct overlay_row *call =
	    overlay_find(w->e->overlay, OVERLAY_CALL, r->first, PROTOCOL_NONE);
	const char *name;

	spell(w, record_text(w->e->table, r, COLUMN_NAME));
	if (w->keyword.failed || w->name.failed)
		return; /* which is seen at the end */
	if (is_second) {
		diag_warn(w->diag, r->line, buffer_string(&w->keyword),
		    "protocols: second name for number %d", (int)r->first);
		call = NULL; /* it names the first */
	}
	name = call == NULL ? buffer_string(&w->name) : call->name;
	if (strlen(name) > w->line.most - TAIL ||
	    !line_can_hold(name, strlen(name))) {
		put_remark(w, r, call);
		return;
	}
	put_entry(w, r, call);
	if (w->e->profile->comments)
		line_put_comment(
		    &w->line, record_get(w->e->table, r, COLUMN_DESCRIPTION));
	line_append(&w->line, &w->lines);
}

/* Whether a record is a protocol with a name and one number. */
static int
is_protocol(const struct record *r)
{
	return r->kind == KIND_ASSIGNED && r->first != NO_NUMBER &&
	       r->first == r->last && r->text[COLUMN_NAME] != 0;
}

/* Say of a row of the snapshot what becomes of it before it is written. */
static void
note_record(const struct emission *e, size_t row)
{
	const struct record *r = &e->table->records[row];

	if (!is_protocol(r))
		ledger_note(e->ledger, row, OUTCOME_FILTERED,
		    kind_name((enum kind)r->kind), LEDGER_NO_ROW);
	else if (!is_selected(e, row))
		ledger_note(e->ledger, row, OUTCOME_FILTERED,
		    select_option(e->selected[row]), LEDGER_NO_ROW);
	else
		ledger_note(
		    e->ledger, row, OUTCOME_EMITTED, NULL, LEDGER_NO_ROW);
}

/* Of two rows of overlays for one number the later applies. */
static void
note_overlay(const struct emission *e)
{
	size_t i, winner;

	for (i = 0; i < e->overlay->n; i++) {
		winner = ledger_overlay_row(
		    e->ledger, overlay_find(e->overlay, OVERLAY_CALL,
				   e->overlay->rows[i].number, PROTOCOL_NONE));
		if (winner == e->table->n + i)
			ledger_note(e->ledger, winner, OUTCOME_APPLIED, NULL,
			    LEDGER_NO_ROW);
		else
			ledger_note(e->ledger, e->table->n + i,
			    OUTCOME_SHADOWED, NULL, winner);
	}
}

static void
put_records(struct writer *w)
{
	const struct emission *e = w->e;
	size_t i;

	for (i = 0; i < e->table->n; i++) {
		const struct record *r = &e->table->records[i];

		note_record(e, i);
		if (!is_protocol(r))
			continue;
		if (is_selected(e, i))
			put(w, r, r->first == w->before);
		w->before = r->first;
	}
}

int
emit_protocols(const struct emission *e, FILE *out, struct diag *diag)
{
	struct writer w = {.e = e, .diag = diag, .before = -1};
	int status;

	w.line.most = e->profile->most_line;
	if (ledger_start(e->ledger, e->table, e->overlay, diag->file) != 0)
		return STATUS_OS;
	note_overlay(e);
	put_records(&w);
	status = check_words(&w);
	if (w.name.failed || w.keyword.failed || w.lines.failed)
		status = STATUS_OS;
	if (status == STATUS_OK && e->profile->comments)
		line_write_banner(e, "protocols(5)", out);
	if (status == STATUS_OK && w.lines.len > 0)
		fwrite(w.lines.data, 1, w.lines.len, out);
	buffer_free(&w.lines);
	buffer_free(&w.name);
	buffer_free(&w.keyword);
	buffer_free(&w.words);
	buffer_free(&w.text);
	return status;
}
