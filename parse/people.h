/* SPDX-License-Identifier: MIT */
/* The ids of persons: which are used, and which are there. */
#ifndef PEOPLE_H
#define PEOPLE_H

#include <libxml/hash.h>
#include <stddef.h>

#include "diag.h"

/* Zero-initialise it. */
struct people {
	xmlHashTablePtr ids;
	int failed; /* memory ran out */
};

/* Note that an id is used at a line, or that there is a person of that id. */
void people_use(struct people *, const char *id, size_t line);
void people_add(struct people *, const char *id);

/* Warn of each id that is used and is nobody's, in the order of lines. */
void people_check(struct people *, struct diag *);

void people_free(struct people *);

#endif
