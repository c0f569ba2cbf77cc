/* SPDX-License-Identifier: MIT */
/* One run of portreg-emit: read a snapshot, write a format. */
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "artifact.h"
#include "emit.h"
#include "job.h"
#include "ledger.h"
#include "manifest.h"
#include "output.h"
#include "profile.h"
#include "tool.h"

const struct format formats[] = {
#define FORMAT(ident, name, registry, artifact, doc) \
	{name, registry, artifact, doc, emit_##ident, 0, 0},
#define LEDGER_FORMAT(ident, name, registry, artifact, doc) \
	{name, registry, artifact, doc, emit_##ident, 1, 0},
#define PAGE_FORMAT(ident, name, registry, artifact, doc) \
	{name, registry, artifact, doc, emit_##ident, 0, 1},
#include "formats.def"
#undef FORMAT
};

const size_t n_formats = sizeof(formats) / sizeof(formats[0]);

_Static_assert(sizeof(formats) / sizeof(formats[0]) <= OUTPUT_MOST,
    "all artifacts can be open at a time");

const struct format *
format_find(const char *name, const char *registry)
{
	size_t i;

	for (i = 0; i < n_formats; i++)
		if (strcmp(formats[i].name, name) == 0 &&
		    (registry == NULL || *formats[i].registry == '\0' ||
			strcmp(formats[i].registry, registry) == 0))
			return &formats[i];
	return NULL;
}

/* Read a snapshot; the table is to be freed if the status is STATUS_OK. */
static int
read_table(struct table *t, const char *path, struct diag *diag)
{
	FILE *in;
	int status = tool_open(&in, path, diag);

	if (status != STATUS_OK)
		return status;
	status = tool_explain(diag, snapshot_read(t, in, diag));
	fclose(in);
	if (status != STATUS_OK)
		table_free(t);
	return status;
}

static int
read_overlays(struct overlay *o, const struct job *job, const struct table *t,
    struct diag *diag)
{
	int status = STATUS_OK;
	size_t i;

	for (i = 0; status == STATUS_OK && i < job->n_overlays; i++)
		status =
		    tool_explain(diag, overlay_read(o, job->overlays[i], diag));
	if (status == STATUS_OK)
		status = tool_explain(diag, overlay_check(o, t, diag));
	return status;
}

/* Whether standard output is a terminal whose user wants colours. */
static int
has_colour(void)
{
	const char *no = getenv("NO_COLOR"), *term = getenv("TERM");

	return isatty(STDOUT_FILENO) && (no == NULL || *no == '\0') &&
	       term != NULL && strcmp(term, "dumb") != 0;
}

/* Emit a table; what else is needed is read here. */
static int
emit(const struct table *t, const struct job *job, struct diag *diag)
{
	const struct format *format =
	    job->dir != NULL ? NULL : format_find(job->format, t->registry->id);
	struct ledger ledger = {0};
	struct emission e = {0};
	struct overlay overlay = {0};
	struct table since = {0};
	struct buffer url = {0};
	const struct table *const tables[] = {t, &since};
	/* Its pages say what is there beside what is asked for. */
	static const struct selection everything = {0};
	const struct selection *selection =
	    job_has_pages(job) ? &everything : &job->selection;
	unsigned char *selected[] = {NULL, NULL};
	size_t rows;
	int status;

	if (job->dir == NULL && format == NULL) {
		diag_error(
		    diag, 0, job->format, "%s has no format", t->registry->id);
		return STATUS_DATA;
	}
	/* The row is known to be in form, so memory is what it can lack. */
	status = snapshot_get_header(t, &e.header, &rows, &url) != 0
		     ? tool_explain(diag, STATUS_OS)
		     : artifact_check(&e.header, diag);
	if (status == STATUS_OK)
		status = read_overlays(&overlay, job, t, diag);
	if (status == STATUS_OK && job->since != NULL)
		status = read_table(&since, job->since, diag);
	if (status == STATUS_OK)
		status =
		    select_rows(tables, selected, 2, selection, &overlay, diag);
	if (status == STATUS_OK) {
		e.format = format;
		e.table = t;
		e.selected = selected[0];
		e.selected_since = selected[1];
		e.overlay = &overlay;
		e.prefix = job->prefix == NULL ? "IANA_" : job->prefix;
		e.profile = profile_find(job->profile);
		e.ledger = &ledger;
		e.since = job->since == NULL ? NULL : &since;
		e.since_file = job->since;
		e.style = job->style;
		e.fail_on = job->fail_on;
		e.asked = &job->selection;
		e.in_colour =
		    job->output == NULL && job->check == NULL && has_colour();
		e.descriptions = job->descriptions;
		e.no_aliases = job->no_aliases;
		e.verbose = job->verbose;
		if (job->check != NULL)
			status = job_compare(job, &e, diag);
		else if (format == NULL)
			status = job_write_all(job, &e, diag);
		else
			status = job_write(job, &e, diag);
	}
	ledger_free(&ledger);
	free(selected[0]);
	free(selected[1]);
	buffer_free(&url);
	overlay_free(&overlay);
	table_free(&since);
	return status;
}

/* Verify a file; the report is an output even if there are errors in it. */
static int
verify(const struct job *job, struct diag *diag)
{
	struct verify_options options = job->verify;
	struct table against = {0};
	struct output out;
	int status = STATUS_OK, committed;

	options.database = database_find(job->format);
	options.style = job->style;
	if (job->against != NULL) {
		status = read_table(&against, job->against, diag);
		options.against = &against;
	}
	if (status == STATUS_OK && job->against != NULL &&
	    strcmp(against.registry->id, options.database->registry) != 0) {
		diag_error(diag, 0, against.registry->id, "no registry of %s",
		    job->format);
		status = STATUS_DATA;
	}
	if (status == STATUS_OK)
		status = output_open(&out, job->output, diag);
	if (status == STATUS_OK) {
		status = verify_run(&options, out.stream, diag);
		if (status == STATUS_OK || status == STATUS_DATA) {
			committed = output_commit(&out, diag);
			status = committed == STATUS_OK ? status : committed;
		} else {
			output_abort(&out);
		}
	}
	table_free(&against);
	return status;
}

int
job_run(const struct job *job, struct diag *diag)
{
	struct table table = {0};
	int status;

	if (job->lock != NULL) {
		status = manifest_run(
		    job->lock, job->files, job->n_files, job->output, diag);
	} else if (job->verify.file != NULL) {
		status = verify(job, diag);
	} else {
		status = read_table(&table, job->input, diag);
		if (status == STATUS_OK)
			status = emit(&table, job, diag);
	}
	table_free(&table);
	diag_finish(diag);
	return status;
}
