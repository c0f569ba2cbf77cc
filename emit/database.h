/* SPDX-License-Identifier: MIT */
/*
 * Databases: the files of nsswitch.conf(5) that can be verified, with those
 * who read them.  A database is one row of the table in database.c.
 */
#ifndef DATABASE_H
#define DATABASE_H

#include <stddef.h>
#include <stdint.h>

struct reader;
struct promise_line;

struct database {
	const char *name;     /* that of the format that writes it, too */
	const char *registry; /* the id of what it can be compared with */
	const struct reader *readers; /* READERS rows; see reader.h */
	/* Promise what the entry of a line does; see promise_line.h. */
	void (*promise)(struct promise_line *);
	size_t safe_line;  /* bytes of a line that each reader takes whole */
	int has_protocols; /* an entry has one, and a name a port for each */
};

/* The database of that name, or NULL. */
const struct database *database_find(const char *name);

#endif
