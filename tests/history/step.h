/* SPDX-License-Identifier: MIT */
/* One step of a history: a file, and what became of the one before it. */
#ifndef STEP_H
#define STEP_H

#include <stdio.h>

#include "diag.h"
#include "record.h"

struct step {
	const char *xml;	 /* the file */
	const struct table *old; /* of the file before it, or NULL */
	const struct table *new; /* of the file */
};

/*
 * Check a step: no record of the file is lost, the table is the same when it
 * was written and read, what changed turns the old one into it, and the ledger
 * of each artifact that has one closes.  Says on one line what it found.
 * Returns STATUS_OK, or another status after a message.
 */
int step_check(const struct step *, FILE *said, struct diag *);

/*
 * Whether a snapshot on a stream is a table.  Returns STATUS_OK, STATUS_DATA
 * after a message, STATUS_IO or STATUS_OS.
 */
int step_compare(const struct table *, FILE *snapshot, struct diag *);

#endif
