/* SPDX-License-Identifier: MIT */
/* Events as the parts of an item of a Markdown list. */
#include <stdlib.h>
#include <string.h>

#include "c_source.h"
#include "changes_item.h"
#include "list.h"
#include "markdown.h"

void
item_put_place(struct buffer *b, const struct record *r)
{
	if (r->first != NO_NUMBER)
		c_put_number(b, (uint32_t)r->first);
	if (r->last != r->first) {
		buffer_put(b, '-');
		c_put_number(b, (uint32_t)r->last);
	}
	if (r->first != NO_NUMBER && r->protocol != PROTOCOL_NONE)
		buffer_put(b, '/');
	buffer_puts(b, protocol_name((enum protocol)r->protocol));
}

/* IANA's text for a reference, or its data, or at least its type. */
static const char *
name_of(const struct reference *r)
{
	if (r->text != NULL)
		return r->text;
	return r->data != NULL ? r->data : r->type;
}

static void
put_reference(struct buffer *b, const struct reference *r)
{
	const char *s = name_of(r);

	if (s != r->type && strcmp(r->type, "note") == 0)
		buffer_puts(b, "note ");
	if (s == r->type) {
		buffer_puts(b, s);
	} else if (strcmp(r->type, "rfc") == 0 && s == r->data &&
		   strncmp(s, "rfc", 3) == 0 &&
		   s[3 + strspn(s + 3, "0123456789")] == '\0') {
		buffer_puts(b, "RFC ");
		buffer_puts(b, s + 3);
	} else {
		markdown_put_code(b, s);
	}
	if (r->section != NULL) {
		buffer_puts(b, ", section ");
		markdown_put_text(b, r->section);
	}
}

/* "RFC 9110 and RFC 6335, section 8". */
static void
put_references(struct buffer *b, const char *value)
{
	struct list_reader list = {.at = value};
	struct reference r;
	const char *separator = "";

	while (list_next_reference(&list, &r) > 0) {
		buffer_puts(b, separator);
		separator = " and ";
		put_reference(b, &r);
	}
	b->failed |= list.item.failed;
	list_free(&list);
}

static void
put_value(struct buffer *b, const struct column *column, const char *value)
{
	if (*value == '\0')
		buffer_puts(b, "none");
	else if (column->type == TYPE_REFS)
		put_references(b, value);
	else
		markdown_put_text(b, value);
}

static void
put_field(struct buffer *b, const struct changes *c, const struct event *event,
    const struct column *column)
{
	size_t start, old, new, n;

	buffer_puts(b, b->len == 0 ? "" : "; ");
	buffer_puts(b, column->name);
	start = b->len;
	if (column->type != TYPE_TEXT) {
		buffer_puts(b, " was ");
		old = b->len;
		put_value(
		    b, column, record_text(c->old, event->old, column->id));
		n = b->len - old;
		buffer_puts(b, ", now ");
		new = b->len;
		put_value(
		    b, column, record_text(c->new, event->new, column->id));
		/* What differs may be where a text is cut, or in a URL. */
		if (b->failed || b->len - new != n ||
		    memcmp(b->data + old, b->data + new, n) != 0)
			return;
		b->len = start;
	}
	buffer_puts(b, " changed");
}

/* Whether a field is worth a word; contacts and dates are not. */
static int
is_told(enum column_id id)
{
	switch (id) {
	case COLUMN_ASSIGNEE:
	case COLUMN_CONTACT:
	case COLUMN_REGISTERED:
	case COLUMN_MODIFIED:
	case COLUMN_NAME:
	case COLUMN_FIRST:
	case COLUMN_LAST:
	case COLUMN_PROTOCOL:
		return 0;
	default:
		return 1;
	}
}

static void
put_fields(struct buffer *b, const struct changes *c, const struct event *event)
{
	const struct registry *registry = c->new->registry;
	size_t i;

	for (i = 0; i < registry->n_columns; i++)
		if (event_has(event, registry->columns[i].id) &&
		    is_told(registry->columns[i].id))
			put_field(b, c, event, &registry->columns[i]);
}

