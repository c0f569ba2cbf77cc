/* SPDX-License-Identifier: MIT */
/*
 * Verify: read a services or protocols file the way each reader does, and
 * report each entry that some reader sees differently from what its line
 * promises.
 */
#ifndef VERIFY_H
#define VERIFY_H

#include <stdio.h>

#include "database.h"
#include "diag.h"
#include "finding.h"
#include "reader.h"
#include "record.h"

/* A file under all models.  It is large; verify_read prepares it. */
struct verification {
	const struct database *database;
	struct lexicon lexicon;
	struct promises promises;
	struct reading readings[READERS];
	struct findings findings;
};

/*
 * Read a whole file of any content, which must outlive the verification, as
 * that of a database.  Returns 0, or -1 (ENOMEM); free it in any case.
 */
int
verify_read(struct verification *, const struct database *, struct span file);

/* Compare the readings with the promises.  Returns 0, or -1 (ENOMEM). */
int verify_compare(struct verification *);

/*
 * Compare the promises with a snapshot of the database's registry; before
 * findings_sort.  Returns 0, or -1 (ENOMEM).
 */
int verify_against(struct verification *, const struct table *);

void verify_free(struct verification *);

/* What is asked of a run. */
struct verify_options {
	const struct database *database;
	const char *file;  /* to verify; NULL and "-" are standard input */
	const char *style; /* "text", "json", or NULL */
	const struct table *against; /* a snapshot, or NULL */
};

/*
 * Verify a file and print the findings.  Returns STATUS_OK, STATUS_DATA if
 * there is an error among them, or another status after a message.
 */
int verify_run(const struct verify_options *, FILE *out, struct diag *);

#endif
