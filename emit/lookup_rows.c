/* SPDX-License-Identifier: MIT */
/* Names: the rows, and the hash that leads to them. */
#include <stdlib.h>
#include <string.h>

#include "lookup/layout.h"
#include "lookup_keys.h"
#include "lookup_pool.h"

enum {
	NEAR = 0x10000 /* offsets of names that need no IANA_FAR */
};

static int
kind_of(const struct block *b)
{
	if (b->first == NO_NUMBER)
		return IANA_AT_NONE;
	return b->first == b->last ? IANA_AT_PORT : IANA_AT_RANGE;
}

/* Whether a slot's only key fits into its row. */
static int
is_plain(const struct lookup *l, const struct key *key, size_t n)
{
	const struct block *b = &l->blocks[key->block];

	return n == 1 && (key->alias != 0 || kind_of(b) != IANA_AT_RANGE);
}

static uint8_t
how(int kind, uint8_t protocols)
{
	return (uint8_t)(kind << IANA_KIND_SHIFT | protocols);
}

/* The row of a key, but for its tag and, of an alias, its value. */
static struct lookup_row
make_row(struct lookup *l, const struct key *key)
{
	const struct block *b = &l->blocks[key->block];
	struct lookup_row r = {.block = key->block};

	if (key->alias != 0) {
		r.string = (uint32_t)l->n_blocks + key->alias;
		r.how = how(IANA_ALIAS, l->aliases[key->alias].protocols);
	} else {
		r.string = key->block;
		r.how = how(kind_of(b), b->protocols);
		r.value = b->first == NO_NUMBER ? 0 : (uint32_t)b->first;
	}
	return r;
}

/* Append the list of n keys. */
static void
add_list(struct lookup *l, const struct key *keys, size_t n)
{
	struct lookup_row *r;
	struct block *b;
	size_t i;

	for (i = 0; i < n; i++) {
		b = &l->blocks[keys[i].block];
		r = &l->rows[l->n_rows++];
		*r = make_row(l, &keys[i]);
		r->tag = i == n - 1 ? IANA_END : 0;
		if (keys[i].alias != 0)
			continue;
		b->row = (uint32_t)(r - l->rows);
		if (kind_of(b) == IANA_AT_RANGE)
			l->rows[l->n_rows++] =
			    (struct lookup_row){.how = how(IANA_TAIL, 0),
				.value = (uint32_t)b->last};
	}
}

static void
fill_slot(struct lookup *l, uint32_t slot, const struct key *keys, size_t n)
{
	struct lookup_row *r = &l->rows[slot];

	if (is_plain(l, keys, n)) {
		*r = make_row(l, keys);
		if (keys->alias == 0)
			l->blocks[keys->block].row = slot;
	} else {
		r->how = how(IANA_LIST, 0);
		r->value = (uint32_t)l->n_rows;
		add_list(l, keys, n);
	}
	r->tag = (uint8_t)iana_tag(keys->hash, strlen(keys->name));
}

/* Fill the slots in their order, so that lists follow in it too. */
static int
fill_rows(struct lookup *l, const struct keys *k, const struct hash *h)
{
	uint32_t *hash_of = calloc(k->n_hashes, sizeof(*hash_of));
	uint32_t i, first;

	if (hash_of == NULL)
		return STATUS_OS;
	for (i = 0; i < k->n_hashes; i++)
		hash_of[h->slots[i]] = i;
	for (i = 0; i < l->n_slots; i++) {
		first = k->firsts[hash_of[i]];
		fill_slot(
		    l, i, &k->keys[first], k->firsts[hash_of[i] + 1] - first);
	}
	free(hash_of);
	return STATUS_OK;
}

/* An alias, in the order of lookup.also. */
struct also {
	uint32_t target, alias, row;
};

static int
compare_also(const void *a, const void *b)
{
	const struct also *x = a, *y = b;

	if (x->target != y->target)
		return x->target < y->target ? -1 : 1;
	return (x->alias > y->alias) - (x->alias < y->alias);
}

