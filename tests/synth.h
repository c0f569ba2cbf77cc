/* SPDX-License-Identifier: MIT */
/* Small snapshots, made by the test that needs them. */
#ifndef SYNTH_H
#define SYNTH_H

/*
 * Write a snapshot of a registry, of that date, to a new file.  The records
 * are strings in any order, NULL at the end, each of the form
 *
 *	kind|name|first|last|protocol|description|column=value|...
 *
 * where the end may be left out, and what is empty is NULL.  Returns the path.
 */
char *synth_snapshot(
    const char *registry, const char *updated, const char *const records[]);

#endif
