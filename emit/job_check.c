/* SPDX-License-Identifier: MIT */
/* What can be known of a run before anything is read. */
#include <errno.h>
#include <string.h>

#include "changes.h"
#include "database.h"
#include "emit.h"
#include "job.h"
#include "profile.h"
#include "tool.h"

/* Whether s can start an identifier of C. */
static int
is_identifier(const char *s)
{
	static const char allowed[] = "0123456789_"
				      "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
				      "abcdefghijklmnopqrstuvwxyz";

	return *s != '\0' && (*s < '0' || *s > '9') &&
	       s[strspn(s, allowed)] == '\0';
}

/* No overlay may pass for the registry in a ledger. */
static int
check_origins(const struct job *job, struct diag *diag)
{
	size_t i, n;

	for (i = 0; i < job->n_overlays; i++) {
		const char *origin = overlay_origin(job->overlays[i], &n);

		if (n == sizeof(OVERLAY_IANA) - 1 &&
		    memcmp(origin, OVERLAY_IANA, n) == 0) {
			diag_fail(diag, 0, job->overlays[i],
			    "an overlay with the name of IANA");
			return -1;
		}
	}
	return 0;
}

int
job_has_pages(const struct job *job)
{
	return job->verify.file == NULL && job->dir == NULL &&
	       format_find(job->format, NULL)->has_pages;
}

/* Check what is asked of pages.  Returns 0, or -1 after a message. */
static int
check_pages(const struct job *job, struct diag *diag)
{
	const struct selection *s = &job->selection;

	if (!job_has_pages(job))
		return 0;
	if (s->ports == NULL && s->names == NULL) {
		diag_fail(
		    diag, 0, job->format, "pages of which ports or names?");
		return -1;
	}
	if (s->protocols != NULL) {
		diag_fail(diag, 0, s->protocols,
		    "pages are of all protocols of a port");
		return -1;
	}
	return 0;
}

/* Whether an option was given that is for writing a format. */
static int
is_for_writing(const struct job *job)
{
	return job->profile != NULL || job->ledger != NULL ||
	       job->since != NULL || job->n_overlays > 0 ||
	       job->selection.ports != NULL ||
	       job->selection.protocols != NULL ||
	       job->selection.names != NULL || job->prefix != NULL ||
	       job->descriptions || job->no_aliases || job->verbose;
}

/* Check what is asked of verify.  Returns 0, or -1 after a message. */
static int
check_verify(const struct job *job, struct diag *diag)
{
	const struct verify_options *v = &job->verify;

	if (v->file == NULL && job->against != NULL) {
		diag_fail(diag, 0, NULL, "nothing to verify");
		return -1;
	}
	if (v->file != NULL && database_find(job->format) == NULL) {
		diag_fail(diag, 0, job->format, "no format to verify");
		return -1;
	}
	if (v->file != NULL && job->input != NULL) {
		diag_fail(diag, 0, job->input,
		    "verify reads no snapshot; "
		    "see --against");
		return -1;
	}
	if (v->file != NULL && job->against != NULL &&
	    tool_is_standard(v->file) && tool_is_standard(job->against)) {
		diag_fail(diag, 0, NULL,
		    "standard input cannot be both file and snapshot");
		return -1;
	}
	if (v->file != NULL && is_for_writing(job)) {
		diag_fail(diag, 0, v->file,
		    "verify takes no option but --against, --style and -o");
		return -1;
	}
	return 0;
}

/* Check the style of a report.  Returns 0, or -1 after a message. */
static int
check_style(const struct job *job, struct diag *diag)
{
	const char *style = job->style;
	int is_changes = strcmp(job->format, "changes") == 0;
	int has_markdown = is_changes || job_has_pages(job);

	if (!is_changes && job->since != NULL) {
		diag_fail(diag, 0, job->format, "compares no snapshots");
		return -1;
	}
	if (!is_changes && job->fail_on != NULL) {
		diag_fail(diag, 0, job->format, "no severities to fail on");
		return -1;
	}
	if (job->fail_on != NULL &&
	    severity_find(job->fail_on) == SEVERITY_COUNT) {
		diag_fail(diag, 0, job->fail_on, "unknown severity");
		return -1;
	}
	if (style == NULL)
		return 0;
	if (!has_markdown && job->verify.file == NULL) {
		diag_fail(diag, 0, NULL, "nothing to verify");
		return -1;
	}
	if (strcmp(style, "text") != 0 && strcmp(style, "json") != 0 &&
	    (!has_markdown || strcmp(style, "markdown") != 0)) {
		diag_fail(diag, 0, style, "unknown style");
		return -1;
	}
	return 0;
}

