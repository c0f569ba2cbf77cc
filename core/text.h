/* SPDX-License-Identifier: MIT */
/* UTF-8 text, independent of the locale. */
#ifndef TEXT_H
#define TEXT_H

#include <stddef.h>
#include <stdint.h>

/*
 * Decode the character at s, which ends in a NUL (RFC 3629: no overlong
 * forms, no surrogates).  Returns its length in bytes and sets *c, or 0 if s
 * is not UTF-8.  The length of the terminating NUL is 1.
 */
size_t text_decode(const char *s, uint32_t *c);

/*
 * Check text that is to be a field: UTF-8, no control characters (LF where
 * lines is not 0), nothing else that XML cannot hold (its Char), no blank at
 * either end.  Returns NULL, or what is wrong, a constant string.
 */
const char *text_check(const char *s, int lines);

/*
 * Whether a terminal, an editor or a script may act on a character instead of
 * showing it: controls, line separators, marks that turn the direction of
 * text, and the byte order mark.
 */
int text_is_active(uint32_t c);

#endif
