/* SPDX-License-Identifier: MIT */
/* make update, in copies of the tree. */
#ifndef UPDATE_H
#define UPDATE_H

#include "run.h"

/* Shell: keep all that an update replaces; compare it with what is in DIR. */
#define UPDATE_KEEP "mkdir before && cp -R data CHANGES-data.md before"
#define UPDATE_SAME(options, dir)                   \
	"diff -r " options " " dir "/data data && " \
	"diff " dir "/CHANGES-data.md CHANGES-data.md"

/*
 * Write a snapshot that is checked in as XML, changed by a sed script without
 * an apostrophe, to in/ID.xml of a copy of the tree.
 */
void update_publish(const char *copy, const char *id, const char *script);

/* make update from there, with more arguments. */
struct run update_run(const char *copy, const char *arguments);

#endif
