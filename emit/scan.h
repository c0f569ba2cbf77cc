/* SPDX-License-Identifier: MIT */
/*
 * The parts that readers of a services file are made of: lines as C's streams
 * give them, words between blanks, and numbers as the C library reads them.
 */
#ifndef SCAN_H
#define SCAN_H

#include <stddef.h>
#include <stdint.h>

#include "reading.h"

/* A file that is read in pieces.  Set rest and most. */
struct pieces {
	struct span rest;
	size_t most;   /* bytes of a piece; 0 is a line of any length */
	uint32_t line; /* of the piece, from 1 */
	int is_open;   /* whether that line has another piece */
};

/*
 * Take the next piece: at most most bytes, or up to the end of the line,
 * which is not part of it.  Returns 1, or 0 at the end of the file.
 */
int pieces_next(struct pieces *, struct span *);

/* A span up to the first byte c, or as it is. */
struct span span_until(struct span, char c);

/* A span without its first n bytes, at most all. */
struct span span_after(struct span, size_t n);

/* Whether a span is that string, or starts with it. */
int span_is(struct span, const char *);
int span_starts(struct span, const char *);

/* Blanks: isspace in the C locale, or only blank and tab. */
int is_space(char c);
int is_blank(char c);

/* A span without the blanks in front. */
struct span span_skip(struct span, int (*is)(char));

/*
 * Take the next word, which blanks end, and the blanks before it.  Returns 1,
 * or 0 if there is none.
 */
int span_word(struct span *, int (*is)(char), struct span *word);

/* What strtoul made of a span. */
struct number {
	uint64_t value; /* UINT64_MAX if it is larger */
	int is_negative;
	struct span rest; /* after the number, or all if there was none */
	int is_there;
};

/*
 * Read a number as strtoul does: blanks, a sign, and digits of the base; 0 is
 * octal, hexadecimal or decimal, as it is written.
 */
struct number number_read(struct span, int base);

#endif
