/* SPDX-License-Identifier: MIT */
/*
 * Selection: which rows of a table an emitter gets.  Rows about the registry
 * are always selected; a record is if it passes every condition that is set.
 */
#ifndef SELECT_H
#define SELECT_H

#include <stddef.h>

#include "diag.h"
#include "overlay.h"
#include "record.h"

struct selection {
	const char *ports;     /* "A-B,C,...", or NULL for all */
	const char *protocols; /* "tcp,udp,none,...", or NULL for all */
	const char *names;     /* a file of names, see names.h, or NULL */
};

/*
 * Flag the selected rows of n tables, with one look at the file of names.  A
 * record passes the ports if its numbers overlap one of them, and the names
 * if its name, one that an overlay gives it, an alias of it, or the name that
 * it is an alias of is listed.  A listed name that selects nothing is warned
 * of.  Sets flags[i] to the flags of tables[i], one a row, to be freed
 * whatever is returned.  Returns STATUS_OK, or another status after a message.
 */
int select_rows(const struct table *const tables[], unsigned char *flags[],
    size_t n, const struct selection *, const struct overlay *, struct diag *);

#endif
