/* SPDX-License-Identifier: MIT */
/*
 * A list of names from a file: one a line, compared without regard to case
 * (RFC 6335, section 5.1).  Blank lines and lines that start with "#" are
 * passed over, and so are blanks at the end of a line.  See beside.h for how
 * large it may be.
 */
#ifndef NAMES_H
#define NAMES_H

#include <stddef.h>

#include "buffer.h"
#include "diag.h"

struct name {
	const char *text;
	size_t line;
	int found; /* names_find was asked for it */
};

/* Zero-initialise it. */
struct names {
	const char *file;
	struct buffer text; /* of the file, cut into strings */
	struct name *list;  /* in order, each name once */
	size_t n;
};

/*
 * Read a list; path must outlive it.  Returns STATUS_OK, STATUS_OS, or another
 * status after a message.
 */
int names_read(struct names *, const char *path, struct diag *);

/* Whether a name, which may be NULL, is in the list. */
int names_find(struct names *, const char *name);

/* Warn of each name that was never found. */
void names_report(const struct names *, struct diag *);

void names_free(struct names *);

#endif
