/* SPDX-License-Identifier: MIT */
/* From IANA's XML to a table. */
#ifndef PARSE_H
#define PARSE_H

#include <stdio.h>

#include "diag.h"
#include "record.h"

struct parse_options {
	const struct registry *registry; /* wanted, or NULL: the file's own */
	size_t floor; /* fewer records are refused; DEFAULT_FLOOR: as listed */
	int people;   /* keep persons */
	const char *against; /* an export to compare with, or NULL */
};

#define DEFAULT_FLOOR ((size_t)-1)

/*
 * Read a registry from a stream into an uninitialised table, sorted and
 * complete: one row per record, and the rows about the registry.  Whatever
 * the file has that is not known is reported in diag, and each difference from
 * the export.  Returns STATUS_OK, STATUS_DATA after messages, STATUS_IO or
 * STATUS_OS; of an export, also STATUS_NO_INPUT.  Free the table in any case.
 */
int
parse_xml(struct table *, FILE *, const struct parse_options *, struct diag *);

#endif
