/* SPDX-License-Identifier: MIT */
/* Registry text inside the comments of generated C. */
#ifndef COMMENT_H
#define COMMENT_H

#include "buffer.h"

enum {
	COMMENT_MOST = 100 /* bytes of a text before it is cut */
};

/*
 * Append text so that it is inert between a comment's delimiters, in every
 * version of C and C++: each run of characters other than printable ASCII
 * becomes one "?", a run of "?" too (two may start a trigraph), a blank parts
 * "*" from "/", and more than COMMENT_MOST bytes end in "...".  The caller
 * appends more on the same line, so that no backslash is the last byte.
 */
void comment_add(struct buffer *, const char *text);

#endif
