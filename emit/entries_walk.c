/* SPDX-License-Identifier: MIT */
/* Entries by port and protocol; a range is there at each of its ports. */
#include <stdlib.h>
#include <string.h>

#include "entries.h"

struct walk {
	const struct entries *e;
	struct ledger *ledger;
	const struct entry **open; /* those due at the port, in their order */
	const struct entry **slot; /* those of one protocol among them */
	size_t n, size;
	int32_t port;
};

/* Open an entry.  Returns 0, or -1 (ENOMEM). */
static int
open_entry(struct walk *w, const struct entry *entry)
{
	size_t size = w->size == 0 ? 64 : w->size * 2;
	const struct entry **open, **slot;

	if (w->n == w->size) {
		open = realloc(w->open, size * sizeof(*open));
		if (open != NULL)
			w->open = open;
		slot = realloc(w->slot, size * sizeof(*slot));
		if (slot != NULL)
			w->slot = slot;
		if (open == NULL || slot == NULL)
			return -1;
		w->size = size;
	}
	w->open[w->n++] = entry;
	return 0;
}

static int
has_fewer_ports(const struct entry *a, const struct entry *b)
{
	return a->last - a->first < b->last - b->first;
}

/* Take the entry at i out of the n of the slot. */
static const struct entry *
take_out(struct walk *w, size_t i, size_t n)
{
	const struct entry *entry = w->slot[i];

	memmove(&w->slot[i], &w->slot[i + 1], (n - i - 1) * sizeof(*w->slot));
	return entry;
}

/* Of two with one name there, the one that has the port only stays. */
static const struct entry *
choose(struct walk *w, const struct entry *a, const struct entry *b)
{
	const struct entry *stays = has_fewer_ports(b, a) ? b : a;
	const struct entry *goes = stays == a ? b : a;

	/* If it is at no other port, this is what remains of it. */
	if (w->ledger->accounts[goes->row].outcome == OUTCOME_NONE)
		entry_note(
		    w->ledger, w->e, goes, OUTCOME_SHADOWED, NULL, stays->row);
	return stays;
}

/* Insert an entry into the slot of n, ranges last.  Returns the new n. */
static size_t
insert(struct walk *w, size_t n, const struct entry *entry)
{
	size_t i;

	for (i = 0; i < n; i++)
		if (strcmp(w->slot[i]->name, entry->name) == 0) {
			entry = choose(w, take_out(w, i, n--), entry);
			break;
		}
	for (i = n; i > 0 && has_fewer_ports(entry, w->slot[i - 1]); i--)
		w->slot[i] = w->slot[i - 1];
	w->slot[i] = entry;
	return n + 1;
}

/* Put the entry first that an overlay prefers. */
static void
prefer(struct walk *w, enum protocol p, size_t n)
{
	const struct overlay_row *row =
	    overlay_find(w->e->overlay, OVERLAY_PREFER, w->port, p);
	const struct entry *entry;
	size_t i;

	for (i = 0; row != NULL && i < n; i++)
		if (strcmp(w->slot[i]->name, row->name) == 0) {
			entry = w->slot[i];
			memmove(&w->slot[1], w->slot, i * sizeof(*w->slot));
			w->slot[0] = entry;
			return;
		}
}

static int
visit_protocol(
    struct walk *w, enum protocol p, entries_visit *visit, void *data)
{
	size_t i, n = 0;

	for (i = 0; i < w->n; i++)
		if (w->open[i]->protocol == p)
			n = insert(w, n, w->open[i]);
	if (n > 1)
		prefer(w, p, n);
	return n == 0 ? STATUS_OK : visit(data, w->port, w->slot, n);
}

/* Visit the port, and close the entries that end there. */
static int
visit_port(struct walk *w, entries_visit *visit, void *data)
{
	unsigned there = 0;
	size_t i, left = 0;
	int p, status = STATUS_OK;

	for (i = 0; i < w->n; i++)
		there |= 1U << w->open[i]->protocol;
	for (p = 0; p <= PROTOCOL_NONE && status == STATUS_OK; p++)
		if ((there & 1U << p) != 0)
			status =
			    visit_protocol(w, (enum protocol)p, visit, data);
	for (i = 0; i < w->n; i++)
		if (w->open[i]->last > w->port &&
		    w->open[i]->protocol != PROTOCOL_NONE)
			w->open[left++] = w->open[i];
	w->n = left;
	return status;
}

int
entries_walk(const struct entries *e, struct ledger *ledger,
    entries_visit *visit, void *data)
{
	struct walk w = {.e = e, .ledger = ledger};
	size_t i = 0;
	int status = STATUS_OK;

	while (status == STATUS_OK && (w.n > 0 || i < e->n)) {
		w.port = w.n > 0 ? w.port + 1 : e->list[i].first;
		for (; i < e->n && e->list[i].first == w.port; i++)
			if (open_entry(&w, &e->list[i]) != 0)
				status = STATUS_OS;
		if (status == STATUS_OK)
			status = visit_port(&w, visit, data);
	}
	free(w.open);
	free(w.slot);
	return status;
}
