/* SPDX-License-Identifier: MIT */
/*
 * The models of readers of a protocols file equal the readers: each question
 * that a model answers, or a line promises, and each number are put to the
 * real library too.
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
	MOST_NUMBER = 300
};

static struct verification v;

/* Read a file under all models, and ask for all numbers, too. */
static void
model(const struct nasty *file)
{
	const struct database *protocols = database_find("protocols");
	uint32_t number, none;

	cr_assert_eq(
	    verify_read(&v, protocols, (struct span){file->text, file->n}), 0);
	none = lexicon_word(&v.lexicon, (struct span){"", 0});
	for (number = 0; number < MOST_NUMBER; number++)
		lexicon_by_port(&v.lexicon, number, none);
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
	struct span name = {"-", 1};

	if (!q.is_by_port) {
		if (!is_word(q.name))
			return 0;
		fprintf(out, "protocol %.*s ", (int)q.name.n, q.name.s);
		if (a.line == 0)
			fputs("-\n", out);
		else
			fprintf(out, "%d\n", (int)a.value);
		return 1;
	}
	if (a.line != 0)
		name.s = words_get(&v.lexicon.words, a.value, &name.n);
	if (!is_word(name))
		return 0;
	fprintf(out, "number %u %.*s\n", (unsigned)q.port, (int)name.n, name.s);
	return 1;
}

static char *
questions(int reader, size_t *asked)
{
	char *path = format("%s/questions", scratch());
	FILE *out = fopen(path, "w");
	uint32_t i;

	cr_assert_not_null(out);
	for (i = 1; i <= v.lexicon.questions.n; i++)
		*asked += (size_t)put_question(out, i, &v.readings[reader]);
	cr_assert_eq(fclose(out), 0);
	return path;
}

/* Ask a C library about every file. */
static void
check_library(int reader, const char *compiler)
{
	static struct nasty files[NASTY_MOST];
	size_t n = nasty_protocols(files), i, asked = 0;
	char *program = etc_build_lookup(compiler), *etc;
	struct run r;

	for (i = 0; i < n; i++) {
		model(&files[i]);
		etc = etc_make("protocols", files[i].text, files[i].n, "files");
		r = etc_run(program, etc, NULL, questions(reader, &asked));
		cr_expect_eq(
		    r.status, 0, "%s: %.2000s%s", files[i].name, r.out, r.err);
		verify_free(&v);
	}
	cr_expect_gt(asked, MOST_NUMBER * n);
}

Test(readers, glibc_answers_for_protocols_as_its_model)
{
	check_library(READER_GLIBC, "cc");
}

Test(readers, musl_answers_for_protocols_as_its_model)
{
	check_library(READER_MUSL, "musl-gcc");
}
