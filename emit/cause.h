/* SPDX-License-Identifier: MIT */
/* The table of what can be wrong, for those who collect and print it. */
#ifndef CAUSE_H
#define CAUSE_H

#include "finding.h"

/* What a finding shows. */
enum show {
	SHOW_LINE,
	SHOW_NAME,    /* the first word */
	SHOW_NUMBER,  /* the word with the port */
	SHOW_QUESTION /* NAME/PROTOCOL or PORT/PROTOCOL */
};

struct cause_row {
	const char *what;
	uint32_t readers; /* that can suffer from it, as bits */
	int is_note;
	enum show show;
};

extern const struct cause_row causes[CAUSES];

/* What a cause is called in the findings on a file of a database. */
const char *finding_what(uint32_t cause, const struct database *);

#endif
