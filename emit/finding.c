/* SPDX-License-Identifier: MIT */
/* Findings: their causes, as a table, and how they are put in order. */
#include <stdlib.h>

#include "cause.h"
#include "finding.h"
#include "reader.h"

#define ALL	    (~0U)
#define ONE(reader) (1U << READER_##reader)

const struct cause_row causes[CAUSES] = {
    [ODD_NUL] = {"NUL, which ends the line", ALL, 0, SHOW_LINE},
    [ODD_UTF_16] = {"UTF-16, which none reads", ALL, 0, SHOW_LINE},
    [ODD_MARK] = {"byte order mark in front", ALL, 0, SHOW_LINE},
    [ODD_FORM] = {"not an entry", ALL, 0, SHOW_LINE},
    [ODD_BIG] = {"port over 65535", ALL, 0, SHOW_NUMBER},
    [ODD_SIGNED] = {"port is not a decimal number", ALL, 0, SHOW_NUMBER},
    [ODD_RANGE] = {"range of ports", ALL & ~ONE(WIRESHARK), 0, SHOW_NUMBER},
    [ODD_PROTOCOLS] = {"several protocols", ALL, 0, SHOW_NUMBER},
    [ODD_ZERO] = {"zero in front, for some octal", ALL, 0, SHOW_NUMBER},
    [ODD_PORT_0] = {"port 0", ONE(MUSL) | ONE(WIRESHARK), 0, SHOW_NUMBER},
    [ODD_JOINED] = {"joined to the line before", ONE(MKDB), 0, SHOW_QUESTION},
    [ODD_PLUS] = {"+ in front, for NIS", ONE(FREEBSD), 0, SHOW_QUESTION},
    [ODD_LEADING] = {"blank in front", ALL, 0, SHOW_QUESTION},
    [ODD_RETURN] = {"carriage return", ALL, 0, SHOW_QUESTION},
    [ODD_BLANK] = {"form feed or vertical tab", ALL, 0, SHOW_QUESTION},
    [ODD_HASH] = {"# without a blank before it", ONE(NSS_DB) | ONE(NMAP), 0,
	SHOW_QUESTION},
    [ODD_DIGITS] = {"name is a number, or starts with its own port", ONE(MUSL),
	0, SHOW_QUESTION},
    [ODD_SLASH] = {"slash in a name", ONE(MKDB) | ONE(NSS_DB) | ONE(NMAP), 0,
	SHOW_QUESTION},
    [ODD_BACKSLASH] = {"backslash at the end", ONE(MKDB), 0, SHOW_QUESTION},
    [ODD_PROTOCOL] = {"unknown protocol", ALL, 0, SHOW_NUMBER},
    [ODD_LONG_NAME] = {"long name", ONE(MUSL) | ONE(NMAP), 0, SHOW_QUESTION},
    [ODD_LONG] = {"long line, read in pieces or not at all", ALL, 0,
	SHOW_QUESTION},
    [ODD_RULE] = {"not a service name", 0, 1, SHOW_NAME},
    [CAUSE_NAME_TAKEN] = {"name is taken by", ALL, 0, SHOW_QUESTION},
    [CAUSE_REPEAT] = {"the same as", ALL, 1, SHOW_QUESTION},
    [CAUSE_SECOND_NAME] = {"second name, after", ALL, 1, SHOW_QUESTION},
    [CAUSE_OTHER] = {"answered by", ALL, 0, SHOW_QUESTION},
    [CAUSE_NONE] = {"no answer", ALL, 0, SHOW_QUESTION},
    [CAUSE_BUILT_IN] = {"another answer, which is built in", ALL, 1,
	SHOW_QUESTION},
    [CAUSE_GHOST] = {"answer that no line promises", ALL, 0, SHOW_QUESTION},
    [CAUSE_REFUSED] = {"nothing is read because of this line", ALL, 0,
	SHOW_LINE},
    [CAUSE_IANA_PORT] = {"another port", 0, 0, SHOW_QUESTION},
    [CAUSE_IANA_NAME] = {"unknown name", 0, 1, SHOW_QUESTION},
    [CAUSE_IANA_MISSING] = {"missing", 0, 1, SHOW_QUESTION},
};

/* Where the words for a database without protocols are others. */
static const char *const of_numbers[CAUSES] = {
    [ODD_BIG] = "number over 255",
    [ODD_SIGNED] = "not a decimal number",
    [CAUSE_IANA_PORT] = "another number",
};

const char *
finding_what(uint32_t cause, const struct database *database)
{
	return database->has_protocols || of_numbers[cause] == NULL
		   ? causes[cause].what
		   : of_numbers[cause];
}

int
finding_concerns(enum oddity odd, int reader)
{
	return causes[odd].readers >> reader & 1;
}

void
findings_add(struct findings *f, struct finding finding)
{
	finding.order = (uint32_t)(f->list.len / sizeof(finding));
	buffer_add(&f->list, (const char *)&finding, sizeof(finding));
}

static int
compare_kinds(const struct finding *x, const struct finding *y)
{
	if (x->line != y->line)
		return x->line < y->line ? -1 : 1;
	if (x->cause != y->cause)
		return x->cause < y->cause ? -1 : 1;
	return x->key < y->key ? -1 : x->key > y->key;
}

static int
compare(const void *a, const void *b)
{
	const struct finding *x = a, *y = b;
	int order = compare_kinds(x, y);

	if (order != 0)
		return order;
	return x->order < y->order ? -1 : x->order > y->order;
}

void
findings_sort(struct findings *f)
{
	struct finding *list = (struct finding *)(void *)f->list.data;
	size_t n = f->list.len / sizeof(*list), i, k = 0;

	f->errors = f->notes = 0;
	if (f->list.failed || n == 0)
		return;
	qsort(list, n, sizeof(*list), compare);
	for (i = 0; i < n; i++) {
		if (k > 0 && compare_kinds(&list[k - 1], &list[i]) == 0) {
			list[k - 1].readers |= list[i].readers;
			continue;
		}
		list[k++] = list[i];
		if (causes[list[i].cause].is_note)
			f->notes++;
		else
			f->errors++;
	}
	f->list.len = k * sizeof(*list);
}
