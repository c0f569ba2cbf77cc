/* SPDX-License-Identifier: MIT */
/* Pieces of IANA-shaped XML, for xmlize.c; values may be NULL for nothing. */
#ifndef XMLIZER_H
#define XMLIZER_H

#include <stdio.h>

#include "record.h"

/* What is written, where, and which copy of it. */
struct xmlizer {
	const struct table *table;
	FILE *out;
	int has_ports;	    /* else the registry is the one of protocols */
	const char *indent; /* of records */
	size_t copy;	    /* of the records, from 0 */
};

/* A field of a row, or NULL. */
const char *
xmlizer_get(const struct xmlizer *, const struct record *, enum column_id);

/* Text, which is not NULL; a line break stays one. */
void xmlizer_put_text(const struct xmlizer *, const char *);

/* An attribute, with the blank before it. */
void xmlizer_put_attribute(
    const struct xmlizer *, const char *name, const char *value);

/* An element on a line of its own, one step inside a record. */
void xmlizer_put_field(
    const struct xmlizer *, const char *element, const char *value);

/* The references of a list, one a line. */
void xmlizer_put_references(const struct xmlizer *, const char *list);

/* References to the persons of a list, each between two strings. */
void xmlizer_put_persons(const struct xmlizer *, const char *list,
    const char *before, const char *after);

/* A record, with what marks aliases and their replacements. */
void xmlizer_put_record(const struct xmlizer *, const struct record *);

#endif
