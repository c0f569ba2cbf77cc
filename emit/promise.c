/* SPDX-License-Identifier: MIT */
/* What the lines of a file promise, and what is odd about them. */
#include <string.h>

#include "database.h"
#include "promise_line.h"
#include "scan.h"

void
promise_note(struct promise_line *line, enum oddity odd)
{
	line->source.odd |= 1U << odd;
}

int
promise_take_number(struct promise_line *line, struct span *text, uint32_t most,
    uint32_t *value)
{
	struct number number;

	if (text->n == 0 || *text->s < '0' || *text->s > '9') {
		promise_note(line, ODD_SIGNED);
		return 0;
	}
	number = number_read(*text, 10);
	if (*text->s == '0' && text->n - number.rest.n > 1)
		promise_note(line, ODD_ZERO);
	*text = number.rest;
	if (number.value > most) {
		promise_note(line, ODD_BIG);
		return 0;
	}
	*value = (uint32_t)number.value;
	return 1;
}

static void
promise(struct promise_line *line, struct promise promise)
{
	size_t place = line->p->list.len / sizeof(promise);

	promise.line = line->source.line;
	reading_put(&line->p->reading, promise.question,
	    promise.is_by_port ? promise.value : (uint32_t)place, promise.line);
	buffer_add(&line->p->list, (const char *)&promise, sizeof(promise));
}

void
promise_by_name(struct promise_line *line, uint32_t name, uint32_t protocol,
    uint32_t number, uint32_t service)
{
	promise(line,
	    (struct promise){.question = lexicon_by_name(
				 line->p->reading.lexicon, name, protocol),
		.value = number,
		.service = service});
}

void
promise_by_number(struct promise_line *line, uint32_t number, uint32_t protocol,
    uint32_t service)
{
	promise(line,
	    (struct promise){.question = lexicon_by_port(
				 line->p->reading.lexicon, number, protocol),
		.value = service,
		.service = service,
		.is_by_port = 1});
}

/* What is odd about the bytes of a line. */
static void
look_at_text(struct promise_line *s)
{
	struct span text = s->source.text;

	if (text.n > s->p->database->safe_line)
		promise_note(s, ODD_LONG);
	if (memchr(text.s, '\0', text.n) != NULL)
		promise_note(s, ODD_NUL);
	text = span_until(span_until(text, '\0'), '#');
	if (text.n == s->source.text.n && text.n > 0 &&
	    text.s[text.n - 1] == '\\')
		promise_note(s, ODD_BACKSLASH);
	if (text.n > 0 && is_space(*text.s))
		promise_note(s, ODD_LEADING);
	if (text.n > 0 && *text.s == '+')
		promise_note(s, ODD_PLUS);
	if (text.n < s->source.text.n && text.n > 0 &&
	    !is_space(text.s[text.n - 1]))
		promise_note(s, ODD_HASH);
	if (memchr(text.s, '\r', text.n) != NULL)
		promise_note(s, ODD_RETURN);
	if (memchr(text.s, '\v', text.n) != NULL ||
	    memchr(text.s, '\f', text.n) != NULL)
		promise_note(s, ODD_BLANK);
}

/* Take a line.  Returns 0 if it is blank or a comment. */
static int
take_line(struct promise_line *s, int is_joined)
{
	struct span rest = span_until(s->source.text, '\0');

	rest = span_until(rest, '#');
	if (!span_word(&rest, is_space, &s->source.name))
		return memchr(s->source.text.s, '\0', s->source.text.n) != NULL;
	if (is_joined)
		promise_note(s, ODD_JOINED);
	s->source.number = s->source.name;
	if (!span_word(&rest, is_space, &s->source.number)) {
		promise_note(s, ODD_FORM);
		return 1;
	}
	s->aliases = rest;
	s->p->database->promise(s);
	return 1;
}

static void
add_source(struct promises *p, const struct source *source)
{
	buffer_add(&p->sources, (const char *)source, sizeof(*source));
}

/* Take a line, which the one before it may be joined to. */
static struct source
read_line(struct promises *p, struct span text, uint32_t line, int is_joined)
{
	struct promise_line s = {
	    .p = p, .source = {.text = text, .line = line}};

	if (line == 1 && span_starts(text, "\xef\xbb\xbf"))
		promise_note(&s, ODD_MARK);
	look_at_text(&s);
	if (take_line(&s, is_joined))
		add_source(p, &s.source);
	return s.source;
}

void
promises_read(struct promises *p, struct span file)
{
	struct pieces pieces = {.rest = file};
	struct source source = {.line = 1};
	struct span text;

	p->is_utf_16 =
	    span_starts(file, "\xff\xfe") || span_starts(file, "\xfe\xff");
	if (p->is_utf_16) {
		source.odd = 1U << ODD_UTF_16;
		source.text = span_until(file, '\n');
		add_source(p, &source);
		return;
	}
	while (pieces_next(&pieces, &text))
		source = read_line(
		    p, text, pieces.line, source.odd >> ODD_BACKSLASH & 1);
	p->reading.failed |= p->list.failed || p->sources.failed;
}

void
promises_free(struct promises *p)
{
	reading_free(&p->reading);
	buffer_free(&p->list);
	buffer_free(&p->sources);
}

const struct promise *
promises_list(const struct promises *p, size_t *n)
{
	*n = p->list.len / sizeof(struct promise);
	return (const struct promise *)(const void *)p->list.data;
}

const struct source *
promises_sources(const struct promises *p, size_t *n)
{
	*n = p->sources.len / sizeof(struct source);
	return (const struct source *)(const void *)p->sources.data;
}

const struct source *
promises_source(const struct promises *p, uint32_t line)
{
	size_t n, low = 0, high, middle;
	const struct source *list = promises_sources(p, &n);

	for (high = n; low < high;) {
		middle = low + (high - low) / 2;
		if (list[middle].line < line)
			low = middle + 1;
		else
			high = middle;
	}
	return low == n ? NULL : &list[low];
}
