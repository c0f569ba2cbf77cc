/* SPDX-License-Identifier: MIT */
/* A page of explain as a sheet. */
#include <stdio.h>
#include <string.h>
#include <strings.h>

#include "explain.h"
#include "list.h"
#include "reference.h"

static void
put_item(struct sheet *s, const char *label, struct buffer *text)
{
	sheet_item(s, label, buffer_string(text), "");
	text->len = 0;
}

/* An item that is a field, if the record has it. */
static void
put_field(struct explanation *x, struct sheet *s, const char *label,
    const struct record *r, enum column_id id)
{
	const char *value = record_get(x->e->table, r, id);

	if (value != NULL)
		sheet_item(s, label, value, "");
}

static void
put_persons(struct explanation *x, struct sheet *s, const char *label,
    const struct record *r, enum column_id id)
{
	struct list_reader list = {.at = record_get(x->e->table, r, id)};
	const char *person;

	if (list.at == NULL)
		return;
	while (list_next_id(&list, &person) > 0) {
		buffer_puts(&x->text, x->text.len == 0 ? "" : ", ");
		explain_put_person(&x->text, person);
	}
	x->text.failed |= list.item.failed;
	list_free(&list);
	put_item(s, label, &x->text);
}

static void
put_references(struct explanation *x, struct sheet *s, const struct record *r)
{
	struct list_reader list = {0};
	const char *label = "References", *footnote;
	struct reference ref;

	list.at = record_text(x->e->table, r, COLUMN_REFERENCE);
	while (list_next_reference(&list, &ref) > 0) {
		x->label.len = x->url.len = 0;
		reference_put_label(&x->label, &ref);
		reference_put_url(&x->url, &ref);
		footnote = strcmp(ref.type, "note") == 0 && ref.data != NULL
			       ? explain_footnote(x->e->table, ref.data)
			       : NULL;
		sheet_item(s, label,
		    footnote != NULL ? footnote : buffer_string(&x->label),
		    buffer_string(&x->url));
		label = "";
	}
	x->label.failed |= list.item.failed;
	list_free(&list);
}

/* The historic spellings of a service's name. */
static void
put_aliases(struct explanation *x, struct sheet *s, const struct page *page,
    const struct group *of)
{
	const struct table *t = x->e->table;
	const char *name = record_text(t, of->record, COLUMN_NAME);
	size_t i;

	for (i = 0; i < page->groups.n; i++) {
		const struct group *g = &page->groups.list[i];

		if (g->record->kind != KIND_ALIAS ||
		    (g->protocols & of->protocols) == 0 ||
		    strcmp(record_text(t, g->record, COLUMN_ALIAS_OF), name) !=
			0)
			continue;
		buffer_puts(&x->text, x->text.len == 0 ? "" : ", ");
		buffer_puts(&x->text, record_text(t, g->record, COLUMN_NAME));
	}
	if (x->text.len == 0)
		return;
	buffer_puts(&x->text, " (historic)");
	put_item(s, "Also spelt", &x->text);
}

/* The other ports of a service, each once. */
static void
put_ports(struct explanation *x, struct sheet *s, const struct page *page,
    const struct record *of)
{
	const struct table *t = x->e->table;
	const char *name = record_text(t, of, COLUMN_NAME);
	int32_t last = NO_NUMBER;
	size_t i;

	for (i = 0; i < t->n; i++) {
		const struct record *r = &t->records[i];

		if (!record_is_service(r) || r->first == NO_NUMBER ||
		    r->first == of->first || r->first == last ||
		    strcasecmp(record_text(t, r, COLUMN_NAME), name) != 0)
			continue;
		buffer_puts(&x->text, last == NO_NUMBER ? "" : ", ");
		buffer_put_number(&x->text, r->first);
		last = r->first;
	}
	if (last != NO_NUMBER)
		put_item(s, page->port == NO_NUMBER ? "Ports" : "Other ports",
		    &x->text);
}

static void
put_group(struct explanation *x, struct sheet *s, const struct page *page,
    const struct group *g)
{
	const struct table *t = x->e->table;
	const struct record *r = g->record;
	int is_service = record_is_service(r);

	sheet_title(s, 2,
	    is_service ? record_text(t, r, COLUMN_NAME)
		       : record_text(t, r, COLUMN_DESCRIPTION));
	if (is_service)
		put_field(x, s, "Description", r, COLUMN_DESCRIPTION);
	else
		sheet_item(s, "State", explain_kind((enum kind)r->kind), "");
	explain_put_protocols(&x->text, g->protocols);
	if (x->text.len == 0)
		buffer_puts(&x->text, "none named");
	put_item(s, "Transports", &x->text);
	if (r->first < r->last) {
		buffer_put_number(&x->text, r->first);
		buffer_puts(&x->text, " to ");
		buffer_put_number(&x->text, r->last);
		put_item(s, "Ports", &x->text);
	}
	if (is_service) {
		put_aliases(x, s, page, g);
		put_ports(x, s, page, r);
	}
	put_persons(x, s, "Assignee", r, COLUMN_ASSIGNEE);
	put_persons(x, s, "Contact", r, COLUMN_CONTACT);
	put_field(x, s, "Registered", r, COLUMN_REGISTERED);
	put_field(x, s, "Modified", r, COLUMN_MODIFIED);
	put_references(x, s, r);
	put_field(x, s, "Service code", r, COLUMN_SERVICE_CODE);
	put_field(x, s, "Unauthorised", r, COLUMN_UNAUTHORIZED);
	put_field(x, s, "Note", r, COLUMN_NOTE);
}

