/* SPDX-License-Identifier: MIT */
/* What a reference of the registry is called, and where it leads. */
#ifndef REFERENCE_H
#define REFERENCE_H

#include "buffer.h"
#include "list.h"

/*
 * Append what a person reads: IANA's text if there is one, else "RFC 7143",
 * the name of the draft, the URL, or "footnote 1", with its section.
 */
void reference_put_label(struct buffer *, const struct reference *);

/*
 * Append the URL of a document: at the RFC Editor, the IETF's Datatracker,
 * IANA, or its own if that is of HTTP.  Bytes that no URL has (RFC 3986) are
 * percent-encoded.  Nothing is appended for what has no URL.
 */
void reference_put_url(struct buffer *, const struct reference *);

#endif
