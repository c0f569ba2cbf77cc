/* SPDX-License-Identifier: MIT */
/* One run of portreg-emit: read a snapshot, write a format. */
#ifndef JOB_H
#define JOB_H
#include "diag.h"
#include "select.h"
#include "verify.h"

struct job {
	const char *format;
	const char *output;  /* NULL is standard output */
	const char *dir;     /* for all artifacts, instead of one format */
	const char *prefix;  /* of identifiers, or NULL */
	const char *since;   /* an older snapshot, or NULL */
	const char *style;   /* of a report, or NULL */
	const char *fail_on; /* a severity of changes, or NULL */
	const char *profile; /* its name, or NULL */
	const char *ledger;  /* a file for it, or NULL */
	const char *check;   /* a file to compare with, or NULL */
	int verbose;
	const char *input; /* NULL is standard input */
	const char **overlays;
	size_t n_overlays;
	struct selection selection;
	int descriptions, no_aliases; /* see emit.h */
	struct verify_options verify; /* file is NULL if it is not asked for */
	const char *against; /* a snapshot to verify against, or NULL */
	const char *lock;    /* for the manifest of files, or NULL */
	char **files;	     /* the operands */
	size_t n_files;
};

/*
 * Check what can be known of a job without reading anything.  Returns 0, or
 * -1 after a message.
 */
int job_check(const struct job *, struct diag *);

/* Check that its outputs replace none of its inputs; as job_check. */
int job_check_outputs(const struct job *, struct diag *);

/* Whether an output, if it has a path, is an input of the job. */
int job_is_input(const struct job *, const char *output);

/* Whether a format of pages is asked for. */
int job_has_pages(const struct job *);

struct emission;

/*
 * Write the emission's format, and its ledger if that is asked for; or all
 * artifacts of the registry, one emission after the other, into the job's
 * directory.  Nothing is put in place before all is made.  Returns STATUS_OK,
 * or another status after a message.
 */
int job_write(const struct job *, const struct emission *, struct diag *);
int job_write_all(const struct job *, struct emission *, struct diag *);

/*
 * Compare the job's file with what would be written, and print how it differs
 * as diff(1) does, and why as a message.  Returns STATUS_OK if it is the same,
 * STATUS_DIFFERENT, or another status after a message.
 */
int job_compare(const struct job *, const struct emission *, struct diag *);

/* Do it.  Returns an exit status, after messages if it is not STATUS_OK. */
int job_run(const struct job *, struct diag *);

#endif
