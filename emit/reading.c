/* SPDX-License-Identifier: MIT */
/* What a reader of a services file answers. */
#include <stdlib.h>
#include <string.h>

#include "memory.h"
#include "reading.h"

enum {
	FIRST_ANSWERS = 64
};

/* A port as the first half of a question; words have lower numbers. */
#define PORTS 0xffff0000U

void
lexicon_init(struct lexicon *l)
{
	words_init(&l->words);
	words_init(&l->questions);
}

void
lexicon_free(struct lexicon *l)
{
	words_free(&l->words);
	words_free(&l->questions);
}

int
lexicon_failed(const struct lexicon *l)
{
	return l->words.failed || l->questions.failed;
}

uint32_t
lexicon_word(struct lexicon *l, struct span s)
{
	return words_add(&l->words, s.s, s.n);
}

uint32_t
lexicon_by_name(struct lexicon *l, uint32_t name, uint32_t protocol)
{
	const uint32_t both[] = {name, protocol};

	if (name >= PORTS)
		l->words.failed = 1;
	return words_add(&l->questions, both, sizeof(both));
}

uint32_t
lexicon_by_port(struct lexicon *l, uint32_t port, uint32_t protocol)
{
	const uint32_t both[] = {PORTS + port, protocol};

	return words_add(&l->questions, both, sizeof(both));
}

static struct span
word(const struct lexicon *l, uint32_t number)
{
	struct span s = {"", 0};

	if (number > 0)
		s.s = words_get(&l->words, number, &s.n);
	return s;
}

struct question
lexicon_question(const struct lexicon *l, uint32_t number)
{
	struct question q = {0};
	uint32_t both[2];
	size_t n;

	memcpy(both, words_get(&l->questions, number, &n), sizeof(both));
	q.is_by_port = both[0] >= PORTS;
	q.port = q.is_by_port ? both[0] - PORTS : 0;
	q.name = word(l, q.is_by_port ? 0 : both[0]);
	q.protocol = word(l, both[1]);
	return q;
}

void
reading_free(struct reading *r)
{
	free(r->answers);
	r->answers = NULL;
	r->size = 0;
}

uint32_t
reading_word(struct reading *r, struct span s)
{
	return lexicon_word(r->lexicon, s);
}

/* Make room for the answer to a question.  Returns 0, or -1 (ENOMEM). */
static int
make_room(struct reading *r, uint32_t question)
{
	size_t size = r->size == 0 ? FIRST_ANSWERS : r->size;
	struct answer *answers;

	while (size <= question)
		size *= 2;
	answers = memory_grow(
	    r->answers, r->size * sizeof(*answers), size * sizeof(*answers));
	if (answers == NULL)
		return -1;
	memset(answers + r->size, 0, (size - r->size) * sizeof(*answers));
	r->answers = answers;
	r->size = size;
	return 0;
}

void
reading_put(struct reading *r, uint32_t question, uint32_t value, uint32_t line)
{
	struct answer *a;

	if (question == 0 ||
	    (question >= r->size && make_room(r, question) != 0)) {
		r->failed = 1;
		return;
	}
	a = &r->answers[question];
	if (a->line == 0) {
		a->value = value;
		a->line = line;
	}
	a->last_value = value;
	a->last_line = line;
}

void
reading_put_name(struct reading *r, struct span name, uint32_t protocol,
    uint32_t port, uint32_t line)
{
	uint32_t word = reading_word(r, name);

	reading_put(r, lexicon_by_name(r->lexicon, word, protocol), port, line);
}

void
reading_put_port(struct reading *r, struct span name, uint32_t protocol,
    uint32_t port, uint32_t line)
{
	uint32_t word = reading_word(r, name);

	reading_put(r, lexicon_by_port(r->lexicon, port, protocol), word, line);
}

struct answer
reading_answer(const struct reading *r, uint32_t question)
{
	static const struct answer none;

	return question < r->size ? r->answers[question] : none;
}
