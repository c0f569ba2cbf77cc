/* SPDX-License-Identifier: MIT */
/* Whether a file is what would be written. */
#include <errno.h>
#include <spawn.h>
#include <stdint.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "artifact.h"
#include "job.h"
#include "tool.h"

extern char **environ;

/* Whether both streams have the same bytes, from here on. */
static int
is_same(FILE *a, FILE *b)
{
	int c, d;

	do {
		c = getc(a);
		d = getc(b);
	} while (c == d && c != EOF);
	return c == d && !ferror(a) && !ferror(b);
}

/* Say why a file is not what it should be.  Returns a status. */
static int
explain(FILE *in, const struct emission *e, struct diag *diag)
{
	struct artifact a;
	int found = artifact_read(&a, in);

	if (found < 0)
		return tool_explain(diag, STATUS_IO);
	if (!found)
		diag_error(diag, 0, NULL,
		    "no artifact of portreg, or edited by hand: nothing says "
		    "what made it");
	else if (strcmp(a.format, e->format->name) != 0)
		diag_error(diag, 0, a.format, "another format");
	else if (a.version < ARTIFACT_VERSION)
		diag_error(diag, 0, NULL,
		    "made by an older portreg: %s/%ld, now %s/%d", a.format,
		    a.version, a.format, ARTIFACT_VERSION);
	else if (a.version > ARTIFACT_VERSION)
		diag_error(diag, 0, NULL,
		    "made by a newer portreg: %s/%ld, here %s/%d", a.format,
		    a.version, a.format, ARTIFACT_VERSION);
	else if (strcmp(a.date, e->header.updated) != 0)
		diag_error(diag, 0, NULL, "stale data: of %s, not of %s",
		    a.date, e->header.updated);
	else if (strcmp(a.sha256, e->header.sha256) != 0)
		diag_error(diag, 0, NULL,
		    "stale data: of %s, but not of the same bytes", a.date);
	else
		diag_error(diag, 0, NULL,
		    "edited by hand, or made with other options or overlays");
	return STATUS_OK;
}

/*
 * Print how a file differs from what was made: in the words of diff(1), which
 * is another program.  Returns STATUS_OK, STATUS_OS if it cannot be run, or
 * STATUS_IO if it did not come to its end.
 */
static int
print_difference(const char *path, FILE *made)
{
	char *label = (char *)(uintptr_t)path;
	/* For diff, "-" is standard input, which is what was made. */
	char *name = strcmp(path, "-") == 0 ? "./-" : label;
	char *const argv[] = {
	    "diff", "-u", "-L", label, "-L", "made now", "--", name, "-", NULL};
	posix_spawn_file_actions_t actions;
	pid_t child;
	int status, error;

	if (lseek(fileno(made), 0, SEEK_SET) != 0 ||
	    posix_spawn_file_actions_init(&actions) != 0)
		return STATUS_OS;
	error = posix_spawn_file_actions_adddup2(
	    &actions, fileno(made), STDIN_FILENO);
	if (error == 0)
		error =
		    posix_spawnp(&child, "diff", &actions, NULL, argv, environ);
	posix_spawn_file_actions_destroy(&actions);
	if (error != 0) {
		errno = error;
		return STATUS_OS;
	}
	while (waitpid(child, &status, 0) < 0)
		if (errno != EINTR)
			return STATUS_OS;
	errno = 0;
	return WIFEXITED(status) && WEXITSTATUS(status) <= 1 ? STATUS_OK
							     : STATUS_IO;
}

/* Compare what was made with a file. */
static int
compare(FILE *made, FILE *in, const char *path, const struct emission *e,
    struct diag *diag)
{
	int status;

	errno = 0;
	if (fflush(made) != 0 || ferror(made))
		return diag_fail(
		    diag, STATUS_IO, NULL, "cannot write a temporary file");
	rewind(made);
	if (is_same(made, in))
		return STATUS_OK;
	if (ferror(made))
		return diag_fail(
		    diag, STATUS_IO, NULL, "cannot read a temporary file");
	diag->file = path;
	if (ferror(in))
		return tool_explain(diag, STATUS_IO);
	rewind(in);
	status = explain(in, e, diag);
	if (status != STATUS_OK)
		return status;
	status = print_difference(path, made);
	return status == STATUS_OK
		   ? STATUS_DIFFERENT
		   : diag_fail(diag, status, NULL, "diff failed");
}

int
job_compare(const struct job *job, const struct emission *e, struct diag *diag)
{
	const char *snapshot = diag->file;
	FILE *in, *made;
	int status = tool_open_existing(&in, job->check, diag);

	if (status != STATUS_OK)
		return status;
	diag->file = snapshot;
	errno = 0;
	made = tmpfile();
	if (made == NULL && errno == ENOMEM) {
		status = tool_explain(diag, STATUS_OS);
	} else if (made == NULL) {
		status = diag_fail(diag, STATUS_CANNOT_CREATE, NULL,
		    "cannot create a temporary file");
	} else {
		status = tool_explain(diag, e->format->emit(e, made, diag));
		if (status == STATUS_OK)
			status = compare(made, in, job->check, e, diag);
		fclose(made);
	}
	fclose(in);
	return status;
}
