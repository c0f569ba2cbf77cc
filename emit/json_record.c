/* SPDX-License-Identifier: MIT */
/* A row of a table as a JSON object. */
#include "json_record.h"
#include "json_value.h"

static void
put_field(struct buffer *b, const struct column *column, const char *value)
{
	json_put_key(b, column->name);
	switch (column->type) {
	case TYPE_NUMBER:
		buffer_puts(b, value);
		break;
	case TYPE_FLAG:
		buffer_puts(b, *value == 'Y' ? "true" : "false");
		break;
	case TYPE_IDS:
		json_put_ids(b, value);
		break;
	case TYPE_REFS:
		json_put_references(b, value);
		break;
	default:
		json_put_string(b, value);
		break;
	}
}

void
json_put_record(struct buffer *b, const struct table *t, const struct record *r)
{
	const struct registry *registry = t->registry;
	const char *value;
	size_t i;

	buffer_put(b, '{');
	for (i = 0; i < registry->n_columns; i++) {
		value = record_get(t, r, registry->columns[i].id);
		if (value != NULL)
			put_field(b, &registry->columns[i], value);
	}
	buffer_put(b, '}');
}
