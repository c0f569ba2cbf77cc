/* SPDX-License-Identifier: MIT */
/*
 * services(5): one line for each port, protocol and name, in the order of
 * ports and protocols.  A range has a line for each of its ports.  What a
 * profile keeps out is a comment.
 */
#include <string.h>

#include "entries.h"
#include "line.h"
#include "profile.h"

enum {
	TAIL = sizeof("\t65535/sctp") - 1 /* what a name leaves room for */
};

struct writer {
	const struct emission *e;
	const struct profile *profile;
	struct entries entries;
	FILE *out;
	struct diag *diag;
	struct line line;
};

/* Append "name port/protocol", with the range where there is one. */
static void
put_place(struct line *line, const char *name, const struct entry *entry)
{
	line_put_text(line, name);
	line_put_text(line, " ");
	line_put_number(line, entry->first);
	if (entry->last > entry->first) {
		line_puts(line, "-");
		line_put_number(line, entry->last);
	}
	if (entry->protocol != PROTOCOL_NONE) {
		line_puts(line, "/");
		line_puts(line, protocol_name(entry->protocol));
	}
}

/* Whether a row was kept out before, at another port of its range. */
static int
is_out(const struct writer *w, size_t row)
{
	return w->e->ledger->accounts[row].outcome == OUTCOME_UNREPRESENTED;
}

/*
 * Write a comment line that says which rule keeps a name out; alias is the
 * name if it is not the entry's own.
 */
static void
put_remark(struct writer *w, const struct entry *entry, const char *alias,
    const char *rule)
{
	struct line *line = &w->line;

	if (!w->profile->comments)
		return;
	line_puts(line, "# ");
	if (alias != NULL) {
		line_put_text(line, alias);
		line_put_text(line, ", alias of ");
	}
	put_place(line, entry->name, entry);
	line_put_text(line, " (");
	line_put_text(line, rule);
	line_put_text(line, ") ");
	if (entry->description != NULL && alias == NULL)
		line_put_text(line, entry->description);
	line_write(line, w->out);
}

/* What no services file can hold is worth a warning, too. */
static int
warn(struct writer *w, size_t row, const char *name, const char *rule)
{
	return ledger_warn(w->e->ledger, w->diag, "services", row, name, rule);
}

/* The rule that keeps an entry out, or NULL. */
static const char *
refuse(const struct writer *w, const struct entry *entry)
{
	const char *rule = profile_refuses_ports(
	    w->profile, entry->first, entry->last, entry->protocol);

	if (rule == NULL)
		rule = profile_refuses_name(w->profile, entry->name);
	return rule != NULL ? rule
			    : profile_refuses_front(w->profile, entry->name,
				  entry->first, entry->last);
}

/* Why no services file can hold an entry of that name, or NULL. */
static const char *
refuse_name(const struct writer *w, const char *name)
{
	size_t n = strlen(name);

	if (n > w->profile->most_line - TAIL)
		return "no room for the name";
	return line_can_hold(name, n) ? NULL : "not a name for a services file";
}

/* Append the aliases that there is room for. */
static void
put_aliases(struct writer *w, const struct entry *entry)
{
	static const char rule[] = "alias without room, or not a name";
	struct ledger *ledger = w->e->ledger;
	size_t i;

	for (i = entry->aliases; i != 0; i = w->entries.aliases[i].next) {
		const struct alias *alias = &w->entries.aliases[i];
		const char *name = alias->name;

		if (profile_refuses_name(w->profile, name) != NULL)
			continue;
		if (line_add_alias(&w->line, name, strlen(name))) {
			alias_note(ledger, alias, OUTCOME_ALIAS, entry->name,
			    LEDGER_NO_ROW);
		} else if (warn(w, alias->row, name, rule)) {
			alias_note(ledger, alias, OUTCOME_UNREPRESENTED, rule,
			    LEDGER_NO_ROW);
		}
	}
}

/* Account for the aliases that the profile keeps out. */
static void
leave_aliases_out(struct writer *w, const struct entry *entry)
{
	size_t i;

	for (i = entry->aliases; i != 0; i = w->entries.aliases[i].next) {
		const struct alias *alias = &w->entries.aliases[i];
		const char *rule =
		    profile_refuses_name(w->profile, alias->name);

		if (rule == NULL || is_out(w, alias->row))
			continue;
		alias_note(w->e->ledger, alias, OUTCOME_UNREPRESENTED, rule,
		    LEDGER_NO_ROW);
		put_remark(w, entry, alias->name, rule);
	}
}

static void
put_entry(struct writer *w, const struct entry *entry, int32_t port)
{
	ledger_note(
	    w->e->ledger, entry->row, OUTCOME_EMITTED, NULL, LEDGER_NO_ROW);
	line_puts(&w->line, entry->name);
	line_puts(&w->line, "\t");
	line_put_number(&w->line, port);
	line_puts(&w->line, "/");
	line_puts(&w->line, protocol_name(entry->protocol));
	put_aliases(w, entry);
	if (w->profile->comments)
		line_put_comment(&w->line, entry->description);
	line_write(&w->line, w->out);
	leave_aliases_out(w, entry);
}

/* Account for an entry that is kept out, with its aliases. */
static void
leave_out(struct writer *w, const struct entry *entry, const char *rule)
{
	if (is_out(w, entry->row))
		return;
	entry_note(w->e->ledger, &w->entries, entry, OUTCOME_UNREPRESENTED,
	    rule, LEDGER_NO_ROW);
	put_remark(w, entry, NULL, rule);
}

static int
visit(void *data, int32_t port, const struct entry *const *list, size_t n)
{
	struct writer *w = data;
	size_t i;

	for (i = 0; i < n; i++) {
		const struct entry *entry = list[i];
		const char *rule = refuse(w, entry);

		if (rule == NULL) {
			rule = refuse_name(w, entry->name);
			if (rule != NULL)
				warn(w, entry->row, entry->name, rule);
		}
		if (rule == NULL)
			put_entry(w, entry, port);
		else
			leave_out(w, entry, rule);
	}
	return STATUS_OK;
}

int
emit_services(const struct emission *e, FILE *out, struct diag *diag)
{
	struct writer w = {.e = e, .out = out, .diag = diag};
	int status;

	w.profile = e->profile;
	w.line.most = w.profile->most_line;
	status = entries_make(&w.entries, e, e->ledger, diag);
	if (status == STATUS_OK && w.profile->comments)
		line_write_banner(e, "services(5)", out);
	if (status == STATUS_OK)
		status = entries_walk(&w.entries, e->ledger, visit, &w);
	entries_free(&w.entries);
	return status;
}
