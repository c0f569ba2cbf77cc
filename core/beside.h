/* SPDX-License-Identifier: MIT */
/*
 * Files beside the registry, which are read whole: a services or protocols
 * file, a list of names, an export.  Those there are have less than 2 MiB.
 */
#ifndef BESIDE_H
#define BESIDE_H

#include <stdio.h>

#include "buffer.h"
#include "diag.h"

enum {
	BESIDE_MOST_MIB = 3 /* a larger one is refused */
};

/* The same in bytes. */
#define BESIDE_MOST ((size_t)BESIDE_MOST_MIB * 1024 * 1024)

/* Say that a file is larger.  Returns STATUS_DATA. */
int beside_refuse(size_t line, struct diag *);

/* The line, from 1, of the byte behind the n at s. */
size_t beside_line(const char *s, size_t n);

/*
 * Read a stream, which may be a pipe, into content, which is empty.  Returns
 * STATUS_OK, STATUS_DATA after a message with the line at which it is too
 * large, STATUS_IO or STATUS_OS.
 */
int beside_read(FILE *, struct buffer *content, struct diag *);

#endif
