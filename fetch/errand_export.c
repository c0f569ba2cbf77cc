/* SPDX-License-Identifier: MIT */
/* The way of an export: transfer, a look at its ends, place. */
#include <stdlib.h>

#include "check.h"
#include "errand.h"
#include "output.h"
#include "retry.h"
#include "tool.h"
#include "transfer.h"
#include "url.h"

/* Check what can be known of an export without its registry. */
static int
check(FILE *in, long *bytes, struct diag *diag)
{
	const char *problem;

	rewind(in);
	problem = check_start(in);
	if (problem == NULL && !ferror(in) && fseek(in, -1, SEEK_END) == 0 &&
	    getc(in) != '\n')
		problem = "truncated: no line feed at the end";
	*bytes = ftell(in);
	if (ferror(in) || *bytes < 0)
		return tool_explain(diag, STATUS_IO);
	if (problem == NULL)
		return STATUS_OK;
	diag_error(diag, 0, NULL, "%s", problem);
	return STATUS_DATA;
}

static int
receive(const struct fetch *f, const char *id, struct output *out,
    const char *path, struct diag *diag)
{
	struct progress progress;
	struct transfer t = {
	    .url = diag->file, .cacert = f->cacert, .progress = &progress};
	int status = url_check_file(t.url, diag);

	if (status != STATUS_OK)
		return status;
	progress_start(&progress, stderr, id);
	status = retry_run(&t, fetch_tries(f), out, path, diag);
	transfer_free(&t);
	return status;
}

/* From the URL to the place; the names may be NULL (ENOMEM). */
static int
run(const struct fetch *f, const char *id, const char *url, const char *path,
    struct diag *diag)
{
	struct output out;
	long bytes;
	int status;

	if (url == NULL || path == NULL)
		return tool_explain(diag, STATUS_OS);
	status = output_open(&out, path, diag);
	if (status != STATUS_OK)
		return status;
	diag->file = url;
	status = receive(f, id, &out, path, diag);
	if (status == STATUS_OK)
		status = check(out.stream, &bytes, diag);
	if (status == STATUS_OK)
		status = output_commit(&out, diag);
	output_abort(&out);
	diag->file = NULL;
	if (status == STATUS_OK)
		printf("%s: export, %ld bytes\n", id, bytes);
	return status;
}

int
errand_run_export(const struct fetch *f, const char *id, struct diag *diag)
{
	char *url = url_make(registry_find(id), f->url, 1);
	char *path = output_path(f->dir, id, ".csv");
	int status = run(f, id, url, path, diag);

	free(url);
	free(path);
	return status;
}
