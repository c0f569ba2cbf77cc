/* SPDX-License-Identifier: MIT */
/* The tables of c-lookup, from the first to the last. */
#include <stdlib.h>

#include "lookup.h"

int
lookup_make(struct lookup *l, uint32_t most_seed)
{
	int status = lookup_collect(l);

	if (status == STATUS_OK)
		status = lookup_make_rows(l, most_seed);
	if (status == STATUS_OK)
		status = lookup_make_ports(l);
	if (status == STATUS_OK)
		status = lookup_make_pages(l);
	if (status == STATUS_OK)
		status = lookup_make_states(l);
	if (status == STATUS_OK && l->e->descriptions)
		status = lookup_make_texts(l);
	if (status == STATUS_OK)
		status = lookup_check(l);
	return status;
}

void
lookup_free(struct lookup *l)
{
	free(l->blocks);
	free(l->aliases);
	free(l->seeds);
	free(l->rows);
	free(l->also);
	buffer_free(&l->names);
	free(l->port_rows);
	free(l->pages);
	free(l->ports);
	free(l->portless);
	free(l->shared);
	free(l->shares);
	free(l->starts);
	free(l->states);
	free(l->descriptions);
	free(l->various);
	buffer_free(&l->texts);
}
