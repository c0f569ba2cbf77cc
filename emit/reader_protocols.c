/* SPDX-License-Identifier: MIT */
/* The C libraries as they read a protocols file, where musl reads none. */
#include <string.h>

#include "parsed.h"
#include "reader.h"
#include "scan.h"

void
read_protocols_glibc(
    const struct reader *reader, struct span file, struct reading *r)
{
	struct pieces pieces = {.rest = file, .most = reader->most};
	struct parsed e = {.protocol = {"", 0}};
	struct buffer scratch = {0};
	struct span line;
	struct number number;

	while (parsed_next_glibc(&pieces, &scratch, &line)) {
		line = span_until(line, '#');
		if (!span_word(&line, is_space, &e.name))
			continue;
		number = number_read(line, 10);
		/* A negative one is of 64 bits for strtoul, and refused. */
		if (!number.is_there || number.value > UINT32_MAX ||
		    (number.is_negative && number.value != 0) ||
		    (number.rest.n > 0 && !is_space(*number.rest.s)))
			continue;
		e.port = (uint32_t)number.value;
		e.aliases = number.rest;
		parsed_put(r, &e, is_space, pieces.line);
	}
	r->failed |= scratch.failed;
	buffer_free(&scratch);
}

/* Take the number of a line.  Returns 0 if it is none. */
static int
take_number(const struct reader *reader, struct span *rest, uint32_t *value)
{
	struct span word = {"", 0};
	struct number number;

	span_word(rest, is_blank, &word);
	number = number_read(word, 10);
	*value = (uint32_t)number.value;
	return number.is_there && number.rest.n == 0 &&
	       (!number.is_negative || number.value == 0) &&
	       number.value <= reader->most_number;
}

/* FreeBSD's libc, which reads a long line in pieces, and OpenBSD's. */
void
read_protocols_bsd(
    const struct reader *reader, struct span file, struct reading *r)
{
	struct pieces pieces = {.rest = file, .most = reader->most};
	struct parsed e = {
	    .protocol = {"", 0}, .most_aliases = reader->most_aliases};
	struct span line;

	while (pieces_next(&pieces, &line)) {
		line = span_until(span_until(line, '\0'), '#');
		e.name = (struct span){line.s, 0};
		while (e.name.n < line.n && !is_blank(line.s[e.name.n]))
			e.name.n++;
		e.aliases = span_after(line, e.name.n);
		if (take_number(reader, &e.aliases, &e.port))
			parsed_put(r, &e, is_blank, pieces.line);
	}
}

void
read_protocols_musl(
    const struct reader *reader, struct span file, struct reading *r)
{
	/* musl 1.2. */
	static const struct {
		uint32_t number;
		const char *name;
	} known[] = {{0, "ip"}, {1, "icmp"}, {2, "igmp"}, {3, "ggp"},
	    {4, "ipencap"}, {5, "st"}, {6, "tcp"}, {8, "egp"}, {12, "pup"},
	    {17, "udp"}, {20, "hmp"}, {22, "xns-idp"}, {27, "rdp"},
	    {29, "iso-tp4"}, {36, "xtp"}, {37, "ddp"}, {38, "idpr-cmtp"},
	    {41, "ipv6"}, {43, "ipv6-route"}, {44, "ipv6-frag"}, {45, "idrp"},
	    {46, "rsvp"}, {47, "gre"}, {50, "esp"}, {51, "ah"}, {57, "skip"},
	    {58, "ipv6-icmp"}, {59, "ipv6-nonxt"}, {60, "ipv6-opts"},
	    {73, "rspf"}, {81, "vmtp"}, {89, "ospf"}, {94, "ipip"},
	    {98, "encap"}, {103, "pim"}, {255, "raw"}};
	struct parsed e = {.protocol = {"", 0}, .aliases = {"", 0}};
	size_t i;

	(void)reader;
	(void)file;
	for (i = 0; i < sizeof(known) / sizeof(known[0]); i++) {
		e.name = (struct span){known[i].name, strlen(known[i].name)};
		e.port = known[i].number;
		parsed_put(r, &e, is_space, 1);
	}
}
