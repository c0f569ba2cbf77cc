/* SPDX-License-Identifier: MIT */
/* Names as parts of C identifiers. */
#ifndef IDENTIFIER_H
#define IDENTIFIER_H

#include "buffer.h"

/*
 * Append text as a part of an identifier that something else starts: ASCII
 * letters in upper case and digits as they are; whatever stands between them
 * becomes one "_", and there is none at either end (C++ reserves "__").
 */
void identifier_add(struct buffer *, const char *text);

/* Whether identifier_add would append anything. */
int identifier_possible(const char *text);

#endif
