/* SPDX-License-Identifier: MIT */
/*
 * The models of readers equal the readers: each question that any model
 * answers for a file, or its lines promise, is put to the real program too.
 * Of the thousands of a long file one in ten is asked; READERS=all asks all,
 * which takes minutes.
 */
#include <criterion/criterion.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "etc.h"
#include "nasty.h"
#include "verify.h"

enum {
	MOST_WORD = 120, /* of what lookup.c can ask */
	SAMPLE = 10,
	FEW = 5000 /* questions of which all are asked */
};

static struct nasty files[NASTY_MOST];
static struct verification v;

/* Read a file under all models, and ask for some ports more. */
static void
model(const struct nasty *file)
{
	static const char *const protocols[] = {"tcp", "udp", "sctp", "dccp"};
	size_t p;
	uint32_t port, word;

	cr_assert_eq(verify_read(&v, database_find("services"),
			 (struct span){file->text, file->n}),
	    0);
	for (p = 0; p < sizeof(protocols) / sizeof(protocols[0]); p++) {
		word = lexicon_word(&v.lexicon,
		    (struct span){protocols[p], strlen(protocols[p])});
		for (port = 1; port < 40; port++)
			lexicon_by_port(&v.lexicon, port, word);
		lexicon_by_name(&v.lexicon, word, word);
	}
}

static int
is_word(struct span s)
{
	size_t i;

	for (i = 0; i < s.n; i++)
		if (s.s[i] == ' ' || (s.s[i] >= '\t' && s.s[i] <= '\r') ||
		    s.s[i] == '\0')
			return 0;
	return s.n > 0 && s.n < MOST_WORD;
}

/* Write a question with the model's answer.  Returns whether lookup can ask. */
static int
put_question(FILE *out, uint32_t number, const struct reading *reading)
{
	struct question q = lexicon_question(&v.lexicon, number);
	struct answer a = reading_answer(reading, number);
	const char *s = "-";
	size_t n = 1;

	if (!is_word(q.protocol) || (!q.is_by_port && !is_word(q.name)))
		return 0;
	if (!q.is_by_port) {
		fprintf(out, "service %.*s %.*s ", (int)q.name.n, q.name.s,
		    (int)q.protocol.n, q.protocol.s);
		if (a.line == 0 || a.value == READING_NO_PORT)
			fputs("-\n", out);
		else
			fprintf(out, "%u\n", (unsigned)a.value);
		return 1;
	}
	if (a.line != 0 && a.value != 0)
		s = words_get(&v.lexicon.words, a.value, &n);
	if (!is_word((struct span){s, n}))
		return 0;
	fprintf(out, "port %u %.*s %.*s\n", (unsigned)q.port, (int)q.protocol.n,
	    q.protocol.s, (int)n, s);
	return 1;
}

/* Whether something is said on a question; of the others few are asked. */
static int
is_of_interest(uint32_t question)
{
	int i;

	if (reading_answer(&v.promises.reading, question).line != 0)
		return 1;
	/* Wireshark's ranges may hold every port. */
	for (i = 0; i < READERS; i++)
		if (i != READER_WIRESHARK &&
		    reading_answer(&v.readings[i], question).line != 0)
			return 1;
	return question % 500 == 0;
}

/* A file with the questions on a services file, one in every so many. */
static char *
questions(int reader, size_t every, size_t *asked)
{
	char *path = format("%s/questions", scratch());
	FILE *out = fopen(path, "w");
	uint32_t i;

	cr_assert_not_null(out);
	if (v.promises.list.len < FEW * sizeof(struct promise))
		every = 1;
	for (i = 1; i <= v.lexicon.questions.n; i++)
		if (i % every == 0 && is_of_interest(i))
			*asked +=
			    (size_t)put_question(out, i, &v.readings[reader]);
	cr_assert_eq(fclose(out), 0);
	return path;
}

static size_t
sample(void)
{
	return getenv("READERS") == NULL ? SAMPLE : 1;
}

/* Ask a C library about every file. */
static void
check_library(int reader, const char *compiler, size_t every)
{
	size_t n = nasty_files(files), i, asked = 0;
	char *program = etc_build_lookup(compiler), *etc;
	struct run r;

	for (i = 0; i < n; i++) {
		model(&files[i]);
		etc = etc_make("services", files[i].text, files[i].n, "files");
		r = etc_run(
		    program, etc, NULL, questions(reader, every, &asked));
		cr_expect_eq(
		    r.status, 0, "%s: %.2000s%s", files[i].name, r.out, r.err);
		verify_free(&v);
	}
	cr_log_info("%zu questions to %s", asked, readers[reader].name);
}

Test(readers, glibc_answers_as_its_model)
{
	check_library(READER_GLIBC, "cc", sample());
}

Test(readers, musl_answers_as_its_model)
{
	check_library(READER_MUSL, "musl-gcc", sample());
}

/* Make a directory's database, with the installed rules: no blank in paths. */
static char *
make_db(const char *etc)
{
	char *db = scratch();
	struct run r = run_shell(
	    "cd '%s' && ln -s '%s' etc && unset MAKEFLAGS MFLAGS MAKELEVEL && "
	    "make -s -f /var/lib/misc/Makefile ETC=etc VAR_DB=. DBS=services "
	    "./services.db",
	    db, etc);

	cr_assert_eq(r.status, 0, "%s", r.err);
	return db;
}

Test(readers, nss_db_answers_as_its_model)
{
	size_t n = nasty_files(files), i, asked = 0;
	char *program = etc_build_lookup("cc"), *etc;
	struct run r;

	if (!have("makedb") ||
	    run_shell("test -f /var/lib/misc/Makefile").status != 0)
		cr_skip("no makedb with its rules");
	for (i = 0; i < n; i++) {
		model(&files[i]);
		etc = etc_make("services", files[i].text, files[i].n, "db");
		r = etc_run(program, etc, make_db(etc),
		    questions(READER_NSS_DB, sample(), &asked));
		cr_expect_eq(
		    r.status, 0, "%s: %.2000s%s", files[i].name, r.out, r.err);
		verify_free(&v);
	}
	cr_log_info("%zu questions to nss_db", asked);
}
