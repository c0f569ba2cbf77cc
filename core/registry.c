/* SPDX-License-Identifier: MIT */
/* The lists of schemas/ as tables: registries, columns, kinds, protocols. */
#include <string.h>

#include "output.h"
#include "record.h"

#define COLUMN(id, name, type, limit, doc) \
	{COLUMN_##id, name, TYPE_##type, limit, doc},
#define NEW_COLUMN(id, name, type, limit, doc) \
	COLUMN(id, name, type, limit, doc)

static const struct column columns_record[] = {
#include "record.def"
};

static const struct column columns_protocol[] = {
#include "protocol.def"
};

const struct registry registries[] = {
#define REGISTRY(ident, id, url, export, columns, floor, fresh) \
	{id, url, export, columns_##columns,                    \
	    sizeof(columns_##columns) / sizeof(struct column), floor, fresh},
#include "registries.def"
#undef REGISTRY
};

_Static_assert(sizeof(registries) / sizeof(registries[0]) < OUTPUT_MOST,
    "all snapshots and their lock can be open at a time");

const size_t n_registries = sizeof(registries) / sizeof(registries[0]);

static const char *const kinds[] = {
#define KIND(id, name, doc) name,
#include "kind.def"
#undef KIND
};

static const char *const protocols[] = {"tcp", "udp", "sctp", "dccp", ""};

const struct registry *
registry_find(const char *id)
{
	size_t i;

	for (i = 0; i < n_registries; i++)
		if (strcmp(registries[i].id, id) == 0)
			return &registries[i];
	return NULL;
}

enum protocol
protocol_find(const char *name)
{
	int i;

	for (i = 0; i < PROTOCOL_NONE; i++)
		if (strcmp(protocols[i], name) == 0)
			break;
	return (enum protocol)i;
}

const char *
protocol_name(enum protocol p)
{
	return protocols[p];
}

enum kind
kind_find(const char *name)
{
	int i;

	for (i = 0; i < KIND_COUNT; i++)
		if (strcmp(kinds[i], name) == 0)
			break;
	return (enum kind)i;
}

const char *
kind_name(enum kind kind)
{
	return kinds[kind];
}
