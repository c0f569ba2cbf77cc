/* SPDX-License-Identifier: MIT */
/* Registries, from where they are published to a directory. */
#ifndef FETCH_H
#define FETCH_H

#include "diag.h"

struct fetch {
	const char *dir;
	const char *url;    /* instead of the registries' own, or NULL */
	const char *cacert; /* trust this file only; NULL: the system */
	const char *lock;   /* what to compare with, or NULL */
	int force;
	int export;	   /* get the CSV export, and nothing else */
	int offline;	   /* check what is in place, and get nothing */
	const char *retry; /* how often to try again, or NULL: the most */
	char **ids;	   /* the registries, up to a NULL */
};

/* Check what is asked for.  Returns 0, or -1 after a message. */
int fetch_check(const struct fetch *, struct diag *);

/* How often to try again; more than RETRY_MOST if that is not a number. */
size_t fetch_tries(const struct fetch *);

/*
 * Fetch each registry to DIR/ID.xml, with its sidecar, or its export to
 * DIR/ID.csv, and print a line on
 * standard output for each that is there or unchanged.  One that fails stays
 * as it was, and the next is tried.  Returns STATUS_OK, or the status of the
 * first failure, after messages.
 */
int fetch_run(const struct fetch *, struct diag *);

#endif
