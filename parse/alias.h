/* SPDX-License-Identifier: MIT */
/*
 * IANA's aliases.  A well-formed name that replaced another says so at the
 * end of its description; the other says so in its note.  Nothing else in the
 * XML marks them, so the two must agree.
 */
#ifndef ALIAS_H
#define ALIAS_H

#include <stddef.h>
#include <stdint.h>

#include "buffer.h"
#include "diag.h"
#include "record.h"

/* What one record says; the other side of the pair has the same key. */
struct side {
	size_t key; /* offset in keys, of "numbers\1protocol\1name\1old name" */
	uint32_t line;
	uint8_t is_alias;
};

/* Zero-initialise it. */
struct aliases {
	struct side *sides;
	size_t n, size;
	struct buffer keys; /* strings, each with its NUL */
};

/* No text of fewer bytes has the sentence of a description. */
enum {
	ALIAS_LEAST = 64
};

/*
 * Remove the sentence that says which name a description's name replaced.
 * The text is one line of *n bytes, and is changed in place.  Returns 1 and
 * sets *old to the old name, a string in what was the text; 0 if there is no
 * such sentence, or -1 if one starts and does not go on as IANA writes it.
 */
int alias_cut_description(char *text, size_t *n, const char **old);

/*
 * Remove the sentences that make a note's record an alias.  The text is lines
 * of *n bytes.  Returns 1 and appends the new name to name, or 0 or -1 in the
 * same way; a second such sentence is -1.
 */
int alias_cut_note(char *text, size_t *n, struct buffer *name);

/* Note one side of a pair: a record whose numbers and protocol are set. */
void alias_add(struct aliases *, const struct table *, const struct record *,
    const char *name, const char *old, int is_alias);

/* Report each side that has no other.  Returns 0, or -1 (ENOMEM). */
int alias_check(struct aliases *, struct diag *);

void alias_free(struct aliases *);

#endif
