/* SPDX-License-Identifier: MIT */
/*
 * The manifest: which artifacts there are, as JSON, with their bytes and
 * digests, and what they were made of.  schemas/manifest.schema.json has its
 * form.
 */
#ifndef MANIFEST_H
#define MANIFEST_H

#include <stddef.h>

#include "diag.h"

/*
 * Write the manifest of n artifacts, in their order, to output; NULL is
 * standard output.  What they say of themselves (artifact.h) is in it, too, and
 * their data must be that of the lock at that path.  Returns STATUS_OK, or
 * another status after a message.
 */
int manifest_run(const char *lock, char *const files[], size_t n,
    const char *output, struct diag *);

#endif
