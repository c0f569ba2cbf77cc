/* SPDX-License-Identifier: MIT */
/* Folding of white space, in place. */
#include "normalise.h"

static int
is_blank(char c)
{
	return c == ' ' || c == '\t' || c == '\r' || c == '\n';
}

size_t
normalise_line(char *s, size_t n)
{
	size_t from, to = 0;
	int blank = 0;

	for (from = 0; from < n; from++) {
		if (is_blank(s[from])) {
			blank = to > 0;
			continue;
		}
		if (blank)
			s[to++] = ' ';
		blank = 0;
		s[to++] = s[from];
	}
	return to;
}

size_t
normalise_lines(char *s, size_t n)
{
	size_t from, to = 0;
	char blank = '\0'; /* what stands for the blanks that were skipped */

	for (from = 0; from < n; from++) {
		if (is_blank(s[from])) {
			if (to > 0 && blank != '\n')
				blank = s[from] == '\n' ? '\n' : ' ';
			continue;
		}
		if (blank != '\0')
			s[to++] = blank;
		blank = '\0';
		s[to++] = s[from];
	}
	return to;
}
