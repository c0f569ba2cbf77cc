/* SPDX-License-Identifier: MIT */
/* What overlays make of entries; the inside of entries.h. */
#ifndef ENTRIES_OVERLAY_H
#define ENTRIES_OVERLAY_H

#include "entries.h"

/* Append an entry, or an alias to one; failed is set out of memory. */
void entries_add(struct entries *, const struct entry *);
void entries_add_alias(struct entries *, struct entry *, const struct alias *);

/* Append the aliases of an entry to those of another. */
void entries_move_aliases(struct entries *, struct entry *from, struct entry *);

/*
 * Apply the rows of all overlays, in order, to entries that are sorted.  Marks
 * what is dropped as gone.  Returns whether entries were added at the end.
 */
int entries_overlay(struct entries *, struct ledger *, struct diag *);

/*
 * Report each alias of an overlay that would stand for another service.
 * Returns 0, or -1 (ENOMEM).
 */
int entries_check_shadows(
    const struct entries *, const struct ledger *, struct diag *);

#endif
