/* SPDX-License-Identifier: MIT */
/* Lines of limited length, in printable ASCII. */
#include <string.h>

#include "artifact.h"
#include "line.h"

/* Whether a byte may stand in a comment; those of UTF-8 may not. */
static int
is_plain(char c)
{
	return c >= ' ' && c <= '~' && c != '#';
}

int
line_can_hold(const char *s, size_t n)
{
	size_t i, digits = n > 0 && s[0] == '-';

	for (i = 0; i < n; i++) {
		if (!is_plain(s[i]) || s[i] == ' ' || s[i] == '\\')
			return 0;
		digits += s[i] >= '0' && s[i] <= '9';
	}
	return digits < n && s[0] != '+';
}

int
line_add(struct line *line, const char *s, size_t n)
{
	if (n > line->most - line->n)
		return 0;
	memcpy(line->text + line->n, s, n);
	line->n += n;
	return 1;
}

int
line_puts(struct line *line, const char *s)
{
	return line_add(line, s, strlen(s));
}

int
line_put_number(struct line *line, int32_t number)
{
	char digits[16];
	size_t at = sizeof(digits);

	do {
		digits[--at] = (char)('0' + number % 10);
		number /= 10;
	} while (number > 0);
	return line_add(line, digits + at, sizeof(digits) - at);
}

int
line_add_alias(struct line *line, const char *s, size_t n)
{
	/* One byte more, for what stands before it. */
	if (!line_can_hold(s, n) || n >= line->most - line->n)
		return 0;
	line_puts(line, line->aliases++ == 0 ? "\t" : " ");
	return line_add(line, s, n);
}

void
line_put_text(struct line *line, const char *s)
{
	for (; *s != '\0' && line->n < line->most; s++) {
		if (is_plain(*s))
			line->text[line->n++] = *s;
		else if (((unsigned char)*s & 0xc0) != 0x80)
			/* The first byte of a character stands for it. */
			line->text[line->n++] = '?';
	}
}

void
line_put_comment(struct line *line, const char *s)
{
	static const char mark[] = "\t# ";

	if (s != NULL && line->n + sizeof(mark) - 1 < line->most) {
		line_puts(line, mark);
		line_put_text(line, s);
	}
}

/* Bring a line to its end.  Returns its length, with the LF. */
static size_t
finish(struct line *line)
{
	size_t n;

	while (line->n > 0 && strchr(" \t\\#", line->text[line->n - 1]) != NULL)
		line->n--;
	n = line->n;
	line->text[n] = '\n';
	line->n = line->aliases = 0;
	return n + 1;
}

void
line_write(struct line *line, FILE *out)
{
	fwrite(line->text, 1, finish(line), out);
}

void
line_append(struct line *line, struct buffer *b)
{
	buffer_add(b, line->text, finish(line));
}

void
line_write_banner(const struct emission *e, const char *name, FILE *out)
{
	const struct snapshot_header *header = &e->header;
	char label[ARTIFACT_TEXT];
	struct line line = {.most = LINE_SAFE};

	line_puts(&line, "# ");
	line_put_text(&line, header->title);
	line_write(&line, out);
	line_puts(&line, "# IANA, ");
	line_put_text(&line, header->updated);
	line_put_text(&line, ", ");
	line_put_text(&line, header->url);
	line_write(&line, out);
	line_puts(&line, "# Made by portreg for ");
	line_puts(&line, name);
	line_puts(&line, "; the data is in the public domain (CC0 1.0).");
	line_write(&line, out);
	artifact_spell(label, e);
	line_puts(&line, "# " ARTIFACT_KEY ": ");
	line_put_text(&line, label);
	line_write(&line, out);
}
