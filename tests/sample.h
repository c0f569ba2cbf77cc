/* SPDX-License-Identifier: MIT */
/* Small snapshots, and what portreg-emit makes of snapshots. */
#ifndef SAMPLE_H
#define SAMPLE_H

#include "run.h"

/*
 * Write a snapshot of a registry, by its id, with these lines as its records.
 * Returns its path.
 */
char *sample_write(const char *registry, const char *records);

/* Write the snapshot of data/ of a registry, by its id, as XML. */
void sample_xmlize(const char *registry, const char *path);

/* The path of a file of data/. */
char *data_file(const char *name);

/*
 * Run portreg-emit with a format, a snapshot, and further arguments up to
 * NULL, eight at most.
 */
struct run emit(const char *format_name, const char *snapshot, ...);

/* What follows the three lines of the banner of such a file. */
const char *sample_body(const char *text);

/* A line of a services or protocols file that is not a comment. */
struct entry {
	const char *name;
	int number;
	const char *protocol;	 /* "" in a protocols file */
	const char *aliases[64]; /* NULL at the end */
	const char *comment;	 /* or NULL */
};

struct entries {
	struct entry *at;
	size_t n;
};

/* Read the entries of such a file; they are left to the end. */
struct entries entries_read(const char *text);

#endif