/* The title: the port and its services, or the service. */
static void
put_title(struct explanation *x, struct sheet *s, const struct page *page)
{
	x->text.len = 0;
	if (page->port == NO_NUMBER) {
		buffer_puts(&x->text, "Service ");
		buffer_puts(&x->text, page->name);
	} else {
		buffer_puts(&x->text, "Port ");
		buffer_put_number(&x->text, page->port);
		if (x->pages->has_service[page->port]) {
			buffer_puts(&x->text, ": ");
			page_put_names(&x->text, page, x->e->table);
		}
	}
	sheet_title(s, 1, buffer_string(&x->text));
	x->text.len = 0;
}

static void
put_state(struct explanation *x, struct sheet *s, const struct page *page)
{
	const struct range *range = range_find(page->port);
	unsigned missing = ~page->protocols & ((1U << PROTOCOL_NONE) - 1);

	buffer_puts(&x->text, range->name);
	buffer_puts(&x->text, " (");
	buffer_put_number(&x->text, range->first);
	buffer_put(&x->text, '-');
	buffer_put_number(&x->text, range->last);
	buffer_puts(&x->text, "): ");
	buffer_puts(&x->text, range->how);
	buffer_puts(&x->text, " (RFC 6335, section 8.1.2)");
	put_item(s, "Range", &x->text);
	if (!x->pages->has_service[page->port])
		sheet_item(s, "State", "nothing is assigned to it", "");
	if (page->groups.n == 0) {
		sheet_item(s, "Registry", "has no record of it", "");
	} else if (missing != 0 &&
		   (page->protocols & 1U << PROTOCOL_NONE) == 0) {
		explain_put_protocols(&x->text, missing);
		put_item(s, "No record for", &x->text);
	}
}

static void
put_neighbour(struct explanation *x, struct sheet *s, int32_t port)
{
	char label[16];

	snprintf(label, sizeof(label), "%ld", (long)port);
	explain_put_services(x, port);
	put_item(s, label, &x->text);
}

/* The assigned ports next to a port. */
static void
put_neighbours(struct explanation *x, struct sheet *s, const struct page *page)
{
	int32_t ports[PAGE_NEIGHBOURS * 2];
	size_t i, n = page_neighbours(page, x->pages, ports);

	if (n > 0)
		sheet_title(s, 2, "Neighbours");
	for (i = 0; i < n; i++)
		put_neighbour(x, s, ports[i]);
}

static void
put_related(struct explanation *x, struct sheet *s, const struct page *page)
{
	const struct relations *all = &x->e->overlay->relations;
	char label[16];
	size_t i, n = 0;

	for (i = 0; i < all->n; i++) {
		const struct relation *r = &all->list[i];

		if (r->port != page->port)
			continue;
		if (n++ == 0) {
			sheet_title(s, 2, "Related");
			sheet_item(s, "Not by IANA",
			    "what those who ask about this port may look for",
			    "");
		}
		snprintf(label, sizeof(label), "%ld", (long)r->related);
		explain_put_services(x, r->related);
		buffer_puts(&x->text, ": ");
		buffer_puts(&x->text, r->why);
		buffer_puts(&x->text, " (");
		buffer_puts(&x->text, r->source);
		buffer_puts(&x->text, ")");
		put_item(s, label, &x->text);
	}
}

static void
put_listens(struct explanation *x, struct sheet *s, const struct page *page)
{
	size_t i;

	sheet_title(s, 2, "What listens there");
	for (i = 0; i < n_listens; i++) {
		x->text.len = 0;
		listen_put(&x->text, &listens[i], page->port);
		sheet_command(s, listens[i].system, buffer_string(&x->text));
	}
	x->text.len = 0;
}

void
explain_put_page(
    struct explanation *x, const struct page *page, struct sheet *s)
{
	size_t i;

	put_title(x, s, page);
	if (page->port == NO_NUMBER)
		sheet_item(s, "Port", "none: it is found by name", "");
	else
		put_state(x, s, page);
	for (i = 0; i < page->groups.n; i++)
		if (page->groups.list[i].record->kind != KIND_ALIAS)
			put_group(x, s, page, &page->groups.list[i]);
	if (page->port == NO_NUMBER)
		return;
	put_neighbours(x, s, page);
	put_related(x, s, page);
	put_listens(x, s, page);
}

void
explain_put_end(struct explanation *x, struct sheet *s)
{
	sheet_paragraph(s, explain_caveat);
	x->text.len = 0;
	buffer_puts(&x->text, "IANA, registry of ");
	buffer_puts(&x->text, x->e->header.updated);
	buffer_puts(&x->text, ": https://www.iana.org/assignments/");
	buffer_puts(&x->text, x->e->table->registry->id);
	sheet_paragraph(s, buffer_string(&x->text));
}
