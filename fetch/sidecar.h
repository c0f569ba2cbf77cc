/* SPDX-License-Identifier: MIT */
/*
 * The sidecar: what is known of the registry that is in place, in the file
 * beside it.  It is worth something only while it is of that very file, so
 * it names its SHA-256.
 */
#ifndef SIDECAR_H
#define SIDECAR_H

#include "check.h"
#include "diag.h"
#include "digest.h"
#include "output.h"

enum {
	SIDECAR_VALIDATOR = 256 /* bytes of the longest validator kept */
};

struct sidecar {
	char *url; /* where the file came from; NULL: nothing is known */
	struct summary summary;
	char sha256[DIGEST_HEX + 1];
	char *etag;	     /* as the server wrote it, or NULL */
	char *last_modified; /* the same */
};

/*
 * Whether the n bytes of a header's value may be kept and sent back: not
 * empty, of at most SIDECAR_VALIDATOR bytes, all of them printable ASCII.
 */
int sidecar_keeps(const char *value, size_t n);

/*
 * Read the sidecar of the file of that digest.  One that is absent, damaged
 * or of another file is no error: nothing is known then.  Free it in any
 * case.  Returns 0, or -1 (ENOMEM).
 */
int sidecar_read(struct sidecar *, const char *path, const char *sha256);

/*
 * Write a sidecar that waits for output_commit.  Returns STATUS_OK, or another
 * status after a message, with nothing open.
 */
int sidecar_open(
    struct output *, const struct sidecar *, const char *path, struct diag *);

/* Free the strings, and reset to all zeros. */
void sidecar_free(struct sidecar *);

#endif
