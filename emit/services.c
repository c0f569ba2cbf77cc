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

/*
 * Note that a rule keeps a name out, and write a comment line that says so.
 * alias is the name if it is not the entry's own.
 */
static void
leave_out(struct writer *w, const struct entry *entry, size_t row,
    const char *alias, const char *rule)
{
	struct line *line = &w->line;

	ledger_note(
	    w->e->ledger, row, OUTCOME_UNREPRESENTED, rule, LEDGER_NO_ROW);
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
static void
warn(struct writer *w, size_t row, const char *name, const char *rule)
{
	diag_warn(w->diag, ledger_line(w->e->ledger, row), name, "services: %s",
	    rule);
}

/* The rule that keeps an entry out, or NULL. */
static const char *
refuse(struct writer *w, const struct entry *entry, int32_t port)
{
	const char *rule =
	    profile_refuses_port(w->profile, entry->last, entry->protocol);
	size_t n = strlen(entry->name);

	if (rule == NULL)
		rule = profile_refuses_name(w->profile, entry->name);
	if (rule != NULL)
		return rule;
	if (n > w->profile->most_line - TAIL)
		rule = "no room for the name";
	else if (!line_can_hold(entry->name, n))
		rule = "not a name for a services file";
	if (rule != NULL && port == entry->first)
		warn(w, entry->row, entry->name, rule);
	return rule;
}

/* Append the aliases that there is room for. */
static void
put_aliases(struct writer *w, const struct entry *entry, int32_t port)
{
	static const char rule[] = "alias without room, or not a name";
	size_t i;

	for (i = entry->aliases; i != 0; i = w->entries.aliases[i].next) {
		const struct alias *alias = &w->entries.aliases[i];
		const char *name = alias->name;

		if (profile_refuses_name(w->profile, name) != NULL ||
		    line_add_alias(&w->line, name, strlen(name)))
			continue;
		/* On the last port of a range, whose number is the longest. */
		if (port == entry->last) {
			ledger_note(w->e->ledger, alias->row,
			    OUTCOME_UNREPRESENTED, rule, LEDGER_NO_ROW);
			warn(w, alias->row, name, rule);
		}
	}
}

/* Write comment lines for aliases that the profile keeps out. */
static void
remark_aliases(struct writer *w, const struct entry *entry)
{
	size_t i;

	for (i = entry->aliases; i != 0; i = w->entries.aliases[i].next) {
		const struct alias *alias = &w->entries.aliases[i];
		const char *rule =
		    profile_refuses_name(w->profile, alias->name);

		if (rule != NULL)
			leave_out(w, entry, alias->row, alias->name, rule);
	}
}

static void
put_entry(struct writer *w, const struct entry *entry, int32_t port)
{
	line_puts(&w->line, entry->name);
	line_puts(&w->line, "\t");
	line_put_number(&w->line, port);
	line_puts(&w->line, "/");
	line_puts(&w->line, protocol_name(entry->protocol));
	put_aliases(w, entry, port);
	if (w->profile->comments)
		line_put_comment(&w->line, entry->description);
	line_write(&w->line, w->out);
	if (port == entry->first)
		remark_aliases(w, entry);
}

static int
visit(void *data, int32_t port, const struct entry *const *list, size_t n)
{
	struct writer *w = data;
	size_t i;

	for (i = 0; i < n; i++) {
		const struct entry *entry = list[i];
		const char *rule = refuse(w, entry, port);

		if (rule == NULL)
			put_entry(w, entry, port);
		else if (port == entry->first)
			leave_out(w, entry, entry->row, NULL, rule);
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
	if (w.profile->comments)
		line_write_banner(&e->header, "services", out);
	if (status == STATUS_OK)
		status = entries_walk(&w.entries, e->ledger, visit, &w);
	entries_free(&w.entries);
	return status;
}
