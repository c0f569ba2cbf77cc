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

/* A question for the name of a port. */
struct asked {
	uint32_t port, question;
	uint32_t below; /* the place of the last up to it that has no owner */
};

static int
compare(const void *a, const void *b)
{
	const struct asked *x = a, *y = b;

	if (x->port != y->port)
		return x->port < y->port ? -1 : 1;
	return x->question < y->question ? -1 : x->question > y->question;
}

/*
 * Collect what was asked of any reader, but for port 0, in the order of ports
 * from place 1 on.  Returns how many there are.
 */
static uint32_t
collect(struct reading *r, unsigned p, struct asked *asked)
{
	uint32_t all = (uint32_t)r->lexicon->questions.n, n = 0, i;

	for (i = 1; i <= all; i++) {
		struct question q = lexicon_question(r->lexicon, i);

		if (q.is_by_port && q.port > 0 &&
		    span_is(q.protocol, protocols[p]))
			asked[++n] = (struct asked){q.port, i, 0};
	}
	qsort(asked + 1, n, sizeof(*asked), compare);
	for (i = 0; i <= n; i++)
		asked[i].below = i;
	return n;
}

/* The last place up to this one that no later line has taken, or 0. */
static uint32_t
find_free(struct asked *asked, uint32_t place)
{
	uint32_t root = place, next;

	while (asked[root].below != root)
		root = asked[root].below;
	for (; place != root; place = next) {
		next = asked[place].below;
		asked[place].below = root;
	}
	return root;
}

/* The last of n places whose port is at most this one, or 0. */
static uint32_t
find_place(const struct asked *asked, uint32_t n, uint32_t port)
{
	uint32_t low = 0, high = n;

	while (low < high) {
		uint32_t middle = high - (high - low) / 2;

		if (asked[middle].port <= port)
			low = middle;
		else
			high = middle - 1;
	}
	return low;
}

/* Answer what was asked: of each port the last interval that has it. */
static void
put_owners(struct reading *r, unsigned p, const struct interval *list, size_t n,
    struct asked *asked)
{
	uint32_t count = collect(r, p, asked), place, low, high;

	for (; n > 0; n--) {
		const struct interval *i = &list[n - 1];

		if (!(i->protocols >> p & 1))
			continue;
		low = i->low < i->high ? i->low : i->high;
		high = i->low + i->high - low;
		place = find_free(asked, find_place(asked, count, high));
		for (; place > 0 && asked[place].port >= low;
		     place = find_free(asked, place)) {
			reading_put(r, asked[place].question, i->name, i->line);
			asked[place].below = place - 1;
		}
	}
}

/* Ask for the single ports; returns whether there are others. */
static int
put_singles(
    struct reading *r, unsigned p, const struct interval *list, size_t n)
{
	const struct span name = {protocols[p], strlen(protocols[p])};
	uint32_t word = reading_word(r, name), question;
	int ranges = 0;
	size_t i;

	for (i = 0; i < n; i++) {
		if (!(list[i].protocols >> p & 1) || list[i].high == 0)
			continue;
		if (list[i].low != list[i].high) {
			ranges = 1;
			continue;
		}
		question = lexicon_by_port(r->lexicon, list[i].low, word);
		reading_put(r, question, list[i].name, list[i].line);
	}
	return ranges;
}

static void
put_all(struct reading *r, const struct interval *list, size_t n)
{
	struct asked *asked;
	unsigned p;

	for (p = 0; p < PROTOCOLS; p++) {
		if (!put_singles(r, p, list, n))
			continue;
		asked = malloc((r->lexicon->questions.n + 1) * sizeof(*asked));
		if (asked == NULL) {
			r->failed = 1;
			return;
		}
		put_owners(r, p, list, n, asked);
		free(asked);
	}
}

/* Ranges are looked up for what others ask too: it must be the last reader. */
void
read_wireshark(const struct reader *reader, struct span file, struct reading *r)
{
	struct pieces pieces = {.rest = file, .most = reader->most};
	struct buffer list = {0};
	struct span line;

	while (pieces_next(&pieces, &line))
		take_line(r, line, pieces.line, &list);
	r->failed |= list.failed;
	if (!r->failed && list.len > 0)
		put_all(r, (const struct interval *)(const void *)list.data,
		    list.len / sizeof(struct interval));
	buffer_free(&list);
}
