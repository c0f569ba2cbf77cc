/* SPDX-License-Identifier: MIT */
/* One run of portreg-parse: read XML, write snapshots. */
#ifndef BATCH_H
#define BATCH_H

#include "parse.h"

struct batch {
	struct parse_options options;
	const char *output; /* of the only input; NULL is standard output */
	const char *dir;    /* for DIR/REGISTRY.csv, instead of output */
	const char *lock;   /* to bring up to date, or NULL */
	char **inputs;	    /* NULL is standard input */
	size_t n;	    /* at least one */
};

/*
 * Do it.  Nothing is written unless all inputs are good and of different
 * registries, and no target is an input or another target.  Returns an exit
 * status, after messages if it is not STATUS_OK.
 */
int batch_run(const struct batch *, struct diag *);

#endif
