/* SPDX-License-Identifier: MIT */
/*
 * The lock: what each snapshot was made from, as a small CSV file.  Its
 * columns are registry, url, updated, records, source_sha256 and
 * snapshot_sha256, one row per registry, in the order of registries.def.
 */
#ifndef LOCK_H
#define LOCK_H

#include <stdint.h>

#include "diag.h"
#include "digest.h"
#include "output.h"
#include "record.h"

struct lock_row {
	int present;	  /* whether the registry is in the lock */
	char updated[11]; /* YYYY-MM-DD or YYYY-MM */
	uint64_t records;
	char source_sha256[DIGEST_HEX + 1];
	char snapshot_sha256[DIGEST_HEX + 1];
};

/*
 * Read a lock: one row per registry of registries[], in that order.  A file
 * that does not exist is a lock without rows; one without a header is none.
 * Returns the rows, to be freed, or NULL after a message, with *status set.
 */
struct lock_row *lock_read(const char *path, struct diag *, int *status);

/*
 * Open an output that replaces the rows of the registries of n tables, keeps
 * the others, and waits for output_commit.  Returns STATUS_OK, or another
 * status after a message.
 */
int lock_open(struct output *, const char *path, const struct table *, size_t n,
    struct diag *);

#endif
