/* SPDX-License-Identifier: MIT */
/* JSON values: strings and how they are escaped, lists, members. */
#include <string.h>

#include "artifact.h"
#include "json_value.h"
#include "list.h"
#include "text.h"

/* None of the characters that are escaped needs more than four digits. */
void
json_put_escape(struct buffer *b, uint32_t c)
{
	static const char digits[] = "0123456789abcdef";
	int shift;

	if (c == '\n') {
		buffer_puts(b, "\\n");
		return;
	}
	buffer_puts(b, "\\u");
	for (shift = 12; shift >= 0; shift -= 4)
		buffer_put(b, digits[c >> shift & 0xf]);
}

static int
is_plain(char c)
{
	return c >= 0x20 && c < 0x7f && c != '"' && c != '\\';
}

/* The part of a string that starts with what is not plain ASCII. */
static void
put_rest(struct buffer *b, const char *s)
{
	const char *from = s; /* not yet written */
	uint32_t c;
	size_t n;

	for (; *s != '\0'; s += n) {
		/* Every way into a table checks that it is UTF-8. */
		n = text_decode(s, &c);
		if (c != '"' && c != '\\' && !text_is_active(c))
			continue;
		buffer_add(b, from, (size_t)(s - from));
		from = s + n;
		if (text_is_active(c)) {
			json_put_escape(b, c);
		} else {
			buffer_put(b, '\\');
			buffer_put(b, (char)c);
		}
	}
	buffer_add(b, from, (size_t)(s - from));
}

/* Most strings are plain, and are added with one look at the room left. */
void
json_put_string(struct buffer *b, const char *s)
{
	size_t n = 0;
	char *to;

	while (is_plain(s[n]))
		n++;
	if (buffer_reserve(b, n + 2) != 0)
		return;
	to = b->data + b->len;
	to[0] = '"';
	memcpy(to + 1, s, n);
	b->len += n + 1;
	if (s[n] != '\0')
		put_rest(b, s + n);
	buffer_put(b, '"');
}

void
json_put_key(struct buffer *b, const char *key)
{
	if (buffer_last(b) != '{')
		buffer_put(b, ',');
	json_put_string(b, key);
	buffer_put(b, ':');
}

void
json_put_member(struct buffer *b, const char *key, const char *value)
{
	if (value == NULL)
		return;
	json_put_key(b, key);
	json_put_string(b, value);
}

void
json_put_ids(struct buffer *b, const char *value)
{
	struct list_reader list = {0};
	const char *id;

	list.at = value;
	buffer_put(b, '[');
	while (list_next_id(&list, &id) > 0) {
		json_put_string(b, id);
		buffer_put(b, ',');
	}
	buffer_set_last(b, ']');
	b->failed |= list.item.failed;
	list_free(&list);
}

void
json_put_references(struct buffer *b, const char *value)
{
	struct list_reader list = {0};
	struct reference r;

	list.at = value;
	buffer_put(b, '[');
	while (list_next_reference(&list, &r) > 0) {
		buffer_put(b, '{');
		json_put_member(b, "type", r.type);
		json_put_member(b, "data", r.data);
		json_put_member(b, "section", r.section);
		json_put_member(b, "text", r.text);
		buffer_puts(b, "},");
	}
	buffer_set_last(b, ']');
	b->failed |= list.item.failed;
	list_free(&list);
}

void
json_put_banner(
    struct buffer *b, const struct snapshot_header *header, const char *id)
{
	buffer_puts(b, "{\n\"registry\":");
	json_put_string(b, id);
	buffer_puts(b, ",\n\"title\":");
	json_put_string(b, header->title);
	buffer_puts(b, ",\n\"updated\":");
	json_put_string(b, header->updated);
	buffer_puts(b, ",\n\"source\":{");
	json_put_member(b, "url", header->url);
	json_put_member(b, "sha256", header->sha256);
	buffer_put(b, '}');
}

void
json_put_artifact(struct buffer *b, const struct emission *e)
{
	buffer_puts(b, ",\n\"" ARTIFACT_KEY "\":\"");
	artifact_put(b, e);
	buffer_put(b, '"');
}
