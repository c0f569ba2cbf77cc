/* SPDX-License-Identifier: MIT */
/* explain: a page for each port, or service without a port, asked for. */
#ifndef EXPLAIN_H
#define EXPLAIN_H

#include "emit.h"
#include "page.h"
#include "sheet.h"

struct explanation {
	const struct emission *e;
	struct pages *pages;
	struct buffer text, label, url; /* work space */
};

/* Append a page to a sheet. */
void
explain_put_page(struct explanation *, const struct page *, struct sheet *);

/* Append what holds for all pages, once, to end a sheet. */
void explain_put_end(struct explanation *, struct sheet *);

/* Append a page as an object of explain.schema.json. */
void
explain_put_json(struct explanation *, const struct page *, struct buffer *);

/* What IANA's note on the registry says of every assignment. */
extern const char explain_caveat[];

/* A command to see what listens on a port: one line of listen.def. */
struct listen {
	const char *system;  /* "" is that of the line before */
	const char *command; /* with "@" for the port */
};

extern const struct listen listens[];
extern const size_t n_listens;

/* Append a command for a port. */
void listen_put(struct buffer *, const struct listen *, int32_t port);

/* What it means to be of a kind, for a person. */
const char *explain_kind(enum kind);

/* Append the names of the protocols that bits stand for, with ", ". */
void explain_put_protocols(struct buffer *, unsigned protocols);

/*
 * Append the name that the id of a person or body reads as: without "_" in
 * front or a number at the end that tells it from others, and with blanks for
 * the other "_".
 */
void explain_put_person(struct buffer *, const char *id);

/* Append the names of the services at a port to x->text. */
void explain_put_services(struct explanation *, int32_t port);

/* The text of the footnote of that anchor, or NULL. */
const char *explain_footnote(const struct table *, const char *anchor);

#endif
