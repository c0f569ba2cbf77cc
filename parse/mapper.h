/* SPDX-License-Identifier: MIT */
/*
 * Mappers: what a registry's XML may contain, and what becomes of it.  A
 * mapper is a list of rules for what stands inside a record, and a function
 * that decides what the record is.
 */
#ifndef MAPPER_H
#define MAPPER_H

#include <stddef.h>

#include "buffer.h"
#include "diag.h"
#include "record.h"

/* What an element is, which decides what is done with it. */
enum place {
	PLACE_DOCUMENT,	 /* outside the root element */
	PLACE_REGISTRY,	 /* the root element */
	PLACE_GROUP,	 /* a registry inside it */
	PLACE_RECORD,	 /* a record */
	PLACE_FIELD,	 /* text for a column */
	PLACE_PROSE,	 /* the same, with markup inside */
	PLACE_NUMBER,	 /* N or N-N, for FIRST and LAST */
	PLACE_ASSIGNEE,	 /* holds a reference to a person */
	PLACE_XREF,	 /* a reference */
	PLACE_MENTION,	 /* a reference inside text */
	PLACE_BREAK,	 /* a line break inside text */
	PLACE_PARAGRAPH, /* lines of their own inside text */
	PLACE_TITLE,	 /* the registry's title */
	PLACE_UPDATED,	 /* the registry's date */
	PLACE_FOOTNOTE,	 /* a footnote */
	PLACE_REMARK,	 /* about procedure; not kept */
	PLACE_PEOPLE,	 /* holds persons */
	PLACE_PERSON,	 /* a person */
	PLACE_URI,	 /* where to reach a person */
	PLACE_COUNT
};

/* The attributes there are, one bit each. */
enum attribute {
	ATTRIBUTE_DATA = 1 << 0,
	ATTRIBUTE_TYPE = 1 << 1,
	ATTRIBUTE_SECTION = 1 << 2,
	ATTRIBUTE_ID = 1 << 3,
	ATTRIBUTE_DATE = 1 << 4,
	ATTRIBUTE_UPDATED = 1 << 5,
	ATTRIBUTE_ANCHOR = 1 << 6,
	ATTRIBUTE_TITLE = 1 << 7
};

/* Those of a reference. */
enum {
	REFERENCE = ATTRIBUTE_DATA | ATTRIBUTE_TYPE | ATTRIBUTE_SECTION
};

/* One element and where it may stand. */
struct rule {
	enum place inside;
	const char *name;
	enum place place;
	enum column_id column; /* for PLACE_FIELD and PROSE */
	int attributes;	       /* those it may have */
	int many;	       /* may stand more than once */
};

/* A column of IANA's CSV export: its title, and the field it is made of. */
struct title {
	const char *text;
	enum column_id column;
};

/*
 * The most columns of an export, and how many of them, from the first on, tell
 * its rows apart.
 */
enum {
	MOST_TITLES = 12,
	KEY_TITLES = 3
};

struct parse; /* see scope.h */

/* The most rules that a place may have. */
enum {
	MOST_RULES = 16
};

struct mapper {
	const struct rule *rules; /* inside PLACE_RECORD */
	size_t n_rules;		  /* at most MOST_RULES */
	/* Decide the kind of a complete record, and what follows from it. */
	void (*finish)(struct parse *, struct record *);
	const struct title *titles; /* of the export, or NULL: none is known */
	size_t n_titles;	    /* from KEY_TITLES to MOST_TITLES, or 0 */
};

/* The mapper of a registry that is in registries.def. */
const struct mapper *mapper_find(const struct registry *);

#endif
