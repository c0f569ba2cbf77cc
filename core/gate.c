/* SPDX-License-Identifier: MIT */
/*
 * The byte gate.  libxml2 2.9.14 ignores what follows a NUL, and takes minutes
 * over a start tag with 200,000 attributes, so both are stopped here.  No "<"
 * may stand inside a tag, so a long tag is a long run without "<".
 */
#include <string.h>

#include "gate.h"
#include "xml.h"

/*
 * Runs are looked for in blocks; one inside a block is shorter than allowed.
 * Lines are counted in steps of a fixed size, which compilers turn into vector
 * instructions; their number has to fit an unsigned char.
 */
enum {
	BLOCK = 4096,
	STEP = 240
};

static const char *
check_encoding(const char *s, size_t n)
{
	static const char name[] = "encoding", blanks[] = " \t\r\n";
	size_t i, end;

	/* "<?xm" in EBCDIC, which libxml2 knows and would follow. */
	if (n >= 4 && memcmp(s, "\x4c\x6f\xa7\x94", 4) == 0)
		return "must be UTF-8";
	if (n >= 3 && memcmp(s, "\xef\xbb\xbf", 3) == 0) {
		s += 3; /* a byte order mark */
		n -= 3;
	}
	/* Not "<?xml-stylesheet", for one. */
	if (n < 6 || memcmp(s, "<?xml", 5) != 0 || strchr(blanks, s[5]) == NULL)
		return NULL;
	for (end = 0; end < n && s[end] != '>'; end++)
		continue;
	for (i = 0; i + sizeof(name) - 1 < end; i++)
		if (memcmp(s + i, name, sizeof(name) - 1) == 0)
			break;
	i += sizeof(name) - 1;
	while (i < end && strchr(" \t\r\n=", s[i]) != NULL)
		i++;
	if (i >= end)
		return NULL;
	i++; /* the quote */
	if (end - i > 5 &&
	    (memcmp(s + i, "UTF-8", 5) == 0 ||
		memcmp(s + i, "utf-8", 5) == 0) &&
	    (s[i + 5] == '"' || s[i + 5] == '\''))
		return NULL;
	return "must be UTF-8";
}

/* Look for a run without "<" that is too long: at its first byte too many. */
static const char *
check_runs(struct gate *g, const char *s, size_t n, size_t *problem_at)
{
	size_t at, size, i;

	for (at = 0; at < n; at += size) {
		const char *first;

		size = n - at < BLOCK ? n - at : BLOCK;
		first = memchr(s + at, '<', size);
		i = first == NULL ? at + size : (size_t)(first - s);
		if (g->bytes + i - g->last > XML_MOST_RUN) {
			*problem_at = g->last + XML_MOST_RUN - g->bytes;
			return "tag or text too long";
		}
		if (first == NULL)
			continue;
		for (i = at + size; s[i - 1] != '<'; i--)
			continue;
		g->last = g->bytes + i;
	}
	return NULL;
}

static size_t
count_lines(const char *s, const char *end)
{
	size_t n = 0;
	int i;

	for (; end - s >= STEP; s += STEP) {
		unsigned char few = 0;

		for (i = 0; i < STEP; i++)
			few = (unsigned char)(few + (s[i] == '\n'));
		n += few;
	}
	for (; s < end; s++)
		n += (size_t)(*s == '\n');
	return n;
}

const char *
gate_check(struct gate *g, const char *s, size_t n, size_t *line)
{
	const char *problem = NULL;
	const char *nul = memchr(s, '\0', n);
	size_t at = 0;

	if (g->bytes == 0)
		problem = check_encoding(s, n);
	if (problem == NULL && n > XML_MOST_BYTES - g->bytes)
		problem = "larger than the limit of 512 MiB";
	if (problem == NULL && nul != NULL) {
		problem = "NUL byte";
		at = (size_t)(nul - s);
	}
	if (problem == NULL)
		problem = check_runs(g, s, n, &at);
	if (problem != NULL)
		*line = 1 + g->lines + count_lines(s, s + at);
	g->bytes += n;
	g->lines += count_lines(s, s + n);
	return problem;
}
