/* SPDX-License-Identifier: MIT */
/*
 * IANA's CSV export of a registry, as it is and as it should be.  It has less
 * than the XML, so records are brought to its form, and not the other way.
 */
#ifndef EXPORT_H
#define EXPORT_H

#include <stdio.h>

#include "diag.h"
#include "mapper.h"
#include "record.h"

#define NO_ROW ((size_t)-1)

struct export_row {
	size_t fields[MOST_TITLES]; /* offsets of strings in text */
	size_t line;		    /* where it stood in its file */
	size_t number;		    /* in its file, from 1 */
	size_t partner; /* the other export's row that it is, or NO_ROW */
	int moved;	/* it is not where its partner is */
};

/* Zero-initialise it, and set the mapper, whose titles the columns have. */
struct export
{
	const struct mapper *mapper;
	struct buffer text;
	struct export_row *rows;
	size_t n;
	size_t size; /* room in rows */
};

/*
 * Read an export: the header of the titles, and rows that end in CRLF or, all
 * of them, in LF.  White space is folded in every field, as IANA's own
 * varies, and a range of one number becomes that number.  Returns STATUS_OK,
 * STATUS_DATA after messages with row and column, STATUS_IO or STATUS_OS.
 */
int export_read(struct export *, FILE *, struct diag *);

/*
 * Append what a record's row should be.  The record is as it was in the XML,
 * with the sentences on aliases.  Without an assignee, the contacts stand in
 * its place.  Returns 0, or -1 (ENOMEM).
 */
int
export_project(struct export *, const struct table *, const struct record *);

/* A field of a row; valid until a row is added. */
static inline const char *
export_field(const struct export *e, const struct export_row *r, size_t column)
{
	return e->text.data + r->fields[column];
}

void export_free(struct export *);

#endif