static int
compare(const void *a, const void *b)
{
	return strcmp(*(const char *const *)a, *(const char *const *)b);
}

static int
has_name(const char *const *names, size_t n, const char *name)
{
	return n > 0 &&
	       bsearch(&name, names, n, sizeof(*names), compare) != NULL;
}

static int
is_unnumbered(const struct event *event)
{
	return event->type == EVENT_ADDED && event->new->first == NO_NUMBER;
}

int
item_find_kept(struct kept *kept, const struct changes *c)
{
	const char **lost = calloc(c->n + 1, sizeof(*lost));
	size_t i, n = 0;

	kept->names = calloc(c->n + 1, sizeof(*kept->names));
	if (lost == NULL || kept->names == NULL) {
		free(lost);
		return -1;
	}
	for (i = 0; i < c->n; i++)
		if (c->events[i].type == EVENT_DEASSIGNED)
			lost[n++] = c->events[i].name;
	qsort(lost, n, sizeof(*lost), compare);
	for (i = 0; i < c->n; i++)
		if (is_unnumbered(&c->events[i]) &&
		    has_name(lost, n, c->events[i].name))
			kept->names[kept->n++] = c->events[i].name;
	qsort(kept->names, kept->n, sizeof(*kept->names), compare);
	free(lost);
	return 0;
}

int
item_is_told(const struct kept *kept, const struct event *event)
{
	return is_unnumbered(event) &&
	       has_name(kept->names, kept->n, event->name);
}

void
item_put_tail(struct buffer *b, const struct changes *c,
    const struct kept *kept, const struct event *event)
{
	const struct record *old = event->old, *new = event->new;

	switch (event->type) {
	case EVENT_RENAMED:
		buffer_puts(b, "renamed to ");
		markdown_put_code(b, record_text(c->new, new, COLUMN_NAME));
		break;
	case EVENT_DEASSIGNED:
		buffer_puts(b, "no longer assigned, but ");
		markdown_put_text(
		    b, record_text(c->new, new, COLUMN_DESCRIPTION));
		if (has_name(kept->names, kept->n, event->name))
			buffer_puts(b, "; the name stays, without a number");
		break;
	case EVENT_MOVED:
		buffer_puts(b, "moved to ");
		item_put_place(b, new);
		break;
	case EVENT_WITHDRAWN:
		buffer_puts(b, "withdrawn");
		break;
	case EVENT_REMOVED:
		buffer_puts(b, "was ");
		markdown_put_text(
		    b, record_text(c->old, old, COLUMN_DESCRIPTION));
		break;
	case EVENT_ALIAS_ADDED:
		buffer_puts(b, "alias of ");
		markdown_put_code(b, record_text(c->new, new, COLUMN_ALIAS_OF));
		break;
	case EVENT_ALIAS_DROPPED:
		buffer_puts(b, "no longer an alias of ");
		markdown_put_code(b, record_text(c->old, old, COLUMN_ALIAS_OF));
		break;
	case EVENT_CHANGED:
		put_fields(b, c, event);
		break;
	default:
		if (new->text[COLUMN_NAME] == 0)
			buffer_puts(b, "now ");
		markdown_put_text(
		    b, record_text(c->new, new, COLUMN_DESCRIPTION));
		break;
	}
}

void
item_put_head(
    struct buffer *b, const struct changes *c, const struct event *event)
{
	const struct table *t = event->old == NULL ? c->new : c->old;
	const struct record *r = event_row(event);

	if (event->type == EVENT_REASSIGNED) {
		t = c->new;
		r = event->new;
	}
	if (!record_counts(r))
		buffer_puts(b, kind_name((enum kind)r->kind));
	if (!record_counts(r) && r->text[COLUMN_NAME] != 0)
		buffer_put(b, ' ');
	if (r->text[COLUMN_NAME] != 0)
		markdown_put_code(b, record_text(t, r, COLUMN_NAME));
}
