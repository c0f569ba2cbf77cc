/* SPDX-License-Identifier: MIT */
/*
 * Room that libxml2 2.9 has to have from the start: it crashes, or goes on
 * with what it freed, if its buffer or its list of attributes cannot grow.
 * With the limits of xml.h, neither need.  Newer versions bear it.
 */
#ifndef RESERVE_H
#define RESERVE_H

#include <libxml/parser.h>

/* Let the contexts that are made from now on have buffers for any tag. */
void reserve_buffer(void);

/*
 * Give a new context room for the attributes of any tag.  Returns 0, or -1
 * (ENOMEM).
 */
int reserve_attributes(xmlParserCtxtPtr);

#endif
