/* SPDX-License-Identifier: MIT */
/*
 * Callgrind's files, one a process.  A line of costs is a position and a
 * number of instructions.  "ob=(id) name" says in which object the costs
 * that follow are; the name is left out from the second time on.  The line
 * after "calls=" is what was called, which has lines of its own.
 */
#include <glob.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "instructions.h"
#include "measure.h"

struct reader {
	struct instructions *sum;
	long object;   /* that of the costs that follow */
	long digest;   /* that of libgcrypt, or -1 */
	int is_called; /* the next line is of the called */
};

static void
read_object(struct reader *r, const char *line)
{
	const char *at = strstr(line, "ob=(");
	long id = strtol(at + 4, NULL, 10);

	if (strstr(line, "libgcrypt") != NULL)
		r->digest = id;
	if (at == line)
		r->object = id;
}

static void
read_cost(struct reader *r, const char *line)
{
	const char *cost = strchr(line, ' ');
	uint64_t n = cost == NULL ? 0 : strtoull(cost, NULL, 10);

	if (!r->is_called) {
		r->sum->all += n;
		if (r->object == r->digest)
			r->sum->digest += n;
	}
	r->is_called = 0;
}

static void
read_line(struct reader *r, const char *line)
{
	if (strncmp(line, "ob=(", 4) == 0 || strncmp(line, "cob=(", 5) == 0)
		read_object(r, line);
	else if (strncmp(line, "calls=", 6) == 0)
		r->is_called = 1;
	else if (strchr("0123456789+-*", line[0]) != NULL)
		read_cost(r, line);
}

static void
read_file(const char *path, struct instructions *sum)
{
	struct reader r = {sum, 0, -1, 0};
	char *line = NULL;
	size_t size = 0;
	FILE *in = fopen(path, "r");

	while (in != NULL && getline(&line, &size, in) > 0)
		read_line(&r, line);
	free(line);
	if (in != NULL)
		fclose(in);
	unlink(path);
}

/* Sum up the files of all processes. */
static void
read_files(const char *dir, struct instructions *sum)
{
	char pattern[4096];
	glob_t files;
	size_t i;

	snprintf(pattern, sizeof(pattern), "%s/callgrind.*", dir);
	if (glob(pattern, 0, NULL, &files) != 0)
		return;
	for (i = 0; i < files.gl_pathc; i++)
		read_file(files.gl_pathv[i], sum);
	globfree(&files);
}

int
instructions_count(
    char *const argv[], const char *dir, struct instructions *sum)
{
	enum {
		MOST = 64
	};
	char files[4096];
	char *all[MOST] = {"valgrind", "-q", "--tool=callgrind",
	    "--trace-children=yes", "--log-file=/dev/null", files};
	struct cost cost;
	size_t n = 6, i;

	snprintf(
	    files, sizeof(files), "--callgrind-out-file=%s/callgrind.%%p", dir);
	for (i = 0; argv[i] != NULL && n < MOST - 1; i++)
		all[n++] = argv[i];
	memset(sum, 0, sizeof(*sum));
	if (argv[i] != NULL || measure_run(all, &cost) != 0)
		return -1;
	read_files(dir, sum);
	return sum->all == 0 ? -1 : 0;
}
