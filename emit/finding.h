/* SPDX-License-Identifier: MIT */
/* Findings: what verify says of a services or protocols file. */
#ifndef FINDING_H
#define FINDING_H

#include <stdio.h>

#include "promise.h"

/* Causes: the oddities of a line, and what else may be wrong. */
enum cause {
	CAUSE_ODD = ODDITIES,
	CAUSE_NAME_TAKEN = CAUSE_ODD,
	CAUSE_REPEAT,
	CAUSE_SECOND_NAME,
	CAUSE_OTHER,
	CAUSE_NONE,
	CAUSE_BUILT_IN,
	CAUSE_GHOST,
	CAUSE_REFUSED,
	CAUSE_IANA_PORT,
	CAUSE_IANA_NAME,
	CAUSE_IANA_MISSING,
	CAUSES
};

struct finding {
	uint32_t line; /* 0 is no line */
	uint32_t cause;
	uint32_t key;	   /* those of a line and cause with one key are one */
	uint32_t question; /* whose name or port is shown, or 0 */
	uint32_t readers;  /* bits by reader; all is ~0 */
	uint32_t other;	   /* another line, or 0 */
	uint32_t order;
};

/* Zero-initialise it. */
struct findings {
	struct buffer list;
	size_t errors, notes; /* after findings_sort */
};

/* Whether a reader can suffer from an oddity of a line. */
int finding_concerns(enum oddity, int reader);

/* Add one for some readers. */
void findings_add(struct findings *, struct finding);

/* Bring them into the order of lines, and make one of equal ones. */
void findings_sort(struct findings *);

struct finding_style {
	const char *file;
	int is_json; /* JSON, an object a line, instead of text */
};

/* Print them; errors of the stream are its owner's.  Returns 0, or -1. */
int findings_print(const struct findings *, const struct promises *,
    const struct finding_style *, FILE *);

#endif
