/* SPDX-License-Identifier: MIT */
/* Words for people, as explain and html have them. */
#include <string.h>

#include "explain.h"

const struct listen listens[] = {
#define LISTEN(system, command) {system, command},
#include "listen.def"
#undef LISTEN
};

const size_t n_listens = sizeof(listens) / sizeof(listens[0]);

const char explain_caveat[] =
    "An assignment says nothing of what really uses a port: it endorses no "
    "product, and traffic there need be neither good traffic nor that of the "
    "assigned service (IANA's note on the registry).";

void
listen_put(struct buffer *b, const struct listen *l, int32_t port)
{
	const char *s;

	for (s = l->command; *s != '\0'; s++)
		if (*s == '@')
			buffer_put_number(b, port);
		else
			buffer_put(b, *s);
}

const char *
explain_kind(enum kind kind)
{
	static const char *const words[KIND_COUNT] = {
	    [KIND_ASSIGNED] = "assigned",
	    [KIND_ALIAS] = "historic spelling",
	    [KIND_RESERVED] = "reserved: not to be assigned",
	    [KIND_UNASSIGNED] = "unassigned: free to be applied for",
	    [KIND_PRIVATE] = "for any private use",
	    [KIND_WITHDRAWN] = "withdrawn: it was assigned, and is no more",
	    [KIND_OTHER] = "listed, without a name",
	};

	return words[kind];
}

void
explain_put_protocols(struct buffer *b, unsigned protocols)
{
	const char *separator = "";
	int i;

	for (i = 0; i < PROTOCOL_NONE; i++)
		if ((protocols >> i & 1) != 0) {
			buffer_puts(b, separator);
			buffer_puts(b, protocol_name((enum protocol)i));
			separator = ", ";
		}
}

void
explain_put_person(struct buffer *b, const char *id)
{
	size_t n = strlen(id), digits = n, i;

	while (digits > 0 && id[digits - 1] >= '0' && id[digits - 1] <= '9')
		digits--;
	if (digits < n && digits > 1 && id[digits - 1] == '_')
		n = digits - 1;
	for (i = id[0] == '_'; i < n; i++)
		buffer_put(b, id[i] == '_' ? ' ' : id[i]);
}

const char *
explain_footnote(const struct table *t, const char *anchor)
{
	size_t i;

	for (i = 0; i < t->n && !record_counts(&t->records[i]); i++)
		if (t->records[i].kind == KIND_FOOTNOTE &&
		    strcmp(record_text(t, &t->records[i], COLUMN_NAME),
			anchor) == 0)
			return record_text(t, &t->records[i], COLUMN_NOTE);
	return NULL;
}

void
explain_put_services(struct explanation *x, int32_t port)
{
	struct page page;

	if (page_make(&page, x->pages, port, NULL) != 0) {
		x->text.failed = 1;
		return;
	}
	page_put_names(&x->text, &page, x->e->table);
	page_free(&page);
}
