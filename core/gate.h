/* SPDX-License-Identifier: MIT */
/* The checks that bytes must pass before libxml2 sees them; see xml.h. */
#ifndef GATE_H
#define GATE_H

#include <stddef.h>
#include <stdint.h>

/* Zero-initialise it. */
struct gate {
	uint64_t bytes; /* let through so far */
	uint64_t last;	/* offset after the last "<", or 0 */
	size_t lines;	/* line feeds let through so far */
};

/*
 * Check the next n bytes of a document.  Returns NULL, or what is wrong with
 * them, a constant string, and sets *line to where, from 1.
 */
const char *gate_check(struct gate *, const char *, size_t n, size_t *line);

#endif
