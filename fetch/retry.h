/* SPDX-License-Identifier: MIT */
/* Transfers that are tried again, as a network may be better a moment later. */
#ifndef RETRY_H
#define RETRY_H

#include "output.h"
#include "transfer.h"

enum {
	RETRY_MOST = 3,	       /* tries after the first */
	RETRY_FIRST_MS = 1000, /* the first pause at most; the next are twice as
				  long */
	RETRY_PAUSE = 60       /* s that a server may ask for */
};

/*
 * Run a transfer, and up to n times again while it is worth it, each time with
 * an output of its own at path, which stays open if the last went well.  Only
 * what the last try said is shown, where the progress bar was.  Returns as
 * transfer_run does, or the status of an output that cannot be opened, after a
 * message.
 */
int retry_run(struct transfer *, size_t n, struct output *, const char *path,
    struct diag *);

/*
 * How long to wait before try number i, counted from 1, in ms: half or more of
 * what is due, at random, or the seconds that the server asked for, of which
 * at most RETRY_PAUSE count.
 */
uint32_t retry_pause(size_t i, int64_t asked, uint32_t random);

#endif
