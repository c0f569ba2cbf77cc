/* SPDX-License-Identifier: MIT */
/*
 * The way back: a table as the XML that IANA would publish.  With it, tests
 * and benchmarks have full-size registries in every clone.
 */
#ifndef XMLIZE_H
#define XMLIZE_H

#include <stdio.h>

#include "record.h"

/*
 * Write a table that is sorted, as one read from a snapshot is.  The records
 * follow in the order of the row numbers in order, which has all of the
 * table's rows once; NULL is the table's own order.
 *
 * Each record is written copies times, at least once.  From the second copy
 * on, names get a suffix, descriptions where there is no name, so that
 * records stay distinct and aliases find what replaced them.  Copies of ports
 * are spread over all ports, ranges as one port each: 100 copies of IANA's
 * registry are within SNAPSHOT_MOST_AT.
 *
 * What the table does not have is made up (category, names of persons) or
 * left out (remarks on procedure).
 */
void xmlize(const struct table *, const size_t *order, size_t copies, FILE *);

#endif
