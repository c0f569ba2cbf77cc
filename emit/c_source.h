/* SPDX-License-Identifier: MIT */
/* Numbers and strings as C source, for any version of C and C++. */
#ifndef C_SOURCE_H
#define C_SOURCE_H

#include <stdint.h>

#include "buffer.h"

enum {
	C_PADDING = 16 /* NULs after what c_put_strings defines */
};

/* Append a number in decimal. */
void c_put_number(struct buffer *, uint32_t);

/*
 * Append the definition of an object that holds these strings, each with its
 * NUL and shorter than 4000 bytes, and C_PADDING bytes more.  It is a structure
 * of arrays of char, as compilers need not take longer literals; nothing is
 * between its members.  Whatever the strings say, they are printable ASCII.
 */
void
c_put_strings(struct buffer *, const char *name, const struct buffer *strings);

#endif
