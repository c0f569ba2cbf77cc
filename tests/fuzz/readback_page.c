/* SPDX-License-Identifier: MIT */
/* Formats for people: svg-map, explain, changes. */
#include <libxml/parser.h>
#include <libxml/tree.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "readback.h"
#include "target.h"

enum {
	PORTS = 65536,
	RANKS = 6,
	ASKED = 80, /* a port that the emission asks for */
	SHORT = 40  /* bytes of a name that is not cut */
};

/* What outdoes what in a cell, in the order of the paths of a map. */
static int
rank(const struct record *r)
{
	switch ((enum kind)r->kind) {
	case KIND_UNASSIGNED:
		return 1;
	case KIND_PRIVATE:
		return 2;
	case KIND_RESERVED:
		return 4;
	case KIND_ASSIGNED:
	case KIND_ALIAS:
		return 5;
	default:
		return 3;
	}
}

/* Count the ports of each rank. */
static void
count_ports(const struct table *t, int counts[RANKS])
{
	static unsigned char ranks[PORTS];
	int32_t port;
	size_t i;

	memset(ranks, 0, sizeof(ranks));
	for (i = 0; i < t->n; i++) {
		const struct record *r = &t->records[i];

		if (!record_counts(r) || r->first == NO_NUMBER)
			continue;
		for (port = r->first; port <= r->last; port++)
			if (rank(r) > ranks[port])
				ranks[port] = (unsigned char)rank(r);
	}
	memset(counts, 0, RANKS * sizeof(*counts));
	for (port = 0; port < PORTS; port++)
		counts[ranks[port]]++;
}

/* The cells of a path: the widths of its runs. */
static int
count_cells(const char *d)
{
	int n = 0;

	while ((d = strchr(d, 'h')) != NULL) {
		long width = strtol(++d, NULL, 10);

		n += width > 0 ? (int)width : 0;
	}
	return n;
}

void
readback_svg_map(const struct emission *e, const char *artifact)
{
	xmlDocPtr document =
	    xmlReadMemory(artifact, (int)strlen(artifact), NULL, "UTF-8",
		XML_PARSE_NOERROR | XML_PARSE_NOWARNING | XML_PARSE_NONET);
	xmlNodePtr node;
	int counts[RANKS], i = 0;

	count_ports(e->table, counts);
	target_demand(document != NULL, "a map is not XML");
	node = xmlFirstElementChild(xmlDocGetRootElement(document));
	while (node != NULL && !xmlStrEqual(node->name, (const xmlChar *)"g"))
		node = xmlNextElementSibling(node);
	target_demand(node != NULL, "a map has no cells");
	for (node = xmlFirstElementChild(node); node != NULL;
	     node = xmlNextElementSibling(node)) {
		xmlChar *d = xmlGetProp(node, (const xmlChar *)"d");
		int n = count_cells((const char *)d);

		target_demand(i < RANKS && n == counts[i++],
		    "a map has other ports than the records");
		xmlFree(d);
	}
	xmlFreeDoc(document);
	target_demand(i == RANKS, "a map has not each kind of port");
}

/* Whether a name is written as it is, on one line. */
static int
is_plain(const char *name)
{
	const char *at = name;

	while (*at > ' ' && *at < 0x7f)
		at++;
	return *at == '\0' && at - name <= SHORT;
}

/* A page has the names at ports that are asked for. */
void
readback_explain(const struct emission *e, const char *artifact)
{
	const struct table *t = e->table;
	size_t i;

	for (i = 0; i < t->n; i++) {
		const struct record *r = &t->records[i];
		const char *name = record_text(t, r, COLUMN_NAME);

		if (r->kind == KIND_ASSIGNED && r->first <= ASKED &&
		    r->last >= ASKED && is_plain(name))
			target_demand(strstr(artifact, name) != NULL,
			    "a page has not each name of its port");
	}
}

/* The older snapshot is the same. */
void
readback_changes(const struct emission *e, const char *artifact)
{
	static const char none[] =
	    "0 breaking, 0 additive, 0 cosmetic, 0 metadata (";

	(void)e;
	target_demand(strncmp(artifact, none, sizeof(none) - 1) == 0,
	    "a snapshot differs from itself");
}
