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

/* Whether a row is selected, or the condition that it does not pass. */
enum verdict {
	VERDICT_SELECTED,
	VERDICT_PORTS,
	VERDICT_PROTOCOL,
	VERDICT_NAMES
};

/*
 * Judge the rows of n tables, with one look at the file of names.  A record
 * passes the ports if its numbers overlap one of them, and the names
 * if its name, one that an overlay gives it, an alias of it, or the name that
 * it is an alias of is listed.  A listed name that selects nothing is warned
 * of.  Sets flags[i] to an enum verdict for each row of tables[i] and, after
 * them, each row of the overlay, to be freed whatever is returned.  Returns
 * STATUS_OK, or another status after a message.
 */
int select_rows(const struct table *const tables[], unsigned char *flags[],
    size_t n, const struct selection *, const struct overlay *, struct diag *);

enum {
	SELECT_MOST_PORT = 65535
};

/*
 * Make a flag for each port up to SELECT_MOST_PORT of a list like that of a
 * selection, or none if it is NULL; they are to be freed whatever is returned.
 * Returns STATUS_OK, STATUS_USAGE after a message, or STATUS_OS.
 */
int select_ports(const char *list, unsigned char **flags, struct diag *);

/* The option that a verdict is about, or NULL if it is VERDICT_SELECTED. */
const char *select_option(unsigned char verdict);

#endif
