/* SPDX-License-Identifier: MIT */
/* Programs that run, and what the kernel says of them. */
#define _DEFAULT_SOURCE /* wait4 */
#include <sys/resource.h>
#include <sys/wait.h>

#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include "measure.h"

enum {
	NOT_FOUND = 127,
	MILLION = 1000000
};

char **
measure_split(char *command)
{
	static char shell[] = "sh", option[] = "-c";
	char **argv = calloc(strlen(command) / 2 + 4, sizeof(*argv)), *word;
	size_t n = 0;

	if (argv == NULL)
		return NULL;
	if (strstr(command, " && ") != NULL) {
		argv[0] = shell;
		argv[1] = option;
		argv[2] = command;
		return argv;
	}
	for (word = strtok(command, " "); word != NULL;
	     word = strtok(NULL, " "))
		argv[n++] = word;
	return argv;
}

double
measure_now(void)
{
	struct timespec t;

	clock_gettime(CLOCK_MONOTONIC, &t);
	return (double)t.tv_sec * 1000 + (double)t.tv_nsec / MILLION;
}

static double
in_ms(struct timeval t)
{
	return (double)t.tv_sec * 1000 + (double)t.tv_usec / 1000;
}

static void
run_child(char *const argv[])
{
	int null = open("/dev/null", O_RDWR);

	dup2(null, STDIN_FILENO);
	dup2(null, STDOUT_FILENO);
	execvp(argv[0], argv);
	_exit(NOT_FOUND);
}

int
measure_run(char *const argv[], struct cost *cost)
{
	struct rusage usage;
	double start = measure_now();
	pid_t child = fork();
	int status;

	if (child == 0)
		run_child(argv);
	if (child < 0 || wait4(child, &status, 0, &usage) != child)
		return NOT_FOUND;
	cost->ms = measure_now() - start;
	cost->cpu = in_ms(usage.ru_utime) + in_ms(usage.ru_stime);
	cost->kib = usage.ru_maxrss;
	cost->faults = usage.ru_minflt;
	return WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
}

static int
compare(const void *a, const void *b)
{
	const double *x = a, *y = b;

	return (*x > *y) - (*x < *y);
}

double
measure_median(double *values, size_t n)
{
	qsort(values, n, sizeof(*values), compare);
	return (values[(n - 1) / 2] + values[n / 2]) / 2;
}
