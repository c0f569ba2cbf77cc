/* SPDX-License-Identifier: MIT */
/* A line of a services file, as the parsers of C libraries split it. */
#ifndef PARSED_H
#define PARSED_H

#include "buffer.h"
#include "reading.h"
#include "scan.h"

struct parsed {
	struct span name, protocol;
	struct span aliases; /* words, not yet split */
	size_t most_aliases; /* of these that count, or 0 */
	uint32_t port;
};

/*
 * Take the next line as glibc's files module reads it, up to a NUL and without
 * blanks in front.  It moves what follows these to the front, but not the end
 * of a line that has no LF, whose last bytes are there again then; scratch is
 * for such a line.  Returns 1, or 0 at the end of the file.
 */
int parsed_next_glibc(struct pieces *, struct buffer *scratch, struct span *);

/*
 * Split a line as glibc does: blanks of any kind, a number in base 0 that
 * wraps, any number of slashes.  Returns 1, or 0 if glibc passes over it.
 */
int parsed_split_glibc(struct span line, struct parsed *);

/*
 * Put the answers for an entry: its name and each alias to its port, its port
 * to its name.  Blanks part the aliases.  A protocol number over 65535, which
 * is no port, is not asked for.
 */
void parsed_put(
    struct reading *, const struct parsed *, int (*is)(char), uint32_t line);

#endif
