/* SPDX-License-Identifier: MIT */
/* Selection by port, protocol and name. */
#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "names.h"
#include "number.h"
#include "select.h"
#include "tool.h"

/* The sets that are asked for. */
struct wanted {
	unsigned char *ports; /* one flag a number, or NULL for all */
	unsigned protocols;   /* one bit an enum protocol */
	struct names names;   /* list is NULL for all */
	const struct overlay *overlay;
	int failed; /* for ENOMEM */
};

static int
read_range(struct wanted *w, const char *s, size_t n)
{
	const char *dash = memchr(s, '-', n);
	size_t split = dash == NULL ? n : (size_t)(dash - s);
	uint64_t first, last;

	if (number_parse(s, split, SELECT_MOST_PORT, &first) != 0)
		return -1;
	last = first;
	if (dash != NULL &&
	    number_parse(dash + 1, n - split - 1, SELECT_MOST_PORT, &last) != 0)
		return -1;
	if (first > last)
		return -1;
	memset(w->ports + first, 1, last - first + 1);
	return 0;
}

static int
read_protocol(struct wanted *w, const char *s, size_t n)
{
	int p;

	for (p = 0; p < PROTOCOL_NONE; p++)
		if (strlen(protocol_name((enum protocol)p)) == n &&
		    strncmp(protocol_name((enum protocol)p), s, n) == 0)
			break;
	if (p == PROTOCOL_NONE && (n != 4 || strncmp(s, "none", n) != 0))
		return -1;
	w->protocols |= 1U << p;
	return 0;
}

/* Read "a,b,..." item by item. */
static int
read_items(struct wanted *w, const char *s,
    int (*read)(struct wanted *, const char *, size_t), struct diag *diag,
    const char *what)
{
	for (;;) {
		size_t n = strcspn(s, ",");

		if (read(w, s, n) != 0) {
			errno = 0;
			return diag_fail(
			    diag, STATUS_USAGE, s, "not a %s", what);
		}
		if (s[n] == '\0')
			return STATUS_OK;
		s += n + 1;
	}
}

static int
overlaps(const struct wanted *w, int32_t first, int32_t last)
{
	if (first == NO_NUMBER)
		return 0;
	return memchr(w->ports + first, 1, (size_t)(last - first) + 1) != NULL;
}

/* Whether a name is listed that an overlay has for a protocol number. */
static int
is_called(struct wanted *w, const struct record *r)
{
	const struct overlay_row *call =
	    overlay_find(w->overlay, OVERLAY_CALL, r->first, PROTOCOL_NONE);
	struct buffer alias = {0};
	const char *s;
	int found;

	if (call == NULL)
		return 0;
	found = names_find(&w->names, call->name);
	for (s = call->aliases; *s != '\0'; s += strspn(s, " ")) {
		size_t n = strcspn(s, " ");

		alias.len = 0;
		buffer_add(&alias, s, n);
		found |= names_find(&w->names, buffer_string(&alias));
		s += n;
	}
	w->failed |= alias.failed;
	buffer_free(&alias);
	return found;
}

static enum verdict
judge(struct wanted *w, const struct table *t, const struct record *r)
{
	if (!record_counts(r))
		return VERDICT_SELECTED;
	if (w->ports != NULL && !overlaps(w, r->first, r->last))
		return VERDICT_PORTS;
	if ((w->protocols & 1U << r->protocol) == 0)
		return VERDICT_PROTOCOL;
	/* Each is asked for, so that all are found. */
	if (w->names.list == NULL ||
	    names_find(&w->names, record_get(t, r, COLUMN_NAME)) |
		names_find(&w->names, record_get(t, r, COLUMN_ALIAS_OF)) |
		is_called(w, r))
		return VERDICT_SELECTED;
	return VERDICT_NAMES;
}

