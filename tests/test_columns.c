/* SPDX-License-Identifier: MIT */
/*
 * What schemas/ says of columns, kinds and protocols is what the .def files
 * say: each column has its line in the JSON Schema and in the metadata, and
 * that line is derived here from the column.
 */
#include <criterion/criterion.h>
#include <stdlib.h>
#include <string.h>

#include "list.h"
#include "mapper.h"
#include "record.h"
#include "run.h"

/* The names of kinds from one on, with something between them. */
static char *
join_kinds(int from, const char *between)
{
	char *s = format("%s", kind_name((enum kind)from)), *longer;

	while (++from < KIND_COUNT) {
		longer =
		    format("%s%s%s", s, between, kind_name((enum kind)from));
		free(s);
		s = longer;
	}
	return s;
}

static char *
join_protocols(const char *between)
{
	return format("%s%s%s%s%s%s%s", protocol_name(PROTOCOL_TCP), between,
	    protocol_name(PROTOCOL_UDP), between, protocol_name(PROTOCOL_SCTP),
	    between, protocol_name(PROTOCOL_DCCP));
}

/* What the JSON Schema says of a column's type. */
static char *
schema_type(const struct column *c)
{
	unsigned long long limit = c->limit;

	switch (c->type) {
	case TYPE_KIND:
		return format(
		    "\"enum\": [\"%s\"]", join_kinds(KIND_ASSIGNED, "\", \""));
	case TYPE_PROTOCOL:
		return format("\"enum\": [\"%s\"]", join_protocols("\", \""));
	case TYPE_NUMBER:
		return format("\"type\": \"integer\", \"minimum\": 0, "
			      "\"maximum\": %llu",
		    limit);
	case TYPE_DATE:
		return format("\"allOf\": [{\"$ref\": \"#/$defs/date\"}]");
	case TYPE_FLAG:
		return format("\"type\": \"boolean\"");
	case TYPE_IDS:
	case TYPE_REFS:
		return format("\"type\": \"array\", \"minItems\": 1, \"items\":"
			      " {\"$ref\": \"#/$defs/%s\"}",
		    c->type == TYPE_IDS ? "person_id" : "reference");
	default:
		return format("\"allOf\": [{\"$ref\": \"#/$defs/%s\"}], "
			      "\"maxLength\": %llu",
		    c->type == TYPE_TEXT ? "lines" : "line", limit);
	}
}

static char *
schema_line(const struct column *c)
{
	return format("        \"%s\": {\"description\": \"%s\", %s}", c->name,
	    c->doc, schema_type(c));
}

/* What the metadata says of a column's type. */
static char *
metadata_type(const struct column *c)
{
	unsigned long long limit = c->limit;

	switch (c->type) {
	case TYPE_KIND:
		return format("\"required\": true, \"datatype\": {\"base\": "
			      "\"string\", \"format\": \"%s\"}",
		    join_kinds(0, "|"));
	case TYPE_PROTOCOL:
		return format("\"datatype\": {\"base\": \"string\", "
			      "\"format\": \"%s\"}",
		    join_protocols("|"));
	case TYPE_NUMBER:
		return format("\"datatype\": {\"base\": \"nonNegativeInteger\""
			      ", \"maximum\": %llu}",
		    limit);
	case TYPE_DATE:
		return format("\"datatype\": {\"base\": \"string\", \"format\":"
			      " \"[0-9]{4}-[0-9]{2}(-[0-9]{2})?\"}");
	case TYPE_FLAG:
		return format("\"datatype\": {\"base\": \"boolean\", "
			      "\"format\": \"Y|N\"}");
	case TYPE_IDS:
	case TYPE_REFS:
		return format("\"separator\": \"; \", \"datatype\": "
			      "\"string\"");
	default:
		return format("\"datatype\": {\"base\": \"string\", "
			      "\"maxLength\": %llu}",
		    limit);
	}
}

static char *
metadata_line(const struct column *c)
{
	return format("          {\"name\": \"%s\", \"titles\": \"%s\", "
		      "\"dc:description\": \"%s\", %s}",
	    c->name, c->name, c->doc, metadata_type(c));
}

/*
 * Check that after start there are the lines of a registry's columns, joined
 * by commas, and then end.
 */
static void
expect_columns(const char *file, const char *start, const char *end,
    const struct registry *registry, char *(*line)(const struct column *))
{
	char *path = format("%s/%s", tree(), file);
	char *content = read_file(path, NULL);
	const char *at = strstr(content, start);
	size_t i, n;

	cr_assert_not_null(at, "%s: no %s", file, start);
	at += strlen(start);
	for (i = 0; i < registry->n_columns; i++) {
		char *wanted = format("%s%s\n", line(&registry->columns[i]),
		    i + 1 < registry->n_columns ? "," : "");

		n = strlen(wanted);
		cr_assert(strncmp(at, wanted, n) == 0, "%s: there is\n%.*s",
		    wanted, (int)n, at);
		at += n;
		free(wanted);
	}
	cr_assert(strncmp(at, end, strlen(end)) == 0, "%s: more columns", file);
	free(content);
	free(path);
}

static const struct {
	const char *registry;
	const char *schema;
} schemas[] = {
    {"service-names-port-numbers", "schemas/services.schema.json"},
    {"protocol-numbers", "schemas/protocols.schema.json"},
};

static const size_t n_schemas = sizeof(schemas) / sizeof(schemas[0]);

Test(columns, are_the_properties_of_a_record_in_json_schema)
{
	size_t i;

	for (i = 0; i < n_schemas; i++)
		expect_columns(schemas[i].schema,
		    "\"required\": [\"kind\"],\n      \"properties\": {\n",
		    "      },\n", registry_find(schemas[i].registry),
		    schema_line);
}

Test(columns, are_the_columns_of_the_metadata)
{
	size_t i;

	for (i = 0; i < n_registries; i++) {
		char *start = format(
		    "\"url\": \"../data/%s.csv\",\n      \"dc:title\": \"%s\","
		    "\n      \"dc:source\": \"%s\",\n      \"tableSchema\": "
		    "{\n        \"columns\": [\n",
		    registries[i].id,
		    i == 0 ? "Service Name and Transport Protocol Port "
			     "Number Registry"
			   : "Protocol Numbers",
		    registries[i].url);

		expect_columns("schemas/snapshot.csvw.json", start,
		    "        ]\n", &registries[i], metadata_line);
		free(start);
	}
}

/* A reference to a person is a contact, so records have no such reference. */
Test(columns, references_have_the_types_that_the_mapper_knows)
{
	static const char start[] =
	    "\"type\": {\"description\": \"what data is\", \"enum\": [";
	size_t i, n;

	for (i = 0; i < n_schemas; i++) {
		char *path = format("%s/%s", tree(), schemas[i].schema);
		char *content = read_file(path, NULL);
		char *at = strstr(content, start), *type;

		cr_assert_not_null(at);
		at[strcspn(at, "]")] = '\0';
		n = 0;
		for (type = strtok(at + sizeof(start) - 1, "\", ");
		     type != NULL; type = strtok(NULL, "\", "), n++)
			cr_expect(
			    list_type(type, strlen(type)) != NULL, "%s", type);
		cr_expect_eq(n, 6);
		cr_expect(list_type("person", 6) == list_person);
		free(content);
		free(path);
	}
}

Test(columns, leave_room_for_the_rules_of_each_mapper)
{
	size_t i;

	for (i = 0; i < n_registries; i++) {
		size_t n = mapper_find(&registries[i])->n_rules;

		cr_expect(n > 0 && n <= MOST_RULES, "%s has %zu",
		    registries[i].id, n);
	}
}
