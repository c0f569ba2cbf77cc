/* SPDX-License-Identifier: MIT */
/*
 * Replay dated files of registries, REGISTRY-YYYY-MM-DD.xml, each since the
 * one before it; goes on after one that is bad.  While a file is parsed, a
 * process of its own checks the one before it.
 *
 * usage: replay FOLDER
 */
#include <sys/wait.h>

#include <errno.h>
#include <glob.h>
#include <stdlib.h>
#include <unistd.h>

#include "parse.h"
#include "step.h"
#include "tool.h"

#define DATE "[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]"

/* The files of a registry. */
struct chain {
	const struct registry *registry;
	struct table old; /* of the last good file; registry NULL: none yet */
	pid_t checker;	  /* of that file, or 0 */
	size_t good;
};

/* Open a stream of messages, which are shown only if something is wrong. */
static FILE *
open_messages(struct diag *diag, char **text, size_t *n)
{
	tool_start(diag, "history");
	*text = NULL;
	diag->out = open_memstream(text, n);
	return diag->out;
}

static int
close_messages(struct diag *diag, int status, char **text)
{
	diag_finish(diag);
	fclose(diag->out);
	if (status != STATUS_OK)
		fputs(*text, stderr);
	free(*text);
	return status;
}

/* Wait for the process that checks, if there is one. */
static void
join(struct chain *c)
{
	int status;

	if (c->checker == 0)
		return;
	if (waitpid(c->checker, &status, 0) == c->checker && status == 0)
		c->good++;
	else if (WIFSIGNALED(status))
		fprintf(stderr, "history: signal %d\n", WTERMSIG(status));
	c->checker = 0;
}

/* In a process of its own, so it never returns. */
static void
check(const struct step *step)
{
	char *text, *line = NULL;
	size_t n, length;
	struct diag diag;
	FILE *said = open_memstream(&line, &length);
	int status;

	if (said == NULL || open_messages(&diag, &text, &n) == NULL)
		_exit(STATUS_OS);
	status = step_check(step, said, &diag);
	fclose(said);
	if (close_messages(&diag, status, &text) == STATUS_OK)
		fputs(line, stdout);
	_exit(fflush(stdout) == 0 ? status : STATUS_IO);
}

/* Meanwhile the file before is checked, which is over when this is. */
static int
parse(struct table *t, struct chain *c, const char *xml)
{
	struct parse_options options = {
	    .registry = c->registry, .floor = DEFAULT_FLOOR};
	struct diag diag;
	char *text;
	size_t n;
	FILE *in;
	int status;

	if (open_messages(&diag, &text, &n) == NULL)
		return STATUS_OS;
	status = tool_open(&in, xml, &diag);
	if (status == STATUS_OK) {
		status = tool_explain(&diag, parse_xml(t, in, &options, &diag));
		fclose(in);
	}
	join(c);
	return close_messages(&diag, status, &text);
}

/* Take the next file. */
static void
take(struct chain *c, const char *xml)
{
	struct table new = {0};
	struct step step = {
	    xml, c->old.registry == NULL ? NULL : &c->old, &new};
	int status = parse(&new, c, xml);

	if (status != STATUS_OK) {
		table_free(&new);
		return;
	}
	c->checker = fork();
	if (c->checker == 0)
		check(&step);
	if (c->checker == -1) {
		perror("history: fork");
		c->checker = 0;
	}
	table_free(&c->old);
	c->old = new;
}

int
main(int argc, char **argv)
{
	struct diag diag;
	size_t files = 0, good = 0, i, k;

	if (argc != 2)
		return tool_usage("usage: replay FOLDER\n");
	tool_start(&diag, "history");
	if (chdir(argv[1]) != 0)
		return diag_fail(
		    &diag, STATUS_NO_INPUT, argv[1], "cannot open");
	for (i = 0; i < n_registries; i++) {
		struct chain c = {.registry = &registries[i]};
		char pattern[128];
		glob_t found;

		snprintf(pattern, sizeof(pattern), "%s-" DATE ".xml",
		    registries[i].id);
		if (glob(pattern, 0, NULL, &found) != 0)
			continue;
		for (k = 0; k < found.gl_pathc; k++)
			take(&c, found.gl_pathv[k]);
		join(&c);
		files += found.gl_pathc;
		good += c.good;
		table_free(&c.old);
		globfree(&found);
	}
	if (files == 0) {
		errno = 0;
		return diag_fail(&diag, STATUS_NO_INPUT, argv[1],
		    "no REGISTRY-YYYY-MM-DD.xml");
	}
	printf("history: %zu of %zu files are good\n", good, files);
	return good == files ? STATUS_OK : STATUS_DIFFERENT;
}
