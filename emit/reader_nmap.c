/* SPDX-License-Identifier: MIT */
/*
 * nmap's services file: a line is what sscanf finds in it, and the fourth
 * word is a frequency; nmap ends if that is none but has a slash.
 */
#include <limits.h>
#include <string.h>

#include "reader.h"
#include "scan.h"

enum {
	MOST_NAME = 127,
	MOST_PROTOCOL = 15,
	MOST_RATIO = 31
};

/* Take a word as %s with a width does. */
static int
take_word(struct span *rest, size_t most, struct span *word)
{
	size_t n = 0;

	*rest = span_skip(*rest, is_space);
	while (n < rest->n && n < most && !is_space(rest->s[n]))
		n++;
	*word = (struct span){rest->s, n};
	*rest = span_after(*rest, n);
	return n > 0;
}

/* Take a number as %hu does, which wraps. */
static int
take_port(struct span *rest, uint32_t *port)
{
	struct number n = number_read(*rest, 10);

	*rest = n.rest;
	if (n.is_negative && n.value != UINT64_MAX)
		n.value = 0 - n.value;
	*port = (uint32_t)(n.value & 0xffff);
	return n.is_there;
}

/* The same for %d, which is read as a long and cut. */
static int
take_int(struct span *rest, int *value)
{
	struct number n = number_read(*rest, 10);
	uint64_t most = (uint64_t)LONG_MAX + (uint64_t)n.is_negative;

	*rest = n.rest;
	if (n.value > most)
		n.value = most;
	if (n.is_negative)
		n.value = 0 - n.value;
	*value = (int)(uint32_t)n.value;
	return n.is_there;
}

/* Whether nmap ends at a fourth word. */
static int
is_fatal(struct span ratio)
{
	int part, whole;

	if (memchr(ratio.s, '/', ratio.n) == NULL)
		return 0;
	if (!take_int(&ratio, &part) || ratio.n == 0 || *ratio.s != '/')
		return 1;
	ratio = span_after(ratio, 1);
	return !take_int(&ratio, &whole) || part < 0 || whole <= 0 ||
	       part > whole;
}

/* Whether a protocol starts with one that nmap lists, in either case. */
static int
is_listed(struct span protocol)
{
	static const char *const listed[] = {
	    "tcp", "udp", "sctp", "ddp", "divert", "#"};
	size_t i, k;

	for (i = 0; i < sizeof(listed) / sizeof(listed[0]); i++) {
		for (k = 0; k < protocol.n && listed[i][k] != '\0'; k++)
			if ((protocol.s[k] >= 'A' && protocol.s[k] <= 'Z'
				    ? protocol.s[k] - 'A' + 'a'
				    : protocol.s[k]) != listed[i][k])
				break;
		if (listed[i][k] == '\0')
			return 1;
	}
	return 0;
}

void
read_nmap(const struct reader *reader, struct span file, struct reading *r)
{
	struct pieces pieces = {.rest = file, .most = reader->most};
	struct span line, name, protocol, ratio;
	uint32_t port;

	while (pieces_next(&pieces, &line)) {
		line = span_skip(span_until(line, '\0'), is_space);
		if (line.n == 0 || *line.s == '#' ||
		    !take_word(&line, MOST_NAME, &name) ||
		    !take_port(&line, &port) || line.n == 0 || *line.s != '/')
			continue;
		line = span_after(line, 1);
		if (!take_word(&line, MOST_PROTOCOL, &protocol))
			continue;
		if (take_word(&line, MOST_RATIO, &ratio) && is_fatal(ratio)) {
			r->refused = pieces.line;
			reading_free(r);
			return;
		}
		if (is_listed(protocol))
			reading_put_port(r, name, reading_word(r, protocol),
			    port, pieces.line);
	}
}
