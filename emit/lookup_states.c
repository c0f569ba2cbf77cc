/* SPDX-License-Identifier: MIT */
/* Which ports are reserved, over which protocols: where this changes. */
#include <stdlib.h>

#include "lookup.h"

enum {
	ALL = (1 << LOOKUP_PROTOCOLS) - 1
};

/* Whether a record sets ports aside without giving them to a service. */
static int
is_reserved(const struct lookup *l, size_t i)
{
	const struct record *r = &l->e->table->records[i];

	return (r->kind == KIND_RESERVED || r->kind == KIND_PRIVATE) &&
	       r->first != NO_NUMBER && is_selected(l->e, i);
}

static void
mark(unsigned char *ports, const struct record *r)
{
	int mask = r->protocol == PROTOCOL_NONE ? ALL : 1 << r->protocol;
	int32_t port;

	for (port = r->first; port <= r->last; port++)
		ports[port] |= (unsigned char)mask;
}

int
lookup_make_states(struct lookup *l)
{
	unsigned char *ports = calloc(LOOKUP_PORTS, 1);
	uint32_t port;
	size_t i;

	l->starts = calloc(LOOKUP_PORTS, sizeof(*l->starts));
	l->states = calloc(LOOKUP_PORTS, sizeof(*l->states));
	if (ports == NULL || l->starts == NULL || l->states == NULL) {
		free(ports);
		return STATUS_OS;
	}
	for (i = 0; i < l->e->table->n; i++)
		if (is_reserved(l, i))
			mark(ports, &l->e->table->records[i]);
	for (port = 0; port < LOOKUP_PORTS; port++)
		if (port == 0 || ports[port] != ports[port - 1]) {
			l->starts[l->n_states] = port;
			l->states[l->n_states++] = ports[port];
		}
	free(ports);
	return STATUS_OK;
}
