/* SPDX-License-Identifier: MIT */
/*
 * services_mkdb of FreeBSD: it sorts the file by port and protocol, makes the
 * names of each one entry, and libc looks into the database that results.
 */
#include <stdlib.h>
#include <string.h>

#include "buffer.h"
#include "reader.h"
#include "scan.h"

enum {
	MOST_PROTOCOLS = 5 /* of a file */
};

/* Whether the byte at i has an odd number of backslashes before it. */
static int
is_escaped(struct span s, size_t i)
{
	size_t n = 0;

	while (n < i && s.s[i - n - 1] == '\\')
		n++;
	return n % 2 == 1;
}

/* A line up to its comment; whether a backslash joins the next to it. */
static int
cut_line(struct span *line)
{
	size_t i;

	for (i = 0; i < line->n; i++)
		if (line->s[i] == '#' && !is_escaped(*line, i)) {
			line->n = i;
			break;
		}
	if (line->n == 0 || line->s[line->n - 1] != '\\' ||
	    is_escaped(*line, line->n - 1))
		return 0;
	line->n--;
	return 1;
}

/*
 * Take the next line; one that a backslash joins to others goes to joined.
 * Returns 1, or 0 at the end of the file.
 */
static int
next_joined(struct pieces *pieces, struct buffer *joined, struct span *line)
{
	int more;

	if (!pieces_next(pieces, line))
		return 0;
	more = cut_line(line);
	if (!more)
		return 1;
	joined->len = 0;
	if (buffer_reserve(joined, line->n + 1) != 0)
		return 0;
	for (;;) {
		if (line->n > 0)
			buffer_add(joined, line->s, line->n);
		if (more == 0 || !pieces_next(pieces, line))
			break;
		more = cut_line(line);
	}
	*line = (struct span){buffer_string(joined), joined->len};
	return 1;
}

/* A name of a port and protocol. */
struct item {
	uint32_t port, protocol; /* the protocol by its index */
	uint32_t name, line;
	size_t order;
};

struct mkdb {
	struct reading *reading;
	struct buffer items;
	size_t n;
	uint32_t protocols[MOST_PROTOCOLS]; /* words */
};

/* The index of a protocol, or MOST_PROTOCOLS if there is no room for it. */
static uint32_t
find_protocol(struct mkdb *db, struct span protocol)
{
	uint32_t word = reading_word(db->reading, protocol), i;

	for (i = 0; i < MOST_PROTOCOLS; i++) {
		if (db->protocols[i] == 0)
			db->protocols[i] = word;
		if (db->protocols[i] == word)
			break;
	}
	return i;
}

static void
add(struct mkdb *db, struct span name, uint32_t port, uint32_t protocol,
    uint32_t line)
{
	struct item item = {port, protocol, 0, line, db->n++};

	item.name = reading_word(db->reading, name);
	buffer_add(&db->items, (const char *)&item, sizeof(item));
}

/* Take the entry of a line.  Returns 0 if it has one protocol too many. */
static int
take(struct mkdb *db, struct span line, uint32_t number)
{
	struct span name, port_text, protocol, word;
	struct number port;
	uint32_t index;

	line = span_skip(span_until(line, '\0'), is_space);
	if (line.n == 0 || *line.s == '#' ||
	    !span_word(&line, is_blank, &name) ||
	    !span_word(&line, is_blank, &port_text))
		return 1;
	protocol = span_after(port_text, span_until(port_text, '/').n + 1);
	port_text = span_until(port_text, '/');
	port = number_read(port_text, 0);
	if (protocol.n == 0 || !port.is_there || port.rest.n > 0 ||
	    port.value > UINT16_MAX || (port.is_negative && port.value > 0))
		return 1;
	index = find_protocol(db, protocol);
	if (index == MOST_PROTOCOLS)
		return 0;
	add(db, name, (uint32_t)port.value, index, number);
	line = span_until(line, '#');
	while (span_word(&line, is_blank, &word))
		add(db, word, (uint32_t)port.value, index, number);
	return 1;
}

static int
compare(const void *a, const void *b)
{
	const struct item *x = a, *y = b;

	if (x->port != y->port)
		return x->port < y->port ? -1 : 1;
	if (x->protocol != y->protocol)
		return x->protocol < y->protocol ? -1 : 1;
	return x->order < y->order ? -1 : x->order > y->order;
}

static void
put_all(struct mkdb *db)
{
	struct item *items = (struct item *)(void *)db->items.data;
	struct lexicon *l = db->reading->lexicon;
	size_t i;

	if (db->n == 0)
		return;
	qsort(items, db->n, sizeof(*items), compare);
	for (i = 0; i < db->n; i++) {
		const struct item *item = &items[i];
		uint32_t protocol = db->protocols[item->protocol];

		reading_put(db->reading,
		    lexicon_by_name(l, item->name, protocol), item->port,
		    item->line);
		reading_put(db->reading,
		    lexicon_by_port(l, item->port, protocol), item->name,
		    item->line);
	}
}

void
read_mkdb(const struct reader *reader, struct span file, struct reading *r)
{
	struct pieces pieces = {.rest = file, .most = reader->most};
	struct mkdb db = {.reading = r};
	struct buffer joined = {0};
	struct span line;
	uint32_t number = 1;

	while (r->refused == 0 && next_joined(&pieces, &joined, &line)) {
		if (!take(&db, line, number))
			r->refused = pieces.line;
		number = pieces.line + 1;
	}
	if (joined.failed || db.items.failed)
		r->failed = 1;
	else if (r->refused == 0)
		put_all(&db);
	buffer_free(&joined);
	buffer_free(&db.items);
}
