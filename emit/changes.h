/* SPDX-License-Identifier: MIT */
/*
 * Changes between two snapshots of a registry, as events.  A service that gets
 * another name is one event, and free numbers are a set, however they are cut
 * into records.
 */
#ifndef CHANGES_H
#define CHANGES_H

#include <stddef.h>
#include <stdint.h>

#include "changes_numbers.h"
#include "emit.h"

/* What an event does to those who use the registry, the worst first. */
enum severity {
	SEVERITY_BREAKING, /* a look-up fails or has another answer, or a
			      constant goes or changes */
	SEVERITY_ADDITIVE, /* a look-up, or a constant, is new */
	SEVERITY_COSMETIC, /* text, references, what is not assigned */
	SEVERITY_METADATA, /* assignees, contacts, dates, persons */
	SEVERITY_COUNT
};

enum event_type {
	EVENT_ADDED,
	EVENT_RENAMED,	  /* same numbers and protocol */
	EVENT_DEASSIGNED, /* the same, and it has no name now */
	EVENT_REASSIGNED, /* the same, and it had none, or was withdrawn */
	EVENT_MOVED,	  /* same name, other numbers or protocol */
	EVENT_WITHDRAWN,  /* a service that is gone, or is called so */
	EVENT_REMOVED,	  /* another row that is gone */
	EVENT_CHANGED,	  /* other fields */
	EVENT_ALIAS_ADDED,
	EVENT_ALIAS_DROPPED,
	EVENT_TAKEN, /* numbers that are not free any more; no rows */
	EVENT_FREED, /* numbers that are free now; no rows */
	EVENT_COUNT
};

struct event {
	enum event_type type;
	enum severity severity;
	const struct record *old, *new; /* NULL where there is none */
	uint32_t fields;  /* those that differ, as bits of enum column_id */
	const char *name; /* of the old row, or of the new; or "" */
	size_t found;	  /* how many were before it was sorted */
};

struct changes {
	const struct emission *e;
	const struct table *old, *new;
	struct event *events; /* by severity, then by number */
	size_t n, size;
	struct number_set taken, freed;
	size_t counts[SEVERITY_COUNT];
};

/*
 * Find what changed between the older snapshot of an emission and its table,
 * in what is selected of either.  Returns 0, or -1 (ENOMEM); free it in any
 * case.
 */
int changes_find(struct changes *, const struct emission *);
void changes_free(struct changes *);

/* The row that an event is about: the old one, or else the new, or NULL. */
static inline const struct record *
event_row(const struct event *event)
{
	return event->old != NULL ? event->old : event->new;
}

/* Whether two rows differ in a column. */
static inline int
event_has(const struct event *event, enum column_id id)
{
	return (event->fields >> id & 1) != 0;
}

const char *severity_name(enum severity);
const char *event_name(enum event_type);

/* The severity of that name, or SEVERITY_COUNT. */
enum severity severity_find(const char *name);

/* The greatest severity that has events, or SEVERITY_COUNT. */
enum severity changes_worst(const struct changes *);

/* The styles; returns 0, or -1 (ENOMEM). */
int changes_put_text(const struct changes *, FILE *);
int changes_put_markdown(const struct changes *, FILE *);
int changes_put_json(const struct changes *, FILE *);

#endif
