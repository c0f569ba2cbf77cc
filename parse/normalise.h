/* SPDX-License-Identifier: MIT */
/* White space, as a snapshot has it. */
#ifndef NORMALISE_H
#define NORMALISE_H

#include <stddef.h>

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
