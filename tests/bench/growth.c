/* SPDX-License-Identifier: MIT */
/*
 * Whether time and memory grow no faster than the records.
 *
 * usage: growth ROUNDS "1 FACTOR..." NAME:COMMAND...
 *
 * "@" in a COMMAND stands for the factor.  Time and memory for one record are
 * shown relative to those of factor 1.  More than MOST is shown, and is no
 * failure.  Factors from LARGE on are measured once.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "measure.h"

#define MOST 1.15

enum {
	LARGE = 100,
	MOST_FACTORS = 8
};

struct factors {
	unsigned long at[MOST_FACTORS];
	size_t n;
};

/* What a command costs with one factor. */
struct point {
	double ms;
	double kib;
};

static void
read_factors(struct factors *f, const char *s)
{
	char *end;

	for (f->n = 0; f->n < MOST_FACTORS; s = end) {
		f->at[f->n] = strtoul(s, &end, 10);
		if (f->at[f->n] == 0)
			return;
		f->n++;
	}
}

/* A copy of a command with "@" replaced; to be freed. */
static char *
expand(const char *command, unsigned long factor)
{
	char *text = NULL;
	size_t n;
	FILE *out = open_memstream(&text, &n);

	for (; out != NULL && *command != '\0'; command++)
		if (*command == '@')
			fprintf(out, "%lu", factor);
		else
			putc(*command, out);
	return out != NULL && fclose(out) == 0 ? text : NULL;
}

/* Run a command some times.  Returns 0, or -1 after a message. */
static int
measure(
    struct point *p, const char *command, unsigned long factor, size_t rounds)
{
	double *ms = calloc(rounds, sizeof(*ms));
	char *text = expand(command, factor);
	char **argv = text == NULL ? NULL : measure_split(text);
	struct cost cost;
	int status = ms == NULL || argv == NULL ? -1 : 0;
	size_t i;

	p->kib = 0;
	for (i = 0; status == 0 && i < rounds; i++) {
		status = measure_run(argv, &cost);
		ms[i] = cost.ms;
		if ((double)cost.kib > p->kib)
			p->kib = (double)cost.kib;
	}
	if (status == 0)
		p->ms = measure_median(ms, rounds);
	else
		fprintf(
		    stderr, "growth: %s: exit status %d\n", command, status);
	free(argv);
	free(text);
	free(ms);
	return status == 0 ? 0 : -1;
}

static void
put_point(const char *name, unsigned long factor, const struct point *p,
    const struct point *one)
{
	double ms = p->ms / one->ms / (double)factor;
	double kib = p->kib / one->kib / (double)factor;

	printf("%-16s %7lu %10.2f %10.2f %10.0f %10.2f  %s\n", name, factor,
	    p->ms, ms, p->kib, kib, ms <= MOST && kib <= MOST ? "ok" : "OVER");
}

static int
run(char *text, const struct factors *factors, size_t rounds)
{
	char *command = strchr(text, ':');
	struct point one, p;
	size_t i;

	if (command == NULL)
		return -1;
	*command++ = '\0';
	for (i = 0; i < factors->n; i++) {
		unsigned long factor = factors->at[i];

		if (measure(&p, command, factor, factor < LARGE ? rounds : 1) !=
		    0)
			return -1;
		if (i == 0)
			one = p;
		put_point(text, factor, &p, &one);
	}
	return 0;
}

int
main(int argc, char **argv)
{
	struct factors factors = {.n = 0};
	size_t rounds = 0;
	int i, failed = 0;

	if (argc > 3) {
		rounds = (size_t)strtoul(argv[1], NULL, 10);
		read_factors(&factors, argv[2]);
	}
	if (rounds == 0 || factors.n == 0) {
		fputs("usage: growth ROUNDS FACTORS COMMAND...\n", stderr);
		return 1;
	}
	printf("\nGrowth, %zu rounds: time and memory for one record, relative "
	       "to factor 1, at most %g.\n\n%-16s %7s %10s %10s %10s %10s\n",
	    rounds, MOST, "command", "factor", "ms", "relative", "KiB",
	    "relative");
	for (i = 3; i < argc && !failed; i++)
		failed = run(argv[i], &factors, rounds) != 0;
	return failed;
}
