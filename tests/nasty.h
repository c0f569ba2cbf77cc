/* SPDX-License-Identifier: MIT */
/* Services and protocols files to try readers with. */
#ifndef NASTY_H
#define NASTY_H

#include <stddef.h>

struct nasty {
	const char *name;
	char *text; /* n bytes, for free or left to the end */
	size_t n;
};

enum {
	NASTY_MOST = 128
};

/*
 * Fill files with what make put into dist, each file of tests/verify, and some
 * that are made up of odd parts, always the same.  Returns how many.
 */
size_t nasty_files(struct nasty files[NASTY_MOST]);

/* The same with protocols files. */
size_t nasty_protocols(struct nasty files[NASTY_MOST]);

#endif
