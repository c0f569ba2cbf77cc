/* SPDX-License-Identifier: MIT */
/*
 * Aliases that would stand for another service: whoever asks for the name
 * gets the service that is first in the file.
 */
#include <string.h>

#include "entries_overlay.h"

enum {
	HASHES = 4096
};

struct search {
	const struct entries *e;
	const struct ledger *ledger;
	struct diag *diag;
	unsigned char seen[HASHES]; /* whether a row's name has the hash */
};

/* Nearly all names are not those of an overlay, which this tells quickly. */
static unsigned
hash(const char *s)
{
	unsigned h = 0;

	for (; *s != '\0'; s++)
		h = h * 31 + (unsigned char)*s;
	return h % HASHES;
}

/* Whether a row of an overlay is an alias that is in use. */
static int
is_alias(const struct search *s, const struct overlay_row *row)
{
	size_t i = ledger_overlay_row(s->ledger, row);

	return row->action == OVERLAY_ALIAS &&
	       s->ledger->accounts[i].outcome == OUTCOME_ALIAS;
}

/* Compare a name at an entry, of that row, with all aliases of overlays. */
static void
check(struct search *s, const struct entry *entry, const char *name, size_t of)
{
	const struct overlay *o = s->e->overlay;
	size_t i;

	if (!s->seen[hash(name)])
		return;
	for (i = 0; i < o->n; i++) {
		const struct overlay_row *row = &o->rows[i];

		if (!is_alias(s, row) || row->protocol != entry->protocol ||
		    ledger_overlay_row(s->ledger, row) == of ||
		    strcmp(row->name, name) != 0)
			continue;
		s->diag->file = row->file;
		diag_error(s->diag, row->line, name,
		    "alias of '%s' would shadow '%s' at %d/%s", row->of,
		    entry->name, (int)entry->first,
		    protocol_name(entry->protocol));
	}
}

void
entries_check_shadows(
    const struct entries *e, const struct ledger *ledger, struct diag *diag)
{
	struct search s = {.e = e, .ledger = ledger, .diag = diag};
	size_t i, k;

	for (i = 0; i < e->overlay->n; i++)
		if (is_alias(&s, &e->overlay->rows[i]))
			s.seen[hash(e->overlay->rows[i].name)] = 1;
	for (i = 0; i < e->n; i++) {
		const struct entry *entry = &e->list[i];

		if (entry->gone)
			continue;
		check(&s, entry, entry->name, entry->row);
		for (k = entry->aliases; k != 0; k = e->aliases[k].next)
			check(&s, entry, e->aliases[k].name, e->aliases[k].row);
	}
}
