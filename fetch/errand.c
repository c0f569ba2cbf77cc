/* SPDX-License-Identifier: MIT */
/* The way of a registry: transfer, gates, place, sidecar. */
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "check.h"
#include "errand.h"
#include "offline.h"
#include "output.h"
#include "retry.h"
#include "sidecar.h"
#include "tool.h"
#include "transfer.h"
#include "url.h"

/* One registry on its way. */
struct errand {
	const struct fetch *fetch;
	const struct registry *registry;
	const struct lock_row *lock; /* its row, present or not */
	char *url;
	char *path; /* of the file */
	char *meta; /* of the sidecar */
	struct output out;
	struct sidecar old; /* of the file in place; url NULL: of itself */
	struct sidecar new;
	char sha256[DIGEST_HEX + 1]; /* of the file in place, or "" */
	struct diag *diag;
};

/* The digest of the file in place. */
static int
hash_file(FILE *in, char sha256[DIGEST_HEX + 1])
{
	char s[BUFSIZ];
	struct digest *digest = digest_new();
	size_t n;

	if (digest == NULL)
		return STATUS_OS;
	errno = 0;
	while ((n = fread(s, 1, sizeof(s), in)) > 0)
		digest_add(digest, s, n);
	if (!ferror(in))
		digest_hex(digest, sha256);
	digest_free(digest);
	return ferror(in) ? STATUS_IO : STATUS_OK;
}

static int
receive(struct errand *e, int *unchanged)
{
	struct transfer t = {.url = e->url, .cacert = e->fetch->cacert};
	struct progress progress;
	int status;

	/* A validator is worth something only where it came from. */
	if (!e->fetch->force && e->old.url != NULL &&
	    strcmp(e->old.url, e->url) == 0) {
		t.etag = e->old.etag;
		t.last_modified = e->old.last_modified;
	}
	t.progress = &progress;
	progress_start(&progress, stderr, e->registry->id);
	status =
	    retry_run(&t, fetch_tries(e->fetch), &e->out, e->path, e->diag);
	*unchanged = t.unchanged;
	e->new.etag = t.new_etag;
	e->new.last_modified = t.new_last_modified;
	return status;
}

/* Check what came, or what is in place and shall stay. */
static int
check(struct errand *e, int unchanged)
{
	struct summary *s = &e->new.summary;
	int status = STATUS_OK;

	if (unchanged)
		*s = e->old.summary;
	else
		status = check_body(
		    e->out.stream, e->registry, s, e->new.sha256, e->diag);
	if (status == STATUS_OK && !unchanged &&
	    e->old.summary.updated[0] != '\0')
		status = check_date(s, e->old.summary.updated,
		    "that of the file in place", e->diag);
	if (status == STATUS_OK && e->lock->present)
		status = check_lock(s, e->lock,
		    unchanged ? e->sha256 : e->new.sha256, e->fetch->force,
		    e->diag);
	return status;
}

/* Put the file in its place, unless it is there, and then the sidecar. */
static int
put_in_place(struct errand *e, int *unchanged)
{
	struct output meta;
	int status;

	*unchanged = strcmp(e->new.sha256, e->sha256) == 0;
	e->new.url = e->url;
	status = sidecar_open(&meta, &e->new, e->meta, e->diag);
	e->new.url = NULL;
	if (status != STATUS_OK)
		return status;
	if (!*unchanged)
		status = output_commit(&e->out, e->diag);
	if (status == STATUS_OK)
		return output_commit(&meta, e->diag);
	output_abort(&meta);
	return status;
}

/* Find out what is in place: of its sidecar, or else of itself. */
static int
look_into_old(struct errand *e, FILE *in)
{
	char sha256[DIGEST_HEX + 1];
	struct diag silent = *e->diag;
	int status = check_size(in, e->diag);

	if (status == STATUS_OK)
		status = hash_file(in, e->sha256);
	if (status == STATUS_OK &&
	    sidecar_read(&e->old, e->meta, e->sha256) != 0)
		status = STATUS_OS;
	if (status != STATUS_OK || e->old.url != NULL)
		return tool_explain(e->diag, status);
	/* One that does not pass may be replaced by any; it needs no message.
	 */
	silent.errors = DIAG_SHOWN;
	status = check_body(in, e->registry, &e->old.summary, sha256, &silent);
	return status == STATUS_DATA ? STATUS_OK : status;
}

/* One that is there and cannot be read says nothing of dates: it stays. */
static int
look_at_old(struct errand *e)
{
	FILE *in;
	int status = tool_open_regular(&in, e->path, e->diag);

	if (status == STATUS_OK && in != NULL) {
		status = look_into_old(e, in);
		fclose(in);
	}
	e->diag->file = e->url;
	return status;
}

static void
say(const struct errand *e, int unchanged)
{
	const struct summary *s = &e->new.summary;

	check_age(s, e->registry, e->diag);
	printf("%s: %zu records, %s, %s\n", e->registry->id, (size_t)s->records,
	    s->updated, unchanged ? "unchanged" : "new");
}

/* From the transfer to the end; the output is open. */
static int
finish(struct errand *e)
{
	int unchanged = 0;
	int status = url_check_file(e->url, e->diag);

	if (status == STATUS_OK)
		status = receive(e, &unchanged);
	if (status == STATUS_OK)
		status = check(e, unchanged);
	if (status == STATUS_OK && !unchanged)
		status = put_in_place(e, &unchanged);
	if (status == STATUS_OK)
		say(e, unchanged);
	return status;
}

static int
stay_offline(struct errand *e)
{
	int status = offline_check(e->path, e->registry, e->lock,
	    e->fetch->force, &e->new.summary, e->diag);

	if (status == STATUS_OK)
		say(e, 1);
	e->diag->file = NULL;
	return status;
}

/* Name and open what is needed, and do the work. */
static int
start(struct errand *e)
{
	int status;

	e->url = url_make(e->registry, e->fetch->url, 0);
	e->path = output_path(e->fetch->dir, e->registry->id, ".xml");
	e->meta = output_path(e->fetch->dir, e->registry->id, ".xml.meta");
	if (e->url == NULL || e->path == NULL || e->meta == NULL)
		return tool_explain(e->diag, STATUS_OS);
	if (e->fetch->offline)
		return stay_offline(e);
	status = output_open(&e->out, e->path, e->diag);
	if (status != STATUS_OK)
		return status;
	status = look_at_old(e);
	if (status == STATUS_OK)
		status = finish(e);
	output_abort(&e->out);
	e->diag->file = NULL;
	return status;
}

int
errand_run(const struct fetch *f, const char *id, const struct lock_row *rows,
    struct diag *diag)
{
	static const struct lock_row none;
	struct errand e = {.fetch = f, .diag = diag};
	int status;

	e.registry = registry_find(id);
	e.lock = rows == NULL ? &none : &rows[e.registry - registries];
	status = start(&e);
	sidecar_free(&e.old);
	sidecar_free(&e.new);
	free(e.url);
	free(e.path);
	free(e.meta);
	return status;
}
