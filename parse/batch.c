/* SPDX-License-Identifier: MIT */
/* One run of portreg-parse: all is read before anything is written. */
#include <stdio.h>
#include <stdlib.h>

#include "batch.h"
#include "lock.h"
#include "output.h"
#include "snapshot.h"
#include "tool.h"

/* A snapshot on its way. */
struct product {
	struct output out;
	char *path; /* of one of -d, or NULL */
};

static int
read_table(
    struct table *t, const char *path, const struct batch *b, struct diag *diag)
{
	FILE *in;
	int status = tool_open(&in, path, diag);

	if (status != STATUS_OK)
		return status;
	status = parse_xml(t, in, &b->options, diag);
	fclose(in);
	return tool_explain(diag, status);
}

/* Whether a table is of another registry than those before it. */
static int
check_registry(const struct table *tables, size_t i, struct diag *diag)
{
	size_t k;

	for (k = 0; k < i; k++)
		if (tables[k].registry == tables[i].registry) {
			diag_error(diag, 0, tables[i].registry->id,
			    "second file of its registry");
			return STATUS_DATA;
		}
	return STATUS_OK;
}

/* Read all inputs, to report on each.  Returns the first failure. */
static int
read_tables(struct table *tables, const struct batch *b, struct diag *diag)
{
	int status = STATUS_OK;
	size_t i;

	for (i = 0; i < b->n; i++) {
		int one = read_table(&tables[i], b->inputs[i], b, diag);

		if (one == STATUS_OK)
			one = check_registry(tables, i, diag);
		if (status == STATUS_OK)
			status = one;
	}
	return status;
}

/* Check that a target, if it has a path, is neither input nor lock. */
static int
check_target(const char *path, const struct batch *b, struct diag *diag)
{
	const char *against = b->options.against;
	int is_input;
	size_t i;

	if (path == NULL)
		return STATUS_OK;
	diag->file = NULL;
	if (b->lock != NULL && path != b->lock && output_same(path, b->lock))
		return diag_fail(
		    diag, STATUS_USAGE, path, "snapshot and lock are one");
	is_input = against != NULL && output_same(path, against);
	for (i = 0; i < b->n; i++)
		if (!tool_is_standard(b->inputs[i]) &&
		    output_same(path, b->inputs[i]))
			is_input = 1;
	return is_input ? diag_fail(diag, STATUS_USAGE, path,
			      "an input would be replaced")
			: STATUS_OK;
}

/* The same for all files of a directory, whose names are known by now. */
static int
name_files(struct product *products, const struct table *tables,
    const struct batch *b, struct diag *diag)
{
	int status = STATUS_OK;
	size_t i;

	for (i = 0; status == STATUS_OK && b->dir != NULL && i < b->n; i++) {
		char *path =
		    output_path(b->dir, tables[i].registry->id, ".csv");

		products[i].path = path;
		status = path == NULL ? tool_explain(diag, STATUS_OS)
				      : check_target(path, b, diag);
	}
	return status;
}

/* Make what is to be put in place later. */
static int
make_snapshot(struct product *p, const struct table *t, const struct batch *b,
    struct diag *diag)
{
	struct output *out = &p->out;
	int status =
	    output_open(out, b->dir == NULL ? b->output : p->path, diag);

	if (status != STATUS_OK)
		return status;
	status = snapshot_write(t, out->stream) == 0
		     ? output_settle(out, diag)
		     : tool_explain(diag, STATUS_OS);
	if (status != STATUS_OK)
		output_abort(out);
	return status;
}

/* The same for the lock. */
static int
make_lock(struct output *out, const struct batch *b, const struct table *tables,
    struct diag *diag)
{
	int status = lock_open(out, b->lock, tables, b->n, diag);

	if (status != STATUS_OK)
		return status;
	status = output_settle(out, diag);
	if (status != STATUS_OK)
		output_abort(out);
	return status;
}

/* Put an output in place, or drop it if one before it failed. */
static int
finish(int status, struct output *out, struct diag *diag)
{
	if (status == STATUS_OK)
		return output_commit(out, diag);
	output_abort(out);
	return status;
}

/*
 * Write all snapshots and the lock, which is made first, as there is no way
 * back from standard output, and put in place last.
 */
static int
write_tables(struct product *products, const struct table *tables,
    const struct batch *b, struct diag *diag)
{
	struct output lock;
	int status = STATUS_OK;
	size_t n = 0, i;

	if (b->lock != NULL)
		status = make_lock(&lock, b, tables, diag);
	if (status != STATUS_OK)
		return status;
	while (n < b->n && status == STATUS_OK) {
		status = make_snapshot(&products[n], &tables[n], b, diag);
		if (status == STATUS_OK)
			n++;
	}
	for (i = 0; i < n; i++)
		status = finish(status, &products[i].out, diag);
	if (b->lock != NULL)
		status = finish(status, &lock, diag);
	return status;
}

int
batch_run(const struct batch *b, struct diag *diag)
{
	struct table *tables = calloc(b->n, sizeof(*tables));
	struct product *products = calloc(b->n, sizeof(*products));
	int status;
	size_t i;

	if (tables == NULL || products == NULL) {
		free(products);
		free(tables);
		return tool_explain(diag, STATUS_OS);
	}
	status = check_target(b->lock, b, diag);
	if (status == STATUS_OK)
		status = check_target(b->output, b, diag);
	if (status == STATUS_OK)
		status = read_tables(tables, b, diag);
	if (status == STATUS_OK)
		status = name_files(products, tables, b, diag);
	if (status == STATUS_OK)
		status = write_tables(products, tables, b, diag);
	diag_finish(diag);
	for (i = 0; i < b->n; i++) {
		table_free(&tables[i]);
		free(products[i].path);
	}
	free(products);
	free(tables);
	return status;
}
