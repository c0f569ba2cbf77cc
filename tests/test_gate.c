/* SPDX-License-Identifier: MIT */
/* The byte gate by itself: at which byte it says what, whatever the chunks. */
#include <criterion/criterion.h>
#include <stdlib.h>
#include <string.h>

#include "gate.h"
#include "xml.h"

enum {
	MOST = 3 * XML_MOST_RUN,
	LINE = 64
};

static char bytes[MOST];

/* Let n bytes through in chunks of a size; what is said, and where. */
static const char *
check(size_t n, size_t chunk, size_t *line)
{
	struct gate g = {0, 0, 0};
	const char *problem = NULL;
	size_t at, size;

	for (at = 0; at < n && problem == NULL; at += size) {
		size = n - at < chunk ? n - at : chunk;
		problem = gate_check(&g, bytes + at, size, line);
	}
	return problem;
}

static const size_t chunks[] = {1, 7, 240, 4095, 4096, 4097, 65536, MOST};

enum {
	N_CHUNKS = sizeof(chunks) / sizeof(chunks[0])
};

/* Lines of LINE bytes. */
static void
fill(void)
{
	size_t i;

	memset(bytes, 'x', sizeof(bytes));
	for (i = LINE - 1; i < sizeof(bytes); i += LINE)
		bytes[i] = '\n';
}

Test(gate, lets_a_run_be_as_long_as_allowed)
{
	static const size_t starts[] = {0, 1, 4095, 4096, 4097, 20000};
	const char *said;
	size_t i, k, n, line;

	for (k = 0; k < sizeof(starts) / sizeof(starts[0]); k++) {
		fill();
		memset(bytes, '<', starts[k]);
		n = starts[k] + XML_MOST_RUN;
		for (i = 0; i < N_CHUNKS; i++) {
			line = 0;
			cr_expect_null(check(n, chunks[i], &line));
			cr_expect_eq(line, 0);
			said = check(n + 1, chunks[i], &line);
			cr_expect_str_eq(said == NULL ? "nothing" : said,
			    "tag or text too long", "%zu in chunks of %zu",
			    starts[k], chunks[i]);
		}
		bytes[n + 1] = '<';
		cr_expect_str_eq(check(n + 2, MOST, &line),
		    "tag or text too long", "even if a tag follows");
		bytes[n] = '<';
		cr_expect_null(check(n + 2, MOST, &line));
		cr_expect_null(check(n + 2 + XML_MOST_RUN, 4096, &line));
	}
}

Test(gate, knows_the_line_of_the_first_byte_too_many)
{
	size_t i, line;

	fill();
	bytes[10 * LINE] = '<';
	for (i = 0; i < N_CHUNKS; i++) {
		line = 0;
		cr_expect_not_null(check(MOST, chunks[i], &line));
		/* The run starts behind the tag. */
		cr_expect_eq(line, 11 + XML_MOST_RUN / LINE, "%zu: line %zu",
		    chunks[i], line);
	}
}

Test(gate, stops_at_a_nul_and_knows_its_line)
{
	static const size_t at[] = {0, 1, LINE - 1, LINE, 240, 4096, 30001};
	size_t i, k, line;

	for (k = 0; k < sizeof(at) / sizeof(at[0]); k++) {
		fill();
		bytes[at[k]] = '\0';
		for (i = 0; i < N_CHUNKS; i++) {
			line = 0;
			cr_expect_str_eq(
			    check(XML_MOST_RUN, chunks[i], &line), "NUL byte");
			cr_expect_eq(line, 1 + at[k] / LINE, "%zu: line %zu",
			    at[k], line);
		}
	}
}

Test(gate, counts_lines_that_are_empty)
{
	size_t i, line;

	memset(bytes, '\n', 30001);
	bytes[30000] = '\0';
	for (i = 0; i < N_CHUNKS; i++) {
		line = 0;
		cr_expect_not_null(check(30001, chunks[i], &line));
		cr_expect_eq(line, 30001, "%zu: line %zu", chunks[i], line);
	}
}

Test(gate, lets_through_as_much_as_allowed)
{
	struct gate g = {XML_MOST_BYTES - 2, XML_MOST_BYTES - 2, 41};
	size_t line = 0;

	cr_expect_null(gate_check(&g, "<a", 2, &line));
	cr_expect_eq(line, 0);
	cr_expect_str_eq(
	    gate_check(&g, ">", 1, &line), "larger than the limit of 512 MiB");
	cr_expect_eq(line, 42);
	g.bytes = g.last = XML_MOST_BYTES - 2;
	cr_expect_not_null(gate_check(&g, "<a>", 3, &line));
}

static const struct {
	const char *start;
	int passes;
} encodings[] = {
    {"<?xml version='1.0' encoding='UTF-8'?><r/>", 1},
    {"<?xml version='1.0' encoding=\"utf-8\"?>", 1},
    {"<?xml version='1.0' encoding \t\r\n= 'UTF-8' ?>", 1},
    {"\xef\xbb\xbf<?xml version='1.0' encoding='UTF-8'?>", 1},
    {"<?xml version='1.0'?><r encoding='x'/>", 1},
    {"<?xml version='1.0'?>", 1},
    {"<r encoding='x'/>", 1},
    {"<?xm encoding='x'?>", 1},
    {"<?xml", 1},
    {"<?xml-stylesheet encoding='latin1'?>", 1},
    {"<?xml\nencoding='latin1'?>", 0},
    {"\xef\xbb\xbf", 1},
    {"<", 1},
    {"<?xml encoding", 1},
    {"<?xml encoding=", 1},
    {"<?xml version='1.0' encoding='UTF-8", 0},
    {"<?xml version='1.0' encoding='UTF-8'", 1},
    {"<?xml version='1.0' encoding='UTF-8x'?>", 0},
    {"<?xml version='1.0' encoding='UTF-16'?>", 0},
    {"<?xml version='1.0' encoding='Utf-8'?>", 0},
    {"<?xml version='1.0' encoding='latin1'?>", 0},
    {"\xef\xbb\xbf<?xml version='1.0' encoding='latin1'?>", 0},
    {"<?xml encoding=''?>", 0},
    {"<?xml encoding='x", 0},
    {"\x4c\x6f\xa7\x94", 0},
    {"\x4c\x6f\xa7\x94\x93", 0},
    {"\x4c\x6f\xa7", 1},
};

Test(gate, lets_only_utf_8_through)
{
	size_t i;

	for (i = 0; i < sizeof(encodings) / sizeof(encodings[0]); i++) {
		struct gate g = {0, 0, 0};
		const char *s = encodings[i].start, *said;
		size_t line = 0, n = strlen(s);
		/* Without the NUL, so that sanitizers see a byte too many. */
		char *copy = malloc(n);

		memcpy(copy, s, n);
		said = gate_check(&g, copy, n, &line);
		if (encodings[i].passes) {
			cr_expect_null(said, "%s: %s", s, said);
		} else {
			cr_expect_str_eq(
			    said == NULL ? "nothing" : said, "must be UTF-8");
			cr_expect_eq(line, 1);
		}
		free(copy);
	}
}
