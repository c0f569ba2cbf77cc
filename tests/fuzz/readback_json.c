/* SPDX-License-Identifier: MIT */
/* JSON, as jansson reads it: json and dns-sd. */
#include <jansson.h>
#include <stdlib.h>
#include <string.h>

#include "list.h"
#include "readback.h"
#include "target.h"

static json_t *
load(const char *s)
{
	json_t *all = json_loads(s, JSON_REJECT_DUPLICATES, NULL);

	target_demand(all != NULL, "an artifact is not JSON");
	return all;
}

/* Whether a value is a string, or is absent as that is. */
static int
is_string(const json_t *value, const char *s)
{
	const char *t = json_string_value(value);

	return s == NULL ? value == NULL : t != NULL && strcmp(s, t) == 0;
}

static int
has_string(const json_t *object, const char *key, const char *s)
{
	return is_string(json_object_get(object, key), s);
}

static int
is_ids(const json_t *array, const char *ids)
{
	struct list_reader list = {.at = ids};
	const char *id;
	size_t n = 0, right = 0;

	for (; list_next_id(&list, &id) > 0; n++)
		right += (size_t)is_string(json_array_get(array, n), id);
	list_free(&list);
	return n == right && n == json_array_size(array);
}

static int
is_reference(const json_t *object, const struct reference *r)
{
	size_t members = 1;

	members += r->data != NULL;
	members += r->section != NULL;
	members += r->text != NULL;
	return json_object_size(object) == members &&
	       has_string(object, "type", r->type) &&
	       has_string(object, "data", r->data) &&
	       has_string(object, "section", r->section) &&
	       has_string(object, "text", r->text);
}

static int
is_references(const json_t *array, const char *references)
{
	struct list_reader list = {.at = references};
	struct reference r;
	size_t n = 0, right = 0;

	for (; list_next_reference(&list, &r) > 0; n++)
		right += (size_t)is_reference(json_array_get(array, n), &r);
	list_free(&list);
	return n == right && n == json_array_size(array);
}

static int
is_field(const json_t *value, enum column_type type, const char *field)
{
	if (field == NULL)
		return value == NULL;
	switch (type) {
	case TYPE_NUMBER:
		return json_is_integer(value) &&
		       json_integer_value(value) == strtoll(field, NULL, 10);
	case TYPE_FLAG:
		return json_is_boolean(value) &&
		       json_is_true(value) == (*field == 'Y');
	case TYPE_IDS:
		return is_ids(value, field);
	case TYPE_REFS:
		return is_references(value, field);
	default:
		return is_string(value, field);
	}
}

static int
is_record(const json_t *object, const struct table *t, const struct record *r)
{
	const struct registry *registry = t->registry;
	size_t i, members = 0, right = 0;

	for (i = 0; i < registry->n_columns; i++) {
		const struct column *column = &registry->columns[i];
		const char *field = record_get(t, r, column->id);

		members += field != NULL;
		right += (size_t)is_field(
		    json_object_get(object, column->name), column->type, field);
	}
	return right == registry->n_columns &&
	       json_object_size(object) == members;
}

static void
demand_banner(const json_t *all, const struct emission *e)
{
	const struct snapshot_header *h = &e->header;
	const json_t *source = json_object_get(all, "source");

	target_demand(has_string(all, "registry", e->table->registry->id) &&
			  has_string(all, "title", h->title) &&
			  has_string(all, "updated", h->updated) &&
			  has_string(source, "url", h->url) &&
			  has_string(source, "sha256", h->sha256),
	    "JSON has not the registry that it is of");
}

void
readback_json(const struct emission *e, const char *artifact)
{
	const struct table *t = e->table;
	json_t *all = load(artifact);
	const json_t *records = json_object_get(all, "records");
	const json_t *people = json_object_get(all, "people");
	const json_t *notes = json_object_get(all, "footnotes");
	size_t i, n_records = 0, n_people = 0, n_notes = 0, right = 0;

	demand_banner(all, e);
	for (i = 0; i < t->n; i++) {
		const struct record *r = &t->records[i];

		if (record_counts(r))
			right += (size_t)is_record(
			    json_array_get(records, n_records++), t, r);
		else if (r->kind == KIND_PERSON)
			right += (size_t)is_record(
			    json_array_get(people, n_people++), t, r);
		else if (r->kind == KIND_FOOTNOTE && ++n_notes > 0)
			right += (size_t)has_string(notes,
			    record_text(t, r, COLUMN_NAME),
			    record_get(t, r, COLUMN_NOTE));
	}
	target_demand(right == n_records + n_people + n_notes,
	    "a row is another in JSON");
	target_demand(json_array_size(records) == n_records &&
			  json_array_size(people) == n_people,
	    "JSON has more than there are rows");
	json_decref(all);
}

/* Whether an array has a protocol; PROTOCOL_NONE is that of an empty one. */
static int
has_protocol(const json_t *protocols, enum protocol protocol)
{
	size_t i, n = json_array_size(protocols);

	if (protocol == PROTOCOL_NONE)
		return n == 0;
	for (i = 0; i < n; i++)
		if (is_string(
			json_array_get(protocols, i), protocol_name(protocol)))
			return 1;
	return 0;
}

/* Whether a note, and keys of TXT records, are those of a record. */
static int
is_noted(const json_t *service, const char *text)
{
	const char *note = json_string_value(json_object_get(service, "note"));
	const json_t *keys = json_object_get(service, "txt");
	size_t i;

	for (i = 0; i < json_array_size(keys); i++)
		if (strstr(text, json_string_value(json_array_get(keys, i))) ==
		    NULL)
			return 0;
	if (keys == NULL)
		return note == NULL ? *text == '\0' : strcmp(text, note) == 0;
	return note == NULL || strncmp(text, note, strlen(note)) == 0;
}

/* Whether a service is what a record says. */
static int
is_service(const json_t *service, const struct table *t, const struct record *r)
{
	return has_string(service, "name", record_get(t, r, COLUMN_NAME)) &&
	       has_string(service, "description",
		   record_get(t, r, COLUMN_DESCRIPTION)) &&
	       is_field(json_object_get(service, "reference"), TYPE_REFS,
		   record_get(t, r, COLUMN_REFERENCE)) &&
	       is_noted(service, record_text(t, r, COLUMN_NOTE)) &&
	       has_protocol(json_object_get(service, "protocols"),
		   (enum protocol)r->protocol);
}

void
readback_dns_sd(const struct emission *e, const char *artifact)
{
	const struct table *t = e->table;
	json_t *all = load(artifact);
	const json_t *services = json_object_get(all, "services");
	size_t n = json_array_size(services), i, k, named = 0, listed = 0;

	demand_banner(all, e);
	for (i = 0; i < t->n; i++) {
		const struct record *r = &t->records[i];

		if (r->kind != KIND_ASSIGNED || r->first != NO_NUMBER ||
		    record_get(t, r, COLUMN_NAME) == NULL)
			continue;
		k = 0;
		while (k < n && !is_service(json_array_get(services, k), t, r))
			k++;
		target_demand(k < n, "a service is not in DNS-SD");
		named++;
	}
	for (k = 0; k < n; k++) {
		size_t protocols = json_array_size(
		    json_object_get(json_array_get(services, k), "protocols"));

		listed += protocols == 0 ? 1 : protocols;
	}
	target_demand(listed == named, "DNS-SD has more than the services");
	json_decref(all);
}
