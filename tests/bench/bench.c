/* SPDX-License-Identifier: MIT */
/*
 * Times and memory of commands, as ratios to those of the first, the floor.
 * All commands run in each round, one after the other, so that a noisy
 * minute hits them all.
 *
 * usage: bench DIRECTORY ROUNDS NAME:TIME:KIB:INSTRUCTIONS:COMMAND...
 *
 * TIME and INSTRUCTIONS are the bounds of the ratios, KIB that of the memory;
 * "-" is none.  A bound that is passed is shown, and is no failure.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "instructions.h"
#include "measure.h"

struct command {
	const char *name;
	double most_time;
	double most_kib;
	double most_instructions;
	char **argv;
	double *ms;	/* one a round, as the ratios */
	double *ratios; /* to the floor of the same round */
	long kib;	/* the greatest of all rounds */
	long faults;	/* of the last round */
	struct instructions instructions;
};

/* Cut the next part off.  Returns it; the last is the rest. */
static char *
cut(char **rest)
{
	char *part = *rest, *colon = strchr(part, ':');

	if (colon != NULL) {
		*colon = '\0';
		*rest = colon + 1;
	}
	return part;
}

/* A bound; 0 is none. */
static double
cut_bound(char **rest)
{
	return strtod(cut(rest), NULL);
}

static int
read_command(struct command *c, char *text, size_t rounds)
{
	c->name = cut(&text);
	c->most_time = cut_bound(&text);
	c->most_kib = cut_bound(&text);
	c->most_instructions = cut_bound(&text);
	c->argv = measure_split(text);
	c->ms = calloc(rounds, sizeof(*c->ms));
	c->ratios = calloc(rounds, sizeof(*c->ratios));
	return c->argv == NULL || c->ms == NULL || c->ratios == NULL ? -1 : 0;
}

static int
run_round(struct command *commands, size_t n, size_t round)
{
	struct cost cost;
	size_t i;

	for (i = 0; i < n; i++) {
		struct command *c = &commands[i];
		int status = measure_run(c->argv, &cost);

		if (status != 0) {
			fprintf(stderr, "bench: %s: exit status %d\n", c->name,
			    status);
			return -1;
		}
		c->ms[round] = cost.ms;
		c->ratios[round] = cost.ms / commands[0].ms[round];
		c->kib = cost.kib > c->kib ? cost.kib : c->kib;
		c->faults = cost.faults;
	}
	return 0;
}

/* A bound and whether it holds; 0 is none. */
static void
put_bound(double value, double bound)
{
	if (bound == 0)
		printf(" %5s %-4s", "-", "");
	else
		printf(" %5g %-4s", bound, value <= bound ? "ok" : "OVER");
}

static void
put_instructions(const struct command *c, const struct command *floor)
{
	const double million = 1e6;
	uint64_t own = c->instructions.all - c->instructions.digest;
	double ratio = (double)own / (double)floor->instructions.all;

	if (c->instructions.all == 0 || floor->instructions.all == 0) {
		printf(" %7s %6s %5s %5s %-4s", "-", "-", "-", "-", "");
		return;
	}
	printf(" %7.1f %6.1f %5.2f", (double)c->instructions.all / million,
	    (double)c->instructions.digest / million, ratio);
	put_bound(ratio, c->most_instructions);
}

static void
put_command(struct command *c, const struct command *floor, size_t rounds)
{
	double ratio = measure_median(c->ratios, rounds);

	printf(
	    "%-26s %7.2f %5.2f", c->name, measure_median(c->ms, rounds), ratio);
	put_bound(ratio, c->most_time);
	printf(" %6ld", c->kib);
	put_bound((double)c->kib, c->most_kib);
	put_instructions(c, floor);
	printf(" %6ld\n", c->faults);
}

static void
put_table(struct command *commands, size_t n, size_t rounds)
{
	size_t i;

	printf("%ld processors, %zu rounds.  ms: median wall time, and the "
	       "median of its ratios to the\nfloor of the same round.  KiB: "
	       "greatest resident set.  Minstr: millions of instructions by\n"
	       "callgrind, and those in libgcrypt, which the ratio leaves out: "
	       "its SHA-256 uses\ninstructions of the processor that "
	       "valgrind does not have.  faults: minor page faults.\n\n",
	    sysconf(_SC_NPROCESSORS_ONLN), rounds);
	printf("%-26s %7s %5s %5s %-4s %6s %5s %-4s %7s %6s %5s %5s %-4s %6s\n",
	    "command", "ms", "ratio", "bound", "", "KiB", "bound", "", "Minstr",
	    "gcrypt", "ratio", "bound", "", "faults");
	for (i = 0; i < n; i++)
		put_command(&commands[i], &commands[0], rounds);
}

static void
free_commands(struct command *commands, size_t n)
{
	size_t i;

	for (i = 0; i < n; i++) {
		free(commands[i].argv);
		free(commands[i].ms);
		free(commands[i].ratios);
	}
	free(commands);
}

int
main(int argc, char **argv)
{
	size_t n = argc > 3 ? (size_t)argc - 3 : 0, rounds, i;
	struct command *commands = calloc(n + 1, sizeof(*commands));
	int failed = n == 0 || commands == NULL;

	rounds = failed ? 0 : (size_t)strtoul(argv[2], NULL, 10);
	if (failed || rounds == 0) {
		fputs("usage: bench DIRECTORY ROUNDS COMMAND...\n", stderr);
		free(commands);
		return 1;
	}
	for (i = 0; i < n && !failed; i++)
		failed = read_command(&commands[i], argv[i + 3], rounds) != 0;
	for (i = 0; i < rounds && !failed; i++)
		failed = run_round(commands, n, i) != 0;
	for (i = 0; i < n && !failed; i++)
		/* Where there is no valgrind, the counts stay 0. */
		instructions_count(
		    commands[i].argv, argv[1], &commands[i].instructions);
	if (!failed)
		put_table(commands, n, rounds);
	free_commands(commands, n);
	return failed;
}
