/* SPDX-License-Identifier: MIT */
/* The comparison of a registry with its CSV export. */
#ifndef AGAINST_H
#define AGAINST_H

#include "export.h"

/*
 * Read an export, and report each of its differences from what it should be by
 * its row and column, or, of a record that it lacks, by the record's line.
 * diag names the export; xml is the file that the other comes from, and
 * updated its date.  Returns STATUS_OK if there is no difference, STATUS_DATA
 * after messages, STATUS_IO or STATUS_OS.
 */
int against_check(FILE *, struct export *should, const char *xml,
    const char *updated, struct diag *);

#endif
