/* SPDX-License-Identifier: MIT */
/* What the entry of a services file promises. */
#include <string.h>

#include "promise_line.h"
#include "record.h"
#include "scan.h"

enum {
	MOST_NAME = 15, /* RFC 6335; musl gives no longer one for a port */
	MOST_PORT = 65535,
	MOST_PROTOCOLS = 4 /* of a line; it may also have a million aliases */
};

/* The ports of an entry. */
struct ports {
	uint32_t first, last;
};

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

/* Whether a name is one by RFC 6335, section 5.1, or has "_" for "-". */
static int
is_name(struct span name)
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
look_at_name(struct promise_line *line, struct span name, uint32_t port)
{
	struct number number = number_read(name, 10);

	if (memchr(name.s, '/', name.n) != NULL)
		promise_note(line, ODD_SLASH);
	/* musl takes it for a port; "914c-g" only at port 914. */
	if (number.is_there && (number.rest.n == 0 || number.value == port))
		promise_note(line, ODD_DIGITS);
	if (name.n > MOST_NAME)
		promise_note(line, ODD_LONG_NAME);
}

/*
 * Take the ports in front of "/PROTOCOL", or what stands for it.  Returns 0 if
 * it promises none.
 */
static int
take_ports(struct promise_line *line, struct ports *ports)
{
	struct span rest = span_until(line->source.number, '/');

	if (rest.n + 1 >= line->source.number.n) {
		promise_note(line, ODD_FORM);
		return 0;
	}
	if (!promise_take_number(line, &rest, MOST_PORT, &ports->first))
		return 0;
	if (ports->first == 0)
		promise_note(line, ODD_PORT_0);
	ports->last = ports->first;
	if (rest.n > 0 && *rest.s == '-') {
		promise_note(line, ODD_RANGE);
		rest = span_after(rest, 1);
		if (!promise_take_number(line, &rest, MOST_PORT, &ports->last))
			return 0;
		if (ports->last == 0)
			promise_note(line, ODD_PORT_0);
	}
	if (rest.n > 0)
		promise_note(line, ODD_SIGNED);
	return rest.n == 0;
}

/* Promise the entry of one protocol: by port the first and last of a range. */
static void
promise_entry(
    struct promise_line *line, const struct ports *ports, struct span protocol)
{
	struct lexicon *l = line->p->reading.lexicon;
	struct span rest = line->aliases, alias;
	uint32_t word = lexicon_word(l, protocol);
	uint32_t name = lexicon_word(l, line->source.name);

	promise_by_name(line, name, word, ports->first, name);
	promise_by_number(line, ports->first, word, name);
	if (ports->last != ports->first)
		promise_by_number(line, ports->last, word, name);
	while (span_word(&rest, is_space, &alias)) {
		look_at_name(line, alias, ports->first);
		promise_by_name(
		    line, lexicon_word(l, alias), word, ports->first, name);
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

void
promise_service(struct promise_line *line)
{
	struct span rest = line->source.number, protocol;
	struct ports ports;
	int left;

	if (!take_ports(line, &ports))
		return;
	if (!is_name(line->source.name))
		promise_note(line, ODD_RULE);
	look_at_name(line, line->source.name, ports.first);
	rest = span_after(rest, span_until(rest, '/').n + 1);
	for (left = MOST_PROTOCOLS; left > 0 && rest.n > 0; left--) {
		protocol = span_until(rest, '/');
		rest = span_after(rest, protocol.n);
		if (rest.n > 0)
			promise_note(line, ODD_PROTOCOLS);
		rest = span_after(rest, 1);
		if (!is_known(protocol))
			promise_note(line, ODD_PROTOCOL);
		promise_entry(line, &ports, protocol);
	}
}
