/* SPDX-License-Identifier: MIT */
/*
 * html: all ports in one page that needs nothing else.  What a designer edits
 * is in html/; a line "@WORD@" of its page is where a part goes.
 */
#include <stdlib.h>

#include "artifact.h"
#include "digest.h"
#include "explain.h"
#include "html.h"
#include "json_value.h"
#include "text.h"

static const char *const page[] = {
#include "emit/html/page.html.inc"
    NULL};
static const char *const style[] = {
#include "emit/html/style.css.inc"
    NULL};
static const char *const script[] = {
#include "emit/html/script.js.inc"
    NULL};

void
html_put_text(struct buffer *b, const char *s)
{
	uint32_t c;
	size_t n;

	for (; *s != '\0'; s += n) {
		/* Every way into a table checks that it is UTF-8. */
		n = text_decode(s, &c);
		if (c == '&')
			buffer_puts(b, "&amp;");
		else if (c == '<')
			buffer_puts(b, "&lt;");
		else if (c == '>')
			buffer_puts(b, "&gt;");
		else if (c == '"')
			buffer_puts(b, "&quot;");
		else if (text_is_active(c))
			json_put_escape(b, c);
		else
			buffer_add(b, s, n);
	}
}

static void
put_lines(struct buffer *b, const char *const lines[])
{
	buffer_put(b, '\n');
	for (; *lines != NULL; lines++)
		buffer_puts(b, *lines);
}

static int
value_of(char digit)
{
	return digit <= '9' ? digit - '0' : digit - 'a' + 10;
}

/*
 * Append the source of an element in a policy (CSP3): its SHA-256 in base64.
 * Returns 0, or -1 (ENOMEM).
 */
static int
put_source(struct buffer *b, const char *const lines[])
{
	static const char digits[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
				     "abcdefghijklmnopqrstuvwxyz0123456789+/";
	struct buffer text = {0};
	struct digest *digest = digest_new();
	/* With room for zeros that fill the last three bytes. */
	char hex[DIGEST_HEX + 1 + 2] = "";
	size_t i;
	int result;

	if (digest == NULL)
		return -1;
	put_lines(&text, lines);
	digest_add(digest, text.data, text.len);
	digest_hex(digest, hex);
	digest_free(digest);
	result = text.failed ? -1 : 0;
	buffer_free(&text);
	hex[DIGEST_HEX] = hex[DIGEST_HEX + 1] = '0';
	buffer_puts(b, "'sha256-");
	/* Three digits of four bits are two of six. */
	for (i = 0; i + 3 <= sizeof(hex) - 1; i += 3) {
		int bits = value_of(hex[i]) << 8 | value_of(hex[i + 1]) << 4 |
			   value_of(hex[i + 2]);

		buffer_put(b, digits[bits >> 6]);
		if (i + 3 < sizeof(hex) - 1)
			buffer_put(b, digits[bits & 0x3f]);
	}
	buffer_puts(b, "='");
	return result;
}

static int
put_policy(struct buffer *b)
{
	int failed;

	buffer_puts(b, "<meta http-equiv=\"Content-Security-Policy\" "
		       "content=\"default-src 'none'; base-uri 'none'; "
		       "form-action 'none'; style-src ");
	failed = put_source(b, style);
	buffer_puts(b, "; script-src ");
	failed |= put_source(b, script);
	buffer_puts(b, "\">\n");
	return failed;
}

void
html_put_artifact(struct buffer *b, const struct emission *e)
{
	buffer_puts(b, "<!-- " ARTIFACT_KEY ": ");
	artifact_put(b, e);
	buffer_puts(b, " -->\n");
}

static void
put_cell(struct buffer *b, const char *text)
{
	buffer_puts(b, "<td><bdi>");
	html_put_text(b, text);
	buffer_puts(b, "</bdi></td>");
}

/* The rows of the System Ports, for those without JavaScript. */
static void
put_rows(struct buffer *b, const struct table *t, const struct groups *g)
{
	struct buffer text = {0};
	size_t i;

	for (i = 0; i < g->n; i++) {
		const struct record *r = g->list[i].record;

		if (!record_is_service(r) || r->first == NO_NUMBER ||
		    r->first > ranges[0].last)
			continue;
		buffer_puts(b, "<tr><th scope=\"row\">");
		buffer_put_number(b, r->first);
		buffer_puts(b, "</th>");
		put_cell(b, record_text(t, r, COLUMN_NAME));
		text.len = 0;
		explain_put_protocols(&text, g->list[i].protocols);
		put_cell(b, buffer_string(&text));
		put_cell(b, record_text(t, r, COLUMN_DESCRIPTION));
		buffer_puts(b, "</tr>\n");
	}
	b->failed |= text.failed;
	buffer_free(&text);
}

/* A part, or the line itself if it is none.  Returns 0, or -1 (errno). */
static int
put_line(struct buffer *b, const char *line, const struct emission *e,
    const struct groups *g)
{
	if (strcmp(line, "@POLICY@\n") == 0)
		return put_policy(b);
	if (strcmp(line, "@ARTIFACT@\n") == 0) {
		html_put_artifact(b, e);
	} else if (strcmp(line, "@STYLE@\n") == 0) {
		buffer_puts(b, "<style>");
		put_lines(b, style);
		buffer_puts(b, "</style>\n");
	} else if (strcmp(line, "@SCRIPT@\n") == 0) {
		buffer_puts(b, "<script>");
		put_lines(b, script);
		buffer_puts(b, "</script>\n");
	} else if (strcmp(line, "@DATA@\n") == 0) {
		html_put_data(b, e, g);
	} else if (strcmp(line, "@ROWS@\n") == 0) {
		put_rows(b, e->table, g);
	} else if (strcmp(line, "@CAVEAT@\n") == 0) {
		html_put_text(b, explain_caveat);
		buffer_put(b, '\n');
	} else if (strcmp(line, "@UPDATED@\n") == 0) {
		html_put_text(b, e->header.updated);
		buffer_put(b, '\n');
	} else {
		buffer_puts(b, line);
	}
	return 0;
}

int
emit_html(const struct emission *e, FILE *out, struct diag *diag)
{
	struct groups groups = {0};
	struct buffer b = {0};
	int failed = html_group(&groups, e);
	size_t i;

	(void)diag;
	for (i = 0; page[i] != NULL && !failed; i++) {
		failed = put_line(&b, page[i], e, &groups) | b.failed;
		if (!failed)
			fwrite(b.data, 1, b.len, out);
		b.len = 0;
	}
	buffer_free(&b);
	free(groups.list);
	return failed ? STATUS_OS : STATUS_OK;
}
