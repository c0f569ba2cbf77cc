/* SPDX-License-Identifier: MIT */
/*
 * dns-sd and avahi: the services without a port, which are found by DNS-SD
 * (RFC 6763), one service a line: as JSON, with the keys of their TXT records,
 * and as the service-types of Avahi.  Records that differ in their protocol
 * only are one service.
 */
#include <stdlib.h>
#include <string.h>

#include "emit.h"
#include "json_value.h"
#include "line.h"
#include "txt_keys.h"

/* Room for most services; a longer one grows it. */
enum {
	LINE = 4096
};

/* What tells services apart, and what they are ordered by. */
enum {
	NAME,
	DESCRIPTION,
	REFERENCE,
	NOTE,
	FIELDS
};

static const enum column_id columns[FIELDS] = {
    COLUMN_NAME, COLUMN_DESCRIPTION, COLUMN_REFERENCE, COLUMN_NOTE};

struct service {
	const char *fields[FIELDS]; /* "" for none */
	unsigned protocols;	    /* one bit an enum protocol */
	size_t row;
};

struct services {
	struct service *list; /* by fields, then as in the snapshot */
	size_t n;
};

static int
compare_fields(const struct service *a, const struct service *b)
{
	int i, order = 0;

	for (i = 0; i < FIELDS && order == 0; i++)
		order = strcmp(a->fields[i], b->fields[i]);
	return order;
}

static int
compare(const void *a, const void *b)
{
	const struct service *x = a, *y = b;
	int order = compare_fields(x, y);

	return order != 0 ? order : x->row < y->row ? -1 : x->row > y->row;
}

/* Make neighbours one service, unless both have one protocol, or none. */
static void
merge(struct services *s)
{
	static const unsigned none = 1U << PROTOCOL_NONE;
	struct service *last = NULL;
	size_t i;

	for (i = 0; i < s->n; i++) {
		const struct service *next = &s->list[i];

		if (last != NULL && compare_fields(last, next) == 0 &&
		    ((last->protocols | none) & next->protocols) == 0 &&
		    last->protocols != none) {
			last->protocols |= next->protocols;
			continue;
		}
		last = last == NULL ? s->list : last + 1;
		*last = *next;
	}
	s->n = last == NULL ? 0 : (size_t)(last - s->list) + 1;
}

/* Collect them.  Returns STATUS_OK or STATUS_OS; free the list. */
static int
collect(struct services *s, const struct emission *e)
{
	const struct table *t = e->table;
	size_t i, k;

	s->n = 0;
	s->list = malloc((t->n + 1) * sizeof(*s->list));
	if (s->list == NULL)
		return STATUS_OS;
	for (i = 0; i < t->n; i++) {
		const struct record *r = &t->records[i];
		struct service *next = &s->list[s->n];

		if (r->kind != KIND_ASSIGNED || r->first != NO_NUMBER ||
		    r->text[COLUMN_NAME] == 0 || !is_selected(e, i))
			continue;
		for (k = 0; k < FIELDS; k++)
			next->fields[k] = record_text(t, r, columns[k]);
		next->protocols = 1U << r->protocol;
		next->row = i;
		s->n++;
	}
	qsort(s->list, s->n, sizeof(*s->list), compare);
	merge(s);
	return STATUS_OK;
}

static int
has(const struct service *s, int protocol)
{
	return (s->protocols >> protocol & 1) != 0;
}

static void
put_protocols(struct buffer *b, const struct service *s)
{
	const char *separator = "";
	int i;

	json_put_key(b, "protocols");
	buffer_put(b, '[');
	for (i = 0; i < PROTOCOL_NONE; i++)
		if (has(s, i)) {
			buffer_puts(b, separator);
			json_put_string(b, protocol_name((enum protocol)i));
			separator = ",";
		}
	buffer_put(b, ']');
}

/* A string of n bytes; scratch is for a copy with a NUL. */
static void
put_bytes(struct buffer *b, const char *s, size_t n, struct buffer *scratch)
{
	scratch->len = 0;
	buffer_add(scratch, s, n);
	json_put_string(b, buffer_string(scratch));
}

