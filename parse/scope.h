/* SPDX-License-Identifier: MIT */
/*
 * The state of a parse: where in the document it is, and what has been
 * collected there.
 */
#ifndef SCOPE_H
#define SCOPE_H

#include "alias.h"
#include "mapper.h"
#include "parse.h"
#include "people.h"
#include "xml.h"
#include "xref.h"

/* Deeper nesting than this is refused; the registries have 6 levels. */
enum {
	MOST_DEPTH = 12
};

enum {
	N_ATTRIBUTES = 8
};

struct frame {
	enum place place;
	const struct rule *rule;
	unsigned long seen; /* the rules that matched inside, one bit each */
	size_t line;	    /* of the start tag */
};

struct parse {
	struct table *table;
	struct diag *diag;
	const struct parse_options *options;
	const struct registry *registry; /* what the file is, once known */
	const struct mapper *mapper;
	const struct column *columns[COLUMN_COUNT]; /* the registry's */
	struct xml *xml;
	struct xml_attribute attributes[N_ATTRIBUTES]; /* those present */
	int present; /* the bits of attributes */
	struct frame frames[MOST_DEPTH];
	size_t depth;	/* of the innermost frame; 0 is the document */
	size_t skipped; /* unknown elements that are open */

	struct buffer text;    /* of the outermost element that collects */
	struct xref xref;      /* the reference that is read */
	struct record *record; /* the record, footnote or person, or NULL */
	struct buffer assignee, contact, reference; /* its lists */
	struct buffer title, updated;		    /* of the registry */

	struct people people;
	struct aliases aliases;
	size_t records;
	int failed; /* memory ran out */
};

/* The handlers that xml_read needs; see xml.h.  data is a struct parse. */
extern const struct xml_handler scope_handler;

/* The line of the innermost element's start tag. */
size_t scope_line(const struct parse *);

/*
 * Set a field of the record that is read, after the checks that its column
 * asks for; what is wrong is reported.
 */
void parse_set(struct parse *, enum column_id, const char *, size_t n);

/* An attribute of the element that starts, or NULL. */
const struct xml_attribute *
parse_attribute(const struct parse *, enum attribute);

/* What starts and ends at a place; see begin.c and end.c. */
void parse_begin(struct parse *, const struct frame *);
void parse_end(struct parse *, const struct frame *);

/* Whether text is collected at a place, for the element or one around it. */
int place_collects(enum place);

#endif
