/* SPDX-License-Identifier: MIT */
/* What the lines of a services file promise, and what is odd about them. */
#include <string.h>

#include "promise.h"
#include "record.h"
#include "scan.h"

enum {
	MOST_NAME = 15, /* RFC 6335 */
	MOST_PORT = 65535,
	MOST_PROTOCOLS = 4, /* of a line; it may also have a million aliases */
	SHORT_LINE = 126,
	SHORT_NAME = 15 /* musl, by port */
};

/* A line as it is taken apart. */
struct reader_state {
	struct promises *p;
	struct source source;
	struct span protocols, aliases;
	uint32_t first, last; /* ports */
};

static void
note(struct reader_state *s, enum oddity odd)
{
	s->source.odd |= 1U << odd;
}

static int
is_digit(char c)
{
	return c >= '0' && c <= '9';
}

static int
is_letter(char c)
{
	return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

int
promise_is_name(struct span name)
{
	size_t i, letters = 0;
	char before = '-';

	for (i = 0; i < name.n; i++) {
		char c = name.s[i] == '_' ? '-' : name.s[i];

		if (!is_letter(c) && !is_digit(c) && (c != '-' || before == c))
			return 0;
		letters += (size_t)is_letter(c);
		before = c;
	}
	return letters > 0 && before != '-' && name.n <= MOST_NAME;
}

/* Look at a name or alias. */
static void
look_at_name(struct reader_state *s, struct span name)
{
	struct number number = number_read(name, 10);

	if (memchr(name.s, '/', name.n) != NULL)
		note(s, ODD_SLASH);
	/* musl takes it for a port; "914c-g" only at port 914. */
	if (number.is_there && (number.rest.n == 0 || number.value == s->first))
		note(s, ODD_DIGITS);
	if (name.n > SHORT_NAME)
		note(s, ODD_LONG_NAME);
}

/* Take a decimal port.  Returns 0 if it is none. */
static int
take_port(struct reader_state *s, struct span *text, uint32_t *port)
{
	struct number number;

	if (text->n == 0 || !is_digit(*text->s)) {
		note(s, ODD_SIGNED);
		return 0;
	}
	number = number_read(*text, 10);
	if (*text->s == '0' && text->n - number.rest.n > 1)
		note(s, ODD_ZERO);
	*text = number.rest;
	if (number.value > MOST_PORT) {
		note(s, ODD_BIG);
		return 0;
	}
	*port = (uint32_t)number.value;
	if (*port == 0)
		note(s, ODD_PORT_0);
	return 1;
}

/* Take "PORT/PROTOCOL", or what stands for it.  Returns 0 if it promises none.
 */
static int
take_number(struct reader_state *s)
{
	struct span text = s->source.number, rest;

	s->protocols = span_after(text, span_until(text, '/').n + 1);
	rest = span_until(text, '/');
	if (s->protocols.n == 0) {
		note(s, ODD_FORM);
		return 0;
	}
	if (!take_port(s, &rest, &s->first))
		return 0;
	s->last = s->first;
	if (rest.n > 0 && *rest.s == '-') {
		note(s, ODD_RANGE);
		rest = span_after(rest, 1);
		if (!take_port(s, &rest, &s->last))
			return 0;
	}
	if (rest.n > 0)
		note(s, ODD_SIGNED);
	return rest.n == 0;
}

static void
promise(struct reader_state *s, struct promise promise)
{
	size_t place = s->p->list.len / sizeof(promise);

	promise.line = s->source.line;
	reading_put(&s->p->reading, promise.question,
	    promise.is_by_port ? promise.value : (uint32_t)place, promise.line);
	buffer_add(&s->p->list, (const char *)&promise, sizeof(promise));
}

static void
promise_name(
    struct reader_state *s, uint32_t name, uint32_t protocol, uint32_t service)
{
	promise(s, (struct promise){.question = lexicon_by_name(
					s->p->reading.lexicon, name, protocol),
		       .value = s->first,
		       .service = service});
}

static void
promise_port(
    struct reader_state *s, uint32_t port, uint32_t protocol, uint32_t service)
{
	promise(s, (struct promise){.question = lexicon_by_port(
					s->p->reading.lexicon, port, protocol),
		       .value = service,
		       .service = service,
		       .is_by_port = 1});
}

/* Promise the entry of one protocol: by port the first and last of a range. */
static void
promise_protocol(struct reader_state *s, struct span protocol)
{
	struct lexicon *l = s->p->reading.lexicon;
	struct span rest = s->aliases, alias;
	uint32_t word = lexicon_word(l, protocol);
	uint32_t name = lexicon_word(l, s->source.name);

	promise_name(s, name, word, name);
	promise_port(s, s->first, word, name);
	if (s->last != s->first)
		promise_port(s, s->last, word, name);
	while (span_word(&rest, is_space, &alias)) {
		look_at_name(s, alias);
		promise_name(s, lexicon_word(l, alias), word, name);
	}
}

static int
is_known(struct span protocol)
{
	int p;

	for (p = 0; p < PROTOCOL_NONE; p++)
		if (span_is(protocol, protocol_name((enum protocol)p)))
			return 1;
	return 0;
}

static void
promise_all(struct reader_state *s)
{
	struct span rest = s->protocols, protocol;
	int left;

	for (left = MOST_PROTOCOLS; left > 0 && rest.n > 0; left--) {
		protocol = span_until(rest, '/');
		rest = span_after(rest, protocol.n);
		if (rest.n > 0)
			note(s, ODD_PROTOCOLS);
		rest = span_after(rest, 1);
		if (!is_known(protocol))
			note(s, ODD_PROTOCOL);
		promise_protocol(s, protocol);
	}
}

/* What is odd about the bytes of a line. */
static void
look_at_text(struct reader_state *s)
{
	struct span text = s->source.text;

	if (text.n > SHORT_LINE)
		note(s, ODD_LONG);
	if (memchr(text.s, '\0', text.n) != NULL)
		note(s, ODD_NUL);
	text = span_until(span_until(text, '\0'), '#');
	if (text.n == s->source.text.n && text.n > 0 &&
	    text.s[text.n - 1] == '\\')
		note(s, ODD_BACKSLASH);
	if (text.n > 0 && is_space(*text.s))
		note(s, ODD_LEADING);
	if (text.n > 0 && *text.s == '+')
		note(s, ODD_PLUS);
	if (text.n < s->source.text.n && text.n > 0 &&
	    !is_space(text.s[text.n - 1]))
		note(s, ODD_HASH);
	if (memchr(text.s, '\r', text.n) != NULL)
		note(s, ODD_RETURN);
	if (memchr(text.s, '\v', text.n) != NULL ||
	    memchr(text.s, '\f', text.n) != NULL)
		note(s, ODD_BLANK);
}

/* Take a line.  Returns 0 if it is blank or a comment. */
static int
take_line(struct reader_state *s, int is_joined)
{
	struct span rest = span_until(s->source.text, '\0');

	rest = span_until(rest, '#');
	if (!span_word(&rest, is_space, &s->source.name))
		return memchr(s->source.text.s, '\0', s->source.text.n) != NULL;
	if (is_joined)
		note(s, ODD_JOINED);
	s->source.number = s->source.name;
	if (!span_word(&rest, is_space, &s->source.number)) {
		note(s, ODD_FORM);
		return 1;
	}
	s->aliases = rest;
	if (take_number(s)) {
		if (!promise_is_name(s->source.name))
			note(s, ODD_RULE);
		look_at_name(s, s->source.name);
		promise_all(s);
	}
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
	struct reader_state s = {
	    .p = p, .source = {.text = text, .line = line}};

	if (line == 1 && span_starts(text, "\xef\xbb\xbf"))
		note(&s, ODD_MARK);
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
