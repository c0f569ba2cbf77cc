/* SPDX-License-Identifier: MIT */
/* White space, as a snapshot has it. */
#ifndef NORMALISE_H
#define NORMALISE_H

#include <stddef.h>

/* Whether it is a blank, a tab, or part of a line break. */
static inline int
is_blank(char c)
{
	return c == ' ' || c == '\n' || c == '\t' || c == '\r';
}

/*
 * Fold each run of blanks, tabs and line breaks in the n bytes at s to one
 * blank, and trim.  Works in place; returns the new length.
 */
size_t normalise_line(char *s, size_t n);

/*
 * Do the same to each line, drop empty lines, and join the rest with LF.
 * Works in place; returns the new length.
 */
size_t normalise_lines(char *s, size_t n);

#endif
