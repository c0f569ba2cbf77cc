/* SPDX-License-Identifier: MIT */
/* The lock file: read, and one row replaced. */
#include <stdlib.h>
#include <string.h>

#include "lock.h"
#include "number.h"
#include "rows.h"
#include "snapshot.h"
#include "tool.h"

static const char *const names[] = {"registry", "url", "updated", "records",
    "source_sha256", "snapshot_sha256"};

enum {
	FIELDS = sizeof(names) / sizeof(names[0])
};

struct reader {
	struct lock_row *rows;
	struct diag *diag;
	int header; /* whether it was seen */
};

static int
refuse(struct reader *r, const struct row *row, size_t field)
{
	diag_error(r->diag, row->line, row->fields[field],
	    "row %zu: wrong %s in the lock", row->number, names[field]);
	return STATUS_DATA;
}

static int
take(void *data, const struct row *row)
{
	struct reader *r = data;
	const struct registry *registry;
	struct lock_row *to;
	size_t i;

	if (!row_check(row, FIELDS, r->diag))
		return STATUS_DATA;
	for (i = 0; row->number == 0 && i < FIELDS; i++)
		if (strcmp(row->fields[i], names[i]) != 0)
			return refuse(r, row, i);
	r->header = 1;
	if (row->number == 0)
		return STATUS_OK;
	registry = registry_find(row->fields[0]);
	if (registry == NULL)
		return refuse(r, row, 0);
	to = &r->rows[registry - registries];
	if (to->present)
		return refuse(r, row, 0);
	if (strcmp(row->fields[1], registry->url) != 0)
		return refuse(r, row, 1);
	if (!date_valid(row->fields[2]))
		return refuse(r, row, 2);
	if (number_parse(
		row->fields[3], row->lengths[3], UINT32_MAX, &to->records) != 0)
		return refuse(r, row, 3);
	for (i = 4; i < FIELDS; i++)
		if (!digest_valid(row->fields[i]))
			return refuse(r, row, i);
	memcpy(to->source_sha256, row->fields[4], DIGEST_HEX + 1);
	memcpy(to->snapshot_sha256, row->fields[5], DIGEST_HEX + 1);
	memcpy(to->updated, row->fields[2], row->lengths[2] + 1);
	to->present = 1;
	return STATUS_OK;
}

/* Read the rows; a file that was cut to nothing has not even the first. */
static int
read_rows(struct reader *r, FILE *in)
{
	int status = rows_read(in, r->diag, take, r);

	if (status == STATUS_OK && !r->header) {
		diag_error(r->diag, 0, NULL, "empty, not a lock");
		status = STATUS_DATA;
	}
	return status;
}

struct lock_row *
lock_read(const char *path, struct diag *diag, int *status)
{
	struct reader r = {calloc(n_registries, sizeof(*r.rows)), diag, 0};
	const char *file = diag->file;
	FILE *in = NULL;

	*status =
	    r.rows == NULL ? STATUS_OS : tool_open_regular(&in, path, diag);
	if (in != NULL) {
		*status = read_rows(&r, in);
		fclose(in);
	}
	diag->file = path;
	if (tool_explain(diag, *status) != STATUS_OK) {
		free(r.rows);
		r.rows = NULL;
	}
	diag->file = file;
	return r.rows;
}

static void
digest_piece(void *digest, const char *s, size_t n)
{
	digest_add(digest, s, n);
}

/* The digest of a table's snapshot, or "". */
static void
set_digest(struct lock_row *row, const struct table *t)
{
	struct digest *digest = digest_new();

	if (digest == NULL)
		return;
	if (snapshot_put(t, digest_piece, digest) == 0)
		digest_hex(digest, row->snapshot_sha256);
	digest_free(digest);
}

static int
set_row(struct lock_row *row, const struct table *t)
{
	struct snapshot_header h;
	struct buffer url = {0};
	size_t rows;

	memset(row, 0, sizeof(*row));
	if (snapshot_get_header(t, &h, &rows, &url) == 0) {
		memcpy(row->updated, h.updated, strlen(h.updated) + 1);
		memcpy(row->source_sha256, h.sha256, sizeof(h.sha256));
		row->records = table_count(t);
		row->present = 1;
		set_digest(row, t);
	}
	buffer_free(&url);
	return row->snapshot_sha256[0] == '\0' ? -1 : 0;
}

static void
put(const struct lock_row *rows, FILE *out)
{
	size_t i;

	for (i = 0; i < FIELDS; i++)
		fprintf(out, "%s%c", names[i], i + 1 < FIELDS ? ',' : '\n');
	for (i = 0; i < n_registries; i++)
		if (rows[i].present)
			fprintf(out, "%s,%s,%s,%llu,%s,%s\n", registries[i].id,
			    registries[i].url, rows[i].updated,
			    (unsigned long long)rows[i].records,
			    rows[i].source_sha256, rows[i].snapshot_sha256);
}

int
lock_open(struct output *out, const char *path, const struct table *tables,
    size_t n, struct diag *diag)
{
	int status;
	struct lock_row *rows = lock_read(path, diag, &status);
	size_t i;

	if (rows == NULL)
		return status;
	for (i = 0; i < n && status == STATUS_OK; i++)
		if (set_row(&rows[tables[i].registry - registries],
			&tables[i]) != 0)
			status = tool_explain(diag, STATUS_OS);
	if (status == STATUS_OK)
		status = output_open(out, path, diag);
	if (status == STATUS_OK)
		put(rows, out->stream);
	free(rows);
	return status;
}
