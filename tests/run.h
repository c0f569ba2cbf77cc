/* SPDX-License-Identifier: MIT */
/* What tests need to run programs and to look at files. */
#ifndef RUN_H
#define RUN_H

#include <stddef.h>

enum {
	RUN_NAME = 64 /* bytes of a case's name, with its NUL */
};

/* What a program did; the strings are for free, or left to the end. */
struct run {
	int status; /* exit status, or 128 + the signal that ended it */
	char *out;  /* standard output, with a NUL */
	size_t out_n;
	char *err; /* standard error, with a NUL */
};

/*
 * Run a program to its end, with a NULL-terminated argument list.  One whose
 * name starts with "portreg-" is the tool that was built; others are searched
 * in PATH.  Standard input is the file at input, or empty if it is NULL.
 */
struct run run(const char *input, const char *const argv[]);

/* The same for a command of the shell, run at the root of the tree. */
struct run
run_shell(const char *fmt, ...) __attribute__((format(printf, 1, 2)));

/* Whether a program is in PATH. */
int have(const char *program);

/* The root of the source tree, and the directory of what was built. */
const char *tree(void);
const char *built(void);

/* Whether this is a build with AddressSanitizer. */
int is_sanitized(void);

/*
 * Commands of the shell: what follows has 5 s of a processor, or 512 MiB.
 * Without optimisation, or with sanitizers, which take several times as much,
 * it has 60 s, and with sanitizers any memory.
 */
const char *limit_time(void);
const char *limit_memory(void);

/* printf into a new string. */
char *format(const char *fmt, ...) __attribute__((format(printf, 1, 2)));

/* A new empty directory in that of what was built; its name has a blank. */
char *scratch(void);

/*
 * A copy of the source tree and of what was built, in which make has nothing
 * left to compile.  make_in runs make there, with the flags of this build, and
 * in_copy a command of the shell.
 */
char *copy_tree(void);
struct run in_copy(const char *dir, const char *command);
struct run make_in(const char *dir, const char *arguments);

/* The content of a file, with a NUL; the test fails if it cannot be read. */
char *read_file(const char *path, size_t *n);

/* Make a file with that content. */
void write_file(const char *path, const char *content, size_t n);

/* The number of names in a directory, "." and ".." not counted. */
size_t count_names(const char *dir);

/*
 * Fill names with those in tests/DIR that end in one of suffixes, which NULL
 * ends, and return how many there are; at most most.
 */
size_t list_cases(const char *dir, const char *const suffixes[],
    char names[][RUN_NAME], size_t most);

/*
 * The path of a real file of IANA's,
 * "service-names-port-numbers-2026-08-17.xml"; where there is none, the test
 * that asks is skipped.
 */
char *registry_file(const char *name);

/* The names of the real files that end in suffix, sorted, NULL at the end. */
char **registry_files(const char *suffix);

#endif
