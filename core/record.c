/* SPDX-License-Identifier: MIT */
/* Tables of records, their text, and their order. */
#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "memory.h"
#include "record.h"

/*
 * The pool starts with a NUL, so that offset 0 is free to mean NULL, and
 * with the words for kinds and protocols, each in a slot of this many bytes.
 */
enum {
	WORD = 12,
	KINDS_AT = 1,
	PROTOCOLS_AT = KINDS_AT + KIND_COUNT * WORD
};

enum {
	FIRST_TEXT = 256 * 1024
};

static int
put_word(struct buffer *pool, const char *word)
{
	char slot[WORD] = {0};

	memcpy(slot, word, strlen(word) + 1);
	buffer_add(pool, slot, sizeof(slot));
	return pool->failed ? -1 : 0;
}

int
table_init(struct table *t, const struct registry *registry)
{
	int i;

	memset(t, 0, sizeof(*t));
	t->registry = registry;
	buffer_reserve(&t->pool, FIRST_TEXT);
	buffer_put(&t->pool, '\0');
	for (i = 0; i < KIND_COUNT; i++)
		put_word(&t->pool, kind_name((enum kind)i));
	for (i = 0; i < PROTOCOL_NONE; i++)
		put_word(&t->pool, protocol_name((enum protocol)i));
	return t->pool.failed ? -1 : 0;
}

void
table_free(struct table *t)
{
	buffer_free(&t->pool);
	free(t->records);
	memset(t, 0, sizeof(*t));
}

struct record *
table_add(struct table *t)
{
	struct record *r;

	if (t->n == t->size) {
		r = memory_double(t->records, &t->size, sizeof(*r));
		if (r == NULL)
			return NULL;
		t->records = r;
	}
	r = &t->records[t->n++];
	memset(r, 0, sizeof(*r));
	r->first = r->last = NO_NUMBER;
	r->protocol = PROTOCOL_NONE;
	record_set_kind(r, KIND_OTHER);
	return r;
}

/* Whether the text at an offset is the n bytes at s. */
static int
is_at(const struct table *t, uint32_t at, const char *s, size_t n)
{
	const char *text = t->pool.data + at;

	/* Most that differ do so from the start. */
	return at != 0 && *text == *s && strncmp(text, s, n) == 0 &&
	       text[n] == '\0';
}

/*
 * The offset of the same text in the column of the record before r or, as
 * most ranges are of one number, in FIRST; or 0.
 */
static uint32_t
find_text(const struct table *t, const struct record *r, enum column_id id,
    const char *s, size_t n)
{
	if (r > t->records && is_at(t, r[-1].text[id], s, n))
		return r[-1].text[id];
	if (id == COLUMN_LAST && is_at(t, r->text[COLUMN_FIRST], s, n))
		return r->text[COLUMN_FIRST];
	return 0;
}

int
table_set(struct table *t, struct record *r, enum column_id id, const char *s,
    size_t n)
{
	size_t at = t->pool.len;

	r->text[id] = n == 0 ? 0 : find_text(t, r, id, s, n);
	if (n == 0 || r->text[id] != 0)
		return 0;
	if (n >= UINT32_MAX - at) {
		errno = EOVERFLOW;
		return -1;
	}
	buffer_add(&t->pool, s, n);
	buffer_put(&t->pool, '\0');
	if (t->pool.failed)
		return -1;
	r->text[id] = (uint32_t)at;
	return 0;
}

void
record_set_kind(struct record *r, enum kind kind)
{
	r->kind = (uint8_t)kind;
	r->text[COLUMN_KIND] = (uint32_t)(KINDS_AT + kind * WORD);
}

void
record_set_protocol(struct record *r, enum protocol p)
{
	r->protocol = (uint8_t)p;
	r->text[COLUMN_PROTOCOL] =
	    p == PROTOCOL_NONE ? 0 : (uint32_t)(PROTOCOLS_AT + p * WORD);
}

const struct record *
table_header(const struct table *t)
{
	return t->n > 0 && t->records[0].kind == KIND_REGISTRY ? t->records
							       : NULL;
}

size_t
table_count(const struct table *t)
{
	size_t i, n = 0;

	for (i = 0; i < t->n; i++)
		n += (size_t)record_counts(&t->records[i]);
	return n;
}
