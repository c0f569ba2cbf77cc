/* SPDX-License-Identifier: MIT */
/*
 * Readings: what a reader of a services file answers.  All readings of a
 * file share a lexicon, so that the same question has the same number in
 * each, and to compare answers is to compare numbers.
 */
#ifndef READING_H
#define READING_H

#include <stddef.h>
#include <stdint.h>

#include "words.h"

/* Some bytes of the file; not a string. */
struct span {
	const char *s;
	size_t n;
};

struct lexicon {
	struct words words;	/* names and protocols */
	struct words questions; /* see lexicon_by_name */
};

void lexicon_init(struct lexicon *);
void lexicon_free(struct lexicon *);
int lexicon_failed(const struct lexicon *);

/* The number of a name or protocol, added if it is new; 0 out of memory. */
uint32_t lexicon_word(struct lexicon *, struct span);

/*
 * The number of the question for the port of a name and protocol, or for the
 * name of a port and protocol; protocol and name are numbers of words.  0 out
 * of memory.
 */
uint32_t lexicon_by_name(struct lexicon *, uint32_t name, uint32_t protocol);
uint32_t lexicon_by_port(struct lexicon *, uint32_t port, uint32_t protocol);

/*
 * What a question asks: its protocol, and its name and port, one of them.
 * The spans are valid until the next word.
 */
struct question {
	int is_by_port;
	uint32_t port;
	struct span name, protocol;
};

struct question lexicon_question(const struct lexicon *, uint32_t question);

/*
 * Instead of a port: the search ends there, without an answer.  Of a protocol
 * a number so large is none either.
 */
#define READING_NO_PORT UINT32_MAX

/* The first answer in the file, and the last; line 0 is none. */
struct answer {
	uint32_t value; /* a port, or the number of a name, 0 for no answer */
	uint32_t line;
	uint32_t last_value, last_line;
};

/* Zero-initialise it but for the lexicon. */
struct reading {
	struct lexicon *lexicon;
	struct answer *answers; /* by number of question, size of them */
	size_t size;
	int failed;	  /* memory ran out */
	uint32_t refused; /* the line for which it reads nothing, or 0 */
};

void reading_free(struct reading *);

/* The same as lexicon_word of the lexicon. */
uint32_t reading_word(struct reading *, struct span);

/* Put an answer that a line gives to a question. */
void
reading_put(struct reading *, uint32_t question, uint32_t value, uint32_t line);

/*
 * Both questions of an entry: name to port, port to name.  The protocol is the
 * number of a word, so that a long one is read once for all names of a line.
 */
void reading_put_name(struct reading *, struct span name, uint32_t protocol,
    uint32_t port, uint32_t line);
void reading_put_port(struct reading *, struct span name, uint32_t protocol,
    uint32_t port, uint32_t line);

/* The answer to a question; its line is 0 if there is none. */
struct answer reading_answer(const struct reading *, uint32_t question);

#endif
