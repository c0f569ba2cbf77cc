/* SPDX-License-Identifier: MIT */
/*
 * changes as Markdown, for release notes and pull requests: a section for each
 * severity above metadata, in which neighbours that say the same are one item.
 * Contacts and dates are counted only.
 */
#include <stdlib.h>
#include <string.h>

#include "c_source.h"
#include "changes_item.h"

/* An item is written when the next is another one. */
struct writer {
	const struct changes *c;
	struct kept kept;
	struct buffer out;
	struct buffer head, places, tail; /* of the item; head may be empty */
	struct buffer next_head, next_tail;
};

/* Write the item that is complete. */
static void
flush(struct writer *w)
{
	struct buffer *b = &w->out;

	if (w->places.len == 0 && w->head.len == 0)
		return;
	buffer_puts(b, "- ");
	buffer_add(b, w->head.data, w->head.len);
	if (w->head.len > 0 && w->places.len > 0)
		buffer_put(b, ' ');
	buffer_add(b, w->places.data, w->places.len);
	if (w->tail.len > 0) {
		buffer_puts(b, ": ");
		buffer_add(b, w->tail.data, w->tail.len);
	}
	buffer_put(b, '\n');
	w->head.len = w->places.len = w->tail.len = 0;
}

static int
equal(const struct buffer *a, const struct buffer *b)
{
	return a->len == b->len &&
	       (a->len == 0 || memcmp(a->data, b->data, a->len) == 0);
}

static void
put_event(struct writer *w, const struct event *event)
{
	const struct record *r = event_row(event);

	w->next_head.len = w->next_tail.len = 0;
	item_put_head(&w->next_head, w->c, event);
	item_put_tail(&w->next_tail, w->c, &w->kept, event);
	if (!equal(&w->head, &w->next_head) || !equal(&w->tail, &w->next_tail))
		flush(w);
	w->head.len = w->tail.len = 0;
	buffer_add(&w->head, w->next_head.data, w->next_head.len);
	buffer_add(&w->tail, w->next_tail.data, w->next_tail.len);
	if (w->places.len > 0)
		buffer_puts(&w->places, ", ");
	item_put_place(&w->places, r);
}

/* What is reserved beside a number that is in use over another protocol. */
static int
is_companion(const struct changes *c, const struct event *event)
{
	return event->type == EVENT_ADDED &&
	       event->new->kind == KIND_RESERVED &&
	       event->new->text[COLUMN_NAME] == 0 &&
	       event->new->text[COLUMN_NOTE] == 0 &&
	       strcmp(record_text(c->new, event->new, COLUMN_DESCRIPTION),
		   "Reserved") == 0;
}

static void
put_companions(struct writer *w)
{
	const struct changes *c = w->c;
	size_t i;

	for (i = 0; i < c->n; i++) {
		if (!is_companion(c, &c->events[i]))
			continue;
		buffer_puts(
		    &w->out, w->places.len++ == 0 ? "- Reserved: " : ", ");
		item_put_place(&w->out, c->events[i].new);
	}
	if (w->places.len > 0)
		buffer_put(&w->out, '\n');
	w->places.len = 0;
}

static void
put_numbers(struct writer *w, const char *what, const struct number_set *set)
{
	if (set->n == 0)
		return;
	buffer_puts(&w->out, what);
	numbers_put(&w->out, set);
	buffer_put(&w->out, '\n');
}

/* The items of a severity, of those with numbers or without, or of all. */
static void
put_section(struct writer *w, const char *title, enum severity severity,
    int (*is_there)(const struct event *))
{
	const struct changes *c = w->c;
	size_t i, start = w->out.len, items;

	buffer_puts(&w->out, title);
	items = w->out.len;
	for (i = 0; i < c->n; i++) {
		const struct event *event = &c->events[i];

		if (event->severity == severity && is_there(event) &&
		    !is_companion(c, event) && !item_is_told(&w->kept, event))
			put_event(w, event);
	}
	flush(w);
	if (severity == SEVERITY_COSMETIC) {
		put_companions(w);
		put_numbers(w, "- No longer unassigned: ", &c->taken);
		put_numbers(w, "- Unassigned now: ", &c->freed);
	}
	if (w->out.len == items)
		w->out.len = start;
}

static int
has_row(const struct event *event)
{
	return event_row(event) != NULL;
}

static int
has_number(const struct event *event)
{
	return event->new->first != NO_NUMBER;
}

static int
has_no_number(const struct event *event)
{
	return !has_number(event);
}

static void
put_summary(struct writer *w)
{
	const struct changes *c = w->c;
	int s;

	buffer_puts(&w->out, "## ");
	buffer_puts(&w->out, c->new->registry->id);
	buffer_put(&w->out, ' ');
	buffer_puts(&w->out, c->e->header.updated);
	buffer_puts(&w->out, "\n\n");
	for (s = 0; s < SEVERITY_COUNT; s++) {
		buffer_puts(&w->out, s == 0 ? "" : ", ");
		c_put_number(&w->out, (uint32_t)c->counts[s]);
		buffer_put(&w->out, ' ');
		buffer_puts(&w->out, severity_name((enum severity)s));
	}
	buffer_puts(&w->out, " since ");
	buffer_puts(&w->out,
	    record_text(c->old, table_header(c->old), COLUMN_MODIFIED));
	buffer_puts(&w->out, ".\n");
	if (c->n == 0)
		buffer_puts(&w->out, "No record changed.\n");
	else if (c->counts[SEVERITY_METADATA] == c->n)
		buffer_puts(&w->out, "Only contacts and dates changed.\n");
}

int
changes_put_markdown(const struct changes *c, FILE *out)
{
	struct writer w = {.c = c};
	struct buffer *const buffers[] = {
	    &w.out, &w.head, &w.places, &w.tail, &w.next_head, &w.next_tail};
	size_t i;
	int failed = item_find_kept(&w.kept, c) != 0;

	put_summary(&w);
	put_section(&w,
	    "\n### Breaking: a look-up or a constant is not what it was\n\n",
	    SEVERITY_BREAKING, has_row);
	put_section(&w, "\n### Added\n\n", SEVERITY_ADDITIVE, has_number);
	put_section(&w, "\n### Added, without a number\n\n", SEVERITY_ADDITIVE,
	    has_no_number);
	put_section(&w, "\n### Descriptions, references, and what is free\n\n",
	    SEVERITY_COSMETIC, has_row);
	fwrite(w.out.data, 1, w.out.len, out);
	for (i = 0; i < sizeof(buffers) / sizeof(buffers[0]); i++) {
		failed |= buffers[i]->failed;
		buffer_free(buffers[i]);
	}
	free(w.kept.names);
	return failed ? -1 : 0;
}
