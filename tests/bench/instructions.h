/* SPDX-License-Identifier: MIT */
/* The instructions that a program takes, by valgrind's callgrind. */
#ifndef INSTRUCTIONS_H
#define INSTRUCTIONS_H

#include <stdint.h>

struct instructions {
	uint64_t all;
	uint64_t digest; /* those in libgcrypt, among all */
};

/*
 * Count the instructions of a program, and of those that it runs.  dir is for
 * callgrind's files, which are removed.  Returns 0, or -1 where there is no
 * valgrind, or the program fails under it.
 */
int
instructions_count(char *const argv[], const char *dir, struct instructions *);

#endif
