/* SPDX-License-Identifier: MIT */
/*
 * protocols(5): one line for each assigned protocol number, under the name
 * that programs use.  IANA's keyword is an alias where it differs.
 */
#include <string.h>

#include "emit.h"
#include "line.h"

enum {
	/* The longest name that leaves room for a tab and a number. */
	MOST_NAME = LINE_MOST - 4
};

struct writer {
	const struct emission *e;
	FILE *out;
	struct diag *diag;
	int32_t before;		     /* the number of the line before */
	struct buffer name, keyword; /* the record's, as strings */
	struct line line;
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

static void
put_alias(struct writer *w, const struct record *r, const char *s, size_t n)
{
	if (is_there(&w->line, s, n) || line_add_alias(&w->line, s, n))
		return;
	w->name.len = 0; /* it is on the line */
	buffer_add(&w->name, s, n);
	diag_warn(w->diag, r->line, buffer_string(&w->name),
	    "protocols: alias dropped, no room or not a name");
}

static void
put_entry(struct writer *w, const struct record *r, const char *name,
    const char *aliases)
{
	const char *keyword = buffer_string(&w->keyword);

	line_puts(&w->line, name);
	line_puts(&w->line, "\t");
	line_put_number(&w->line, r->first);
	put_alias(w, r, keyword, strlen(keyword));
	while (*aliases != '\0') {
		size_t n = strcspn(aliases, " ");

		put_alias(w, r, aliases, n);
		aliases += n + (aliases[n] != '\0');
	}
}

/* Write a comment line for a record that cannot have an entry, and say so. */
static void
put_remark(struct writer *w, const struct record *r)
{
	const char *name = record_get(w->e->table, r, COLUMN_NAME);

	line_puts(&w->line, "# ");
	line_put_text(&w->line, name);
	line_put_text(&w->line, " ");
	line_put_number(&w->line, r->first);
	line_put_text(&w->line, " (not a name for a protocols file)");
	line_write(&w->line, w->out);
	diag_warn(w->diag, r->line, name,
	    "protocols: not a name for a protocols file");
}

static void
put(struct writer *w, const struct record *r)
{
	const struct overlay_row *call =
	    overlay_find(w->e->overlay, OVERLAY_CALL, r->first, PROTOCOL_NONE);
	const char *name;

	spell(w, record_text(w->e->table, r, COLUMN_NAME));
	if (r->first == w->before) {
		diag_warn(w->diag, r->line, buffer_string(&w->keyword),
		    "protocols: second name for number %d", (int)r->first);
		call = NULL; /* it names the first */
	}
	w->before = r->first;
	name = call == NULL ? buffer_string(&w->name) : call->name;
	if (strlen(name) > MOST_NAME || !line_can_hold(name, strlen(name))) {
		put_remark(w, r);
		return;
	}
	put_entry(w, r, name, call == NULL ? "" : call->aliases);
	line_put_comment(
	    &w->line, record_get(w->e->table, r, COLUMN_DESCRIPTION));
	line_write(&w->line, w->out);
}

int
emit_protocols(const struct emission *e, FILE *out, struct diag *diag)
{
	struct writer w = {.e = e, .out = out, .diag = diag, .before = -1};
	size_t i;
	int failed;

	line_write_banner(&e->header, "protocols", out);
	for (i = 0; i < e->table->n; i++) {
		const struct record *r = &e->table->records[i];

		if (is_selected(e, i) && r->kind == KIND_ASSIGNED &&
		    r->first != NO_NUMBER && r->first == r->last &&
		    r->text[COLUMN_NAME] != 0)
			put(&w, r);
	}
	failed = w.name.failed || w.keyword.failed;
	buffer_free(&w.name);
	buffer_free(&w.keyword);
	return failed ? STATUS_OS : STATUS_OK;
}