static void
put_txt(struct buffer *b, const char *list, struct buffer *scratch)
{
	struct txt_items items = txt_keys_items(list);
	const char *item, *separator = "";
	size_t n;

	json_put_key(b, "txt");
	buffer_put(b, '[');
	while ((item = txt_keys_next(&items, &n)) != NULL) {
		buffer_puts(b, separator);
		put_bytes(b, item, n, scratch);
		separator = ",";
	}
	buffer_put(b, ']');
}

/* The keys, and what is not a list of keys. */
static void
put_note(struct buffer *b, const char *note, struct buffer *scratch)
{
	struct txt_keys keys = txt_keys_find(note);
	size_t n = keys.list == NULL ? strlen(note) : keys.before;

	if (keys.list != NULL)
		put_txt(b, keys.list, scratch);
	if (n > 0) {
		json_put_key(b, "note");
		put_bytes(b, note, n, scratch);
	}
}

static void
put_service(struct buffer *b, const struct service *s, struct buffer *scratch)
{
	buffer_put(b, '{');
	json_put_member(b, "name", s->fields[NAME]);
	put_protocols(b, s);
	if (*s->fields[DESCRIPTION] != '\0')
		json_put_member(b, "description", s->fields[DESCRIPTION]);
	if (*s->fields[REFERENCE] != '\0') {
		json_put_key(b, "reference");
		json_put_references(b, s->fields[REFERENCE]);
	}
	put_note(b, s->fields[NOTE], scratch);
	buffer_put(b, '}');
}

int
emit_dns_sd(const struct emission *e, FILE *out, struct diag *diag)
{
	struct buffer b = {0}, scratch = {0};
	struct services s;
	size_t i;
	int failed, status = collect(&s, e);

	(void)diag;
	if (status == STATUS_OK && buffer_reserve(&b, LINE) != 0)
		status = STATUS_OS;
	if (status == STATUS_OK) {
		json_put_banner(&b, &e->header, e->table->registry->id);
		json_put_artifact(&b, e);
		buffer_puts(&b, ",\n\"services\":[");
		for (i = 0; i < s.n; i++) {
			buffer_puts(&b, i == 0 ? "\n" : ",\n");
			put_service(&b, &s.list[i], &scratch);
			fwrite(b.data, 1, b.len, out);
			b.len = 0;
		}
		buffer_puts(&b, "\n]\n}\n");
		fwrite(b.data, 1, b.len, out);
	}
	failed = b.failed || scratch.failed;
	buffer_free(&b);
	buffer_free(&scratch);
	free(s.list);
	return failed ? STATUS_OS : status;
}

/* Write one type; the second of its name is a comment. */
static void
put_type(const struct service *s, const char *label, int is_first, FILE *out)
{
	struct line line = {.most = LINE_MOST};

	line_puts(&line, is_first ? "_" : "# _");
	line_put_text(&line, s->fields[NAME]);
	line_puts(&line, "._");
	line_puts(&line, label);
	line_puts(&line, ":");
	line_put_text(&line, s->fields[DESCRIPTION][0] == '\0'
				 ? s->fields[NAME]
				 : s->fields[DESCRIPTION]);
	line_write(&line, out);
}

int
emit_avahi(const struct emission *e, FILE *out, struct diag *diag)
{
	/* RFC 6763, section 4.1.2: _udp stands for all protocols but TCP. */
	static const unsigned tcp = 1U << PROTOCOL_TCP | 1U << PROTOCOL_NONE;
	struct services s;
	unsigned had_tcp = 0, had_udp = 0;
	size_t i;

	(void)diag;
	if (collect(&s, e) != STATUS_OK)
		return STATUS_OS;
	line_write_banner(e, "avahi-browse(1)", out);
	for (i = 0; i < s.n; i++) {
		const struct service *at = &s.list[i];

		if (i > 0 && strcmp(at->fields[NAME], at[-1].fields[NAME]) != 0)
			had_tcp = had_udp = 0;
		if ((at->protocols & tcp) != 0)
			put_type(at, "tcp", had_tcp++ == 0, out);
		if ((at->protocols & ~(1U << PROTOCOL_TCP)) != 0)
			put_type(at, "udp", had_udp++ == 0, out);
	}
	free(s.list);
	return STATUS_OK;
}
