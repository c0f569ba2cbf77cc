/* SPDX-License-Identifier: MIT */
/*
 * changes as text, one event a line, in printable ASCII:
 *
 *	SEVERITY: EVENT PLACE NAME[ -> PLACE NAME][: FIELD 'OLD' -> 'NEW'; ...]
 *
 * and last a line that counts them.
 */
#include <string.h>

#include "changes.h"

static void
put_text(FILE *out, const char *s)
{
	diag_quote(out, s, strlen(s));
}

/* " PORT/PROTOCOL", or what kind of row it is if not a record. */
static void
put_place(FILE *out, const struct record *r)
{
	if (!record_counts(r)) {
		fprintf(out, " %s", kind_name((enum kind)r->kind));
		return;
	}
	fputs(r->first == NO_NUMBER ? " -" : " ", out);
	if (r->first != NO_NUMBER)
		fprintf(out, "%d", (int)r->first);
	if (r->first != r->last)
		fprintf(out, "-%d", (int)r->last);
	if (r->protocol != PROTOCOL_NONE)
		fprintf(out, "/%s", protocol_name((enum protocol)r->protocol));
}

static void
put_name(FILE *out, const struct table *t, const struct record *r)
{
	const char *name = record_get(t, r, COLUMN_NAME);

	putc(' ', out);
	put_text(out, name == NULL ? "-" : name);
}

/* Whether the line shows a field before it lists those that differ. */
static int
is_shown(const struct event *event, enum column_id id)
{
	return id == COLUMN_NAME ||
	       (event->type == EVENT_MOVED &&
		   (id == COLUMN_FIRST || id == COLUMN_LAST ||
		       id == COLUMN_PROTOCOL));
}

/* The fields that differ; NULL is ''. */
static void
put_fields(const struct changes *c, const struct event *event, FILE *out)
{
	const struct registry *registry = c->new->registry;
	const char *separator = ":";
	size_t i;

	for (i = 0; i < registry->n_columns; i++) {
		const struct column *column = &registry->columns[i];

		if (!event_has(event, column->id) ||
		    is_shown(event, column->id))
			continue;
		fprintf(out, "%s %s '", separator, column->name);
		put_text(out, record_text(c->old, event->old, column->id));
		fputs("' -> '", out);
		put_text(out, record_text(c->new, event->new, column->id));
		putc('\'', out);
		separator = ";";
	}
}

/* What a row says that is in one table only. */
static void
put_alone(FILE *out, const struct table *t, const struct record *r)
{
	const char *description = record_get(t, r, COLUMN_DESCRIPTION);
	const char *alias_of = record_get(t, r, COLUMN_ALIAS_OF);

	put_place(out, r);
	put_name(out, t, r);
	if (alias_of != NULL) {
		fputs(" of ", out);
		put_text(out, alias_of);
	}
	if (description != NULL) {
		fputs(": ", out);
		put_text(out, description);
	}
}

static void
put_both(const struct changes *c, const struct event *event, FILE *out)
{
	put_place(out, event->old);
	put_name(out, c->old, event->old);
	if (event->type == EVENT_MOVED || event_has(event, COLUMN_NAME)) {
		fputs(" ->", out);
		if (event->type == EVENT_MOVED)
			put_place(out, event->new);
		else
			put_name(out, c->new, event->new);
	}
	put_fields(c, event, out);
}

static void
put_numbers(const struct number_set *set, struct buffer *b, FILE *out)
{
	b->len = 0;
	numbers_put(b, set);
	fprintf(out, " %s", buffer_string(b));
}

static void
put_event(const struct changes *c, const struct event *event, struct buffer *b,
    FILE *out)
{
	fprintf(out, "%s: %s", severity_name(event->severity),
	    event_name(event->type));
	if (event->old != NULL && event->new != NULL)
		put_both(c, event, out);
	else if (event->old != NULL)
		put_alone(out, c->old, event->old);
	else if (event->new != NULL)
		put_alone(out, c->new, event->new);
	else
		put_numbers(
		    event->type == EVENT_TAKEN ? &c->taken : &c->freed, b, out);
	putc('\n', out);
}

int
changes_put_text(const struct changes *c, FILE *out)
{
	struct buffer b = {0};
	size_t i;
	int failed, s;

	for (i = 0; i < c->n; i++)
		put_event(c, &c->events[i], &b, out);
	for (s = 0; s < SEVERITY_COUNT; s++)
		fprintf(out, "%s%zu %s", s == 0 ? "" : ", ", c->counts[s],
		    severity_name((enum severity)s));
	fprintf(out, " (%s -> %s)\n",
	    record_text(c->old, table_header(c->old), COLUMN_MODIFIED),
	    c->e->header.updated);
	failed = b.failed;
	buffer_free(&b);
	return failed ? -1 : 0;
}
