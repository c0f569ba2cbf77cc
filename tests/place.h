/* SPDX-License-Identifier: MIT */
/* A directory that a registry is fetched to, and registries to fetch. */
#ifndef PLACE_H
#define PLACE_H

#include <stddef.h>

#include "run.h"

/* The registry that the tests fetch: small, so one that passes is small. */
#define PLACE_REGISTRY "protocol-numbers"

struct place {
	char *dir;
	char *file; /* where the registry goes */
	char *meta; /* where its sidecar goes */
};

/* What is in a place; a file that is absent is NULL. */
struct contents {
	size_t names;
	char *file;
	char *meta;
};

/* A new, empty place. */
struct place place_make(void);
void place_free(struct place *);

/*
 * Fetch PLACE_REGISTRY from a URL, with up to 8 more arguments, of which the
 * first that is NULL is the end; NULL is none.
 */
struct run
place_fetch(const struct place *, const char *url, const char *const more[]);

struct contents place_read(const struct place *);
void contents_free(struct contents *);

/* The test fails if a place has other contents, or a file more or less. */
void
place_expect(const struct place *, const struct contents *, const char *what);

/*
 * The test fails unless a run had that status and, if it failed, said so in
 * one clean line with that text.
 */
void
expect_run(const struct run *, int status, const char *text, const char *what);

void run_free(struct run *);

/* A registry in IANA's XML of that id, date and number of records. */
char *make_registry(const char *id, const char *updated, size_t records);

#endif
