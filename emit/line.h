/* SPDX-License-Identifier: MIT */
/*
 * Lines of services(5) and protocols(5) that every reader takes in one way.
 * musl reads 127 bytes at a time and takes the rest of a longer line for a
 * new entry, so the text of a description could define a service.
 */
#ifndef LINE_H
#define LINE_H

#include <stddef.h>
#include <stdio.h>

#include "buffer.h"
#include "emit.h"

enum {
	LINE_SAFE = 126, /* bytes before the LF that every reader takes */
	LINE_MOST = 1022 /* that every reader but musl takes */
};

/* Zero-initialise it, and set most. */
struct line {
	size_t most; /* bytes before the LF, at most LINE_MOST */
	size_t n;
	size_t aliases;		  /* on it so far */
	char text[LINE_MOST + 1]; /* the last byte is room for the LF */
};

/*
 * Whether the n bytes at s are a name or alias that such a file can hold:
 * printable ASCII without blanks, "#" (a comment), "\" (at the end of a line,
 * it joins the next one in BSD) and "+" in front (NIS in BSD), and not only
 * digits, with or without "-" in front (a number to those who look it up).
 */
int line_can_hold(const char *s, size_t n);

/* Append n bytes.  Returns 1, or 0 and leaves the line as it is: no room. */
int line_add(struct line *, const char *s, size_t n);

/* Append a string, or a number in decimal, in the same way. */
int line_puts(struct line *, const char *s);
int line_put_number(struct line *, int32_t);

/*
 * Append an alias, with a tab before the first and a blank before the others.
 * Returns 1, or 0 and leaves the line as it is: no room, or not a name.
 */
int line_add_alias(struct line *, const char *s, size_t n);

/*
 * Append as much text as there is room for: each character that is not
 * printable ASCII, and each "#", as "?", so that a line has one "#" at most.
 */
void line_put_text(struct line *, const char *s);

/* Append a tab, "# " and text in that way; s may be NULL. */
void line_put_comment(struct line *, const char *s);

/*
 * Write or append the line, without blanks and backslashes at its end and
 * without a comment that is empty then, and empty it.
 */
void line_write(struct line *, FILE *);
void line_append(struct line *, struct buffer *);

/* Write the comment lines that open a file; name is its manual page. */
void line_write_banner(const struct emission *, const char *name, FILE *);

#endif
