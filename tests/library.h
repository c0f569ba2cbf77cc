/* SPDX-License-Identifier: MIT */
/* The emitted library in the hands of compilers, and its answers. */
#ifndef LIBRARY_H
#define LIBRARY_H

#include "model.h"

/* A compiler with its options, and what runs its programs ("" is nothing). */
struct toolchain {
	const char *compiler;
	const char *options;
	const char *runner;
};

/*
 * A new directory with iana_services.h of a snapshot, made with more options
 * for portreg-emit, as the shell takes them.
 */
char *library_make(const char *snapshot, const char *options);

/* What the registry of this tree is made of, with its overlay. */
char *library_make_real(const char *options);

/* The program tests/consumers/services.c with that library; may skip. */
char *library_build(const char *dir, const struct toolchain *);

/* The test fails unless all its answers are those of a model. */
void library_check(const char *program, const struct toolchain *,
    const struct model *, int descriptions, int aliases, size_t random);

#endif
