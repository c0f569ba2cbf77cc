/* SPDX-License-Identifier: MIT */
/*
 * Files that appear whole or not at all: written beside their target, brought
 * to disk, and renamed over it.  Only regular files are replaced.
 */
#ifndef OUTPUT_H
#define OUTPUT_H

#include <stdio.h>

#include "diag.h"

/* As many as one tool has open at a time. */
enum {
	OUTPUT_MOST = 32
};

struct output {
	FILE *stream;	  /* write here, or read a file back; NULL: settled */
	const char *path; /* the target; NULL is standard output */
	char *temp;	  /* the file beside it, or NULL */
	char *buffer;	  /* the stream's, or NULL */
	int dir;	  /* the directory of both, or -1 */
};

/*
 * Open an output; path must outlive it.  OUTPUT_MOST with a path may be open
 * at a time: a signal that ends the program removes their temporary files.
 * Returns STATUS_OK, or another status after a message.
 */
int output_open(struct output *, const char *path, struct diag *);

/*
 * Bring what was written to disk, and close the stream; of several outputs,
 * none is put in place before all are settled.  Returns STATUS_OK, or another
 * status after a message; the output is to be aborted then.
 */
int output_settle(struct output *, struct diag *);

/*
 * Finish an output: settle it, if it is not, and put it in place.  Returns
 * STATUS_OK, or another status after a message, with the target as it was; but
 * where it is "written, but not known durable", it is the new one.
 */
int output_commit(struct output *, struct diag *);

/* Drop an output that is open; the target stays as it was. */
void output_abort(struct output *);

/* DIR/NAME with a suffix, to be freed, or NULL (ENOMEM). */
char *output_path(const char *dir, const char *name, const char *suffix);

/*
 * Whether two paths are one target: the same name in the same directory,
 * however that is spelled.  Links to one file are two.
 */
int output_same(const char *, const char *);

/*
 * Prepare a program for safe output: descriptors 0 to 2 are open, signals
 * that end the program remove the temporary file first, and a file size limit
 * is an error instead of a signal.
 */
void output_setup(void);

#endif
