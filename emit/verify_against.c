/* SPDX-License-Identifier: MIT */
/* Compare the promises of a file with IANA's registry. */
#include <stddef.h>
#include <string.h>

#include "scan.h"
#include "verify.h"

/* What IANA has, as words of the verification's lexicon. */
struct iana {
	struct verification *v;
	struct words entries;  /* name, protocol and port */
	struct words promised; /* the same of the file */
	struct words services; /* name and protocol */
	const struct table *table;
	struct buffer spelling;
};

static struct span
span_of(const char *s)
{
	return (struct span){s, strlen(s)};
}

/*
 * The word for a name of either side.  A protocols file spells IANA's keywords
 * as it likes: case does not count there, and "-" stands for a blank.
 */
static uint32_t
word_of(struct iana *iana, struct span name)
{
	struct buffer *b = &iana->spelling;
	size_t i;

	if (iana->v->database->has_protocols)
		return lexicon_word(&iana->v->lexicon, name);
	b->len = 0;
	for (i = 0; i < name.n; i++) {
		char c = name.s[i] == ' ' ? '-' : name.s[i];

		buffer_put(b, c >= 'A' && c <= 'Z' ? (char)(c - 'A' + 'a') : c);
	}
	return lexicon_word(&iana->v->lexicon, (struct span){b->data, b->len});
}

/* The word for the protocol of a record, empty if it is one itself. */
static uint32_t
protocol_of(struct iana *iana, const struct record *r)
{
	return lexicon_word(
	    &iana->v->lexicon, span_of(protocol_name(r->protocol)));
}

/* An entry: name and protocol as words, and port. */
struct triple {
	uint32_t name, protocol, port;
};

/* Whether a record is one that such a file can hold. */
static int
is_entry(const struct iana *iana, const struct record *r)
{
	const struct table *t = iana->table;

	if (!iana->v->database->has_protocols && r->first != r->last)
		return 0;
	return (r->kind == KIND_ASSIGNED || r->kind == KIND_ALIAS) &&
	       r->first != NO_NUMBER &&
	       (r->protocol != PROTOCOL_NONE) ==
		   iana->v->database->has_protocols &&
	       record_get(t, r, COLUMN_NAME) != NULL;
}

static void
add_record(struct iana *iana, const struct record *r)
{
	const char *text = record_text(iana->table, r, COLUMN_NAME);
	struct triple entry = {
	    word_of(iana, span_of(text)), protocol_of(iana, r), 0};
	int32_t port;

	words_add(&iana->services, &entry, offsetof(struct triple, port));
	for (port = r->first; port <= r->last; port++) {
		entry.port = (uint32_t)port;
		words_add(&iana->entries, &entry, sizeof(entry));
	}
}

/* Compare a promise by name. */
static void
check_promise(struct iana *iana, const struct promise *p)
{
	struct question q = lexicon_question(&iana->v->lexicon, p->question);
	const struct triple entry = {word_of(iana, q.name),
	    lexicon_word(&iana->v->lexicon, q.protocol), p->value};
	struct finding f = {.line = p->line,
	    .cause = CAUSE_IANA_PORT,
	    .key = p->question,
	    .question = p->question};

	words_add(&iana->promised, &entry, sizeof(entry));
	if (words_find(&iana->entries, &entry, sizeof(entry)) != 0)
		return;
	if (words_find(
		&iana->services, &entry, offsetof(struct triple, port)) == 0)
		f.cause = CAUSE_IANA_NAME;
	findings_add(&iana->v->findings, f);
}

/* Report a record that no line has, of a range the first port; in its order. */
static void
check_record(struct iana *iana, const struct record *r)
{
	struct lexicon *l = &iana->v->lexicon;
	const char *name = record_text(iana->table, r, COLUMN_NAME);
	const struct triple entry = {word_of(iana, span_of(name)),
	    protocol_of(iana, r), (uint32_t)r->first};
	uint32_t question =
	    lexicon_by_name(l, lexicon_word(l, span_of(name)), entry.protocol);
	struct finding f = {
	    .cause = CAUSE_IANA_MISSING, .key = question, .question = question};

	if (words_find(&iana->promised, &entry, sizeof(entry)) == 0)
		findings_add(&iana->v->findings, f);
}

int
verify_against(struct verification *v, const struct table *t)
{
	struct iana iana = {.v = v, .table = t};
	size_t n, i;
	const struct promise *list = promises_list(&v->promises, &n);
	int failed;

	words_init(&iana.entries);
	words_init(&iana.promised);
	words_init(&iana.services);
	for (i = 0; i < t->n; i++)
		if (is_entry(&iana, &t->records[i]))
			add_record(&iana, &t->records[i]);
	for (i = 0; i < n; i++)
		if (!list[i].is_by_port)
			check_promise(&iana, &list[i]);
	for (i = 0; i < t->n; i++)
		if (is_entry(&iana, &t->records[i]))
			check_record(&iana, &t->records[i]);
	failed = iana.entries.failed || iana.promised.failed ||
		 iana.services.failed || lexicon_failed(&v->lexicon) ||
		 v->findings.list.failed;
	words_free(&iana.entries);
	words_free(&iana.promised);
	words_free(&iana.services);
	failed |= iana.spelling.failed;
	buffer_free(&iana.spelling);
	return failed ? -1 : 0;
}
