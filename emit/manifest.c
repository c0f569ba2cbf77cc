/* SPDX-License-Identifier: MIT */
/* The manifest of artifacts. */
#include <stdlib.h>
#include <string.h>

#include "artifact.h"
#include "json_value.h"
#include "lock.h"
#include "manifest.h"
#include "output.h"
#include "text.h"
#include "tool.h"

/* As SPDX names them. */
#define CODE_LICENCE "MIT"
#define DATA_LICENCE "CC0-1.0"

/* The name of a file without its directories. */
static const char *
base(const char *path)
{
	const char *slash = strrchr(path, '/');

	return slash == NULL ? path : slash + 1;
}

static void
put_number(struct buffer *b, const char *key, uint64_t n)
{
	json_put_key(b, key);
	buffer_put_number(b, (long)n);
}

/* What the lock says of a registry. */
static void
put_registry(
    struct buffer *b, const struct registry *r, const struct lock_row *row)
{
	buffer_put(b, '{');
	json_put_member(b, "registry", r->id);
	json_put_member(b, "updated", row->updated);
	put_number(b, "records", row->records);
	json_put_key(b, "source");
	buffer_put(b, '{');
	json_put_member(b, "url", r->url);
	json_put_member(b, "sha256", row->source_sha256);
	buffer_put(b, '}');
	json_put_member(b, "snapshot_sha256", row->snapshot_sha256);
	buffer_put(b, '}');
}

static void
put_head(struct buffer *b, const struct lock_row *lock)
{
	const char *start = "\n";
	size_t i;

	buffer_puts(b, "{\n");
	json_put_string(b, "portreg");
	buffer_put(b, ':');
	json_put_string(b, PORTREG_VERSION);
	buffer_puts(b, ",\n\"licences\":{");
	json_put_member(b, "code", CODE_LICENCE);
	json_put_member(b, "data", DATA_LICENCE);
	buffer_puts(b, "},\n\"registries\":[");
	for (i = 0; i < n_registries; i++) {
		if (!lock[i].present)
			continue;
		buffer_puts(b, start);
		put_registry(b, &registries[i], &lock[i]);
		start = ",\n";
	}
	buffer_puts(b, "\n],\n\"artifacts\":[");
}

/* The registry that an artifact was made of, if the lock has it, or NULL. */
static const struct registry *
find_registry(const struct artifact *a, const struct lock_row *lock)
{
	size_t i;

	for (i = 0; i < n_registries; i++)
		if (lock[i].present &&
		    strcmp(lock[i].source_sha256, a->sha256) == 0 &&
		    strcmp(lock[i].updated, a->date) == 0)
			return &registries[i];
	return NULL;
}

/* Digest and count the bytes of a file.  Returns a status. */
static int
measure(FILE *in, char sha256[DIGEST_HEX + 1], uint64_t *bytes)
{
	struct digest *digest = digest_new();
	char chunk[4096];
	size_t n;

	if (digest == NULL)
		return STATUS_OS;
	for (*bytes = 0; (n = fread(chunk, 1, sizeof(chunk), in)) > 0;
	     *bytes += n)
		digest_add(digest, chunk, n);
	digest_hex(digest, sha256);
	digest_free(digest);
	return ferror(in) ? STATUS_IO : STATUS_OK;
}

/* What an artifact says of itself, if it does. */
static int
put_origin(struct buffer *b, const struct artifact *a,
    const struct lock_row *lock, struct diag *diag)
{
	const struct registry *registry = find_registry(a, lock);

	if (registry == NULL)
		return diag_fail(diag, STATUS_DATA, a->date,
		    "made of data that is not in the lock");
	json_put_member(b, "registry", registry->id);
	json_put_member(b, "format", a->format);
	put_number(b, "version", (uint64_t)a->version);
	json_put_member(b, "updated", a->date);
	return STATUS_OK;
}

static int
put_artifact(
    struct buffer *b, FILE *in, const struct lock_row *lock, struct diag *diag)
{
	char sha256[DIGEST_HEX + 1];
	struct artifact a;
	uint64_t bytes = 0;
	int status = STATUS_OK, found;

	if (text_check(base(diag->file), 0) != NULL)
		return diag_fail(diag, STATUS_DATA, NULL, "not a name in JSON");
	buffer_put(b, '{');
	json_put_member(b, "file", base(diag->file));
	found = artifact_read(&a, in);
	if (found < 0)
		return tool_explain(diag, STATUS_IO);
	if (found)
		status = put_origin(b, &a, lock, diag);
	if (status == STATUS_OK)
		status = tool_explain(diag, measure(in, sha256, &bytes));
	if (status != STATUS_OK)
		return status;
	put_number(b, "bytes", bytes);
	json_put_member(b, "sha256", sha256);
	buffer_put(b, '}');
	return STATUS_OK;
}

/* Whether a file before that of number i has its name. */
static int
is_taken(char *const files[], size_t i)
{
	size_t k;

	for (k = 0; k < i; k++)
		if (strcmp(base(files[k]), base(files[i])) == 0)
			return 1;
	return 0;
}

static int
put_artifacts(struct buffer *b, const struct lock_row *lock,
    char *const files[], size_t n, struct diag *diag)
{
	int status = STATUS_OK;
	FILE *in;
	size_t i;

	for (i = 0; status == STATUS_OK && i < n; i++) {
		status = tool_open_existing(&in, files[i], diag);
		if (status != STATUS_OK)
			return status;
		buffer_puts(b, i == 0 ? "\n" : ",\n");
		status = is_taken(files, i)
			     ? diag_fail(diag, STATUS_DATA, base(files[i]),
				   "second artifact of its name")
			     : put_artifact(b, in, lock, diag);
		fclose(in);
	}
	buffer_puts(b, "\n]\n}\n");
	return status;
}

int
manifest_run(const char *lock_path, char *const files[], size_t n,
    const char *output, struct diag *diag)
{
	struct buffer b = {0};
	struct output out;
	struct lock_row *lock;
	FILE *in;
	int status = tool_open_file(&in, lock_path, diag);

	/* For lock_read, one that is not there is one without rows. */
	if (status != STATUS_OK)
		return status;
	fclose(in);
	lock = lock_read(lock_path, diag, &status);
	if (lock == NULL)
		return status;
	if (buffer_reserve(&b, 1) == 0) {
		put_head(&b, lock);
		status = put_artifacts(&b, lock, files, n, diag);
	}
	free(lock);
	if (status == STATUS_OK && b.failed)
		status = tool_explain(diag, STATUS_OS);
	if (status == STATUS_OK)
		status = output_open(&out, output, diag);
	if (status == STATUS_OK) {
		fwrite(b.data, 1, b.len, out.stream);
		status = output_commit(&out, diag);
	}
	buffer_free(&b);
	return status;
}
