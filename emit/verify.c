/* SPDX-License-Identifier: MIT */
/* Compare what readers make of a file with what it promises. */
#include <string.h>

#include "scan.h"
#include "verify.h"

int
verify_read(
    struct verification *v, const struct database *database, struct span file)
{
	const struct reader *reader = database->readers;
	int i, failed;

	memset(v, 0, sizeof(*v));
	v->database = v->promises.database = database;
	lexicon_init(&v->lexicon);
	v->promises.reading.lexicon = &v->lexicon;
	promises_read(&v->promises, file);
	failed = v->promises.reading.failed;
	for (i = 0; i < READERS; i++, reader++) {
		v->readings[i].lexicon = &v->lexicon;
		if (reader->read != NULL)
			reader->read(reader, file, &v->readings[i]);
		failed |= v->readings[i].failed;
	}
	return failed || lexicon_failed(&v->lexicon) ? -1 : 0;
}

void
verify_free(struct verification *v)
{
	int i;

	for (i = 0; i < READERS; i++)
		reading_free(&v->readings[i]);
	promises_free(&v->promises);
	lexicon_free(&v->lexicon);
	buffer_free(&v->findings.list);
}

/* The first oddity of a source that can trouble a reader, or ODDITIES. */
static uint32_t
find_oddity(const struct verification *v, const struct source *source,
    uint32_t line, int reader)
{
	int odd;

	if (source == NULL || source->line != line)
		return ODDITIES;
	for (odd = 0; odd < ODD_RULE; odd++)
		if (source->odd >> odd & 1 &&
		    finding_concerns((enum oddity)odd, reader) &&
		    (odd != ODD_LONG || v->database->readers[reader].most > 0))
			break;
	return odd == ODD_RULE ? ODDITIES : (uint32_t)odd;
}

/* Add a finding on an entry; those of one oddity and line are one. */
static void
add(struct verification *v, uint32_t line, uint32_t cause, uint32_t question,
    int reader, uint32_t other)
{
	const struct finding f = {.line = line,
	    .cause = cause,
	    .key = cause < ODDITIES ? 0 : question,
	    .question = question,
	    .readers = reader == READERS ? ~0U : 1U << reader,
	    .other = other};

	findings_add(&v->findings, f);
}

/* Say why a reader does not answer as a line promises. */
static void
explain(struct verification *v, const struct promise *p, int reader,
    const struct answer *answer)
{
	const struct source *source = promises_source(&v->promises, p->line);
	uint32_t cause = find_oddity(v, source, p->line, reader);

	if (v->database->readers[reader].is_fixed) {
		if (answer->line != 0)
			add(v, p->line, CAUSE_BUILT_IN, p->question, reader, 0);
	} else if (answer->line != 0 && answer->line != p->line &&
		   cause != ODD_JOINED)
		add(v, p->line, CAUSE_OTHER, p->question, reader, answer->line);
	else if (cause < ODDITIES)
		add(v, p->line, cause, p->question, reader, 0);
	else
		add(v, p->line, CAUSE_NONE, p->question, reader, 0);
}

/*
 * Compare a promise with each reader's answer.  services_mkdb cuts the key for
 * look-ups without a protocol at the first slash, which these do not show.
 */
static void
compare_readers(struct verification *v, const struct promise *p,
    const struct answer *promised)
{
	struct question q = lexicon_question(&v->lexicon, p->question);
	const struct reader *reader = v->database->readers;
	int i;

	if (v->database->has_protocols && !p->is_by_port &&
	    memchr(q.name.s, '/', q.name.n) != NULL)
		add(v, p->line, ODD_SLASH, p->question, READER_MKDB, 0);
	for (i = 0; i < READERS; i++, reader++) {
		struct answer a = reading_answer(&v->readings[i], p->question);

		if (reader->read == NULL || v->readings[i].refused != 0 ||
		    (!p->is_by_port && !reader->names))
			continue;
		if (reader->last
			? a.line != 0 && a.last_value == promised->last_value
			: a.line != 0 && a.value == p->value)
			continue;
		if (reader_is_for(reader, q.protocol))
			explain(v, p, i, &a);
	}
}

