/* SPDX-License-Identifier: MIT */
/* Registries whose texts try to break out of what they are written to. */
#ifndef HOSTILE_H
#define HOSTILE_H

#include <stddef.h>

/*
 * The registry of that id in IANA's XML, for free: every text stands as name,
 * description, note and reference, all of them being ones that parse takes.
 * What gets out of its quotes, comment or line has "pwned" in it.
 */
char *hostile_registry(const char *id, size_t *n);

/* The name of a file with its snapshot, as portreg-parse makes it. */
char *hostile_snapshot(const char *id);

#endif
