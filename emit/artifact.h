/* SPDX-License-Identifier: MIT */
/*
 * What an artifact says of itself, on one line near its start:
 *
 *	portreg-artifact: FORMAT/VERSION DATE sha256:DIGEST
 *
 * in a comment, or "portreg-artifact":"FORMAT/..." in JSON.  DATE is the
 * registry's; DIGEST is that of the XML which the snapshot was made of, as the
 * snapshot's first row has it, so that nothing needs to be hashed again.
 */
#ifndef ARTIFACT_H
#define ARTIFACT_H

#include <stdio.h>

#include "buffer.h"
#include "digest.h"
#include "emit.h"

/* Counts up when a format's bytes change for the same input. */
enum {
	ARTIFACT_VERSION = 1
};

/* What stands before the rest. */
#define ARTIFACT_KEY "portreg-artifact"

struct artifact {
	char format[32];
	long version;
	char date[sizeof("YYYY-MM-DD")];
	char sha256[DIGEST_HEX + 1];
};

enum {
	ARTIFACT_TEXT = sizeof(struct artifact) + sizeof("/ sha256:")
};

/*
 * Whether nothing that stands in front of the line is taken for it.  Returns
 * STATUS_OK, or STATUS_DATA after a message.
 */
int artifact_check(const struct snapshot_header *, struct diag *);

/* Write, or append, "FORMAT/VERSION DATE sha256:DIGEST". */
void artifact_spell(char text[ARTIFACT_TEXT], const struct emission *);
void artifact_put(struct buffer *, const struct emission *);

/*
 * Find what the first 64 lines of a file say, and go back to its start.
 * Returns 1, 0 if they say nothing that makes sense, or -1 if the file cannot
 * be read (errno).  The format is a word of lower-case letters, digits and
 * "-", and the date is one; the digest may be any text.
 */
int artifact_read(struct artifact *, FILE *);

#endif
