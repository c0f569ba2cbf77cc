/* SPDX-License-Identifier: MIT */
/*
 * Diagnostics: one line a problem, on one stream, with every untrusted byte
 * escaped, in the form "tool: file:line: what is wrong: 'the datum'".
 */
#ifndef DIAG_H
#define DIAG_H

#include <stddef.h>
#include <stdio.h>

/*
 * Exit statuses, those of sysexits(3); 0 is success, and 1 that of a comparison
 * that finds a difference, as of diff(1).
 */
enum status {
	STATUS_OK = 0,
	STATUS_DIFFERENT = 1,
	STATUS_USAGE = 64,
	STATUS_DATA = 65,
	STATUS_NO_INPUT = 66,
	STATUS_UNAVAILABLE = 69,
	STATUS_INTERNAL = 70,
	STATUS_OS = 71,
	STATUS_CANNOT_CREATE = 73,
	STATUS_IO = 74,
	STATUS_TRY_LATER = 75
};

/* At most this many errors are shown one by one; the rest are counted. */
enum {
	DIAG_SHOWN = 20
};

/* At most this many bytes of a datum, a path or URL, and words are shown. */
enum {
	DIAG_DATUM = 64,
	DIAG_PATH = 1024,
	DIAG_WORDS = 1024
};

/* A stream of diagnostics.  Set tool and out; the rest starts at zero. */
struct diag {
	const char *tool; /* name of the program */
	const char *file; /* the input that is read, or NULL */
	FILE *out;
	size_t errors;
	size_t warnings;
};

/*
 * Report a problem at a line of the input (0: of no line).  The datum, if
 * not NULL, is shown in quotes; it and what the format yields, which may
 * quote an input, are escaped and clipped.  An error counts in errors and is
 * shown while there are at most DIAG_SHOWN; a warning counts in warnings.
 */
void diag_error(struct diag *, size_t line, const char *datum, const char *fmt,
    ...) __attribute__((format(printf, 4, 5)));
void diag_warn(struct diag *, size_t line, const char *datum, const char *fmt,
    ...) __attribute__((format(printf, 4, 5)));

/*
 * Report a failure that is not the input's: the message, and what errno says
 * if it is not 0, unless the status is STATUS_USAGE.  The datum is often a
 * path, and is clipped as one.  Returns status, for "return diag_fail(...)".
 */
int diag_fail(struct diag *, int status, const char *datum, const char *fmt,
    ...) __attribute__((format(printf, 4, 5)));

/* Say how many errors were not shown, if any.  Call once, at the end. */
void diag_finish(struct diag *);

/* Write s with every byte outside printable ASCII as \xNN, clipped. */
void diag_quote(FILE *, const char *s, size_t most);

#endif
