/* SPDX-License-Identifier: MIT */
/*
 * Snapshots: a table as a CSV file; see portreg-snapshot(5).
 */
#ifndef SNAPSHOT_H
#define SNAPSHOT_H

#include <stdio.h>

#include "diag.h"
#include "digest.h"
#include "record.h"

/*
 * Records that may be at one number, or have one name, whatever its case, and
 * no number: IANA has seven and three at most.  Of those without either, it has
 * none.  What is made of a snapshot takes time for each record and number, so
 * this bounds it.
 */
enum {
	SNAPSHOT_MOST_AT = 64
};

/*
 * Numbers that ranges with a name may have together, each but for its first:
 * IANA has 304.  Each can be a line of a services file.
 */
enum {
	SNAPSHOT_MOST_RANGED = 262144
};

/* What is said of too many records without a name and a number. */
#define SNAPSHOT_NAMELESS "more than %d records without a name and a number"

/* What the first row says of the registry. */
struct snapshot_header {
	const char *title;
	const char *updated;
	const char *url;
	char sha256[DIGEST_HEX + 1]; /* of the source */
};

/*
 * Make the first row of a table the one of kind registry, for the rows that
 * will follow it.  Returns 0, or -1 (ENOMEM).
 */
int snapshot_set_header(
    struct table *, const struct snapshot_header *, size_t rows);

/*
 * Read what the first row says; title and updated are the table's, url is
 * stored in text.  Returns 0, or -1 if the row is not of that form, or memory
 * ran out (errno is then ENOMEM).
 */
int snapshot_get_header(const struct table *, struct snapshot_header *,
    size_t *rows, struct buffer *text);

/*
 * Whether no number of a sorted table, and no name without one, has more than
 * SNAPSHOT_MOST_AT records, ranges have no more than SNAPSHOT_MOST_RANGED
 * numbers, and no two footnotes have one name.  Returns STATUS_OK, STATUS_OS,
 * or STATUS_DATA after a message on the first that is too many.
 */
int snapshot_check_crowd(const struct table *, struct diag *);

/*
 * Give the bytes of a table to take, with data, in pieces.  Returns 0, or -1
 * (ENOMEM).
 */
int snapshot_put(const struct table *,
    void (*take)(void *data, const char *, size_t n), void *data);

/*
 * Write a table.  Errors of the stream are its owner's.  Returns 0, or -1
 * (ENOMEM).
 */
int snapshot_write(const struct table *, FILE *);

/*
 * Read a snapshot into an uninitialised table, and check all of it: header,
 * columns, values, order, number of rows.  Returns STATUS_OK, STATUS_DATA
 * after messages, STATUS_IO or STATUS_OS.  Free the table in any case.
 */
int snapshot_read(struct table *, FILE *, struct diag *);

#endif
