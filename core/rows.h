/* SPDX-License-Identifier: MIT */
/*
 * Rows of a CSV file (RFC 4180, with LF), read strictly by libcsv.  Blanks
 * are data; only LF ends a row; a blank line is a row of no fields.  Messages
 * count columns from 1.
 */
#ifndef ROWS_H
#define ROWS_H

#include <stddef.h>
#include <stdio.h>

#include "buffer.h"
#include "diag.h"

enum {
	ROWS_MOST_FIELDS = 32,	     /* of a row */
	ROWS_MOST_FIELD = 128 * 1024 /* bytes of a field */
};

struct row {
	size_t number; /* 0 is the header */
	size_t line;   /* where it starts, from 1 */
	size_t n;      /* fields; at most ROWS_MOST_FIELDS are kept */
	int nul;       /* whether NULs may be inside: the file has had one */
	const char *fields[ROWS_MOST_FIELDS]; /* strings; empty is "" */
	size_t lengths[ROWS_MOST_FIELDS];     /* as of fields with NULs */
};

/*
 * Read all rows of a stream and give each to take, with data.  take returns 0
 * to go on, or a status to stop with.  Returns STATUS_OK, that status,
 * STATUS_DATA after a message on the CSV itself, STATUS_IO or STATUS_OS.
 */
int rows_read(
    FILE *, struct diag *, int (*take)(void *, const struct row *), void *data);

/*
 * The same for a file whose rows end in CRLF, as RFC 4180 has it, or all of
 * them in LF.  A row that ends otherwise than those before it is an error, and
 * so is a stream over BESIDE_MOST (beside.h).
 */
int rows_read_crlf(
    FILE *, struct diag *, int (*take)(void *, const struct row *), void *data);

/*
 * Whether a row has n fields without NULs.  If not, says so and returns 0.
 */
int row_check(const struct row *, size_t n, struct diag *);

/* Append a field to a row that is to be written, quoted only where needed. */
void row_add_field(struct buffer *row, const char *s);

#endif
