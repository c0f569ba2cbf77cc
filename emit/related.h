/* SPDX-License-Identifier: MIT */
/*
 * Related ports: an overlay that does not change what a service is, but says
 * to people what else they may look for.  It is in no ledger.
 *
 *	port,related,source,why
 *		who asks about port may look for related
 */
#ifndef RELATED_H
#define RELATED_H

#include <stddef.h>
#include <stdint.h>

#include "diag.h"
#include "record.h"
#include "rows.h"

struct relation {
	int32_t port, related;
	const char *source; /* owned, in one piece with why */
	const char *why;
	const char *file;
	size_t line;
};

/* Zero-initialise it. */
struct relations {
	struct relation *list;
	size_t n;
};

/* Whether a header is that of such an overlay. */
int related_has_header(const struct row *);

/*
 * Take a row; first is the file's first relation.  Returns STATUS_OK, after a
 * message if it is wrong, STATUS_DATA to go no further, or STATUS_OS.
 */
int related_take(struct relations *, size_t first, const struct row *,
    const char *file, struct diag *);

/*
 * Report each relation of a port to which nothing is assigned.  Returns
 * STATUS_OK, or STATUS_OS.
 */
int
related_check(const struct relations *, const struct table *, struct diag *);

void related_free(struct relations *);

#endif
