/* SPDX-License-Identifier: MIT */
/* The ids of persons: which are used, and which are there. */
#ifndef PEOPLE_H
#define PEOPLE_H

#include <stddef.h>

#include "buffer.h"
#include "diag.h"
#include "record.h"

/* Zero-initialise it; memory ran out if a buffer failed. */
struct people {
	struct buffer ids;	/* of all persons, a NUL after each */
	struct buffer mentions; /* "line id" of each in text, likewise */
	size_t n;		/* of ids */
};

/* Note that there is a person of that id. */
void people_add(struct people *, const char *id);

/* Note that text at a line mentions a person. */
void people_mention(struct people *, const char *id, size_t line);

/*
 * Warn of each id that is mentioned, or is an assignee or a contact in the
 * table, and is nobody's.  Returns 0, or -1 (ENOMEM).
 */
int people_check(const struct people *, const struct table *, struct diag *);

void people_free(struct people *);

#endif
