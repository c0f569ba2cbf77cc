/* SPDX-License-Identifier: MIT */
/*
 * Sheets: titles, labelled texts and commands, as text of 80 columns for a
 * terminal, or as Markdown (CommonMark).  Text of the registry stays text:
 * what a terminal acts on is written as \uXXXX, and what Markdown acts on has
 * a backslash before it.
 */
#ifndef SHEET_H
#define SHEET_H

#include <stdio.h>

#include "buffer.h"

enum {
	SHEET_COLUMNS = 80
};

/* Zero-initialise it, and set what is to be set; sheet_free frees it. */
struct sheet {
	int is_markdown;
	int in_colour;	    /* titles stand out, as ECMA-48 has it */
	struct buffer out;  /* what was put so far */
	struct buffer line; /* work space */
};

/* A title; level 1 is that of a page. */
void sheet_title(struct sheet *, int level, const char *text);

/*
 * A labelled text, which may have several lines, and after it a URL, if that
 * is not "".  A label "" goes on with the one before.
 */
void sheet_item(
    struct sheet *, const char *label, const char *text, const char *url);

/* A labelled command, which is not wrapped. */
void sheet_command(struct sheet *, const char *label, const char *command);

void sheet_paragraph(struct sheet *, const char *text);

void sheet_free(struct sheet *);

#endif
