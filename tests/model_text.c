/* SPDX-License-Identifier: MIT */
/* What tests/consumers/services.c should print. */
#include <criterion/criterion.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "model.h"

enum {
	ANY = PROTOCOL_NONE + 1,
	PORTS = 65536
};

/* The entries at each port: those of a port are from starts[port] on. */
struct ports {
	const struct model *m;
	size_t starts[PORTS + 1];
	const struct model_entry **list;
};

/* A preferred entry goes first, so it is told apart for the sort. */
static const struct overlay *preferences;
static int32_t current;

static int
is_preferred(const struct model_entry *e)
{
	const struct overlay_row *row = overlay_find(
	    preferences, OVERLAY_PREFER, current, (enum protocol)e->protocol);

	return row != NULL && strcmp(row->name, e->name) == 0;
}

static int
compare(const void *a, const void *b)
{
	const struct model_entry *x = *(const struct model_entry *const *)a;
	const struct model_entry *y = *(const struct model_entry *const *)b;

	if (x->protocol != y->protocol)
		return x->protocol - y->protocol;
	if (is_preferred(x) != is_preferred(y))
		return is_preferred(x) ? -1 : 1;
	return (x->record > y->record) - (x->record < y->record);
}

static void
count_ports(struct ports *p)
{
	size_t i;
	int32_t port;

	for (i = 0; i < p->m->n; i++)
		for (port = p->m->entries[i].first;
		     port >= 0 && port <= p->m->entries[i].last; port++)
			p->starts[port + 1]++;
	for (port = 0; port < PORTS; port++)
		p->starts[port + 1] += p->starts[port];
}

static struct ports *
make_ports(const struct model *m)
{
	struct ports *p = calloc(1, sizeof(*p));
	size_t *at = calloc(PORTS, sizeof(*at)), i;
	int32_t port;

	cr_assert(p != NULL && at != NULL);
	p->m = m;
	count_ports(p);
	p->list = calloc(p->starts[PORTS] + 1, sizeof(*p->list));
	cr_assert_not_null(p->list);
	for (i = 0; i < m->n; i++)
		for (port = m->entries[i].first;
		     port >= 0 && port <= m->entries[i].last; port++)
			p->list[p->starts[port] + at[port]++] = &m->entries[i];
	preferences = &m->overlay;
	for (port = 0; port < PORTS; port++) {
		current = port;
		qsort(p->list + p->starts[port], at[port], sizeof(*p->list),
		    compare);
	}
	free(at);
	return p;
}

static void
free_ports(struct ports *p)
{
	free(p->list);
	free(p);
}

static FILE *
open_text(char **text)
{
	static size_t size;
	FILE *out = open_memstream(text, &size);

	cr_assert_not_null(out);
	return out;
}

static void
put(FILE *out, const struct model_entry *e)
{
	fprintf(out, " %s:%d-%d/%d", e->name, (int)e->first, (int)e->last,
	    e->protocol);
}

char *
model_ports(const struct model *m)
{
	struct ports *all = make_ports(m);
	char *text;
	FILE *out = open_text(&text);
	int32_t port;
	int p, found;
	size_t i;

	for (port = 0; port < PORTS; port++)
		for (p = 0; p <= ANY; p++) {
			found = 0;
			for (i = all->starts[port]; i < all->starts[port + 1];
			     i++) {
				if (p != ANY && all->list[i]->protocol != p)
					continue;
				if (found++ == 0)
					fprintf(out, "%d/%d", (int)port, p);
				put(out, all->list[i]);
			}
			if (found > 0)
				fputc('\n', out);
		}
	cr_assert_eq(fclose(out), 0);
	free_ports(all);
	return text;
}

/* What a port is over a protocol, as iana_port_state tells. */
static int
state_of(const unsigned char *assigned, const unsigned char *reserved,
    int32_t port, int protocol)
{
	int bits = protocol == ANY ? 0x1f : 1 << protocol;

	if ((assigned[port] & (bits | 1 << PROTOCOL_NONE)) != 0)
		return 1;
	return (reserved[port] & bits) != 0 ? 2 : 0;
}

static void
mark(unsigned char *ports, int32_t first, int32_t last, int bits)
{
	int32_t port;

	for (port = first; port >= 0 && port <= last; port++)
		ports[port] |= (unsigned char)bits;
}

char *
model_states(const struct model *m)
{
	static unsigned char assigned[PORTS], reserved[PORTS];
	char *text;
	FILE *out = open_text(&text);
	int32_t port;
	size_t i;
	int p, state;

	memset(assigned, 0, PORTS);
	memset(reserved, 0, PORTS);
	for (i = 0; i < m->n; i++)
		mark(assigned, m->entries[i].first, m->entries[i].last,
		    1 << m->entries[i].protocol);
	for (i = 0; i < m->table.n; i++) {
		const struct record *r = &m->table.records[i];

		if ((r->kind == KIND_RESERVED || r->kind == KIND_PRIVATE) &&
		    (m->wanted == NULL || m->wanted(&m->table, r)))
			mark(reserved, r->first, r->last,
			    r->protocol == PROTOCOL_NONE ? 0x1f
							 : 1 << r->protocol);
	}
	for (port = 0; port < PORTS; port++)
		for (p = 0; p <= ANY; p++) {
			state = state_of(assigned, reserved, port, p);
			if (state != 0)
				fprintf(out, "%d/%d %d %d\n", (int)port, p,
				    state,
				    port < 1024	   ? 1
				    : port < 49152 ? 2
						   : 3);
		}
	cr_assert_eq(fclose(out), 0);
	return text;
}

static void
put_whole(FILE *out, const struct model *m, const struct model_entry *e,
    int descriptions, int aliases)
{
	size_t i;

	put(out, e);
	for (i = 0; aliases && i < m->n_aliases; i++)
		if (m->aliases[i].entry == e)
			fprintf(out, " %s", m->aliases[i].name);
	if (descriptions && *e->description != '\0')
		fprintf(out, " # %s", e->description);
	fputc('\n', out);
}

static unsigned long
date_of(const struct model *m)
{
	int y = 0, month = 0, d = 0;

	sscanf(record_text(&m->table, table_header(&m->table), COLUMN_MODIFIED),
	    "%d-%d-%d", &y, &month, &d);
	return (unsigned long)(y * 10000 + month * 100 + d);
}

char *
model_walk(const struct model *m, int descriptions, int aliases)
{
	struct ports *all = make_ports(m);
	char *text;
	FILE *out = open_text(&text);
	int32_t port;
	size_t i;

	for (port = 0; port < PORTS; port++)
		for (i = all->starts[port]; i < all->starts[port + 1]; i++)
			if (all->list[i]->first == port)
				put_whole(out, m, all->list[i], descriptions,
				    aliases);
	for (i = 0; i < m->n; i++)
		if (m->entries[i].first == NO_NUMBER)
			put_whole(
			    out, m, &m->entries[i], descriptions, aliases);
	fprintf(out, "%zu %zu %lu\n", m->n, m->n, date_of(m));
	cr_assert_eq(fclose(out), 0);
	free_ports(all);
	return text;
}
