/* SPDX-License-Identifier: MIT */
/*
 * Overlays: hand-kept facts that a registry does not have.  An overlay is a
 * CSV file of one of these forms, told apart by their header:
 *
 *	port,protocol,name,why
 *		name is the one to prefer among those of that port and protocol
 *	number,name,aliases,source
 *		name is what programs call that protocol number; aliases are
 *		further names, separated by blanks
 *
 * Each row must name a record of the snapshot, so that overlays cannot rot.
 */
#ifndef OVERLAY_H
#define OVERLAY_H

#include <stddef.h>
#include <stdint.h>

#include "diag.h"
#include "record.h"

enum overlay_form {
	OVERLAY_PREFER, /* the first form above */
	OVERLAY_CALL	/* the second */
};

struct overlay_row {
	enum overlay_form form;
	int32_t number;		/* port, or protocol number */
	enum protocol protocol; /* PROTOCOL_NONE in the second form */
	char *name;
	char *aliases; /* in the second form, "" if there are none; part of name
			*/
	const char *file;
	size_t line;
};

/* Zero-initialise it. */
struct overlay {
	struct overlay_row *rows;
	size_t n;
};

/*
 * Append the rows of a file; path must outlive the overlay.  A later row for
 * the same number and protocol wins.  Returns STATUS_OK, or another status
 * after messages.
 */
int overlay_read(struct overlay *, const char *path, struct diag *);

/*
 * Report each row that names no assigned record of the table.  A row of the
 * first form names a record by port, protocol and name, one of the second by
 * number.  Rows of a form that the table's registry does not use are an
 * error.  Returns STATUS_OK or STATUS_DATA.
 */
int overlay_check(const struct overlay *, const struct table *, struct diag *);

/* The row of a form that wins for a number and protocol, or NULL. */
const struct overlay_row *overlay_find(
    const struct overlay *, enum overlay_form, int32_t number, enum protocol);

void overlay_free(struct overlay *);

#endif
