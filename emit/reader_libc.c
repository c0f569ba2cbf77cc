/* SPDX-License-Identifier: MIT */
/* The C libraries: glibc, musl, and those of FreeBSD and OpenBSD. */
#include "parsed.h"
#include "reader.h"
#include "scan.h"

/* Bytes of a name that musl gives for a port, and that it looks at. */
enum {
	MUSL_MOST_NAME = 15,
	MUSL_MOST_SEEN = 31
};

void
read_glibc(const struct reader *reader, struct span file, struct reading *r)
{
	struct pieces pieces = {.rest = file, .most = reader->most};
	struct buffer scratch = {0};
	struct parsed entry;
	struct span line;

	while (parsed_next_glibc(&pieces, &scratch, &line))
		if (parsed_split_glibc(line, &entry))
			parsed_put(r, &entry, is_space, pieces.line);
	r->failed |= scratch.failed;
	buffer_free(&scratch);
}

/* The protocol of an entry for musl, by how the text after the port starts. */
static struct span
find_protocol(struct span s)
{
	const struct span none = {"", 0};

	return span_starts(s, "/tcp") || span_starts(s, "/udp")
		   ? (struct span){s.s + 1, 3}
		   : none;
}

/*
 * Every word of a line answers by name, even the port: musl searches the line.
 * Those of digits never do.
 */
static void
put_words(
    struct reading *r, const struct parsed *e, struct span rest, uint32_t line)
{
	struct span word;
	struct number number;

	while (span_word(&rest, is_space, &word)) {
		number = number_read(word, 10);
		if (!number.is_there || number.rest.n > 0)
			reading_put_name(r, word, reading_word(r, e->protocol),
			    e->port, line);
	}
}

/*
 * By port: a very long name is passed over.  One that is long, or empty, or
 * starts with that very number, is no answer, and ends the search; a name
 * that starts with none counts as 0.
 */
static void
put_port(struct reading *r, const struct parsed *e, uint32_t line)
{
	struct number number = number_read(e->name, 10);

	if (e->name.n > MUSL_MOST_SEEN)
		return;
	if (e->name.n == 0 || e->name.n > MUSL_MOST_NAME ||
	    (number.value == e->port && !number.is_negative))
		reading_put(r,
		    lexicon_by_port(
			r->lexicon, e->port, reading_word(r, e->protocol)),
		    0, line);
	else
		reading_put_port(
		    r, e->name, reading_word(r, e->protocol), e->port, line);
}

void
read_musl(const struct reader *reader, struct span file, struct reading *r)
{
	struct pieces pieces = {.rest = file, .most = reader->most};
	struct parsed e;
	struct span line, rest;
	struct number number;

	while (pieces_next(&pieces, &line)) {
		line = span_until(span_until(line, '\0'), '#');
		e.name = rest = line;
		for (e.name.n = 0; rest.n > 0 && !is_space(*rest.s); e.name.n++)
			rest = span_after(rest, 1);
		number = number_read(rest, reader->base);
		e.protocol = find_protocol(number.rest);
		if (!number.is_there || e.protocol.n == 0 ||
		    number.value > UINT16_MAX ||
		    (number.is_negative && number.value != 0))
			continue;
		e.port = (uint32_t)number.value;
		put_words(r, &e, line, pieces.line);
		put_port(r, &e, pieces.line);
	}
}

/* Split what is left of a line after its name, as the BSDs do. */
static int
split_bsd(struct span rest, struct parsed *e, int base)
{
	struct span number_text;
	struct number number;
	size_t n;

	rest = span_skip(rest, is_blank);
	for (n = 0; n < rest.n && rest.s[n] != '/' && rest.s[n] != ',';)
		n++;
	if (n == rest.n)
		return 0;
	number_text = (struct span){rest.s, n};
	number = number_read(number_text, base);
	if (!number.is_there || number.rest.n > 0 ||
	    number.value > UINT16_MAX ||
	    (number.is_negative && number.value != 0))
		return 0;
	e->port = (uint32_t)number.value;
	rest = span_after(rest, n + 1);
	e->protocol = rest;
	for (n = 0; n < rest.n && !is_blank(rest.s[n]);)
		n++;
	e->protocol.n = n;
	e->aliases = span_after(rest, n);
	return 1;
}

/*
 * FreeBSD's libc in its usual setting, compat, where a line with "+" in front
 * asks NIS, and aliases after so many are passed over; and OpenBSD's, which
 * passes over long lines.
 */
void
read_bsd(const struct reader *reader, struct span file, struct reading *r)
{
	struct pieces pieces = {.rest = file};
	struct parsed e = {.most_aliases = reader->most_aliases};
	struct span line;
	size_t n;

	while (pieces_next(&pieces, &line)) {
		if (reader->most == 0 ? line.n > 0 && *line.s == '+'
				      : line.n > reader->most)
			continue;
		line = span_until(span_until(line, '\0'), '#');
		for (n = 0; n < line.n && !is_blank(line.s[n]);)
			n++;
		e.name = (struct span){line.s, n};
		if (n < line.n &&
		    split_bsd(span_after(line, n), &e, reader->base))
			parsed_put(r, &e, is_blank, pieces.line);
	}
}