/*
 * Look at a promise by name.  A service may have several ports, and the first
 * is its answer; but a name must not be that of another service, and a
 * protocol has one number.
 */
static void
look_at_name(struct verification *v, const struct promise *p)
{
	size_t n;
	const struct promise *list = promises_list(&v->promises, &n);
	struct answer first = reading_answer(&v->promises.reading, p->question);
	const struct promise *holder = &list[first.value];

	if (holder == p)
		compare_readers(v, p, &first);
	else if (holder->value != p->value &&
		 (!v->database->has_protocols || holder->service != p->service))
		add(v, p->line, CAUSE_NAME_TAKEN, p->question, READERS,
		    holder->line);
}

static void
look_at_port(struct verification *v, const struct promise *p)
{
	struct answer first = reading_answer(&v->promises.reading, p->question);

	if (first.value != p->value)
		add(v, p->line, CAUSE_SECOND_NAME, p->question, READERS,
		    first.line);
	else if (first.line == p->line)
		compare_readers(v, p, &first);
	else
		add(v, p->line, CAUSE_REPEAT, p->question, READERS, first.line);
}

/*
 * Whether an answer that no line promises is one to pass over: none at all,
 * the ports within a range, a word like "22/tcp", which musl takes for a name.
 */
static int
is_harmless(const struct verification *v, const struct question *q,
    const struct answer *a, const struct source *source, int reader)
{
	struct number number;

	if (a->value == READING_NO_PORT && !q->is_by_port)
		return 1;
	if (q->is_by_port)
		return a->value == 0 ||
		       (reader == READER_WIRESHARK && source != NULL &&
			   source->odd >> ODD_RANGE & 1);
	number = number_read(q->name, 10);
	return q->name.n == 0 ||
	       (v->database->has_protocols && reader == READER_MUSL &&
		   number.is_there && span_starts(number.rest, "/"));
}

/* Look for answers of a reader that no line promises. */
static void
find_ghosts(struct verification *v, int reader)
{
	const struct reading *r = &v->readings[reader];
	uint32_t question;

	for (question = 1; question < r->size; question++) {
		struct answer a = r->answers[question];
		const struct source *source;
		struct question q;
		uint32_t cause;

		if (a.line == 0 ||
		    reading_answer(&v->promises.reading, question).line != 0)
			continue;
		source = promises_source(&v->promises, a.line);
		q = lexicon_question(&v->lexicon, question);
		if (is_harmless(v, &q, &a, source, reader))
			continue;
		cause = find_oddity(v, source, a.line, reader);
		add(v, a.line, cause < ODDITIES ? cause : CAUSE_GHOST, question,
		    reader, 0);
	}
}

/* Report what is wrong with a line whatever the readers answer. */
static void
look_at_source(struct verification *v, const struct source *source)
{
	static const enum oddity wrong[] = {ODD_UTF_16, ODD_MARK, ODD_NUL,
	    ODD_FORM, ODD_BIG, ODD_SIGNED, ODD_RULE};
	size_t i;

	for (i = 0; i < sizeof(wrong) / sizeof(wrong[0]); i++)
		if (source->odd >> wrong[i] & 1) {
			add(v, source->line, wrong[i], 0, READERS, 0);
			break;
		}
}

int
verify_compare(struct verification *v)
{
	size_t n, i;
	const struct source *sources = promises_sources(&v->promises, &n);
	const struct promise *list;
	int reader;

	for (i = 0; i < n; i++)
		look_at_source(v, &sources[i]);
	list = promises_list(&v->promises, &n);
	for (i = 0; i < n; i++)
		if (list[i].is_by_port)
			look_at_port(v, &list[i]);
		else
			look_at_name(v, &list[i]);
	for (reader = 0; reader < READERS && !v->promises.is_utf_16; reader++) {
		uint32_t line = v->readings[reader].refused;

		if (line != 0)
			add(v, line, CAUSE_REFUSED, 0, reader, 0);
		else if (!v->database->readers[reader].is_fixed)
			find_ghosts(v, reader);
	}
	return v->findings.list.failed ? -1 : 0;
}
