/* SPDX-License-Identifier: MIT */
/*
 * Programs that read what is in /etc, run in a namespace of their own, where
 * scratch directories lie over it; the real one is not touched, and there is
 * no network but loopback.
 */
#ifndef ETC_H
#define ETC_H

#include "run.h"

/* The command that starts one, or a skipped test. */
const char *etc_namespace(void);

/*
 * A directory to lie over /etc, with a file of n bytes for a database, services
 * or protocols, and the sources where nsswitch.conf(5) says to look for it.
 */
char *
etc_make(const char *database, const char *text, size_t n, const char *sources);

/* tests/consumers/lookup.c, built with a compiler, or a skipped test. */
char *etc_build_lookup(const char *compiler);

/*
 * Run a program in a namespace, where the directory etc lies over /etc, and db
 * over /var/lib/misc if it is not NULL; input is its standard input.
 */
struct run etc_run(
    const char *program, const char *etc, const char *db, const char *input);

#endif
