/* SPDX-License-Identifier: MIT */
/* Events out of pairs of rows. */
#include <stdlib.h>
#include <string.h>

#include "changes_answers.h"
#include "changes_pair.h"
#include "memory.h"

/* Whether a field of a row is data of its own, and not of the file. */
static int
is_compared(const struct record *r, enum column_id id)
{
	return r->kind != KIND_REGISTRY || id == COLUMN_DESCRIPTION ||
	       id == COLUMN_REFERENCE;
}

/* The fields in which two rows differ. */
static uint32_t
compare_fields(
    const struct changes *c, const struct record *old, const struct record *new)
{
	const struct registry *registry = c->new->registry;
	uint32_t fields = 0;
	size_t i;

	for (i = 0; i < registry->n_columns; i++) {
		enum column_id id = registry->columns[i].id;

		if ((old->text[id] | new->text[id]) != 0 &&
		    is_compared(new, id) &&
		    strcmp(record_text(c->old, old, id),
			record_text(c->new, new, id)) != 0)
			fields |= UINT32_C(1) << id;
	}
	return fields;
}

/* The worst that other fields than the key do. */
static enum severity
judge_fields(uint32_t fields)
{
	static const uint32_t metadata =
	    UINT32_C(1) << COLUMN_ASSIGNEE | UINT32_C(1) << COLUMN_CONTACT |
	    UINT32_C(1) << COLUMN_REGISTERED | UINT32_C(1) << COLUMN_MODIFIED;

	if ((fields >> COLUMN_ALIAS_OF & 1) != 0)
		return SEVERITY_BREAKING;
	return (fields & ~metadata) != 0 ? SEVERITY_COSMETIC
					 : SEVERITY_METADATA;
}

/* What becomes of those who look for a row that is another one now. */
static enum severity
judge_rows(const struct record *old, const struct record *new)
{
	if (old != NULL && row_answers(old))
		return SEVERITY_BREAKING;
	return new != NULL &&row_answers(new) ? SEVERITY_ADDITIVE
					      : SEVERITY_COSMETIC;
}

/* Two rows of one key. */
static void
judge_same(struct event *event)
{
	int before = row_answers(event->old), after = row_answers(event->new);

	event->type = EVENT_CHANGED;
	event->severity = judge_fields(event->fields);
	if (event->new->kind == KIND_PERSON)
		event->severity = SEVERITY_METADATA;
	if (before == after)
		return;
	event->type = before ? EVENT_WITHDRAWN : EVENT_REASSIGNED;
	event->severity = judge_rows(event->old, event->new);
}

static void
judge_slot(struct event *event)
{
	if (event->old->text[COLUMN_NAME] == 0)
		event->type = EVENT_REASSIGNED;
	else if (event->new->text[COLUMN_NAME] == 0)
		event->type = EVENT_DEASSIGNED;
	else
		event->type = EVENT_RENAMED;
	event->severity = judge_rows(event->old, event->new);
}

static void
judge_alone(struct event *event)
{
	const struct record *r = event->new == NULL ? event->old : event->new;

	event->severity = judge_rows(event->old, event->new);
	if (r->kind == KIND_ALIAS) {
		event->type = event->new == NULL ? EVENT_ALIAS_DROPPED
						 : EVENT_ALIAS_ADDED;
		event->severity =
		    event->new == NULL ? SEVERITY_BREAKING : SEVERITY_ADDITIVE;
	} else if (event->new != NULL) {
		event->type = EVENT_ADDED;
	} else {
		event->type = row_answers(r) ? EVENT_WITHDRAWN : EVENT_REMOVED;
	}
	if (r->kind == KIND_PERSON)
		event->severity = SEVERITY_METADATA;
}

static void
judge(struct event *event, enum pair_by by)
{
	switch (by) {
	case PAIR_KEY:
		judge_same(event);
		break;
	case PAIR_SLOT:
		judge_slot(event);
		break;
	case PAIR_NAME:
		event->type = EVENT_MOVED;
		event->severity = judge_rows(event->old, event->new);
		break;
	default:
		judge_alone(event);
	}
}

/* Whether a row of either side is selected. */
static int
is_wanted(const struct changes *c, const struct pair *pair)
{
	const struct emission *e = c->e;

	return (pair->old != NULL &&
		   e->selected_since[pair->old - c->old->records] ==
		       VERDICT_SELECTED) ||
	       (pair->new != NULL &&is_selected(
				 e, (size_t)(pair->new - c->new->records)));
}

