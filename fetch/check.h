/* SPDX-License-Identifier: MIT */
/*
 * The gates that a registry passes before it replaces anything: first on its
 * own, then against what is known of the time before.
 */
#ifndef CHECK_H
#define CHECK_H

#include <stdint.h>
#include <stdio.h>

#include "diag.h"
#include "digest.h"
#include "lock.h"
#include "record.h"

enum {
	CHECK_DATE = 10,   /* the length of the longest date */
	CHECK_AHEAD = 3,   /* days that a date may be ahead of the clock */
	CHECK_DECREASE = 2 /* per cent fewer records than before, at most */
};

/* What a registry says of itself. */
struct summary {
	uint64_t records;
	char updated[CHECK_DATE + 1]; /* YYYY-MM-DD or YYYY-MM */
};

/*
 * What is wrong with the first bytes of a stream, as is usual: empty, HTML or
 * compressed.  Returns NULL if that is not so, or the stream cannot be read.
 */
const char *check_start(FILE *);

/*
 * Whether a file in place is no larger than a transfer may be.  Returns
 * STATUS_OK, or STATUS_DATA after a message.
 */
int check_size(FILE *, struct diag *);

/*
 * Read a stream from its first byte to its end, and check that it is the
 * whole registry asked for: neither empty nor HTML nor compressed, with its
 * closing tag, well-formed, of the right namespace and id, with a date that
 * has come, and with at least the records of registries.def.  Returns STATUS_OK
 * with summary and sha256 set, or another status after messages.
 */
int check_body(FILE *, const struct registry *, struct summary *,
    char sha256[DIGEST_HEX + 1], struct diag *);

/*
 * Whether a date is over CHECK_AHEAD days ahead of the clock, and so wrong.
 * Were it let in, it would keep out all that comes until then.
 */
int check_is_ahead(const char *updated);

/*
 * Check that <updated> is not before a date; whose, as in "the lock's", says
 * which date that is.  Returns STATUS_OK, or STATUS_DATA after a message.
 */
int check_date(const struct summary *, const char *updated, const char *whose,
    struct diag *);

/*
 * Check a summary against its row of the lock: the date, and, unless forced,
 * that at most CHECK_DECREASE per cent of the records are gone.  Warns if the
 * date is the lock's, but the digest is not.  Returns STATUS_OK, or
 * STATUS_DATA after messages.
 */
int check_lock(const struct summary *, const struct lock_row *,
    const char *sha256, int force, struct diag *);

/*
 * Warn if a registry has not changed for longer than registries.def says is
 * usual: the server, or one in between, may keep the changes back.
 */
void check_age(const struct summary *, const struct registry *, struct diag *);

#endif
