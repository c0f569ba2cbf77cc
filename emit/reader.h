/* SPDX-License-Identifier: MIT */
/*
 * Readers: models of the programs that read a services or protocols file, each
 * proven against the program itself where that runs here; see
 * tests/test_readers.c.
 */
#ifndef READER_H
#define READER_H

#include "reading.h"

struct reader;

/* Read a whole file. */
typedef void
reader_function(const struct reader *, struct span file, struct reading *);

/* One row of the table of rules. */
struct reader {
	const char *name;
	const char *silent; /* protocols it is not made for, words, or NULL */
	int names;	    /* it answers for names */
	int last;	    /* the last line of a port wins, not the first */
	size_t most;	    /* bytes of a line, or 0; see the function */
	int base;	    /* of port numbers */
	uint32_t most_number;
	size_t most_aliases;   /* of a line, or 0 */
	int is_fixed;	       /* its answers are built in, whatever the file */
	reader_function *read; /* NULL: it reads no such file */
};

enum {
	READER_GLIBC,
	READER_MUSL,
	READER_FREEBSD,
	READER_MKDB,
	READER_OPENBSD,
	READER_NSS_DB,
	READER_NMAP,
	READER_WIRESHARK,
	READERS
};

/* Those of services files, and of protocols files; the names are the same. */
extern const struct reader readers[READERS], protocol_readers[READERS];

reader_function read_glibc, read_musl, read_bsd, read_mkdb, read_nss_db;
reader_function read_wireshark, read_nmap;
reader_function read_protocols_glibc, read_protocols_musl, read_protocols_bsd;

/* Whether a reader is made for a protocol. */
int reader_is_for(const struct reader *, struct span protocol);

#endif
