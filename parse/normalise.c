/* SPDX-License-Identifier: MIT */
/* Folding of white space, in place. */
#include "normalise.h"

/* Where the first blank stands that cannot stay as it is, or n. */
static size_t
find_blank(const char *s, size_t n)
{
	size_t i;

	for (i = 0; i < n; i++)
		if (s[i] <= ' ' && is_blank(s[i]) &&
		    (s[i] != ' ' || i == 0 || i + 1 == n || is_blank(s[i + 1])))
			return i;
	return n;
}

size_t
normalise_line(char *s, size_t n)
{
	size_t from = find_blank(s, n), to = from;
	int blank = 0;

	for (; from < n; from++) {
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
