/* SPDX-License-Identifier: MIT */
/* Ids of persons, each with the line of its first use. */
#include <stdint.h>
#include <stdlib.h>

#include "people.h"

enum {
	FIRST_SIZE = 8192
};

/* What is known of an id: a person (ODD), or the line of its first use. */
static void *const person = (void *)1;

static void *
line_value(size_t line)
{
	return (void *)(uintptr_t)(line << 1);
}

static xmlHashTablePtr
table(struct people *p)
{
	if (p->ids == NULL)
		p->ids = xmlHashCreate(FIRST_SIZE);
	if (p->ids == NULL)
		p->failed = 1;
	return p->ids;
}

void
people_use(struct people *p, const char *id, size_t line)
{
	const xmlChar *key = (const xmlChar *)id;

	if (table(p) == NULL || xmlHashLookup(p->ids, key) != NULL)
		return;
	if (xmlHashAddEntry(p->ids, key, line_value(line)) != 0)
		p->failed = 1;
}

void
people_add(struct people *p, const char *id)
{
	const xmlChar *key = (const xmlChar *)id;

	if (table(p) != NULL &&
	    xmlHashUpdateEntry(p->ids, key, person, NULL) != 0)
		p->failed = 1;
}

struct unknown {
	size_t line;
	const xmlChar *id;
};

struct unknowns {
	struct unknown *list;
	size_t n;
};

static void
collect(void *value, void *data, const xmlChar *id)
{
	struct unknowns *u = data;

	if (value == person)
		return;
	u->list[u->n].line = (size_t)((uintptr_t)value >> 1);
	u->list[u->n++].id = id;
}

static int
compare(const void *a, const void *b)
{
	const struct unknown *x = a, *y = b;

	if (x->line != y->line)
		return x->line < y->line ? -1 : 1;
	return xmlStrcmp(x->id, y->id);
}

void
people_check(struct people *p, struct diag *diag)
{
	struct unknowns u = {NULL, 0};
	size_t i;

	if (p->ids == NULL)
		return;
	u.list = calloc((size_t)xmlHashSize(p->ids) + 1, sizeof(*u.list));
	if (u.list == NULL) {
		p->failed = 1;
		return;
	}
	xmlHashScan(p->ids, (xmlHashScanner)collect, &u);
	qsort(u.list, u.n, sizeof(*u.list), compare);
	for (i = 0; i < u.n; i++)
		diag_warn(diag, u.list[i].line, (const char *)u.list[i].id,
		    "no such person");
	free(u.list);
}

void
people_free(struct people *p)
{
	if (p->ids != NULL)
		xmlHashFree(p->ids, NULL);
	p->ids = NULL;
}
