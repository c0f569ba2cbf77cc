/* SPDX-License-Identifier: MIT */
/*
 * What two commands cost, run in turn: the medians of user and system time,
 * and of the ratio in each round.  As JSON, too, on one line of a file.
 *
 * usage: compile ROUNDS JSON COMMAND COMMAND
 */
#include <stdio.h>
#include <stdlib.h>

#include "measure.h"

enum {
	MOST_ROUNDS = 1000
};

static double cpu[2][MOST_ROUNDS], ratios[MOST_ROUNDS];

int
main(int argc, char **argv)
{
	size_t rounds = argc == 5 ? (size_t)strtoul(argv[1], NULL, 10) : 0, i,
	       k;
	FILE *json = rounds == 0 ? NULL : fopen(argv[2], "a");
	char **commands[2];
	struct cost cost;
	double base, other, ratio;

	if (json == NULL || rounds > MOST_ROUNDS) {
		fputs("usage: compile ROUNDS JSON COMMAND COMMAND\n", stderr);
		return 1;
	}
	for (k = 0; k < 2; k++)
		commands[k] = measure_split(argv[3 + k]);
	for (i = 0; i < rounds; i++) {
		for (k = 0; k < 2; k++) {
			if (measure_run(commands[k], &cost) != 0)
				return 1;
			cpu[k][i] = cost.cpu;
		}
		ratios[i] = cpu[1][i] / cpu[0][i];
	}
	base = measure_median(cpu[0], rounds);
	other = measure_median(cpu[1], rounds);
	ratio = measure_median(ratios, rounds);
	printf("%-26s %9.1f ms\n%-26s %9.1f ms %6.1f\n", "compiling main, -O2",
	    base, "compiling the library, -O2", other, ratio);
	fprintf(json,
	    "{\"compile\":\"-O2\",\"main_ms\":%.2f,\"library_ms\":%.2f,"
	    "\"ratio\":%.2f}\n",
	    base, other, ratio);
	return fclose(json) != 0;
}
