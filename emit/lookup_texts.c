/* SPDX-License-Identifier: MIT */
/* Descriptions: one a row, or one for each protocol where they differ. */
#include <stdlib.h>
#include <string.h>

#include "lookup.h"
#include "lookup/layout.h"
#include "lookup_pool.h"

/* The description of a block over a protocol; "" is none. */
static const char *
text_of(const struct lookup *l, const struct block *b, int protocol)
{
	const struct table *t = l->e->table;

	/* What an overlay added has none. */
	if ((b->protocols >> protocol & 1) == 0 || b->records[protocol] >= t->n)
		return "";
	return record_text(
	    t, &t->records[b->records[protocol]], COLUMN_DESCRIPTION);
}

/* All of them, LOOKUP_PROTOCOLS for each block. */
static int
pool_texts(struct lookup *l, uint32_t *offsets)
{
	size_t n = l->n_blocks * LOOKUP_PROTOCOLS, i;
	const char **strings = calloc(n + 1, sizeof(*strings));
	int failed = strings == NULL;

	/* Offset 0 is that of no description. */
	buffer_put(&l->texts, '\0');
	for (i = 0; !failed && i < n; i++)
		strings[i] = text_of(l, &l->blocks[i / LOOKUP_PROTOCOLS],
		    (int)(i % LOOKUP_PROTOCOLS));
	failed = failed || pool_add(&l->texts, strings, offsets, n) != 0;
	for (i = 0; !failed && i < n; i++)
		if (*strings[i] == '\0')
			offsets[i] = 0;
	free(strings);
	return failed ? -1 : 0;
}

/* Enter the descriptions of a block. */
static void
put_texts(struct lookup *l, const struct block *b, const uint32_t *offsets)
{
	int same = 1, first = -1, p;

	for (p = 0; p < LOOKUP_PROTOCOLS; p++) {
		if ((b->protocols >> p & 1) == 0)
			continue;
		if (first < 0)
			first = p;
		same &= offsets[p] == offsets[first];
	}
	if (same) {
		l->descriptions[b->row] = offsets[first];
		return;
	}
	l->descriptions[b->row] = (uint32_t)l->n_various | IANA_VARIOUS;
	memcpy(l->various + l->n_various, offsets,
	    LOOKUP_PROTOCOLS * sizeof(*offsets));
	l->n_various += LOOKUP_PROTOCOLS;
}

int
lookup_make_texts(struct lookup *l)
{
	size_t n = l->n_blocks * LOOKUP_PROTOCOLS, i;
	uint32_t *offsets = calloc(n + 1, sizeof(*offsets));

	l->descriptions = calloc(l->n_rows, sizeof(*l->descriptions));
	l->various = calloc(n + 1, sizeof(*l->various));
	if (offsets == NULL || l->descriptions == NULL || l->various == NULL ||
	    pool_texts(l, offsets) != 0) {
		free(offsets);
		return STATUS_OS;
	}
	for (i = 0; i < l->n_blocks; i++)
		put_texts(l, &l->blocks[i], offsets + i * LOOKUP_PROTOCOLS);
	free(offsets);
	return STATUS_OK;
}
