/* SPDX-License-Identifier: MIT */
/*
 * Selection: which rows of a table an emitter gets.  Rows about the registry
 * are always selected; a record is if it passes every condition that is set.
 */
#ifndef SELECT_H
#define SELECT_H

#include <stddef.h>

#include "diag.h"
#include "record.h"

struct selection {
	const char *ports;     /* "A-B,C,...", or NULL for all */
	const char *protocols; /* "tcp,udp,none,...", or NULL for all */
	const char *names;     /* a file with one name a line, or NULL */
};

/*
 * Flag the selected rows of a table.  A record passes the ports if its
 * numbers overlap one of them, and the names if its name, or the name that it
 * is an alias of, is listed.  In the file of names, blank lines and lines that
 * start with "#" are passed over.  Returns the flags, one a row, to be freed;
 * or NULL after a message, with *status set.
 */
unsigned char *select_rows(
    const struct table *, const struct selection *, struct diag *, int *status);

#endif
