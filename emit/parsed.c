/* SPDX-License-Identifier: MIT */
/* A line of a services file, as the parsers of C libraries split it. */
#include "parsed.h"

int
parsed_next_glibc(
    struct pieces *pieces, struct buffer *scratch, struct span *line)
{
	struct span all, rest;
	size_t blanks;

	if (!pieces_next(pieces, &all))
		return 0;
	*line = span_until(all, '\0');
	rest = span_skip(*line, is_space);
	blanks = line->n - rest.n;
	if (blanks == 0 || (line->n == all.n && !pieces->is_open)) {
		*line = rest;
		return 1;
	}
	scratch->len = 0;
	buffer_add(scratch, rest.s, rest.n);
	buffer_add(scratch, line->s + rest.n, blanks);
	*line = (struct span){scratch->data, scratch->len};
	return 1;
}

int
parsed_split_glibc(struct span line, struct parsed *e)
{
	struct number number;

	line = span_until(span_until(line, '\0'), '#');
	if (!span_word(&line, is_space, &e->name))
		return 0;
	line = span_skip(line, is_space);
	number = number_read(line, 0);
	line = number.rest;
	if (!number.is_there || (line.n > 0 && *line.s != '/'))
		return 0;
	/* What 32 bits hold is cut to the 16 of a port, more is refused. */
	if (number.is_negative && number.value != UINT64_MAX)
		number.value = 0 - number.value;
	if (number.value > UINT32_MAX)
		return 0;
	e->port = (uint32_t)number.value & 0xffff;
	while (line.n > 0 && *line.s == '/')
		line = span_after(line, 1);
	e->protocol = line;
	if (line.n > 0 && is_space(*line.s))
		e->protocol.n = 0;
	else
		span_word(&line, is_space, &e->protocol);
	e->aliases = line;
	e->most_aliases = 0;
	return 1;
}

void
parsed_put(
    struct reading *r, const struct parsed *e, int (*is)(char), uint32_t line)
{
	struct span rest = e->aliases, alias;
	uint32_t protocol = reading_word(r, e->protocol);
	size_t left = e->most_aliases == 0 ? SIZE_MAX : e->most_aliases;

	reading_put_name(r, e->name, protocol, e->port, line);
	if (e->port <= UINT16_MAX)
		reading_put_port(r, e->name, protocol, e->port, line);
	for (; left > 0 && span_word(&rest, is, &alias); left--)
		reading_put_name(r, alias, protocol, e->port, line);
}
