/* SPDX-License-Identifier: MIT */
/* A page of explain as JSON. */
#include <string.h>

#include "explain.h"
#include "json_value.h"
#include "list.h"
#include "reference.h"

static void
put_number(struct buffer *b, const char *key, int32_t number)
{
	json_put_key(b, key);
	buffer_put_number(b, number);
}

static void
put_protocols(struct buffer *b, unsigned protocols)
{
	const char *separator = "";
	int i;

	json_put_key(b, "protocols");
	buffer_put(b, '[');
	for (i = 0; i < PROTOCOL_NONE; i++)
		if ((protocols >> i & 1) != 0) {
			buffer_puts(b, separator);
			json_put_string(b, protocol_name((enum protocol)i));
			separator = ",";
		}
	buffer_put(b, ']');
}

static void
put_persons(
    struct explanation *x, struct buffer *b, const char *key, const char *ids)
{
	struct list_reader list = {.at = ids};
	const char *id;

	if (ids == NULL)
		return;
	json_put_key(b, key);
	buffer_put(b, '[');
	while (list_next_id(&list, &id) > 0) {
		x->text.len = 0;
		explain_put_person(&x->text, id);
		json_put_string(b, buffer_string(&x->text));
		buffer_put(b, ',');
	}
	buffer_set_last(b, ']');
	b->failed |= list.item.failed;
	list_free(&list);
}

static void
put_references(struct explanation *x, struct buffer *b, const char *references)
{
	struct list_reader list = {.at = references};
	struct reference r;

	if (references == NULL)
		return;
	json_put_key(b, "references");
	buffer_put(b, '[');
	while (list_next_reference(&list, &r) > 0) {
		x->label.len = x->url.len = 0;
		reference_put_label(&x->label, &r);
		reference_put_url(&x->url, &r);
		buffer_put(b, '{');
		json_put_member(b, "label", buffer_string(&x->label));
		if (x->url.len > 0)
			json_put_member(b, "url", buffer_string(&x->url));
		buffer_puts(b, "},");
	}
	buffer_set_last(b, ']');
	b->failed |= list.item.failed;
	list_free(&list);
}

static void
put_record(struct explanation *x, struct buffer *b, const struct group *g)
{
	const struct table *t = x->e->table;
	const struct record *r = g->record;
	const char *code = record_get(t, r, COLUMN_SERVICE_CODE);

	buffer_put(b, '{');
	json_put_member(b, "kind", kind_name((enum kind)r->kind));
	json_put_member(b, "name", record_get(t, r, COLUMN_NAME));
	if (r->first != NO_NUMBER) {
		put_number(b, "port_first", r->first);
		put_number(b, "port_last", r->last);
	}
	put_protocols(b, g->protocols);
	json_put_member(b, "description", record_get(t, r, COLUMN_DESCRIPTION));
	json_put_member(b, "alias_of", record_get(t, r, COLUMN_ALIAS_OF));
	put_persons(x, b, "assignee", record_get(t, r, COLUMN_ASSIGNEE));
	put_persons(x, b, "contact", record_get(t, r, COLUMN_CONTACT));
	put_references(x, b, record_get(t, r, COLUMN_REFERENCE));
	json_put_member(b, "registered", record_get(t, r, COLUMN_REGISTERED));
	json_put_member(b, "modified", record_get(t, r, COLUMN_MODIFIED));
	if (code != NULL) {
		json_put_key(b, "service_code");
		buffer_puts(b, code);
	}
	json_put_member(
	    b, "unauthorized", record_get(t, r, COLUMN_UNAUTHORIZED));
	json_put_member(b, "note", record_get(t, r, COLUMN_NOTE));
	buffer_put(b, '}');
}

/* A port that is named beside the page's own. */
static void
put_other(struct explanation *x, struct buffer *b, int32_t port)
{
	x->text.len = 0;
	explain_put_services(x, port);
	put_number(b, "port", port);
	json_put_member(b, "services", buffer_string(&x->text));
}

static void
put_neighbours(struct explanation *x, struct buffer *b, const struct page *page)
{
	int32_t ports[PAGE_NEIGHBOURS * 2];
	size_t i, n = page_neighbours(page, x->pages, ports);

	json_put_key(b, "neighbours");
	buffer_put(b, '[');
	for (i = 0; i < n; i++) {
		buffer_puts(b, i == 0 ? "{" : ",{");
		put_other(x, b, ports[i]);
		buffer_put(b, '}');
	}
	buffer_put(b, ']');
}

static void
put_related(struct explanation *x, struct buffer *b, const struct page *page)
{
	const struct relations *all = &x->e->overlay->relations;
	const char *separator = "";
	size_t i;

	json_put_key(b, "related");
	buffer_put(b, '[');
	for (i = 0; i < all->n; i++) {
		const struct relation *r = &all->list[i];

		if (r->port != page->port)
			continue;
		buffer_puts(b, separator);
		buffer_put(b, '{');
		put_other(x, b, r->related);
		json_put_member(b, "why", r->why);
		json_put_member(b, "source", r->source);
		buffer_put(b, '}');
		separator = ",";
	}
	buffer_put(b, ']');
}

static void
put_listens(struct explanation *x, struct buffer *b, const struct page *page)
{
	size_t i;

	json_put_key(b, "listen");
	buffer_put(b, '[');
	for (i = 0; i < n_listens; i++) {
		x->text.len = 0;
		listen_put(&x->text, &listens[i], page->port);
		buffer_puts(b, i == 0 ? "{" : ",{");
		json_put_member(b, "system", listens[i].system);
		json_put_member(b, "command", buffer_string(&x->text));
		buffer_put(b, '}');
	}
	buffer_put(b, ']');
}

void
explain_put_json(
    struct explanation *x, const struct page *page, struct buffer *b)
{
	size_t i;

	buffer_put(b, '{');
	if (page->port == NO_NUMBER) {
		json_put_member(b, "service", page->name);
	} else {
		put_number(b, "port", page->port);
		json_put_member(b, "range", range_find(page->port)->name);
		json_put_member(b, "assignment", range_find(page->port)->how);
	}
	json_put_key(b, "records");
	buffer_put(b, '[');
	for (i = 0; i < page->groups.n; i++) {
		buffer_puts(b, i == 0 ? "" : ",");
		put_record(x, b, &page->groups.list[i]);
	}
	buffer_put(b, ']');
	if (page->port != NO_NUMBER) {
		put_neighbours(x, b, page);
		put_related(x, b, page);
		put_listens(x, b, page);
	}
	buffer_put(b, '}');
}
