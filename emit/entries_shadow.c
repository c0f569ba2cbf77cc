/* SPDX-License-Identifier: MIT */
/*
 * Aliases that would stand for another service: whoever asks for the name
 * gets the service that is first in the file.
 */
#include <stdlib.h>
#include <string.h>

#include "entries_overlay.h"

enum {
	HASHES = 4096
};

/* An alias of an overlay, and whose it is. */
struct added {
	const struct entry *entry;
	const struct alias *alias;
	const struct added *next; /* whose name has the same hash */
};

struct search {
	const struct entries *e;
	size_t rows; /* of the snapshot; those of overlays follow */
	struct diag *diag;
	struct added *added;
	size_t n;
	const struct added *first[HASHES]; /* by the hash of their names */
};

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
compare(struct search *s, const struct added *added, const struct entry *other,
    const char *name)
{
	const struct overlay_row *row =
	    &s->e->overlay->rows[added->alias->row - s->rows];

	if (added->entry == other ||
	    added->entry->protocol != other->protocol ||
	    strcmp(added->alias->name, name) != 0)
		return;
	s->diag->file = row->file;
	diag_error(s->diag, row->line, name,
	    "alias of '%s' would shadow '%s' at %d/%s", added->entry->name,
	    other->name, (int)other->first, protocol_name(other->protocol));
}

/* Compare a name of an entry with the aliases of overlays. */
static void
check(struct search *s, const struct entry *other, const char *name)
{
	const struct added *added;

	for (added = s->first[hash(name)]; added != NULL; added = added->next)
		compare(s, added, other, name);
}

/* Add the overlays' aliases of an entry to those that are looked for. */
static void
add(struct search *s, const struct entry *entry)
{
	const struct alias *alias;
	const struct added **first;
	size_t k;

	for (k = entry->aliases; k != 0; k = alias->next) {
		alias = &s->e->aliases[k];
		if (alias->row < s->rows)
			continue;
		first = &s->first[hash(alias->name)];
		s->added[s->n] = (struct added){entry, alias, *first};
		*first = &s->added[s->n++];
	}
}

int
entries_check_shadows(
    const struct entries *e, const struct ledger *ledger, struct diag *diag)
{
	struct search s = {.e = e, .rows = ledger->table->n, .diag = diag};
	size_t i, k;

	if (e->n_aliases == 0)
		return 0;
	s.added = malloc(e->n_aliases * sizeof(*s.added));
	if (s.added == NULL)
		return -1;
	for (i = e->n; i-- > 0;)
		if (!e->list[i].gone)
			add(&s, &e->list[i]);
	for (i = 0; i < e->n && s.n > 0; i++) {
		const struct entry *entry = &e->list[i];

		if (entry->gone)
			continue;
		check(&s, entry, entry->name);
		for (k = entry->aliases; k != 0; k = e->aliases[k].next)
			check(&s, entry, e->aliases[k].name);
	}
	free(s.added);
	return 0;
}
