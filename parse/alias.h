/* SPDX-License-Identifier: MIT */
/*
 * IANA's aliases.  A well-formed name that replaced another says so at the
 * end of its description; the other says so in its note.  Nothing else in the
 * XML marks them, so the two must agree.
 */
#ifndef ALIAS_H
#define ALIAS_H

#include <libxml/hash.h>
#include <stddef.h>

#include "buffer.h"
#include "diag.h"
#include "record.h"

/* Zero-initialise it. */
struct aliases {
	xmlHashTablePtr pairs; /* "numbers\1protocol\1name\1old name" */
	struct buffer key;
};

/*
 * Remove the sentence that says which name a description's name replaced.
 * The text is one line of *n bytes, and is changed in place.  Returns the old
 * name, a string in what was the text, or NULL.
 */
const char *alias_cut_description(char *text, size_t *n);

/*
 * Remove the sentences that make a note's record an alias.  The text is lines
 * of *n bytes.  Appends the new name to name, nothing if there are none.
 */
void alias_cut_note(char *text, size_t *n, struct buffer *name);

/* Note one side of a pair: a record whose numbers and protocol are set. */
void alias_add(struct aliases *, const struct table *, const struct record *,
    const char *name, const char *old, int is_alias);

/* Report each side that has no other.  Returns 0, or -1 (ENOMEM). */
int alias_check(struct aliases *, struct diag *);

void alias_free(struct aliases *);

#endif
