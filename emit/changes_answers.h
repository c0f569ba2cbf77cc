/* SPDX-License-Identifier: MIT */
/* Whether what is new in a registry changes an answer that it gave before. */
#ifndef CHANGES_ANSWERS_H
#define CHANGES_ANSWERS_H

#include "changes.h"

/* Whether look-ups find a row: a service that has a name and is in use. */
static inline int
row_answers(const struct record *r)
{
	return r->kind == KIND_ASSIGNED && r->text[COLUMN_NAME] != 0;
}

/*
 * Make an event breaking that is additive, where its row is found instead of
 * another: by number and protocol, as the one that an overlay prefers or, of
 * those there, that of the fewest numbers and the first name; by name and
 * protocol, as that of the lowest number; or where there are two numbers now,
 * so that the constant of the other is called differently.  Returns 0, or -1
 * (ENOMEM).
 */
int answers_judge(struct changes *);

#endif
