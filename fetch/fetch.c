/* SPDX-License-Identifier: MIT */
/* What is asked for, checked, and done for each registry. */
#include <sys/stat.h>

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "claim.h"
#include "digest.h"
#include "errand.h"
#include "fetch.h"
#include "number.h"
#include "retry.h"
#include "tool.h"
#include "url.h"

size_t
fetch_tries(const struct fetch *f)
{
	uint64_t n = RETRY_MOST;

	if (f->retry != NULL &&
	    number_parse(f->retry, strlen(f->retry), RETRY_MOST, &n) != 0)
		n = RETRY_MOST + 1;
	return (size_t)n;
}

/* The first of the registries that is not one, or has no export. */
static const char *
find_wrong_id(const struct fetch *f, size_t *n)
{
	const struct registry *r;

	for (*n = 0; f->ids[*n] != NULL; (*n)++) {
		r = registry_find(f->ids[*n]);
		if (r == NULL || (f->export && r->export == NULL))
			return f->ids[*n];
	}
	return NULL;
}

int
fetch_check(const struct fetch *f, struct diag *diag)
{
	size_t i;
	const char *wrong = find_wrong_id(f, &i);

	errno = 0;
	if (*f->dir == '\0') {
		diag_fail(diag, STATUS_USAGE, f->dir, "no directory");
		return -1;
	}
	if (f->lock != NULL && *f->lock == '\0') {
		diag_fail(diag, STATUS_USAGE, f->lock, "no lock");
		return -1;
	}
	if (wrong != NULL) {
		diag_fail(diag, STATUS_USAGE, wrong,
		    registry_find(wrong) == NULL
			? "unknown registry"
			: "no export of this registry is known");
		return -1;
	}
	if (i == 0) {
		diag_fail(diag, STATUS_USAGE, NULL, "no registry is named");
		return -1;
	}
	if (f->retry != NULL && fetch_tries(f) > RETRY_MOST) {
		diag_fail(diag, STATUS_USAGE, f->retry,
		    "not a number from 0 to %d", RETRY_MOST);
		return -1;
	}
	if (f->export && (f->lock != NULL || f->force || f->offline)) {
		diag_fail(diag, STATUS_USAGE, NULL,
		    "--export takes no --lock, --force or --offline");
		return -1;
	}
	if (f->url == NULL)
		return 0;
	if (f->offline) {
		diag_fail(diag, STATUS_USAGE, NULL,
		    "--offline takes no URL, as it gets nothing");
		return -1;
	}
	if (i > 1 && !url_is_folder(f->url)) {
		diag_fail(diag, STATUS_USAGE, NULL,
		    "one URL for several registries must end in '/'");
		return -1;
	}
	return url_check(f->url, diag);
}

/* libcurl would wait for a pipe, where it needs the file. */
static int
check_cacert(const struct fetch *f, struct diag *diag)
{
	const char *path = f->cacert;
	struct stat st;

	if (path == NULL || f->offline ||
	    (f->url != NULL && url_is_file(f->url)) || stat(path, &st) != 0 ||
	    S_ISREG(st.st_mode))
		return STATUS_OK;
	errno = 0;
	return diag_fail(
	    diag, STATUS_NO_INPUT, path, "the CA file is not a regular file");
}

static int
fetch_each(
    const struct fetch *f, const struct lock_row *rows, struct diag *diag)
{
	int status = STATUS_OK, result;
	size_t i;

	for (i = 0; f->ids[i] != NULL; i++) {
		result = f->export ? errand_run_export(f, f->ids[i], diag)
				   : errand_run(f, f->ids[i], rows, diag);
		status = status == STATUS_OK ? result : status;
	}
	return status;
}

static int
fetch_all(const struct fetch *f, struct diag *diag)
{
	struct lock_row *rows = NULL;
	int status = STATUS_OK;

	if (f->lock != NULL)
		rows = lock_read(f->lock, diag, &status);
	if (status == STATUS_OK)
		status = check_cacert(f, diag);
	if (status == STATUS_OK && !f->offline)
		status = transfer_setup(diag);
	if (status == STATUS_OK) {
		status = fetch_each(f, rows, diag);
		if (!f->offline)
			transfer_cleanup();
	}
	free(rows);
	return status;
}

int
fetch_run(const struct fetch *f, struct diag *diag)
{
	int fd, status = claim(f->dir, &fd, diag), result;

	if (status != STATUS_OK)
		return status;
	digest_setup();
	status = fetch_all(f, diag);
	if (fd >= 0)
		close(fd);
	diag_finish(diag);
	result = tool_finish(diag);
	return status == STATUS_OK ? result : status;
}
