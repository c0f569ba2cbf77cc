/* SPDX-License-Identifier: MIT */
/* Numbers and strings as C source, for any version of C and C++. */
#ifndef C_SOURCE_H
#define C_SOURCE_H

#include <stdint.h>

#include "buffer.h"

/* Append a number in decimal. */
void c_put_number(struct buffer *, uint32_t);

/*
 * Append the declaration of a member of a structure that holds these strings,
 * each with its NUL and shorter than 4000 bytes, and padding bytes, at least
 * one.  It is a structure of arrays of char, as compilers need not take longer
 * literals; nothing is between its members.
 */
void c_declare_strings(struct buffer *, const char *name,
    const struct buffer *strings, size_t padding);

/*
 * Append its value.  Whatever the strings say, it is printable ASCII, and no
 * byte of them means anything to a compiler.
 */
void c_put_strings(struct buffer *, const struct buffer *strings);

#endif