static int
add(struct changes *c, const struct event *event)
{
	struct event *events;

	if (c->n == c->size) {
		events = memory_double(c->events, &c->size, sizeof(*events));
		if (events == NULL)
			return -1;
		c->events = events;
	}
	c->events[c->n] = *event;
	c->events[c->n].name =
	    event->old != NULL	 ? record_text(c->old, event->old, COLUMN_NAME)
	    : event->new != NULL ? record_text(c->new, event->new, COLUMN_NAME)
				 : "";
	c->events[c->n].found = c->n;
	c->n++;
	return 0;
}

static int
add_pairs(struct changes *c, const struct pairs *pairs)
{
	size_t i;

	for (i = 0; i < pairs->n; i++) {
		const struct pair *pair = &pairs->list[i];
		struct event event = {.old = pair->old, .new = pair->new};

		if (!is_wanted(c, pair))
			continue;
		if (pair->by != PAIR_NONE)
			event.fields = compare_fields(c, pair->old, pair->new);
		if (pair->by == PAIR_KEY && event.fields == 0)
			continue;
		judge(&event, pair->by);
		if (add(c, &event) != 0)
			return -1;
	}
	return 0;
}

static int
add_numbers(struct changes *c)
{
	struct event event = {.severity = SEVERITY_COSMETIC};
	const struct emission *e = c->e;

	if (numbers_compare(c->old, e->selected_since, c->new, e->selected,
		&c->taken, &c->freed) != 0)
		return -1;
	event.type = EVENT_TAKEN;
	if (c->taken.n > 0 && add(c, &event) != 0)
		return -1;
	event.type = EVENT_FREED;
	return c->freed.n > 0 ? add(c, &event) : 0;
}

/* By protocol, aliases last. */
static int
compare_protocols(const struct record *a, const struct record *b)
{
	if (a->protocol != b->protocol)
		return a->protocol < b->protocol ? -1 : 1;
	return (a->kind == KIND_ALIAS) - (b->kind == KIND_ALIAS);
}

/* By number and protocol; what has no number by name. */
static int
compare_rows(const struct event *x, const struct event *y)
{
	const struct record *a = event_row(x), *b = event_row(y);
	int order;

	if (a->first != b->first)
		return (uint32_t)a->first < (uint32_t)b->first ? -1 : 1;
	if (a->last != b->last)
		return a->last < b->last ? -1 : 1;
	if (a->first != NO_NUMBER)
		return compare_protocols(a, b);
	order = strcmp(x->name, y->name);
	return order != 0 ? order : compare_protocols(a, b);
}

/* By severity; among those of one, numbers without a row are last. */
static int
compare_events(const void *x, const void *y)
{
	const struct event *a = x, *b = y;
	int order;

	if (a->severity != b->severity)
		return a->severity < b->severity ? -1 : 1;
	if (event_row(a) == NULL || event_row(b) == NULL)
		order = (event_row(a) == NULL) - (event_row(b) == NULL);
	else
		order = compare_rows(a, b);
	return order != 0 ? order
			  : (a->found > b->found) - (a->found < b->found);
}

int
changes_find(struct changes *c, const struct emission *e)
{
	struct pairs pairs = {0};
	size_t i;
	int result;

	memset(c, 0, sizeof(*c));
	c->e = e;
	c->old = e->since;
	c->new = e->table;
	result = pairs_find(&pairs, c->old, c->new);
	if (result == 0)
		result = add_pairs(c, &pairs);
	pairs_free(&pairs);
	if (result == 0)
		result = add_numbers(c);
	if (result == 0)
		result = answers_judge(c);
	if (result != 0)
		return -1;
	if (c->n > 0)
		qsort(c->events, c->n, sizeof(*c->events), compare_events);
	for (i = 0; i < c->n; i++)
		c->counts[c->events[i].severity]++;
	return 0;
}

enum severity
changes_worst(const struct changes *c)
{
	return c->n == 0 ? SEVERITY_COUNT : c->events[0].severity;
}

void
changes_free(struct changes *c)
{
	free(c->events);
	numbers_free(&c->taken);
	numbers_free(&c->freed);
}
