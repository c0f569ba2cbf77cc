/* SPDX-License-Identifier: MIT */
/*
 * Wireshark's services file: lists and ranges of ports, several protocols,
 * one name for each port of each; the last line wins.
 */
#include <stdlib.h>
#include <string.h>

#include "buffer.h"
#include "reader.h"
#include "scan.h"

enum {
	MOST_PORT = 65535,
	PROTOCOLS = 4
};

static const char *const protocols[PROTOCOLS] = {"tcp", "udp", "sctp", "dccp"};

/* Ports of a line, for each protocol whose bit is set. */
struct interval {
	uint32_t low, high;
	uint32_t name, line;
	unsigned protocols;
};

/* Take a number, and blanks: there are none within a word. */
static int
take_number(struct span *s, uint32_t *value)
{
	struct number n;

	if (s->n == 0 || *s->s < '0' || *s->s > '9')
		return 0;
	n = number_read(*s, 0);
	*value = (uint32_t)n.value;
	*s = n.rest;
	return n.value <= MOST_PORT;
}

/*
 * Take a part of a list: a number, A-B, A- or -B.  Without a comma after it
 * the next part may follow only if it starts with "-".
 */
static int
take_part(struct span *s, struct interval *i)
{
	i->low = 1;
	if (*s->s != '-' && !take_number(s, &i->low))
		return 0;
	i->high = i->low;
	if (s->n > 0 && *s->s == '-') {
		*s = span_after(*s, 1);
		i->high = MOST_PORT;
		if (s->n > 0 && *s->s != ',' && !take_number(s, &i->high))
			return 0;
	} else if (s->n > 0 && *s->s != ',') {
		return 0;
	}
	if (s->n > 0 && *s->s == ',')
		*s = span_after(*s, 1);
	return 1;
}

/* The protocols of a line, up to one that is not known, as bits. */
static unsigned
find_protocols(struct span s)
{
	unsigned bits = 0;
	size_t p;

	while (s.n > 0) {
		struct span word = span_until(s, '/');

		s = span_after(s, word.n + 1);
		if (word.n == 0)
			continue;
		for (p = 0; p < PROTOCOLS && !span_is(word, protocols[p]);)
			p++;
		if (p == PROTOCOLS)
			break;
		bits |= 1U << p;
	}
	return bits;
}

/* Append the intervals of a line, all or none. */
static void
take_line(
    struct reading *r, struct span line, uint32_t number, struct buffer *out)
{
	struct span name, word, list;
	struct interval i = {.line = number};
	size_t start = out->len;

	line = span_until(span_until(line, '\0'), '\r');
	line = span_until(line, '#');
	if (!span_word(&line, is_blank, &name) ||
	    !span_word(&line, is_blank, &word))
		return;
	while (word.n > 0 && *word.s == '/')
		word = span_after(word, 1);
	list = span_until(word, '/');
	i.protocols = find_protocols(span_after(word, list.n));
	if (i.protocols == 0)
		return;
	i.name = reading_word(r, name);
	while (list.n > 0) {
		if (!take_part(&list, &i)) {
			out->len = out->failed ? out->size : start;
			return;
		}
		buffer_add(out, (const char *)&i, sizeof(i));
	}
}

/* The last port of an interval that no later line has taken, or 0. */
static uint32_t
find_free(uint32_t *below, uint32_t port)
{
	uint32_t root = port, next;

	while (below[root] != root)
		root = below[root];
	for (; port != root; port = next) {
		next = below[port];
		below[port] = root;
	}
	return root;
}

/* Give a protocol's ports to the last of the intervals that has them. */
static void
put_protocol(struct reading *r, unsigned p, const struct interval *list,
    size_t n, uint32_t *below)
{
	const struct span name = {protocols[p], strlen(protocols[p])};
	uint32_t word = reading_word(r, name), port;

	for (port = 0; port <= MOST_PORT; port++)
		below[port] = port;
	while (n-- > 0) {
		const struct interval *i = &list[n];
		uint32_t low = i->low < i->high ? i->low : i->high;

		if (!(i->protocols >> p & 1))
			continue;
		port = find_free(below, i->low + i->high - low);
		for (; port >= low && port > 0; port = find_free(below, port)) {
			reading_put(r, lexicon_by_port(r->lexicon, port, word),
			    i->name, i->line);
			below[port] = port - 1;
		}
	}
}

void
read_wireshark(const struct reader *reader, struct span file, struct reading *r)
{
	struct pieces pieces = {.rest = file, .most = reader->most};
	struct buffer list = {0};
	struct span line;
	uint32_t *below = calloc(MOST_PORT + 1, sizeof(*below));
	unsigned p;

	while (pieces_next(&pieces, &line))
		take_line(r, line, pieces.line, &list);
	r->failed |= list.failed || below == NULL;
	for (p = 0; !r->failed && list.len > 0 && p < PROTOCOLS; p++)
		put_protocol(r, p,
		    (const struct interval *)(const void *)list.data,
		    list.len / sizeof(struct interval), below);
	free(below);
	buffer_free(&list);
}
