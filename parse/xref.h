/* SPDX-License-Identifier: MIT */
/* References: <xref type="" data="" section="">text</xref>. */
#ifndef XREF_H
#define XREF_H

#include "buffer.h"

/* The reference that is read; empty parts are absent. */
struct xref {
	const char *type; /* as list_type knows it; NULL if it does not */
	struct buffer data, section, text;
};

/*
 * Append a reference as it stands inside text, "[RFC9110]": its text if it has
 * one, else its data, with an RFC in upper case.  Any part may be NULL.
 */
void xref_mention(
    struct buffer *, const char *type, const char *data, const char *text);

void xref_free(struct xref *);

#endif