/* Tell aliases what they are for, and list them in that order. */
static int
fill_also(struct lookup *l)
{
	struct also *list = calloc(l->n_aliases + 1, sizeof(*list));
	size_t i;

	l->also = calloc(l->n_aliases + 1, sizeof(*l->also));
	if (list == NULL || l->also == NULL) {
		free(list);
		return STATUS_OS;
	}
	for (i = 0; i < l->n_rows; i++) {
		struct lookup_row *r = &l->rows[i];

		if (r->how >> IANA_KIND_SHIFT != IANA_ALIAS)
			continue;
		r->value = l->blocks[r->block].row;
		list[l->n_also++] =
		    (struct also){r->value, r->string, (uint32_t)i};
	}
	qsort(list, l->n_also, sizeof(*list), compare_also);
	for (i = 0; i < l->n_also; i++)
		l->also[i] = list[i].row;
	free(list);
	return STATUS_OK;
}

/* Whether a row has a name. */
static int
is_named(const struct lookup_row *r)
{
	int kind = r->how >> IANA_KIND_SHIFT;

	return kind != IANA_LIST && kind != IANA_TAIL;
}

/* Put all names into one pool, those of blocks first. */
static int
fill_names(struct lookup *l)
{
	size_t n = l->n_blocks + l->n_aliases + 1, i;
	const char **strings = calloc(n, sizeof(*strings));
	uint32_t *offsets = calloc(n, sizeof(*offsets));
	int failed = strings == NULL || offsets == NULL;

	for (i = 0; !failed && i < l->n_blocks; i++)
		strings[i] = l->blocks[i].name;
	/* As aliases count from 1, there is one string between. */
	for (i = 0; !failed && i <= l->n_aliases; i++)
		strings[l->n_blocks + i] = i == 0 ? "" : l->aliases[i].name;
	failed = failed || pool_add(&l->names, strings, offsets, n) != 0;
	for (i = 0; !failed && i < n; i++)
		if (strlen(strings[i]) > l->longest)
			l->longest = strlen(strings[i]);
	for (i = 0; !failed && i < l->n_rows; i++)
		if (is_named(&l->rows[i]))
			l->rows[i].name = offsets[l->rows[i].string];
	free(strings);
	free(offsets);
	return failed ? STATUS_OS : STATUS_OK;
}

/* Let offsets have 16 bits where one more is enough. */
static void
shorten_names(struct lookup *l)
{
	size_t i;

	if (l->names.len > (size_t)2 * NEAR)
		return;
	for (i = 0; i < l->n_rows; i++)
		if (l->rows[i].name >= NEAR) {
			l->rows[i].name -= NEAR;
			l->rows[i].tag |= IANA_FAR;
		}
}

/* The rows that there can be at most, those of ports included. */
static int
allocate_rows(struct lookup *l, size_t n_slots)
{
	size_t n =
	    n_slots + 2 * l->n_blocks + 2 * l->n_aliases + LOOKUP_PORTS + 1;

	l->rows = calloc(n, sizeof(*l->rows));
	l->n_slots = l->n_rows = n_slots;
	return l->rows == NULL ? STATUS_OS : STATUS_OK;
}

static int
make_rows(struct lookup *l, struct keys *k, struct hash *h, uint32_t most_seed)
{
	int status = keys_hash(k, l, h, most_seed);

	if (status == STATUS_OK)
		status = allocate_rows(l, k->n_hashes);
	if (status == STATUS_OK)
		status = fill_rows(l, k, h);
	l->seeds = h->seeds;
	l->n_seeds = h->n_seeds;
	h->seeds = NULL;
	return status;
}

/* Tables that are not empty, in which nothing is found. */
static int
make_no_rows(struct lookup *l)
{
	l->seeds = calloc(1, sizeof(*l->seeds));
	l->n_seeds = 1;
	return l->seeds == NULL ? STATUS_OS : allocate_rows(l, 1);
}

int
lookup_make_rows(struct lookup *l, uint32_t most_seed)
{
	struct keys k = {0};
	struct hash h = {0};
	int status = STATUS_OS;

	if (l->n_blocks == 0)
		status = make_no_rows(l);
	else if (keys_make(&k, l) == 0)
		status = make_rows(l, &k, &h, most_seed);
	if (status == STATUS_OK)
		status = fill_also(l);
	if (status == STATUS_OK)
		status = fill_names(l);
	if (status == STATUS_OK)
		shorten_names(l);
	hash_free(&h);
	keys_free(&k);
	return status;
}
