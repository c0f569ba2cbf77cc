/* SPDX-License-Identifier: MIT */
/* Registry text in Markdown (CommonMark, and GitHub's), where it is inert. */
#ifndef MARKDOWN_H
#define MARKDOWN_H

#include "buffer.h"

enum {
	MARKDOWN_MOST = 160 /* bytes of a text before it is cut */
};

/*
 * Append text as a code span on one line: nothing in it is markup, a link, or
 * a mention of a person or an issue.  What a terminal would act on becomes
 * "?", a line break a blank, and more than MARKDOWN_MOST bytes end in "...".
 * An empty text is the word "nothing", as no code span is empty.
 */
void markdown_put_code(struct buffer *, const char *);

/*
 * Append text as it is where it is words and the marks of prose only, which
 * no renderer takes for markup, though GitHub links GH-1; else as a code span.
 */
void markdown_put_text(struct buffer *, const char *);

#endif
