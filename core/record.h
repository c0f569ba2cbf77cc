/* SPDX-License-Identifier: MIT */
/*
 * Records and tables: the registry in memory.  A table owns all its text in
 * one pool; a record names its fields by their offsets there.
 */
#ifndef RECORD_H
#define RECORD_H

#include <stddef.h>
#include <stdint.h>

#include "buffer.h"

enum kind {
#define KIND(id, name, doc) KIND_##id,
#include "kind.def"
#undef KIND
	KIND_COUNT
};

enum column_id {
#define COLUMN(id, name, type, limit, doc) COLUMN_##id,
#define NEW_COLUMN(id, name, type, limit, doc)
#include "record.def"
#undef COLUMN
#undef NEW_COLUMN
#define COLUMN(id, name, type, limit, doc)
#define NEW_COLUMN(id, name, type, limit, doc) COLUMN_##id,
#include "protocol.def"
#undef COLUMN
#undef NEW_COLUMN
	COLUMN_COUNT
};

/* What a column holds; see record.def. */
enum column_type {
	TYPE_KIND,
	TYPE_NAME,
	TYPE_TEXT,
	TYPE_NUMBER,
	TYPE_PROTOCOL,
	TYPE_DATE,
	TYPE_FLAG,
	TYPE_IDS,
	TYPE_REFS
};

struct column {
	enum column_id id;
	const char *name;
	enum column_type type;
	uint64_t limit;
	const char *doc;
};

/* A registry that is known: one line of registries.def. */
struct registry {
	const char *id;
	const char *url;
	const char *export;	      /* URL of the same as CSV, or NULL */
	const struct column *columns; /* in the order of the snapshot */
	size_t n_columns;
	size_t floor; /* fewer records than this are implausible */
	int fresh;    /* days without a change that are no cause for remark */
};

extern const struct registry registries[];
extern const size_t n_registries;

/* The registry of that id, or NULL. */
const struct registry *registry_find(const char *id);

/* The transport protocols of RFC 6335, in their order. */
enum protocol {
	PROTOCOL_TCP,
	PROTOCOL_UDP,
	PROTOCOL_SCTP,
	PROTOCOL_DCCP,
	PROTOCOL_NONE
};

/* The protocol of that name, in lower case, or PROTOCOL_NONE. */
enum protocol protocol_find(const char *name);

/* The name of a protocol; of PROTOCOL_NONE, "". */
const char *protocol_name(enum protocol);

/* The kind of that name, or KIND_COUNT. */
enum kind kind_find(const char *name);
const char *kind_name(enum kind);

enum {
	NO_NUMBER = -1
};

struct record {
	uint32_t text[COLUMN_COUNT]; /* offsets in the pool; 0 is NULL */
	uint32_t line;		     /* where it stood in the input */
	int32_t first, last;	     /* FIRST and LAST, or NO_NUMBER */
	uint8_t kind;		     /* enum kind */
	uint8_t protocol;	     /* enum protocol */
};

struct table {
	const struct registry *registry;
	struct buffer pool;
	struct record *records;
	size_t n;    /* all rows, registry row and footnotes included */
	size_t size; /* room in records */
};

/* Prepare an empty table.  Returns 0, or -1 (ENOMEM, or too much text). */
int table_init(struct table *, const struct registry *);
void table_free(struct table *);

/*
 * Append a record, all NULL, of kind KIND_OTHER without protocol or numbers.
 * Returns it, valid until the next call, or NULL (ENOMEM).
 */
struct record *table_add(struct table *);

/*
 * Set a field to a copy of the n bytes at s; n == 0 is NULL.  The value is
 * taken as it is.  Numbers, kind and protocol are not derived.  A value equal
 * to that of the record before it is stored once.  Returns 0, or -1 (ENOMEM
 * or EOVERFLOW past 4 GiB of text).
 */
int table_set(
    struct table *, struct record *, enum column_id, const char *s, size_t n);

/* Set kind, or protocol, and the field that spells it. */
void record_set_kind(struct record *, enum kind);
void record_set_protocol(struct record *, enum protocol);

/* A field, or NULL; valid until the next table_set. */
static inline const char *
record_get(const struct table *t, const struct record *r, enum column_id id)
{
	return r->text[id] == 0 ? NULL : t->pool.data + r->text[id];
}

/* The same, with "" for NULL: what offset 0 of the pool reads as. */
static inline const char *
record_text(const struct table *t, const struct record *r, enum column_id id)
{
	return t->pool.data + r->text[id];
}

/* Whether the row is a record of the registry, not about it. */
static inline int
record_counts(const struct record *r)
{
	return r->kind >= KIND_ASSIGNED;
}

/* The row of kind registry, which is the first, or NULL. */
const struct record *table_header(const struct table *);

/* The number of rows that are records of the registry. */
size_t table_count(const struct table *);

/*
 * The order of a snapshot: rows about the registry first, in the order of
 * kind.def; then by FIRST (NULL last), LAST, protocol (tcp udp sctp dccp NULL),
 * aliases last, name in lower case, name, registered, description; bytewise,
 * NULL as the empty string.  Rows that are still equal are ordered by their
 * other columns, so 0 means equal in every field.
 */
int record_compare(
    const struct table *, const struct record *, const struct record *);

/*
 * The first part of that order, up to the name, for records of two tables
 * that may be the same.
 */
int record_compare_keys(const struct table *, const struct record *,
    const struct table *, const struct record *);

/* Sort into that order.  Returns 0, or -1 (ENOMEM). */
int table_sort(struct table *);

#endif
