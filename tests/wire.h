/* SPDX-License-Identifier: MIT */
/* Fetches from a server that is wrong byte by byte; see faults/wire.py. */
#ifndef WIRE_H
#define WIRE_H

#include "place.h"

struct wire {
	struct run run;
	size_t connections;
	struct place place;
	char *materials; /* the server's */
};

/*
 * Fetch from a server that gives those answers, to a place where an older
 * registry is; options are of the shell, and so is before, which may set the
 * environment, or be "".  A test without python3 or openssl is skipped.
 */
struct wire
wire_run(const char *answers, const char *options, const char *before);

/* The same in the background, until wire_wait has its end. */
struct wire wire_start(const char *answers, const char *options);
void wire_wait(struct wire *);

/*
 * The test fails unless the status is that one and the one line said is the
 * text behind the tool and the URL, which may go on behind a text that ends
 * in a blank; and unless the place has the old file, or, with status 0, the new
 * one and its sidecar, and nothing else.
 */
void wire_expect(
    const struct wire *, int status, const char *text, const char *what);

void wire_free(struct wire *);

#endif
