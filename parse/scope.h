/* SPDX-License-Identifier: MIT */
/*
 * The state of a parse: where in the document it is, and what has been
 * collected there.
 */
#ifndef SCOPE_H
#define SCOPE_H

#include "alias.h"
#include "export.h"
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
	unsigned long seen;  /* the rules that matched inside, one bit each */
	size_t line;	     /* of the start tag */
	struct buffer *text; /* where text goes, or NULL if none may stand */
};

/* The rules for what may stand inside a place. */
struct span {
	const struct rule *first, *end;
	const char *names[MOST_RULES]; /* as the reader spells them, once met */
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
	const char *names[N_ATTRIBUTES]; /* as the reader spells them */
	int present;			 /* the bits of attributes */
	struct span spans[PLACE_COUNT];
	struct frame frames[MOST_DEPTH]; /* the first is the document */
	struct frame *frame;		 /* the innermost */
	size_t skipped;			 /* unknown elements that are open */

	struct buffer text;    /* of the outermost element that collects */
	struct xref xref;      /* the reference that is read */
	struct record *record; /* the record, footnote or person, or NULL */
	struct buffer assignee, contact, reference; /* its lists */
	struct buffer title, updated;		    /* of the registry */

	struct people people;
	struct aliases aliases;
	struct export projection; /* what the export should be, if asked for */
	size_t records;
	size_t nameless[2]; /* without name and number: right, wrong */
	size_t errors;	    /* when the last record ended */
	int failed;	    /* memory ran out */
};

/* The handlers that xml_read needs; see xml.h.  data is a struct parse. */
extern const struct xml_handler scope_handler;

/*
 * Stand outside the document, with the rules that all registries share; those
 * of the record come with the registry.
 */
void scope_start(struct parse *);

/* The line of the innermost element's start tag. */
static inline size_t
scope_line(const struct parse *p)
{
	return p->frame->line;
}

/*
 * Set a field of the record that is read, after the checks that its column
 * asks for; what is wrong is reported.
 */
void parse_set(struct parse *, enum column_id, const char *, size_t n);

/* An attribute of the element that starts, or NULL. */
static inline const struct xml_attribute *
parse_attribute(const struct parse *p, enum attribute attribute)
{
	size_t k = 0;

	if ((p->present & (int)attribute) == 0)
		return NULL;
	while (1 << k != (int)attribute)
		k++;
	return &p->attributes[k];
}

/*
 * Whether memory ran out, which for buffers only they know.  Then nothing that
 * was read is known to be whole.
 */
int scope_failed(const struct parse *);

/* Report what is wrong, as diag_error, unless it may be whole in the input. */
#define scope_error(p, ...)                                 \
	do {                                                \
		if (!scope_failed(p))                       \
			diag_error((p)->diag, __VA_ARGS__); \
	} while (0)

/* What starts and ends at a place; see begin.c and end.c. */
void parse_begin(struct parse *, const struct frame *);
void parse_end(struct parse *, const struct frame *);

/* Whether text is collected at a place, for the element or one around it. */
static inline int
place_collects(enum place place)
{
	const unsigned long collects =
	    1UL << PLACE_FIELD | 1UL << PLACE_PROSE | 1UL << PLACE_NUMBER |
	    1UL << PLACE_PARAGRAPH | 1UL << PLACE_TITLE | 1UL << PLACE_UPDATED |
	    1UL << PLACE_FOOTNOTE | 1UL << PLACE_URI;

	return (collects & 1UL << place) != 0;
}

#endif
