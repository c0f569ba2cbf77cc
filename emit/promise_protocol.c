/* SPDX-License-Identifier: MIT */
/* What the entry of a protocols file promises. */
#include "promise_line.h"
#include "scan.h"

enum {
	MOST_NUMBER = 255 /* eight bits of an IP header: RFC 791, section 3.1 */
};

void
promise_protocol(struct promise_line *line)
{
	struct lexicon *l = line->p->reading.lexicon;
	struct span text = line->source.number, rest = line->aliases, alias;
	uint32_t none = lexicon_word(l, (struct span){"", 0});
	uint32_t name = lexicon_word(l, line->source.name), number;

	if (!promise_take_number(line, &text, MOST_NUMBER, &number))
		return;
	if (text.n > 0) {
		promise_note(line, ODD_SIGNED);
		return;
	}
	promise_by_name(line, name, none, number, name);
	promise_by_number(line, number, none, name);
	while (span_word(&rest, is_space, &alias))
		promise_by_name(
		    line, lexicon_word(l, alias), none, number, name);
}
