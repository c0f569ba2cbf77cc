/* SPDX-License-Identifier: MIT */
/* What the script of the page needs, as JSON. */
#include <stdlib.h>
#include <string.h>

#include "explain.h"
#include "html.h"
#include "json_value.h"
#include "list.h"
#include "reference.h"

/* A record without a port. */
struct named {
	const char *name;
	const struct record *record;
};

struct writer {
	const struct table *table;
	struct buffer *out;
	struct buffer text, url;
	int skipped; /* values that are absent, not yet written */
};

static int
compare_names(const void *a, const void *b)
{
	const struct named *x = a, *y = b;
	int order = strcmp(x->name, y->name);

	if (order == 0)
		order = x->record < y->record ? -1 : 1;
	return order;
}

/* Group records without a port, by their names. */
static int
group_named(
    struct groups *g, const struct table *t, struct named *list, size_t n)
{
	size_t i, first = g->n;

	if (n > 0)
		qsort(list, n, sizeof(*list), compare_names);
	for (i = 0; i < n; i++) {
		if (i > 0 && strcmp(list[i].name, list[i - 1].name) != 0)
			first = g->n;
		if (groups_add(g, t, list[i].record, first) != 0)
			return -1;
	}
	return 0;
}

int
html_group(struct groups *g, const struct emission *e)
{
	const struct table *t = e->table;
	struct named *list = malloc((t->n + 1) * sizeof(*list));
	size_t i, first = 0, n = 0;
	int failed = list == NULL;

	for (i = 0; i < t->n && !failed; i++) {
		const struct record *r = &t->records[i];

		if (!record_counts(r) || !is_selected(e, i))
			continue;
		if (r->first == NO_NUMBER) {
			list[n++] =
			    (struct named){record_text(t, r, COLUMN_NAME), r};
			continue;
		}
		if (first < g->n && g->list[first].record->first != r->first)
			first = g->n;
		failed = groups_add(g, t, r, first);
	}
	if (!failed)
		failed = group_named(g, t, list, n);
	free(list);
	return failed;
}

/* Start a value of a record; what was skipped before it is 0. */
static struct buffer *
start_value(struct writer *w)
{
	for (; w->skipped > 0; w->skipped--)
		buffer_puts(w->out, ",0");
	buffer_put(w->out, ',');
	return w->out;
}

static void
put_field(struct writer *w, const struct record *r, enum column_id id)
{
	const char *value = record_get(w->table, r, id);

	if (value == NULL)
		w->skipped++;
	else
		json_put_string(start_value(w), value);
}

static void
put_persons(struct writer *w, const struct record *r, enum column_id id)
{
	struct list_reader list = {.at = record_get(w->table, r, id)};
	const char *person, *separator = "[";
	struct buffer *out;

	if (list.at == NULL) {
		w->skipped++;
		return;
	}
	out = start_value(w);
	while (list_next_id(&list, &person) > 0) {
		buffer_puts(out, separator);
		w->text.len = 0;
		explain_put_person(&w->text, person);
		json_put_string(out, buffer_string(&w->text));
		separator = ",";
	}
	buffer_put(out, ']');
	out->failed |= list.item.failed;
	list_free(&list);
}

/* Each reference is its label and its URL, or "". */
static void
put_references(struct writer *w, const struct record *r)
{
	struct list_reader list = {
	    .at = record_get(w->table, r, COLUMN_REFERENCE)};
	const char *separator = "[";
	struct reference reference;
	struct buffer *out;

	if (list.at == NULL) {
		w->skipped++;
		return;
	}
	out = start_value(w);
	while (list_next_reference(&list, &reference) > 0) {
		w->text.len = w->url.len = 0;
		reference_put_label(&w->text, &reference);
		reference_put_url(&w->url, &reference);
		buffer_puts(out, separator);
		buffer_put(out, '[');
		json_put_string(out, buffer_string(&w->text));
		buffer_put(out, ',');
		json_put_string(out, buffer_string(&w->url));
		buffer_put(out, ']');
		separator = ",";
	}
	buffer_put(out, ']');
	out->failed |= list.item.failed;
	list_free(&list);
}

