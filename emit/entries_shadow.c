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
	size_t rows; /* of the snapshot; those of overlays follow */
	struct diag *diag;
	unsigned char seen[HASHES]; /* whether an alias's name has the hash */
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

/* Report a name of another entry, if it is that of an overlay's alias. */
static void
compare(struct search *s, const struct entry *entry, size_t alias,
    const struct entry *other, const char *name)
{
	const struct alias *a = &s->e->aliases[alias];
	const struct overlay_row *row = &s->e->overlay->rows[a->row - s->rows];

	if (entry == other || entry->protocol != other->protocol ||
	    strcmp(a->name, name) != 0)
		return;
	s->diag->file = row->file;
	diag_error(s->diag, row->line, name,
	    "alias of '%s' would shadow '%s' at %d/%s", entry->name,
	    other->name, (int)other->first, protocol_name(other->protocol));
}

/* Compare a name of an entry with all aliases of overlays. */
static void
check(struct search *s, const struct entry *other, const char *name)
{
	const struct entries *e = s->e;
	size_t i, k;

	if (!s->seen[hash(name)])
		return;
	for (i = 0; i < e->n; i++)
		for (k = e->list[i].gone ? 0 : e->list[i].aliases; k != 0;
		     k = e->aliases[k].next)
			if (e->aliases[k].row >= s->rows)
				compare(s, &e->list[i], k, other, name);
}

static void
mark(struct search *s, const struct entry *entry)
{
	const struct entries *e = s->e;
	size_t k;

	for (k = entry->gone ? 0 : entry->aliases; k != 0;
	     k = e->aliases[k].next)
		if (e->aliases[k].row >= s->rows)
			s->seen[hash(e->aliases[k].name)] = 1;
}

void
entries_check_shadows(
    const struct entries *e, const struct ledger *ledger, struct diag *diag)
{
	struct search s = {.e = e, .rows = ledger->table->n, .diag = diag};
	size_t i, k;

	for (i = 0; i < e->n; i++)
		mark(&s, &e->list[i]);
	for (i = 0; i < e->n; i++) {
		const struct entry *entry = &e->list[i];

		if (entry->gone)
			continue;
		check(&s, entry, entry->name);
		for (k = entry->aliases; k != 0; k = e->aliases[k].next)
			check(&s, entry, e->aliases[k].name);
	}
}
