/* SPDX-License-Identifier: MIT */
/* Formats of lines: nmap, nss-db, avahi. */
#include <stdlib.h>
#include <string.h>

#include "ledger.h"
#include "readback.h"
#include "target.h"

enum {
	MOST_FIELDS = 64, /* words of a line that are looked at */
	MOST_KEY = 1024	  /* bytes of what is looked for */
};

/* A line as words, which end at a blank. */
struct line_words {
	char *copy;
	char *list[MOST_FIELDS];
	size_t n;
};

/* Take the next line apart.  Returns whether there is one; free the copy. */
static int
next_line(struct line_words *w, const char **at)
{
	size_t n = strcspn(*at, "\n");
	char *rest, *word;

	if (**at == '\0')
		return 0;
	target_demand((*at)[n] == '\n', "a last line has no end");
	w->copy = strndup(*at, n);
	target_demand(w->copy != NULL, "no memory for a line");
	*at += n + 1;
	w->n = 0;
	for (word = strtok_r(w->copy, " \t", &rest);
	     word != NULL && w->n < MOST_FIELDS;
	     word = strtok_r(NULL, " \t", &rest))
		w->list[w->n++] = word;
	return 1;
}

/* Demand that a key is there once. */
static void
demand_once(const char *artifact, const char *key)
{
	const char *at = strstr(artifact, key);

	target_demand(at != NULL, "a key is not there");
	target_demand(strstr(at + 1, key) == NULL, "a key is there twice");
}

/* Whether a record is that of a name at a port, "80/tcp". */
static int
is_at(const struct table *t, const struct record *r, const char *name,
    const char *place)
{
	char *slash;
	long port = strtol(place, &slash, 10);

	return r->kind == KIND_ASSIGNED && r->first <= port &&
	       r->last >= port && *slash == '/' &&
	       strcmp(slash + 1, protocol_name((enum protocol)r->protocol)) ==
		   0 &&
	       strcmp(record_text(t, r, COLUMN_NAME), name) == 0;
}

/* Mark the rows that a name at a port is of; there is one. */
static void
meet(const struct table *t, unsigned char *is_met, const char *name,
    const char *place)
{
	int found = 0;
	size_t i;

	for (i = 0; i < t->n; i++)
		if (is_at(t, &t->records[i], name, place))
			found = is_met[i] = 1;
	target_demand(found, "a line is of no row");
}

static unsigned char *
meet_none(const struct table *t)
{
	unsigned char *is_met = calloc(t->n + 1, 1);

	target_demand(is_met != NULL, "no memory for rows");
	return is_met;
}

/*
 * Each row of which the ledger says that it is there was met, and each of its
 * ports is there once, behind what stands before a port.
 */
static void
demand_emitted(const struct emission *e, const unsigned char *is_met,
    const char *artifact, const char *before)
{
	const struct table *t = e->table;
	char key[MOST_KEY];
	int32_t port;
	size_t i;

	for (i = 0; i < t->n; i++) {
		const struct record *r = &t->records[i];

		if (e->ledger->accounts[i].outcome != OUTCOME_EMITTED)
			continue;
		target_demand(is_met[i], "an emitted row is not there");
		for (port = r->first; port <= r->last; port++) {
			snprintf(key, sizeof(key), "%s%d/%s", before, (int)port,
			    protocol_name((enum protocol)r->protocol));
			demand_once(artifact, key);
		}
	}
}

void
readback_nmap(const struct emission *e, const char *artifact)
{
	unsigned char *is_met = meet_none(e->table);
	const char *at = artifact;
	struct line_words w;

	while (next_line(&w, &at)) {
		if (w.n > 0 && *w.list[0] != '#') {
			target_demand(
			    w.n == 2 || (w.n > 2 && *w.list[2] == '#'),
			    "a line of nmap is not a name and a port");
			meet(e->table, is_met, w.list[0], w.list[1]);
		}
		free(w.copy);
	}
	demand_emitted(e, is_met, artifact, "\t");
	free(is_met);
}

