/* SPDX-License-Identifier: MIT */
/*
 * nss_db: the Makefile that comes with it splits each line at blanks and
 * slashes, makedb keeps the first line of each key, and a look-up takes the
 * line it finds for the answer.
 */
#include <string.h>

#include "parsed.h"
#include "reader.h"
#include "scan.h"

/* What parts the fields: awk is told so. */
static int
is_separator(char c)
{
	return is_blank(c) || c == '/';
}

/* A line, and what a look-up makes of it. */
struct record_line {
	struct reading *reading;
	struct span line;
	uint32_t number;
	int is_entry;
	struct parsed entry;
	uint32_t protocol;  /* the word of it */
	int is_odd;	    /* that protocol */
	struct buffer text; /* of an odd key */
};

enum {
	MOST_VALUE = 1024 /* bytes of a line behind an odd key */
};

static int
is_odd(struct span s)
{
	size_t i;

	for (i = 0; i < s.n; i++)
		if (is_space(s.s[i]) || s.s[i] == '\0')
			return 1;
	return 0;
}

/* A port as a look-up spells it: decimal, without zeros in front. */
static int
read_port(struct span s, uint32_t *port)
{
	struct number number = number_read(s, 10);

	*port = (uint32_t)number.value;
	return number.is_there && number.rest.n == 0 &&
	       number.value <= UINT16_MAX && *s.s >= '0' && *s.s <= '9' &&
	       (s.n == 1 || *s.s != '0');
}

/* Put what a key leads to: an entry, or a line that is none. */
static void
put_value(struct record_line *r, struct span key, uint32_t protocol,
    int is_port, const struct parsed *entry)
{
	struct span name = entry == NULL ? (struct span){"", 0} : entry->name;
	struct lexicon *l = r->reading->lexicon;
	uint32_t port;

	if (!is_port)
		reading_put_name(r->reading, key, protocol,
		    entry == NULL ? READING_NO_PORT : entry->port, r->number);
	else if (read_port(key, &port))
		reading_put(r->reading, lexicon_by_port(l, port, protocol),
		    entry == NULL ? 0 : lexicon_word(l, name), r->number);
}

/*
 * A blank of another kind ends a key for makedb: what follows becomes the
 * front of the line.  A NUL ends it too, and leaves no line.
 */
static void
put_odd_key(
    struct record_line *r, struct span field, struct span protocol, int is_port)
{
	struct parsed entry;
	struct span text, key;
	size_t n = r->line.n < MOST_VALUE ? r->line.n : MOST_VALUE;

	r->text.len = 0;
	if (protocol.n > MOST_VALUE)
		protocol.n = MOST_VALUE;
	buffer_add(&r->text, field.s, field.n);
	buffer_put(&r->text, '/');
	buffer_add(&r->text, protocol.s, protocol.n);
	buffer_put(&r->text, ' ');
	buffer_add(&r->text, r->line.s, n);
	if (r->text.failed) {
		r->reading->failed = 1;
		return;
	}
	text = key = (struct span){r->text.data, r->text.len};
	for (key.n = 0; !is_space(*text.s); key.n++)
		text = span_after(text, 1);
	if (memchr(key.s, '\0', key.n) != NULL)
		text.n = 0;
	key = span_until(key, '\0');
	field = span_until(key, '/');
	if (field.n < key.n)
		put_value(r, field,
		    reading_word(r->reading, span_after(key, field.n + 1)),
		    is_port, parsed_split_glibc(text, &entry) ? &entry : NULL);
}

static void
put_key(
    struct record_line *r, struct span field, struct span protocol, int is_port)
{
	if (r->is_odd || is_odd(field))
		put_odd_key(r, field, protocol, is_port);
	else
		put_value(r, field, r->protocol, is_port,
		    r->is_entry ? &r->entry : NULL);
}

static void
put_line(struct record_line *r)
{
	struct span rest = r->line, name = {rest.s, 0}, port, protocol, alias;

	r->is_entry = parsed_split_glibc(r->line, &r->entry);
	/* Separators in front make an empty first field. */
	if (!is_separator(*rest.s))
		span_word(&rest, is_separator, &name);
	if (!span_word(&rest, is_separator, &port) ||
	    !span_word(&rest, is_separator, &protocol))
		return;
	r->protocol = reading_word(r->reading, protocol);
	r->is_odd = is_odd(protocol);
	put_key(r, name, protocol, 0);
	put_key(r, port, protocol, 1);
	while (span_word(&rest, is_separator, &alias) && *alias.s != '#')
		put_key(r, alias, protocol, 0);
}

void
read_nss_db(const struct reader *reader, struct span file, struct reading *r)
{
	struct pieces pieces = {.rest = file, .most = reader->most};
	struct record_line line = {.reading = r};
	struct span first;

	while (pieces_next(&pieces, &line.line)) {
		line.number = pieces.line;
		first = span_skip(line.line, is_blank);
		if (first.n > 0 && *first.s != '#')
			put_line(&line);
	}
	buffer_free(&line.text);
}
