/* SPDX-License-Identifier: MIT */
/* Findings as text in the manner of compilers, or as JSON lines. */
#include <string.h>

#include "cause.h"
#include "diag.h"
#include "json_value.h"
#include "reader.h"

enum {
	MOST_PATH = 1024
};

/* Append bytes as diag_quote writes them: clipped, those not ASCII as \xNN. */
static void
quote(struct buffer *out, struct span s, size_t most)
{
	static const char digits[] = "0123456789abcdef";
	size_t i;

	for (i = 0; i < s.n; i++) {
		unsigned char c = (unsigned char)s.s[i];

		if (i == most) {
			buffer_puts(out, "...");
			return;
		}
		if (c >= 0x20 && c < 0x7f && c != '\\') {
			buffer_put(out, (char)c);
			continue;
		}
		buffer_puts(out, "\\x");
		buffer_put(out, digits[c >> 4]);
		buffer_put(out, digits[c & 15]);
	}
}

static void
put_number(struct buffer *out, uint32_t number)
{
	char digits[16];

	snprintf(digits, sizeof(digits), "%lu", (unsigned long)number);
	buffer_puts(out, digits);
}

static void
put_question(
    struct buffer *out, const struct promises *p, const struct finding *f)
{
	struct question q = lexicon_question(p->reading.lexicon, f->question);

	if (q.is_by_port)
		put_number(out, q.port);
	else
		quote(out, q.name, DIAG_DATUM);
	if (!p->database->has_protocols)
		return;
	buffer_put(out, '/');
	quote(out, q.protocol, DIAG_DATUM);
}

static void
put_datum(struct buffer *out, const struct promises *p, const struct finding *f)
{
	enum show show = causes[f->cause].show;
	const struct source *source = promises_source(p, f->line);

	if (show == SHOW_QUESTION && f->question != 0)
		put_question(out, p, f);
	else if (source != NULL)
		quote(out, show == SHOW_NUMBER ? source->number : source->text,
		    DIAG_DATUM);
}

/* Call put for each reader's name, or for whom else a finding is. */
static void
put_readers(struct buffer *out, const struct promises *p,
    const struct finding *f, void (*put)(struct buffer *, const char *))
{
	const struct reader *list = p->database->readers;
	uint32_t everyone = 0;
	int i;

	for (i = 0; i < READERS; i++)
		everyone |= (list[i].read != NULL ? 1U : 0U) << i;
	if (f->cause == ODD_RULE)
		put(out, "rfc6335");
	else if (f->cause >= CAUSE_IANA_PORT)
		put(out, "iana");
	else if ((f->readers & everyone) == everyone)
		put(out, "all");
	else
		for (i = 0; i < READERS; i++)
			if (f->readers >> i & 1)
				put(out, list[i].name);
}

static void
put_word(struct buffer *out, const char *name)
{
	if (out->len > 0 && buffer_last(out) != ' ')
		buffer_put(out, ',');
	buffer_puts(out, name);
}

static void
put_item(struct buffer *out, const char *name)
{
	if (buffer_last(out) != '[')
		buffer_put(out, ',');
	json_put_string(out, name);
}

static void
put_what(struct buffer *out, const struct promises *p, const struct finding *f)
{
	buffer_puts(out, finding_what(f->cause, p->database));
	if (f->other != 0) {
		buffer_puts(out, " line ");
		put_number(out, f->other);
	}
}

static void
put_text(struct buffer *out, const struct promises *p, const struct finding *f,
    const char *file)
{
	quote(out, (struct span){file, strlen(file)}, MOST_PATH);
	if (f->line != 0) {
		buffer_put(out, ':');
		put_number(out, f->line);
	}
	buffer_puts(out, causes[f->cause].is_note ? ": note: " : ": error: ");
	put_readers(out, p, f, put_word);
	buffer_puts(out, ": ");
	put_what(out, p, f);
	buffer_puts(out, ": '");
	put_datum(out, p, f);
	buffer_put(out, '\'');
}

/* Append a member whose value is that of a buffer, which is emptied. */
static void
put_member(struct buffer *out, const char *key, struct buffer *value)
{
	json_put_member(out, key, buffer_string(value));
	value->len = 0;
}

static void
put_json(struct buffer *out, const struct promises *p, const struct finding *f,
    const char *file)
{
	struct buffer value = {0};

	buffer_put(out, '{');
	quote(&value, (struct span){file, strlen(file)}, MOST_PATH);
	put_member(out, "file", &value);
	if (f->line != 0) {
		json_put_key(out, "line");
		put_number(out, f->line);
	}
	json_put_member(
	    out, "level", causes[f->cause].is_note ? "note" : "error");
	json_put_key(out, "readers");
	buffer_put(out, '[');
	put_readers(out, p, f, put_item);
	buffer_put(out, ']');
	put_what(&value, p, f);
	put_member(out, "what", &value);
	put_datum(&value, p, f);
	put_member(out, "datum", &value);
	buffer_put(out, '}');
	out->failed |= value.failed;
	buffer_free(&value);
}

int
findings_print(const struct findings *f, const struct promises *p,
    const struct finding_style *style, FILE *stream)
{
	const struct finding *list =
	    (const struct finding *)(const void *)f->list.data;
	size_t n = f->list.len / sizeof(*list), i;
	struct buffer out = {0};
	int failed;

	/* So that a byte can be looked at before any was added. */
	buffer_reserve(&out, 1);
	for (i = 0; i < n && !out.failed; i++) {
		if (style->is_json)
			put_json(&out, p, &list[i], style->file);
		else
			put_text(&out, p, &list[i], style->file);
		buffer_put(&out, '\n');
		if (!out.failed)
			fwrite(out.data, 1, out.len, stream);
		out.len = out.failed ? out.size : 0;
	}
	failed = out.failed;
	buffer_free(&out);
	return failed ? -1 : 0;
}
