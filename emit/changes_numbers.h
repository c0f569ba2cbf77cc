/* SPDX-License-Identifier: MIT */
/* Sets of port or protocol numbers: those that are free. */
#ifndef CHANGES_NUMBERS_H
#define CHANGES_NUMBERS_H

#include <stddef.h>
#include <stdint.h>

#include "buffer.h"
#include "record.h"

enum {
	NUMBERS = 65536
};

struct number_range {
	int32_t first, last;
};

struct number_set {
	struct number_range *ranges; /* in order, none next to another */
	size_t n;
	size_t count; /* of numbers */
};

/*
 * Whether a row says no more than that its numbers are free: it has no name,
 * no protocol and no annotation, so that it may be cut or joined with another.
 */
int numbers_are_free(const struct table *, const struct record *);

/*
 * Fill taken with the numbers that are free in old and not in new, and freed
 * with the reverse.  Of both, only what stands in a row of which the flag, see
 * select.h, is that of a selection.  Returns 0, or -1 (ENOMEM).
 */
int numbers_compare(const struct table *old, const unsigned char *selected_old,
    const struct table *new, const unsigned char *selected_new,
    struct number_set *taken, struct number_set *freed);

/* Append a set as "1, 3-5". */
void numbers_put(struct buffer *, const struct number_set *);

void numbers_free(struct number_set *);

#endif
