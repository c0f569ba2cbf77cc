/* SPDX-License-Identifier: MIT */
/* The atlas: one page of HTML about all ports, and the map alone. */
#ifndef HTML_H
#define HTML_H

#include "emit.h"
#include "page.h"

/*
 * Group the selected records, those without a port last and by name; those of
 * one range of ports that differ in their protocol only are one group.  The
 * list is to be freed whatever is returned. Returns 0, or -1 (ENOMEM).
 */
int html_group(struct groups *, const struct emission *);

/*
 * Append all that the script of the page needs, as JSON without "<":
 *
 *	updated, caveat, protocols, ranges, listen, related and
 *	kinds: [name, what it means] each
 *	records: [first, last, bits of protocols, number of the kind, name,
 *		description, alias_of, assignees, contacts, references,
 *		registered, modified, service_code, unauthorized, note] each
 *
 * with 0 for what is absent, or nothing at the end.
 */
void
html_put_data(struct buffer *, const struct emission *, const struct groups *);

/* Append what an artifact says of itself, as a comment; see artifact.h. */
void html_put_artifact(struct buffer *, const struct emission *);

/*
 * Append text for an element of HTML or XML, or a quoted attribute.  Characters
 * for which text_is_active are shown as JSON escapes them: "\\u202e".
 */
void html_put_text(struct buffer *, const char *);

#endif
