/* SPDX-License-Identifier: MIT */
/* What the three tools do alike before and after their work. */
#ifndef TOOL_H
#define TOOL_H

#include <stdio.h>

#include "diag.h"

/* Prepare a tool: safe output, and diagnostics on standard error. */
void tool_start(struct diag *, const char *name);

/*
 * Open an input for reading; NULL and "-" are standard input.  One may be open
 * at a time, as they share a buffer.  Names it in diag.  Returns STATUS_OK, or
 * STATUS_NO_INPUT after a message.
 */
int tool_open(FILE **, const char *path, struct diag *);

/* Whether a path is standard input for tool_open. */
int tool_is_standard(const char *path);

/* The same as tool_open for a named file, beside others that are open. */
int tool_open_file(FILE **, const char *path, struct diag *);

/*
 * Open a regular file, and nothing that would be waited for.  One that does
 * not exist is NULL.  Names it in diag, which may be NULL for no message.
 * Returns STATUS_OK, or STATUS_NO_INPUT after a message.
 */
int tool_open_regular(FILE **, const char *path, struct diag *diag);

/* The same for one that has to exist, with a diag: else STATUS_NO_INPUT. */
int tool_open_existing(FILE **, const char *path, struct diag *);

/* Say what a status of STATUS_IO or STATUS_OS means, and return it. */
int tool_explain(struct diag *, int status);

/* Print the name and version. Returns STATUS_OK, or STATUS_IO. */
int tool_version(struct diag *);

/* Write usage to a stream. Returns STATUS_OK, or STATUS_IO. */
int tool_help(struct diag *, const char *usage);

/*
 * Bring standard output to its end, once everything is printed.  Returns
 * STATUS_OK, or STATUS_IO after a message.
 */
int tool_finish(struct diag *);

/* Write usage to standard error and return STATUS_USAGE. */
int tool_usage(const char *usage);

/*
 * Report the option that getopt_long has just refused, with its bytes escaped,
 * write usage, and return STATUS_USAGE.
 */
int tool_bad_option(struct diag *, char *const argv[], const char *usage);

#endif