/* Check what is asked of a comparison.  Returns 0, or -1 after a message. */
static int
check_compare(const struct job *job, struct diag *diag)
{
	if (job->check == NULL)
		return 0;
	if (job->output != NULL || job->ledger != NULL ||
	    job->verify.file != NULL || job->verbose) {
		diag_fail(diag, 0, job->check,
		    "a check writes nothing: it is without -o, -v, --ledger "
		    "and --verify");
		return -1;
	}
	if (job->since != NULL) {
		diag_fail(diag, 0, job->format, "no artifact to check");
		return -1;
	}
	return 0;
}

/* Check what is asked for one format.  Returns 0, or -1 after a message. */
static int
check_format(const struct job *job, struct diag *diag)
{
	if (job->format == NULL) {
		diag_fail(diag, 0, NULL, "no format");
		return -1;
	}
	if (format_find(job->format, NULL) == NULL) {
		diag_fail(diag, 0, job->format, "unknown format");
		return -1;
	}
	if (job->since != NULL && tool_is_standard(job->since) &&
	    tool_is_standard(job->input)) {
		diag_fail(
		    diag, 0, NULL, "standard input cannot be both snapshots");
		return -1;
	}
	if (job_check_outputs(job, diag) != 0)
		return -1;
	if (job->ledger != NULL &&
	    !format_find(job->format, NULL)->keeps_ledger) {
		diag_fail(
		    diag, 0, job->format, "a format that keeps no ledger");
		return -1;
	}
	if (check_compare(job, diag) != 0 || check_style(job, diag) != 0 ||
	    check_pages(job, diag) != 0)
		return -1;
	return check_verify(job, diag);
}

/* The same for all artifacts. */
static int
check_dir(const struct job *job, struct diag *diag)
{
	if (*job->dir == '\0') {
		diag_fail(diag, 0, job->dir, "no directory");
		return -1;
	}
	if (job->format == NULL && job->output == NULL && job->ledger == NULL &&
	    job->since == NULL && job->verify.file == NULL &&
	    job->style == NULL && job->fail_on == NULL && job->check == NULL &&
	    job->against == NULL)
		return 0;
	diag_fail(diag, 0, job->dir,
	    "a directory is for all artifacts, without -f, -o, --ledger, "
	    "--since, --style, --fail-on, --check, --verify and --against");
	return -1;
}

/* The same for a manifest. */
static int
check_manifest(const struct job *job, struct diag *diag)
{
	if (*job->lock == '\0') {
		diag_fail(diag, 0, job->lock, "no lock");
		return -1;
	}
	if (job->n_files == 0) {
		diag_fail(diag, 0, NULL, "a manifest of what?");
		return -1;
	}
	if (job->format != NULL || job->dir != NULL || job->style != NULL ||
	    job->fail_on != NULL || job->check != NULL ||
	    job->against != NULL || job->verify.file != NULL ||
	    is_for_writing(job)) {
		diag_fail(
		    diag, 0, job->lock, "a manifest takes no option but -o");
		return -1;
	}
	return job_check_outputs(job, diag);
}

int
job_check(const struct job *job, struct diag *diag)
{
	errno = 0;
	if (job->lock != NULL)
		return check_manifest(job, diag);
	if (job->n_files > 1) {
		diag_fail(diag, 0, job->files[1], "more than one snapshot");
		return -1;
	}
	if ((job->dir != NULL ? check_dir : check_format)(job, diag) != 0)
		return -1;
	if (profile_find(job->profile) == NULL) {
		diag_fail(diag, 0, job->profile, "unknown profile");
		return -1;
	}
	if (job->prefix != NULL && !is_identifier(job->prefix)) {
		diag_fail(diag, 0, job->prefix, "not a prefix of identifiers");
		return -1;
	}
	return check_origins(job, diag);
}