static void
put_group(struct writer *w, const struct group *g)
{
	const struct record *r = g->record;
	unsigned named = g->protocols & ((1U << PROTOCOL_NONE) - 1);

	buffer_put(w->out, '[');
	buffer_put_number(w->out, r->first == NO_NUMBER ? -1 : r->first);
	buffer_put_number(start_value(w), r->first == NO_NUMBER ? -1 : r->last);
	buffer_put_number(start_value(w), (long)named);
	buffer_put_number(start_value(w), r->kind);
	put_field(w, r, COLUMN_NAME);
	put_field(w, r, COLUMN_DESCRIPTION);
	put_field(w, r, COLUMN_ALIAS_OF);
	put_persons(w, r, COLUMN_ASSIGNEE);
	put_persons(w, r, COLUMN_CONTACT);
	put_references(w, r);
	put_field(w, r, COLUMN_REGISTERED);
	put_field(w, r, COLUMN_MODIFIED);
	put_field(w, r, COLUMN_SERVICE_CODE);
	put_field(w, r, COLUMN_UNAUTHORIZED);
	put_field(w, r, COLUMN_NOTE);
	w->skipped = 0;
	buffer_put(w->out, ']');
}

/* Append a member that is an array, up to its first item. */
static void
start_array(struct buffer *b, const char *key)
{
	json_put_key(b, key);
	buffer_put(b, '[');
}

/* Append two strings as an array, after a comma if it is not the first. */
static void
put_pair(struct buffer *b, int is_first, const char *a, const char *z)
{
	buffer_puts(b, is_first ? "[" : ",[");
	json_put_string(b, a);
	buffer_put(b, ',');
	json_put_string(b, z);
	buffer_put(b, ']');
}

/* What does not depend on the registry. */
static void
put_words(struct buffer *b)
{
	size_t i;

	start_array(b, "protocols");
	for (i = 0; i < PROTOCOL_NONE; i++) {
		buffer_puts(b, i == 0 ? "" : ",");
		json_put_string(b, protocol_name((enum protocol)i));
	}
	buffer_put(b, ']');
	start_array(b, "kinds");
	for (i = 0; i < KIND_COUNT; i++) {
		const char *what = explain_kind((enum kind)i);

		put_pair(b, i == 0, kind_name((enum kind)i),
		    what == NULL ? "" : what);
	}
	buffer_put(b, ']');
	start_array(b, "listen");
	for (i = 0; i < n_listens; i++)
		put_pair(b, i == 0, listens[i].system, listens[i].command);
	buffer_put(b, ']');
	start_array(b, "ranges");
	for (i = 0; i < n_ranges; i++) {
		buffer_puts(b, i == 0 ? "[" : ",[");
		buffer_put_number(b, ranges[i].first);
		buffer_put(b, ',');
		buffer_put_number(b, ranges[i].last);
		buffer_put(b, ',');
		put_pair(b, 1, ranges[i].name, ranges[i].how);
		buffer_put(b, ']');
	}
	buffer_put(b, ']');
}

static void
put_related(struct buffer *b, const struct relations *all)
{
	size_t i;

	start_array(b, "related");
	for (i = 0; i < all->n; i++) {
		buffer_puts(b, i == 0 ? "[" : ",[");
		buffer_put_number(b, all->list[i].port);
		buffer_put(b, ',');
		buffer_put_number(b, all->list[i].related);
		buffer_put(b, ',');
		put_pair(b, 1, all->list[i].why, all->list[i].source);
		buffer_put(b, ']');
	}
	buffer_put(b, ']');
}

/* Write "<" as JSON can, so that no text ends the script or starts a comment.
 */
static void
add_inert(struct buffer *to, const struct buffer *from)
{
	const char *s = from->data, *end = s + from->len, *next;

	for (; s < end; s = next) {
		next = memchr(s, '<', (size_t)(end - s));
		if (next == NULL)
			next = end;
		buffer_add(to, s, (size_t)(next - s));
		if (next < end) {
			buffer_puts(to, "\\u003c");
			next++;
		}
	}
}

void
html_put_data(
    struct buffer *b, const struct emission *e, const struct groups *g)
{
	struct buffer json = {0};
	struct writer w = {.table = e->table, .out = &json};
	size_t i;

	buffer_put(&json, '{');
	json_put_member(&json, "updated", e->header.updated);
	json_put_member(&json, "caveat", explain_caveat);
	put_words(&json);
	put_related(&json, &e->overlay->relations);
	start_array(&json, "records");
	for (i = 0; i < g->n; i++) {
		buffer_puts(&json, i == 0 ? "\n" : ",\n");
		put_group(&w, &g->list[i]);
	}
	buffer_puts(&json, "\n]}\n");
	if (!json.failed)
		add_inert(b, &json);
	b->failed |= json.failed | w.text.failed | w.url.failed;
	buffer_free(&json);
	buffer_free(&w.text);
	buffer_free(&w.url);
}
