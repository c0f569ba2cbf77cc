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

/* What is in a place; what is not a file is NULL. */
struct contents {
	size_t names;
	char *file;
	char *meta;
};

/* A new, empty place; proxies of the environment are forgotten. */
struct place place_make(void);
void place_free(struct place *);

/*
 * Fetch PLACE_REGISTRY from a URL, once, with up to 8 more arguments, of which
 * the first that is NULL is the end; NULL is none.
 */
struct run
place_fetch(const struct place *, const char *url, const char *const more[]);

/* A place as it is; the test ends if place_read_both misses one. */
struct contents place_read(const struct place *);
struct contents place_read_both(const struct place *);
void contents_free(struct contents *);

/* The test fails if a place has other contents, or a file more or less. */
void
place_expect(const struct place *, const struct contents *, const char *what);

/*
 * The test fails unless a run had that status and, if it failed or text is not
 * empty, said so in one clean line with that text.
 */
void place_expect_run(
    const struct run *, int status, const char *text, const char *what);

void place_free_run(struct run *);

/* A registry in IANA's XML of that id, date and number of records. */
char *place_registry(const char *id, const char *updated, size_t records);

/* Write a lock that has PLACE_REGISTRY with that date and number. */
void place_lock(const char *path, const char *updated, size_t records);

/* The file URL of a folder, in which bytes beyond the plainest are encoded. */
char *file_url(const char *dir);

/* A directory with a registry to fetch by its file URL, and where to. */
struct copy {
	struct place place;
	char *dir;
	char *url;
};

struct copy copy_make(void);
void copy_free(struct copy *);

/* Let the source be a registry of that date and number of records. */
void copy_publish(const struct copy *, const char *updated, size_t records);

/*
 * Fetch, with more arguments as for place_fetch.  The test fails unless the
 * outcome is that status, with exactly out printed, and err said.
 */
void copy_expect(const struct copy *, const char *const more[], int status,
    const char *out, const char *err);

#endif
