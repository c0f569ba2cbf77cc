/* SPDX-License-Identifier: MIT */
/*
 * One transfer by libcurl, with nothing left to its defaults.  That it went
 * well means that an answer came, not that the answer is the registry.
 */
#ifndef TRANSFER_H
#define TRANSFER_H

#include <stdint.h>
#include <stdio.h>

#include "diag.h"
#include "progress.h"

#define TRANSFER_AGENT "portreg/" PORTREG_VERSION

enum {
	TRANSFER_MOST_MIB = 64,	    /* a longer body is refused */
	TRANSFER_HEADERS_KIB = 64,  /* longer headers of an answer, too */
	TRANSFER_CONNECT = 15,	    /* s to connect, TLS included */
	TRANSFER_TOTAL = 300,	    /* s in all */
	TRANSFER_SLOW_SECONDS = 30, /* s below ... */
	TRANSFER_SLOW_BYTES = 100   /* ... that many bytes a second */
};

/* The same in bytes. */
#define TRANSFER_MOST ((uint64_t)TRANSFER_MOST_MIB * 1024 * 1024)

/* Set what is asked for, all else zero. */
struct transfer {
	const char *url;	   /* https or file */
	const char *cacert;	   /* trust this file only; NULL: the system */
	const char *etag;	   /* ask for what differs from it, or NULL */
	const char *last_modified; /* ask for what is newer, or NULL */
	FILE *out;		   /* gets the body */
	struct progress *progress;

	/* What came. */
	int unchanged;		 /* HTTP 304, which was asked for */
	char *new_etag;		 /* as the server wrote it, or NULL */
	char *new_last_modified; /* the same */
	int passing;		 /* it failed, but may not the next time */
	int64_t retry_after;	 /* s that the server asks to wait, or 0 */

	/* While it runs. */
	uint64_t bytes;
	size_t header_bytes; /* of the last answer */
	int headers_end;     /* its headers are complete */
	int too_large;
	int error; /* errno of a write that failed, or 0 */
};

/*
 * Prepare the process: libcurl, no key log, no SIGPIPE.  Returns STATUS_OK,
 * or STATUS_INTERNAL after a message.  Call transfer_cleanup at the end.
 */
int transfer_setup(struct diag *);
void transfer_cleanup(void);

/*
 * Get a URL, once.  Returns STATUS_OK if the answer was 200, or 304 if that was
 * asked for, or a file was read; or another status after a message.  Free the
 * transfer in any case.
 */
int transfer_run(struct transfer *, struct diag *);

/* Free what came. */
void transfer_free(struct transfer *);

#endif
