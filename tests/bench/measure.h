/* SPDX-License-Identifier: MIT */
/* What a program costs from start to end. */
#ifndef MEASURE_H
#define MEASURE_H

#include <stddef.h>

struct cost {
	double ms;   /* wall time, in milliseconds */
	double cpu;  /* user and system time, in milliseconds */
	long kib;    /* greatest resident set, in KiB */
	long faults; /* minor page faults */
};

/*
 * The argument list of a command: its words, or, where "&&" joins several,
 * a shell that runs them.  To be freed in one piece, and gone with command.
 */
char **measure_split(char *command);

/*
 * Run a program to its end, without input, its standard output thrown away.
 * The costs of the programs that it ran are included.  Returns its exit
 * status, 127 if it is not there, or 128 + the signal that ended it.
 */
int measure_run(char *const argv[], struct cost *);

/* Milliseconds since some time in the past. */
double measure_now(void);

/* The median of n values, at least one, which are put in order. */
double measure_median(double *, size_t n);

#endif
