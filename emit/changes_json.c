/* SPDX-License-Identifier: MIT */
/*
 * changes as JSON, one event a line, with both rows in full, so that who has
 * the older registry can make the newer one of it; the schema is in
 * schemas/changes.schema.json.
 */
#include "c_source.h"
#include "changes.h"
#include "json_record.h"
#include "json_value.h"

static void
put_since(struct buffer *b, const struct changes *c)
{
	const struct record *header = table_header(c->old);
	struct snapshot_header h;
	struct buffer url = {0};
	size_t rows;

	json_put_key(b, "since");
	buffer_put(b, '{');
	json_put_member(
	    b, "updated", record_text(c->old, header, COLUMN_MODIFIED));
	if (snapshot_get_header(c->old, &h, &rows, &url) == 0)
		json_put_member(b, "sha256", h.sha256);
	buffer_put(b, '}');
	b->failed |= url.failed;
	buffer_free(&url);
}

static void
put_counts(struct buffer *b, const struct changes *c)
{
	int s;

	buffer_puts(b, ",\n\"counts\":{");
	for (s = 0; s < SEVERITY_COUNT; s++) {
		json_put_key(b, severity_name((enum severity)s));
		c_put_number(b, (uint32_t)c->counts[s]);
	}
	buffer_put(b, '}');
}

static void
put_fields(struct buffer *b, const struct changes *c, const struct event *event)
{
	const struct registry *registry = c->new->registry;
	size_t i;

	json_put_key(b, "fields");
	buffer_put(b, '[');
	for (i = 0; i < registry->n_columns; i++) {
		if (!event_has(event, registry->columns[i].id))
			continue;
		json_put_string(b, registry->columns[i].name);
		buffer_put(b, ',');
	}
	if (buffer_last(b) == ',')
		b->len--;
	buffer_put(b, ']');
}

static void
put_numbers(struct buffer *b, const struct number_set *set)
{
	size_t i;

	json_put_key(b, "numbers");
	for (i = 0; i < set->n; i++) {
		buffer_puts(b, i == 0 ? "[[" : ",[");
		c_put_number(b, (uint32_t)set->ranges[i].first);
		buffer_put(b, ',');
		c_put_number(b, (uint32_t)set->ranges[i].last);
		buffer_put(b, ']');
	}
	buffer_put(b, ']');
}

static void
put_event(struct buffer *b, const struct changes *c, const struct event *event)
{
	buffer_put(b, '{');
	json_put_member(b, "severity", severity_name(event->severity));
	json_put_member(b, "event", event_name(event->type));
	if (event->old == NULL && event->new == NULL)
		put_numbers(
		    b, event->type == EVENT_TAKEN ? &c->taken : &c->freed);
	if (event->old != NULL && event->new != NULL)
		put_fields(b, c, event);
	if (event->old != NULL) {
		json_put_key(b, "old");
		json_put_record(b, c->old, event->old);
	}
	if (event->new != NULL) {
		json_put_key(b, "new");
		json_put_record(b, c->new, event->new);
	}
	buffer_put(b, '}');
}

int
changes_put_json(const struct changes *c, FILE *out)
{
	struct buffer b = {0};
	size_t i;
	int failed;

	/* From here on data is not NULL, and its last byte can be looked at. */
	if (buffer_reserve(&b, 1) != 0)
		return -1;
	json_put_banner(&b, &c->e->header, c->new->registry->id);
	put_since(&b, c);
	put_counts(&b, c);
	buffer_puts(&b, ",\n\"events\":[");
	for (i = 0; i < c->n; i++) {
		buffer_puts(&b, i == 0 ? "\n" : ",\n");
		put_event(&b, c, &c->events[i]);
		fwrite(b.data, 1, b.len, out);
		b.len = 0;
	}
	buffer_puts(&b, "\n]\n}\n");
	fwrite(b.data, 1, b.len, out);
	failed = b.failed;
	buffer_free(&b);
	return failed ? -1 : 0;
}
