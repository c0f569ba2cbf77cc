/* SPDX-License-Identifier: MIT */
/* No output may replace what it is made from, or another output. */
#include "job.h"
#include "output.h"
#include "tool.h"

int
job_is_input(const struct job *job, const char *output)
{
	int has_pages = job->format != NULL && job_has_pages(job);
	/* "-" is standard input in the first, and a file in the second. */
	const char *const streams[] = {
	    job->input, job->since, job->against, job->verify.file};
	const char *const files[] = {
	    job->lock, has_pages ? NULL : job->selection.names};
	size_t i;

	if (output == NULL)
		return 0;
	for (i = 0; i < sizeof(streams) / sizeof(streams[0]); i++)
		if (!tool_is_standard(streams[i]) &&
		    output_same(output, streams[i]))
			return 1;
	for (i = 0; i < sizeof(files) / sizeof(files[0]); i++)
		if (files[i] != NULL && output_same(output, files[i]))
			return 1;
	for (i = 0; job->lock != NULL && i < job->n_files; i++)
		if (output_same(output, job->files[i]))
			return 1;
	for (i = 0; i < job->n_overlays; i++)
		if (output_same(output, job->overlays[i]))
			return 1;
	return 0;
}

int
job_check_outputs(const struct job *job, struct diag *diag)
{
	const char *const outputs[] = {job->output, job->ledger};
	size_t i;

	for (i = 0; i < sizeof(outputs) / sizeof(outputs[0]); i++) {
		if (!job_is_input(job, outputs[i]))
			continue;
		diag_fail(diag, 0, outputs[i], "an input would be replaced");
		return -1;
	}
	if (job->output != NULL && job->ledger != NULL &&
	    output_same(job->output, job->ledger)) {
		diag_fail(diag, 0, job->output, "format and ledger are one");
		return -1;
	}
	return 0;
}
