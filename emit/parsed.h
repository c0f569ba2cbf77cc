/* SPDX-License-Identifier: MIT */
/* A line of a services file, as the parsers of C libraries split it. */
#ifndef PARSED_H
#define PARSED_H

#include "reading.h"

struct parsed {
	struct span name, protocol;
	struct span aliases; /* words, not yet split */
	uint32_t port;
};

/*
 * Split a line as glibc does: blanks of any kind, a number in base 0 that
 * wraps, any number of slashes.  Returns 1, or 0 if glibc passes over it.
 */
int parsed_split_glibc(struct span line, struct parsed *);

/*
 * Put the answers for an entry: its name and each alias to its port, its port
 * to its name.  Blanks part the aliases.
 */
void parsed_put(
    struct reading *, const struct parsed *, int (*is)(char), uint32_t line);

#endif
