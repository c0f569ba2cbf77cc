/* SPDX-License-Identifier: MIT */
/* The registry in place, without a network. */
#ifndef OFFLINE_H
#define OFFLINE_H

#include "check.h"

/*
 * Check the registry at path as if it had just come: on its own, and against
 * its row of the lock, if that is present.  Returns STATUS_OK with summary
 * set, or another status after messages.
 */
int offline_check(const char *path, const struct registry *,
    const struct lock_row *, int force, struct summary *, struct diag *);

#endif
