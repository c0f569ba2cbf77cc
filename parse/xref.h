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
 * Append it as it stands inside text, "[RFC9110]" (the text wins over the
 * data, and an RFC is in upper case).
 */
void xref_mention(struct xref *, struct buffer *);

void xref_free(struct xref *);

#endif
