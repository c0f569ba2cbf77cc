/* SPDX-License-Identifier: MIT */
/* Events as the parts of an item of a Markdown list: "HEAD PLACE: TAIL". */
#ifndef CHANGES_ITEM_H
#define CHANGES_ITEM_H

#include "changes.h"

/* Append the name that an event is about, or what kind of row it is. */
void
item_put_head(struct buffer *, const struct changes *, const struct event *);

/* Append "PORT/PROTOCOL", or what there is of it. */
void item_put_place(struct buffer *, const struct record *);

/*
 * The names that have just lost their number and are new without one, sorted.
 * Zero-initialise it, and free names in any case.
 */
struct kept {
	const char **names;
	size_t n;
};

/* Find them.  Returns 0, or -1 (ENOMEM). */
int item_find_kept(struct kept *, const struct changes *);

/* Append what happened; contacts and dates are left out. */
void item_put_tail(struct buffer *, const struct changes *, const struct kept *,
    const struct event *);

/*
 * Whether the item of another event tells of it: a name that is new without a
 * number, and has just lost the one it had.
 */
int item_is_told(const struct kept *, const struct event *);

#endif
