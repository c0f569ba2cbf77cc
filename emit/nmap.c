/* SPDX-License-Identifier: MIT */
/*
 * nmap: what nmap(1) reads as nmap-services, a name for each port and
 * protocol, without frequencies, which are not IANA's.  nmap takes the first
 * line for a port and protocol, has no aliases, knows no DCCP, and takes what
 * follows the port for a frequency unless it is a word such as "#".
 */
#include <string.h>

#include "entries.h"
#include "line.h"

enum {
	NAME_MOST = 127 /* bytes of a name that nmap reads */
};

struct writer {
	const struct emission *e;
	struct entries entries;
	FILE *out;
	struct diag *diag;
	struct line line;
};

/* The rule that keeps an entry out, or NULL. */
static const char *
refuse(struct writer *w, const struct entry *entry)
{
	size_t n = strlen(entry->name);
	const char *rule;

	if (entry->protocol == PROTOCOL_NONE)
		return "no transport protocol in registry";
	if (entry->protocol == PROTOCOL_DCCP)
		return "protocol not known to nmap";
	if (strcmp(entry->name, "unknown") == 0)
		return "a name that nmap takes for none";
	if (n > NAME_MOST)
		rule = "no room for the name";
	else
		rule =
		    line_can_hold(entry->name, n) ? NULL : "name is not a word";
	if (rule != NULL)
		ledger_warn(w->e->ledger, w->diag, "nmap", entry->row,
		    entry->name, rule);
	return rule;
}

static void
put_entry(struct writer *w, const struct entry *entry, int32_t port)
{
	line_puts(&w->line, entry->name);
	line_puts(&w->line, "\t");
	line_put_number(&w->line, port);
	line_puts(&w->line, "/");
	line_puts(&w->line, protocol_name(entry->protocol));
	line_put_comment(&w->line, entry->description);
	line_write(&w->line, w->out);
}

/*
 * Note what became of an entry at one of its ports.  A range is emitted if it
 * is at one of them.
 */
static void
note(struct writer *w, const struct entry *entry, const char *rule,
    const struct entry *taken)
{
	struct ledger *ledger = w->e->ledger;

	if (rule != NULL)
		ledger_note(ledger, entry->row, OUTCOME_UNREPRESENTED, rule,
		    LEDGER_NO_ROW);
	else if (taken == NULL)
		ledger_note(
		    ledger, entry->row, OUTCOME_EMITTED, NULL, LEDGER_NO_ROW);
	else if (ledger->accounts[entry->row].outcome != OUTCOME_EMITTED)
		ledger_note(
		    ledger, entry->row, OUTCOME_SHADOWED, NULL, taken->row);
}

/* Write the first entry that nmap can hold. */
static int
visit(void *data, int32_t port, const struct entry *const *list, size_t n)
{
	struct writer *w = data;
	const struct entry *taken = NULL;
	size_t i;

	for (i = 0; i < n; i++) {
		const char *rule = refuse(w, list[i]);

		note(w, list[i], rule, taken);
		if (rule != NULL || taken != NULL)
			continue;
		put_entry(w, list[i], port);
		taken = list[i];
	}
	return STATUS_OK;
}

static void
note_aliases(const struct writer *w)
{
	const struct entries *e = &w->entries;
	size_t i, k;

	for (i = 0; i < e->n; i++)
		for (k = e->list[i].aliases; k != 0; k = e->aliases[k].next)
			alias_note(w->e->ledger, &e->aliases[k],
			    OUTCOME_UNREPRESENTED, "nmap has no aliases",
			    LEDGER_NO_ROW);
}

int
emit_nmap(const struct emission *e, FILE *out, struct diag *diag)
{
	struct writer w = {.e = e, .out = out, .diag = diag};
	int status;

	w.line.most = LINE_MOST;
	status = entries_make(&w.entries, e, e->ledger, diag);
	if (status == STATUS_OK) {
		line_write_banner(e, "nmap(1)", out);
		status = entries_walk(&w.entries, e->ledger, visit, &w);
		note_aliases(&w);
	}
	entries_free(&w.entries);
	return status;
}
