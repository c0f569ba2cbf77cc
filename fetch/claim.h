/* SPDX-License-Identifier: MIT */
/* One run at a time for a directory. */
#ifndef CLAIM_H
#define CLAIM_H

#include "diag.h"

/*
 * Claim a directory until the descriptor in *fd is closed, or the program
 * ends, in whichever way.  The claim is a lock of the directory itself, so no
 * file is left.  *fd is -1 where there is none to be had: no such directory,
 * or a file system without locks.  Returns STATUS_OK, or STATUS_TRY_LATER
 * after a message if another run has it.
 */
int claim(const char *dir, int *fd, struct diag *);

#endif
