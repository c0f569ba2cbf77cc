/* SPDX-License-Identifier: MIT */
/*
 * Promises: what the lines of a services or protocols file say to a person who
 * reads them, whatever the programs make of them.
 */
#ifndef PROMISE_H
#define PROMISE_H

#include "buffer.h"
#include "database.h"
#include "reading.h"

/* What is odd about a line, in the order in which causes are looked for. */
enum oddity {
	ODD_UTF_16,
	ODD_MARK, /* a byte order mark of UTF-8 */
	ODD_NUL,
	ODD_FORM, /* no entry */
	ODD_BIG,
	ODD_SIGNED, /* or with another number than decimal */
	ODD_RANGE,
	ODD_PROTOCOLS,
	ODD_ZERO, /* in front of a number */
	ODD_PORT_0,
	ODD_JOINED,
	ODD_PLUS,
	ODD_LEADING,
	ODD_RETURN,
	ODD_BLANK, /* of another kind */
	ODD_HASH,
	ODD_DIGITS,
	ODD_SLASH,
	ODD_BACKSLASH,
	ODD_PROTOCOL,
	ODD_LONG_NAME,
	ODD_LONG,
	ODD_RULE, /* of RFC 6335 */
	ODDITIES
};

/* One entry that a line promises. */
struct promise {
	uint32_t question;
	uint32_t value;	  /* as of an answer */
	uint32_t service; /* the name in front, as a word */
	uint32_t line;
	int is_by_port;
};

/* A line that is not blank or a comment. */
struct source {
	struct span text;   /* without the LF */
	struct span name;   /* the first word */
	struct span number; /* the word with the port */
	uint32_t line;
	uint32_t odd; /* bits by oddity */
};

struct promises {
	const struct database *database;
	struct reading reading; /* by name, the value is a place in list */
	struct buffer list;	/* of struct promise, by line */
	struct buffer sources;	/* of struct source, by line */
	int is_utf_16;		/* there is but one source then */
};

/* Read a file.  All is zero but the database and the lexicon, which are set. */
void promises_read(struct promises *, struct span file);
void promises_free(struct promises *);

const struct promise *promises_list(const struct promises *, size_t *n);
const struct source *promises_sources(const struct promises *, size_t *n);

/* The source of a line, or the next after it, or NULL. */
const struct source *promises_source(const struct promises *, uint32_t line);

#endif
