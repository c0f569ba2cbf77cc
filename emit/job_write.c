/* SPDX-License-Identifier: MIT */
/* What one run of portreg-emit writes. */
#include <stdlib.h>
#include <string.h>

#include "emit.h"
#include "job.h"
#include "ledger.h"
#include "output.h"
#include "tool.h"

static const char *
input_name(const struct job *job)
{
	return job->input == NULL ? "standard input" : job->input;
}

/* Say on one line what became of the rows. */
static void
summarise(const size_t counts[OUTCOME_COUNT], struct diag *diag)
{
	size_t rows = 0;
	int i;

	for (i = 0; i < OUTCOME_COUNT; i++)
		rows += counts[i];
	fprintf(diag->out, "%s: %zu rows:", diag->tool, rows);
	for (i = OUTCOME_EMITTED; i < OUTCOME_COUNT; i++)
		fprintf(diag->out, "%s %zu %s", i == OUTCOME_EMITTED ? "" : ",",
		    counts[i], outcome_word((enum outcome)i));
	fputc('\n', diag->out);
}

/* Close the ledger, and write it where that is asked for. */
static int
write_ledger(
    const struct ledger *l, FILE *out, const struct job *job, struct diag *diag)
{
	size_t counts[OUTCOME_COUNT];

	if (l->accounts == NULL)
		return STATUS_OK;
	if (ledger_close(l, counts, diag) != 0)
		return STATUS_INTERNAL;
	if (job->verbose)
		summarise(counts, diag);
	if (out != NULL && ledger_write(l, out) != 0)
		return tool_explain(diag, STATUS_OS);
	return STATUS_OK;
}

/* Put both in place, the ledger first; nothing if one could not be written. */
static int
finish(int status, struct output *out, struct output *ledger, struct diag *diag)
{
	if (status == STATUS_OK)
		status = output_settle(out, diag);
	if (status == STATUS_OK && ledger != NULL)
		status = output_commit(ledger, diag);
	else if (ledger != NULL)
		output_abort(ledger);
	if (status == STATUS_OK)
		return output_commit(out, diag);
	output_abort(out);
	return status;
}

int
job_write(const struct job *job, const struct emission *e, struct diag *diag)
{
	struct output out, ledger;
	int status = output_open(&out, job->output, diag), verdict;

	if (status != STATUS_OK)
		return status;
	if (job->ledger != NULL)
		status = output_open(&ledger, job->ledger, diag);
	if (status != STATUS_OK) {
		output_abort(&out);
		return status;
	}
	diag->file = input_name(job);
	verdict = tool_explain(diag, e->format->emit(e, out.stream, diag));
	status = verdict == STATUS_DIFFERENT ? STATUS_OK : verdict;
	if (status == STATUS_OK)
		status = write_ledger(e->ledger,
		    job->ledger == NULL ? NULL : ledger.stream, job, diag);
	status =
	    finish(status, &out, job->ledger == NULL ? NULL : &ledger, diag);
	return status == STATUS_OK ? verdict : status;
}

/* One artifact of a directory. */
struct made {
	char *path;
	struct output out;
};

/* Write an artifact, and bring it to disk; there is no output if it fails. */
static int
make_artifact(struct made *a, const struct job *job, const struct emission *e,
    struct diag *diag)
{
	int status;

	a->path = output_path(job->dir, e->format->artifact, "");
	if (a->path == NULL)
		return tool_explain(diag, STATUS_OS);
	if (job_is_input(job, a->path)) {
		diag->file = NULL;
		return diag_fail(
		    diag, STATUS_USAGE, a->path, "an input would be replaced");
	}
	status = output_open(&a->out, a->path, diag);
	if (status != STATUS_OK)
		return status;
	diag->file = input_name(job);
	status = tool_explain(diag, e->format->emit(e, a->out.stream, diag));
	if (status == STATUS_OK)
		status = write_ledger(e->ledger, NULL, job, diag);
	ledger_free(e->ledger);
	if (status == STATUS_OK)
		status = output_settle(&a->out, diag);
	if (status != STATUS_OK)
		output_abort(&a->out);
	return status;
}

int
job_write_all(const struct job *job, struct emission *e, struct diag *diag)
{
	struct made artifacts[OUTPUT_MOST];
	const char *registry = e->table->registry->id;
	int status = STATUS_OK;
	size_t n = 0, i;

	for (i = 0; i < n_formats && status == STATUS_OK; i++) {
		if (*formats[i].artifact == '\0' ||
		    strcmp(formats[i].registry, registry) != 0)
			continue;
		e->format = &formats[i];
		status = make_artifact(&artifacts[n], job, e, diag);
		if (status == STATUS_OK)
			n++;
		else
			free(artifacts[n].path);
	}
	if (status == STATUS_OK && n == 0) {
		diag_error(diag, 0, registry, "no artifact is made of it");
		status = STATUS_DATA;
	}
	for (i = 0; i < n; i++) {
		if (status == STATUS_OK)
			status = output_commit(&artifacts[i].out, diag);
		else
			output_abort(&artifacts[i].out);
		free(artifacts[i].path);
	}
	return status;
}
