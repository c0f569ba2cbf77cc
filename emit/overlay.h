/* SPDX-License-Identifier: MIT */
/*
 * Overlays: hand-kept facts that a registry does not have.  An overlay is a
 * CSV file of one of these forms, told apart by their header:
 *
 *	action,port,protocol,name,of,source,why
 *		what action says of name at that port and protocol:
 *		add	it is in use there, without an assignment
 *		alias	programs say it for of, which is assigned there
 *		prefer	it is the one to prefer there
 *		drop	it is not to be there
 *	port,protocol,name,why
 *		the same, where each row is a prefer
 *	number,name,aliases,source
 *		name is what programs call that protocol number; aliases are
 *		further names, separated by blanks
 *
 * and that of related.h.  Later rows win over earlier ones of other files.
 * Two rows of one file may not contradict each other.
 */
#ifndef OVERLAY_H
#define OVERLAY_H

#include <stddef.h>
#include <stdint.h>
#include <stdio.h>

#include "diag.h"
#include "record.h"
#include "related.h"

/* The origin of what no overlay says. */
#define OVERLAY_IANA "iana"

/* The most rows of a file. */
enum {
	OVERLAY_MOST = 4096
};

enum overlay_action {
	OVERLAY_ADD,
	OVERLAY_ALIAS,
	OVERLAY_PREFER,
	OVERLAY_DROP,
	OVERLAY_CALL /* the third form */
};

struct overlay_row {
	enum overlay_action action;
	int32_t number;		/* port, or protocol number */
	enum protocol protocol; /* PROTOCOL_NONE in the third form */
	const char *name;
	const char *of;	     /* of an alias; else "" */
	const char *aliases; /* in the third form; else "" */
	const char *file;
	size_t line;
};

/* Zero-initialise it. */
struct overlay {
	struct overlay_row *rows;
	size_t n;
	struct relations relations; /* of ports; no row is of them */
};

/*
 * Append the rows of a file; path must outlive the overlay.  Returns
 * STATUS_OK, or another status after messages.
 */
int overlay_read(struct overlay *, const char *path, struct diag *);

/* The same for a stream, which is that of path in messages. */
int overlay_take(struct overlay *, FILE *, const char *path, struct diag *);
/* Report the field of that number and name as missing, or as wrong. */
void overlay_refuse(
    const struct row *, size_t field, const char *name, struct diag *);

/*
 * Report each row that a table contradicts: a row that prefers, drops or
 * calls something that is not assigned, and rows of a form that the table's
 * registry does not use.  What aliases and additions need is checked by
 * entries_make.  Returns STATUS_OK, STATUS_DATA, or STATUS_OS without one.
 */
int overlay_check(const struct overlay *, const struct table *, struct diag *);

/* The row of an action that wins for a number and protocol, or NULL. */
const struct overlay_row *overlay_find(
    const struct overlay *, enum overlay_action, int32_t number, enum protocol);

/*
 * The word for where the rows of an overlay come from: the n bytes of the
 * name of its file without directories and ".csv", "compat" for
 * data/compat.csv.  No overlay may be of the origin OVERLAY_IANA.
 */
const char *overlay_origin(const char *path, size_t *n);

/* The word for an action, as overlays have it. */
const char *overlay_word(enum overlay_action);

void overlay_free(struct overlay *);

#endif