/* The same for a row of an overlay. */
static enum verdict
judge_overlay(struct wanted *w, const struct overlay_row *row)
{
	if (w->ports != NULL && !overlaps(w, row->number, row->number))
		return VERDICT_PORTS;
	if ((w->protocols & 1U << row->protocol) == 0)
		return VERDICT_PROTOCOL;
	if (w->names.list == NULL || names_find(&w->names, row->name))
		return VERDICT_SELECTED;
	return VERDICT_NAMES;
}

/*
 * Select what an alias stands for, which is before it in its slot.  Records of
 * one name there are all selected or none.
 */
static void
select_owner(const struct table *t, size_t alias, unsigned char *flags)
{
	struct record owner = t->records[alias];
	size_t low = 0, high = alias, middle;

	owner.text[COLUMN_NAME] = owner.text[COLUMN_ALIAS_OF];
	record_set_kind(&owner, KIND_ASSIGNED);
	while (low < high) {
		middle = low + (high - low) / 2;
		if (record_compare_keys(t, &t->records[middle], t, &owner) < 0)
			low = middle + 1;
		else
			high = middle;
	}
	for (; low < alias && flags[low] != VERDICT_SELECTED &&
	       record_compare_keys(t, &t->records[low], t, &owner) == 0;
	     low++)
		flags[low] = VERDICT_SELECTED;
}

int
select_ports(const char *list, unsigned char **flags, struct diag *diag)
{
	struct wanted w = {.ports = calloc(SELECT_MOST_PORT + 1, 1)};

	*flags = w.ports;
	if (w.ports == NULL)
		return STATUS_OS;
	return list == NULL ? STATUS_OK
			    : read_items(&w, list, read_range, diag,
				  "port or range of ports");
}

static int
read_wanted(struct wanted *w, const struct selection *s, struct diag *diag)
{
	int status = STATUS_OK;

	w->protocols = s->protocols == NULL ? ~0U : 0;
	if (s->protocols != NULL)
		status = read_items(
		    w, s->protocols, read_protocol, diag, "protocol");
	if (status == STATUS_OK && s->ports != NULL)
		status = select_ports(s->ports, &w->ports, diag);
	if (status == STATUS_OK && s->names != NULL)
		status = names_read(&w->names, s->names, diag);
	return status;
}

/* Returns the verdicts on a table and the overlays, or NULL (ENOMEM). */
static unsigned char *
flag_rows(struct wanted *w, const struct table *t)
{
	const struct overlay *o = w->overlay;
	unsigned char *flags = malloc(t->n + o->n + 1);
	size_t i;

	for (i = 0; flags != NULL && i < t->n; i++) {
		flags[i] = (unsigned char)judge(w, t, &t->records[i]);
		if (flags[i] == VERDICT_SELECTED &&
		    t->records[i].kind == KIND_ALIAS)
			select_owner(t, i, flags);
	}
	for (i = 0; flags != NULL && i < o->n; i++)
		flags[t->n + i] = (unsigned char)judge_overlay(w, &o->rows[i]);
	return flags;
}

int
select_rows(const struct table *const tables[], unsigned char *flags[],
    size_t n, const struct selection *s, const struct overlay *overlay,
    struct diag *diag)
{
	struct wanted w = {.overlay = overlay};
	int status;
	size_t i;

	diag->file = NULL;
	status = read_wanted(&w, s, diag);
	for (i = 0; status == STATUS_OK && i < n; i++) {
		flags[i] = flag_rows(&w, tables[i]);
		if (flags[i] == NULL || w.failed)
			status = STATUS_OS;
	}
	if (status == STATUS_OK)
		names_report(&w.names, diag);
	free(w.ports);
	names_free(&w.names);
	return status == STATUS_OS ? tool_explain(diag, status) : status;
}

const char *
select_option(unsigned char verdict)
{
	static const char *const options[] = {
	    [VERDICT_SELECTED] = NULL,
	    [VERDICT_PORTS] = "--ports",
	    [VERDICT_PROTOCOL] = "--protocol",
	    [VERDICT_NAMES] = "--names",
	};

	return options[verdict];
}
