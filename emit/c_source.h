/* SPDX-License-Identifier: MIT */
/* Numbers and bytes as C source, for any version of C and C++. */
#ifndef C_SOURCE_H
#define C_SOURCE_H

#include <stdint.h>

#include "buffer.h"

/* Append a number in decimal. */
void c_put_number(struct buffer *, uint32_t);

/*
 * Append the declaration of a member of a structure that holds these bytes, at
 * least one.  It is a structure of arrays of unsigned char, as compilers need
 * not take longer literals, which they read many times faster than numbers;
 * nothing is between its members.
 */
void
c_declare_bytes(struct buffer *, const char *name, const struct buffer *bytes);

/*
 * Append its value.  Whatever the bytes are, it is printable ASCII, and no
 * byte of them means anything to a compiler.
 */
void c_put_bytes(struct buffer *, const struct buffer *bytes);

#endif
