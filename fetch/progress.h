/* SPDX-License-Identifier: MIT */
/* A bar for a person who waits longer than PROGRESS_AFTER at a terminal. */
#ifndef PROGRESS_H
#define PROGRESS_H

#include <stdint.h>
#include <stdio.h>

enum {
	PROGRESS_AFTER = 500, /* ms from the start to the first bar */
	PROGRESS_EVERY = 100  /* ms between two bars, at least */
};

struct progress {
	FILE *out;	  /* a terminal, or NULL: show nothing */
	const char *name; /* of what is fetched */
	int64_t start;	  /* ms, by progress_now */
	int64_t drawn;	  /* when the bar was drawn last; 0: never */
};

/* Start to wait; draws on out only if it is a terminal. */
void progress_start(struct progress *, FILE *out, const char *name);

/* Milliseconds of a clock that nobody sets. */
int64_t progress_now(void);

/*
 * Draw that at the time now, done of total bytes are there; total is 0 where
 * it is not known.  Draws nothing before its time.
 */
void
progress_draw(struct progress *, int64_t now, uint64_t done, uint64_t total);

/* Wipe the bar, if there is one. */
void progress_stop(struct progress *);

#endif
