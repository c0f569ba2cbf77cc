/* SPDX-License-Identifier: MIT */
/* The data of html, as libxml2 finds it in the page and jansson reads it. */
#include <jansson.h>
#include <libxml/HTMLparser.h>
#include <libxml/xpath.h>
#include <stdlib.h>
#include <string.h>

#include "list.h"
#include "readback.h"
#include "target.h"

enum {
	FIXED = 4 /* values of a group that are numbers */
};

/* The data of a page, as its script finds it. */
static json_t *
load_data(const char *page)
{
	htmlDocPtr document =
	    htmlReadMemory(page, (int)strlen(page), NULL, "UTF-8",
		HTML_PARSE_NOERROR | HTML_PARSE_NOWARNING | HTML_PARSE_NONET);
	xmlXPathContextPtr context;
	xmlXPathObjectPtr text;
	json_t *all;

	target_demand(document != NULL, "a page is not HTML");
	context = xmlXPathNewContext(document);
	text = xmlXPathEvalExpression(
	    (const xmlChar *)"string(//script[@id='data'])", context);
	target_demand(text != NULL, "no memory for the data of a page");
	all = json_loads(
	    (const char *)text->stringval, JSON_REJECT_DUPLICATES, NULL);
	target_demand(all != NULL, "the data of a page is not JSON");
	xmlXPathFreeObject(text);
	xmlXPathFreeContext(context);
	xmlFreeDoc(document);
	return all;
}

/* Whether a value of a group is none: 0, or not there, behind the last. */
static int
is_none(const json_t *value)
{
	return value == NULL ||
	       (json_is_integer(value) && json_integer_value(value) == 0);
}

/* The number of items of a list. */
static size_t
count_items(const char *list, enum column_type type)
{
	struct list_reader reader = {.at = list};
	struct reference reference;
	const char *id;
	size_t n = 0;

	while (type == TYPE_IDS ? list_next_id(&reader, &id) > 0
				: list_next_reference(&reader, &reference) > 0)
		n++;
	list_free(&reader);
	return n;
}

/* Whether a value of a group is a field; lists are only counted. */
static int
is_value(const json_t *value, const char *field, enum column_type type)
{
	const char *s = json_string_value(value);

	if (field == NULL)
		return is_none(value);
	if (type == TYPE_IDS || type == TYPE_REFS)
		return json_array_size(value) == count_items(field, type);
	return s != NULL && strcmp(s, field) == 0;
}

/* Whether a group of a page is what a record says. */
static int
is_group(const json_t *group, const struct table *t, const struct record *r)
{
	json_int_t protocols = json_integer_value(json_array_get(group, 2));
	size_t i, at = FIXED;

	if (json_integer_value(json_array_get(group, 0)) != r->first ||
	    json_integer_value(json_array_get(group, 1)) != r->last ||
	    json_integer_value(json_array_get(group, 3)) != r->kind ||
	    (r->protocol != PROTOCOL_NONE &&
		(protocols >> r->protocol & 1) == 0))
		return 0;
	for (i = 0; i < t->registry->n_columns; i++) {
		const struct column *c = &t->registry->columns[i];

		if (c->id == COLUMN_KIND || c->id == COLUMN_FIRST ||
		    c->id == COLUMN_LAST || c->id == COLUMN_PROTOCOL)
			continue;
		if (!is_value(json_array_get(group, at++),
			record_get(t, r, c->id), c->type))
			return 0;
	}
	return 1;
}

void
readback_html(const struct emission *e, const char *artifact)
{
	const struct table *t = e->table;
	json_t *all = load_data(artifact);
	const json_t *groups = json_object_get(all, "records");
	size_t n = json_array_size(groups), i, k;
	unsigned char *is_met = calloc(n + 1, 1);

	target_demand(is_met != NULL, "no memory for groups");
	for (i = 0; i < t->n; i++) {
		size_t found = 0;

		if (!record_counts(&t->records[i]))
			continue;
		for (k = 0; k < n; k++)
			if (is_group(
				json_array_get(groups, k), t, &t->records[i]))
				found = is_met[k] = 1;
		target_demand(found == 1, "a record is not in the page");
	}
	target_demand(
	    memchr(is_met, 0, n) == NULL, "a page has what no record says");
	free(is_met);
	json_decref(all);
}
