/* SPDX-License-Identifier: MIT */
/*
 * Entries: what a snapshot and its overlays say of ports, as services files
 * and their kin hold it: names at ports and protocols, each with aliases.
 * Every input row ends as one of the outcomes of ledger.h.
 */
#ifndef ENTRIES_H
#define ENTRIES_H

#include <stddef.h>
#include <stdint.h>

#include "emit.h"
#include "ledger.h"

struct alias {
	const char *name;
	size_t row;	/* in the ledger */
	size_t service; /* that of the service it was, or LEDGER_NO_ROW */
	size_t next;	/* the next alias of the entry, or 0 */
};

struct entry {
	const char *name;
	const char *description; /* or NULL */
	int32_t first, last;	 /* the same but for ranges */
	enum protocol protocol;	 /* PROTOCOL_NONE: the registry has none */
	int gone;		 /* only while they are made */
	size_t row;		 /* in the ledger */
	size_t aliases;		 /* the first, or 0 */
};

struct entries {
	struct entry *list; /* by first, last, protocol, name */
	size_t n, size;
	const struct overlay *overlay;
	struct alias *aliases; /* that of number 0 is not used */
	size_t n_aliases, aliases_size;
	int failed; /* memory ran out */
};

/*
 * Make the entries of an emission: those of its table that are assigned, have
 * a name and a number, and were not dropped, and what overlays add.  An alias
 * that stands for another service of its protocol, or that a later row needs,
 * is an error.  Starts the ledger of the emission, and notes there all rows
 * that are no entry or alias; what becomes of these is for whoever writes them
 * to note.  Returns STATUS_OK, STATUS_DATA after messages, or
 * STATUS_OS.  Free it in any case.
 */
int entries_make(
    struct entries *, const struct emission *, struct ledger *, struct diag *);

/* Note what becomes of an alias, and of the service that it was. */
void alias_note(struct ledger *, const struct alias *, enum outcome,
    const char *detail, size_t by);

/* The same for an entry and all its aliases. */
void entry_note(struct ledger *, const struct entries *, const struct entry *,
    enum outcome, const char *detail, size_t by);

/*
 * Visit each port and protocol that has entries, in their order, with the n
 * entries there, at least one: the preferred first, those of fewer ports
 * before ranges, else by name.  Of two with one name the range is left out;
 * one that is never visited is shadowed.  Entries without a protocol are
 * visited at their first number only.  Stops when visit does not return
 * STATUS_OK, and returns that.
 */
typedef int
entries_visit(void *, int32_t port, const struct entry *const *, size_t n);
int
entries_walk(const struct entries *, struct ledger *, entries_visit *, void *);

void entries_free(struct entries *);

#endif
