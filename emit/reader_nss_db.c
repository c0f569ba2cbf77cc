/* SPDX-License-Identifier: MIT */
/*
 * nss_db: the Makefile that comes with it splits each line at blanks and
 * slashes, makedb keeps the first line of each key, and a look-up takes the
 * line it finds for the answer.
 */
#include <string.h>

#include "entry.h"
#include "reader.h"
#include "scan.h"

/* What parts the fields: awk is told so. */
static int
is_separator(char c)
{
	return is_blank(c) || c == '/';
}

/*
 * Take a field.  A blank of another kind ends the key for makedb, and what
 * follows in it would become the line; that is harmless at its end only.
 * Returns 1, or 0 if there is no such field or it makes no key.
 */
static int
take_field(struct span *rest, struct span *field)
{
	size_t n;

	if (!span_word(rest, is_separator, field))
		return 0;
	for (n = 0; n < field->n && !is_space(field->s[n]);)
		n++;
	return n == field->n;
}

/* The same for the last part of a key. */
static int
take_last(struct span *rest, struct span *field)
{
	struct span end;
	size_t n;

	if (!span_word(rest, is_separator, field))
		return 0;
	for (n = 0; n < field->n && !is_space(field->s[n]);)
		n++;
	end = span_skip(span_after(*field, n), is_space);
	field->n = n;
	return end.n == 0;
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

static void
put_line(struct reading *r, struct span line, uint32_t number)
{
	struct span rest = line, name = {line.s, 0}, port_text, protocol, alias;
	struct entry entry;
	uint32_t port;

	if (!entry_split_glibc(line, &entry))
		return;
	/* Separators in front make an empty first field. */
	if (!is_separator(*line.s) && !take_field(&rest, &name))
		return;
	if (!take_field(&rest, &port_text) || !take_last(&rest, &protocol))
		return;
	reading_put_name(r, name, protocol, entry.port, number);
	if (read_port(port_text, &port))
		reading_put_port(r, entry.name, protocol, port, number);
	while (span_word(&rest, is_separator, &alias) && *alias.s != '#')
		reading_put_name(r, alias, protocol, entry.port, number);
}

void
read_nss_db(const struct reader *reader, struct span file, struct reading *r)
{
	struct pieces pieces = {.rest = file, .most = reader->most};
	struct span line, first;

	while (pieces_next(&pieces, &line)) {
		line = span_until(line, '\0');
		first = span_skip(line, is_blank);
		if (first.n > 0 && *first.s != '#')
			put_line(r, line, pieces.line);
	}
}
