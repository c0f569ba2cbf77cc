/* SPDX-License-Identifier: MIT */
/* Promises of one line, as it is taken apart; the inside of promise.h. */
#ifndef PROMISE_LINE_H
#define PROMISE_LINE_H

#include "promise.h"

struct promise_line {
	struct promises *p;
	struct source source;
	struct span aliases; /* words, after that with the number */
};

/*
 * Promise what an entry does whose name and number are words of its source.
 * The number is not yet looked at.
 */
void promise_service(struct promise_line *);
void promise_protocol(struct promise_line *);

/* Note an oddity of the line. */
void promise_note(struct promise_line *, enum oddity);

/*
 * Take a decimal number of at most most from the front of text.  Returns 1,
 * or 0 and notes why if there is none.
 */
int promise_take_number(
    struct promise_line *, struct span *text, uint32_t most, uint32_t *number);

/*
 * Promise a number for a name, or a service's name for a number; names and
 * protocol are words of the lexicon, service is the name in front.
 */
void promise_by_name(struct promise_line *, uint32_t name, uint32_t protocol,
    uint32_t number, uint32_t service);
void promise_by_number(struct promise_line *, uint32_t number,
    uint32_t protocol, uint32_t service);

#endif