/* Whether a key of nss-db is one of its value. */
static int
is_key(const struct line_words *w)
{
	const char *key = w->list[0], *slash = strrchr(key, '/');
	const char *protocol = strchr(w->list[2], '/');
	size_t n, i;

	if (slash == NULL || protocol == NULL ||
	    (slash[1] != '\0' && strcmp(slash, protocol) != 0))
		return 0;
	n = (size_t)(slash - key) - 1;
	if (*key == '=')
		return (size_t)(protocol - w->list[2]) == n &&
		       strncmp(key + 1, w->list[2], n) == 0;
	for (i = 1; (*key == ':' || *key == '.') && i < w->n; i++)
		if (i != 2 && strlen(w->list[i]) == n &&
		    strncmp(key + 1, w->list[i], n) == 0)
			return 1;
	return w->n == MOST_FIELDS;
}

/* The keys of an entry, each of which it has, or one before it. */
static void
demand_keys(const char *artifact, const char *name, const char *place)
{
	const char *protocol = strchr(place, '/');
	const char *const ends[] = {"/", protocol};
	char key[MOST_KEY];
	size_t i;

	for (i = 0; i < sizeof(ends) / sizeof(ends[0]); i++) {
		snprintf(key, sizeof(key), "\n:%s%s ", name, ends[i]);
		demand_once(artifact, key);
		key[1] = '.';
		demand_once(artifact, key);
		snprintf(key, sizeof(key), "\n=%ld%s ", strtol(place, NULL, 10),
		    ends[i]);
		demand_once(artifact, key);
	}
}

void
readback_nss_db(const struct emission *e, const char *artifact)
{
	unsigned char *is_met = meet_none(e->table);
	const char *at = artifact;
	unsigned long count = 0;
	struct line_words w;

	while (next_line(&w, &at)) {
		const char *key;

		target_demand(w.n > 0, "nss-db has a line without a key");
		key = w.list[0];
		target_demand(
		    w.n > 2 || *key == '#', "a line of nss-db has no value");
		if (*key == '0') {
			target_demand(strtoul(key + 1, NULL, 10) == count++,
			    "nss-db does not count its entries");
			meet(e->table, is_met, w.list[1], w.list[2]);
			demand_keys(artifact, w.list[1], w.list[2]);
		} else if (*key != '#') {
			target_demand(
			    is_key(&w), "a key of nss-db is not its value's");
		}
		free(w.copy);
	}
	demand_emitted(e, is_met, artifact, "\n=");
	free(is_met);
}

/* Whether a line, from its "_", is the service of a record as Avahi has it. */
static int
is_type(const char *line, const struct table *t, const struct record *r)
{
	const char *name = record_text(t, r, COLUMN_NAME);
	size_t n = strlen(name);

	if (strncmp(line + 1, name, n) != 0)
		return 0;
	line += n + 1;
	if (r->protocol != PROTOCOL_TCP && strncmp(line, "._udp:", 6) == 0)
		return 1;
	return (r->protocol == PROTOCOL_TCP || r->protocol == PROTOCOL_NONE) &&
	       strncmp(line, "._tcp:", 6) == 0;
}

static int
is_service(const struct table *t, const struct record *r)
{
	return r->kind == KIND_ASSIGNED && r->first == NO_NUMBER &&
	       record_get(t, r, COLUMN_NAME) != NULL;
}

/* Whether a name is written as it is. */
static int
is_plain(const char *s)
{
	while (*s > ' ' && *s < 0x7f && *s != '#')
		s++;
	return *s == '\0';
}

/* Each line is of a service, and each service has one, unless odd names are. */
void
readback_avahi(const struct emission *e, const char *artifact)
{
	const struct table *t = e->table;
	unsigned char *is_met = meet_none(t);
	int found, odd = 0;
	const char *line;
	size_t i;

	for (i = 0; i < t->n; i++)
		odd |= is_service(t, &t->records[i]) &&
		       !is_plain(record_text(t, &t->records[i], COLUMN_NAME));
	for (line = artifact; *line != '\0'; line += strcspn(line, "\n") + 1) {
		const char *type = line + strspn(line, "# ");

		if (*type != '_')
			continue;
		found = 0;
		for (i = 0; i < t->n; i++)
			if (is_service(t, &t->records[i]) &&
			    is_type(type, t, &t->records[i]))
				found = is_met[i] = 1;
		target_demand(found || odd, "a type of Avahi is no service");
	}
	for (i = 0; i < t->n; i++)
		target_demand(
		    is_met[i] || odd || !is_service(t, &t->records[i]),
		    "a service is not in Avahi's types");
	free(is_met);
}
