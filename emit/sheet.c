/* SPDX-License-Identifier: MIT */
/* Sheets as text and as Markdown. */
#include <string.h>

#include "json_value.h"
#include "sheet.h"
#include "text.h"

enum {
	LABEL = 17, /* columns of a label with the blanks around it */
	NARROW = 4  /* columns before what needs more room */
};

/*
 * Append n bytes of text, inert, of which Markdown takes the special ones for
 * its own.
 */
static void
put_inert(struct sheet *s, const char *text, size_t n, const char *special)
{
	struct buffer *b = &s->line;
	const char *end = text + n;
	uint32_t c;

	for (; text < end; text += n) {
		n = text_decode(text, &c);
		if (text_is_active(c)) {
			buffer_puts(b, s->is_markdown ? "\\" : "");
			json_put_escape(b, c);
			continue;
		}
		if (s->is_markdown && c < 0x80 &&
		    strchr(special, (int)c) != NULL)
			buffer_put(b, '\\');
		buffer_add(b, text, n);
	}
}

/* The columns of n bytes of text, each character taken for one. */
static size_t
width(const char *s, size_t n)
{
	size_t i, columns = 0;

	for (i = 0; i < n; i++)
		columns += ((unsigned char)s[i] & 0xc0) != 0x80;
	return columns;
}

static void
put_blanks(struct buffer *b, size_t n)
{
	while (n-- > 0)
		buffer_put(b, ' ');
}

/* Start a line for a word of that width; returns its column. */
static size_t
start_line(struct buffer *b, size_t margin, size_t word)
{
	if (margin + word > SHEET_COLUMNS)
		margin = margin < NARROW ? margin : NARROW;
	while (b->len > 0 && b->data[b->len - 1] == ' ')
		b->len--;
	buffer_put(b, '\n');
	put_blanks(b, margin);
	return margin;
}

/*
 * Append words from the given column on, each line with so many blanks in
 * front, or fewer if a word needs the room; a LF of the text ends a line.
 */
static void
wrap(struct buffer *b, const char *s, size_t column, size_t margin)
{
	size_t at = column, n;
	int is_first = 1;

	for (; *s != '\0'; s += n) {
		n = strcspn(s, " \n");
		if ((!is_first || at > NARROW) &&
		    at + !is_first + width(s, n) > SHEET_COLUMNS) {
			at = start_line(b, margin, width(s, n));
			is_first = 1;
		}
		if (n > 0 && !is_first) {
			buffer_put(b, ' ');
			at++;
		}
		buffer_add(b, s, n);
		at += width(s, n);
		is_first &= n == 0;
		if (s[n] == '\n') {
			at = start_line(b, margin, 0);
			is_first = 1;
		}
		n += s[n] != '\0';
	}
	buffer_put(b, '\n');
}

/* A text, inert, in the sheet's work space. */
static const char *
inert(struct sheet *s, const char *text)
{
	/* More characters do at the start of a line that is not the first. */
	static const char special[] = "\\`*_[]<>#|~&@!",
			  starting[] = "\\`*_[]<>#|~&@!-+=.)";
	const char *lf, *set = special;

	s->line.len = 0;
	while ((lf = strchr(text, '\n')) != NULL) {
		put_inert(s, text, (size_t)(lf - text), set);
		buffer_puts(&s->line, s->is_markdown ? "\\\n  " : "\n");
		text = lf + 1;
		set = starting;
	}
	put_inert(s, text, strlen(text), set);
	return buffer_string(&s->line);
}

void
sheet_title(struct sheet *s, int level, const char *text)
{
	struct buffer *b = &s->out;
	size_t i, n;

	if (b->len > 0)
		buffer_put(b, '\n');
	inert(s, text);
	n = width(s->line.data, s->line.len);
	if (s->is_markdown) {
		buffer_puts(b, level == 1 ? "# " : "## ");
		buffer_add(b, s->line.data, s->line.len);
	} else if (s->in_colour) {
		buffer_puts(b, level == 1 ? "\033[1;4m" : "\033[1m");
		buffer_add(b, s->line.data, s->line.len);
		buffer_puts(b, "\033[0m");
	} else {
		buffer_add(b, s->line.data, s->line.len);
		buffer_put(b, '\n');
		for (i = 0; i < n; i++)
			buffer_put(b, level == 1 ? '=' : '-');
	}
	buffer_puts(b, "\n\n");
}

/* Append a label; returns the column that follows. */
static size_t
put_label(struct sheet *s, const char *label)
{
	struct buffer *b = &s->out;
	size_t n = strlen(label);

	if (s->is_markdown) {
		buffer_puts(b, "- ");
		if (n > 0) {
			buffer_puts(b, "**");
			buffer_puts(b, label);
			buffer_puts(b, ":** ");
		}
		return 0;
	}
	buffer_puts(b, "  ");
	buffer_puts(b, label);
	put_blanks(b, n + 4 < LABEL ? LABEL - n - 2 : 2);
	return n + 4 < LABEL ? LABEL : n + 4;
}

static void
put_link(struct sheet *s, const char *text, const char *url)
{
	struct buffer *b = &s->out;

	buffer_put(b, '[');
	buffer_puts(b, inert(s, text));
	buffer_puts(b, "](<");
	buffer_puts(b, url);
	buffer_puts(b, ">)\n");
}

void
sheet_item(
    struct sheet *s, const char *label, const char *text, const char *url)
{
	size_t column = put_label(s, label);

	if (s->is_markdown) {
		if (*url != '\0') {
			put_link(s, text, url);
			return;
		}
		buffer_puts(&s->out, inert(s, text));
		buffer_put(&s->out, '\n');
		return;
	}
	inert(s, text);
	if (*url != '\0' && strcmp(text, url) != 0) {
		buffer_put(&s->line, ' ');
		buffer_puts(&s->line, url);
	}
	wrap(&s->out, buffer_string(&s->line), column, LABEL);
}

void
sheet_command(struct sheet *s, const char *label, const char *command)
{
	struct buffer *b = &s->out;

	put_label(s, label);
	buffer_puts(b, s->is_markdown ? "`" : "");
	buffer_puts(b, command);
	buffer_puts(b, s->is_markdown ? "`\n" : "\n");
}

void
sheet_paragraph(struct sheet *s, const char *text)
{
	buffer_put(&s->out, '\n');
	inert(s, text);
	if (s->is_markdown) {
		buffer_puts(&s->out, buffer_string(&s->line));
		buffer_put(&s->out, '\n');
	} else {
		wrap(&s->out, buffer_string(&s->line), 0, 0);
	}
}

void
sheet_free(struct sheet *s)
{
	buffer_free(&s->out);
	buffer_free(&s->line);
}
