/* SPDX-License-Identifier: MIT */
/* References as labels and URLs. */
#include <string.h>

#include "reference.h"

static int
is_type(const struct reference *r, const char *type)
{
	return strcmp(r->type, type) == 0;
}

/* Whether s starts with a prefix; then *rest is what follows. */
static int
starts(const char *s, const char *prefix, const char **rest)
{
	size_t n = strlen(prefix);

	if (s == NULL || strncmp(s, prefix, n) != 0)
		return 0;
	*rest = s + n;
	return 1;
}

static void
put_name(struct buffer *b, const struct reference *r)
{
	const char *rest;

	if (r->data == NULL) {
		buffer_puts(b, r->type);
	} else if (is_type(r, "rfc") && starts(r->data, "rfc", &rest)) {
		buffer_puts(b, "RFC ");
		buffer_puts(b, rest);
	} else if (is_type(r, "note")) {
		buffer_puts(b, "footnote ");
		buffer_puts(b, r->data);
	} else {
		buffer_puts(b, r->data);
	}
}

void
reference_put_label(struct buffer *b, const struct reference *r)
{
	if (r->text != NULL) {
		buffer_puts(b, r->text);
		return;
	}
	put_name(b, r);
	if (r->section != NULL) {
		buffer_puts(b, ", section ");
		buffer_puts(b, r->section);
	}
}

/* Append the bytes of a URL, those that none has as %XX. */
static void
put_bytes(struct buffer *b, const char *s)
{
	static const char digits[] = "0123456789ABCDEF";
	static const char unsafe[] = "\"<>\\^`{|}";

	for (; *s != '\0'; s++) {
		unsigned char c = (unsigned char)*s;

		if (c > ' ' && c < 0x7f && strchr(unsafe, c) == NULL) {
			buffer_put(b, *s);
		} else {
			buffer_put(b, '%');
			buffer_put(b, digits[c >> 4]);
			buffer_put(b, digits[c & 0xf]);
		}
	}
}

static void
put_url(struct buffer *b, const char *start, const char *s, const char *end)
{
	buffer_puts(b, start);
	put_bytes(b, s);
	buffer_puts(b, end);
}

void
reference_put_url(struct buffer *b, const struct reference *r)
{
	static const char drafts[] = "https://datatracker.ietf.org/doc/";
	const char *rest;

	if (r->data == NULL)
		return;
	if (is_type(r, "rfc"))
		put_url(b, "https://www.rfc-editor.org/info/", r->data, "");
	else if (is_type(r, "registry"))
		put_url(b, "https://www.iana.org/assignments/", r->data, "");
	else if (is_type(r, "uri") && (starts(r->data, "https://", &rest) ||
					  starts(r->data, "http://", &rest)))
		put_url(b, "", r->data, "");
	else if (is_type(r, "draft") && starts(r->data, "RFC-", &rest))
		/* It is approved, and still found as a draft. */
		put_url(
		    b, "https://datatracker.ietf.org/doc/draft-", rest, "/");
	else if (is_type(r, "draft"))
		put_url(b, drafts, r->data, "/");
}
