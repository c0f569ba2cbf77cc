/* SPDX-License-Identifier: MIT */
#include <ctype.h>
#include <stdlib.h>
#include <string.h>

#include "apply.h"
#include "changes.h"
#include "emit.h"
#include "ledger.h"
#include "profile.h"
#include "snapshot.h"
#include "step.h"
#include "tool.h"

/* How often "<record" stands in a file, by itself. */
static int
count_records(const char *path, size_t *n, struct diag *diag)
{
	static const char tag[] = "<record";
	char *line = NULL;
	size_t size = 0;
	FILE *in;
	int status = tool_open(&in, path, diag);

	if (status != STATUS_OK)
		return status;
	*n = 0;
	while (getline(&line, &size, in) != -1) {
		const char *s = line;

		while ((s = strstr(s, tag)) != NULL) {
			s += sizeof(tag) - 1;
			*n += *s == '>' || isspace((unsigned char)*s);
		}
	}
	status = ferror(in) ? STATUS_IO : STATUS_OK;
	free(line);
	fclose(in);
	return tool_explain(diag, status);
}

static int
check_records(const struct step *step, struct diag *diag)
{
	size_t n, rows = table_count(step->new);
	int status = count_records(step->xml, &n, diag);

	if (status == STATUS_OK && n != rows) {
		diag_error(diag, 0, NULL, "%zu of %zu records are in the table",
		    rows, n);
		status = STATUS_DATA;
	}
	return status;
}

int
step_compare(const struct table *t, FILE *snapshot, struct diag *diag)
{
	struct table read;
	int status = snapshot_read(&read, snapshot, diag);
	size_t i;

	if (status == STATUS_OK && read.n != t->n) {
		diag_error(diag, 0, NULL, "%zu of %zu rows are in the snapshot",
		    read.n, t->n);
		status = STATUS_DATA;
	}
	for (i = 0; status == STATUS_OK && i < t->n; i++)
		if (!apply_is_same(
			t, &t->records[i], &read, &read.records[i])) {
			diag_error(diag, t->records[i].line, NULL,
			    "is another record in the snapshot");
			status = STATUS_DATA;
		}
	table_free(&read);
	return status;
}

/* Is a table, written as a snapshot, the same? */
static int
check_snapshot(const struct table *t, struct diag *diag)
{
	char *bytes = NULL;
	size_t n;
	FILE *file = open_memstream(&bytes, &n);
	int status = STATUS_OS;

	if (file != NULL) {
		int failed = snapshot_write(t, file) != 0;

		if (fclose(file) == 0 && !failed &&
		    (file = fmemopen(bytes, n, "r")) != NULL) {
			status = step_compare(t, file, diag);
			fclose(file);
		}
	}
	free(bytes);
	return tool_explain(diag, status);
}

/* Does the ledger of a format close? */
static int
check_ledger(const struct format *f, struct emission *e, struct diag *diag)
{
	struct ledger ledger = {0};
	size_t counts[OUTCOME_COUNT];
	FILE *out = fopen("/dev/null", "w");
	int status;

	if (out == NULL)
		return diag_fail(diag, STATUS_OS, NULL, "/dev/null");
	e->format = f;
	e->ledger = &ledger;
	status = tool_explain(diag, f->emit(e, out, diag));
	if (status == STATUS_OK && ledger_close(&ledger, counts, diag) != 0)
		status = STATUS_INTERNAL;
	fclose(out);
	ledger_free(&ledger);
	e->ledger = NULL;
	return status;
}

static int
check_ledgers(struct emission *e, FILE *said, struct diag *diag)
{
	const char *registry = e->table->registry->id;
	int status = STATUS_OK;
	size_t i, n = 0;

	for (i = 0; status == STATUS_OK && i < n_formats; i++)
		if (formats[i].keeps_ledger && *formats[i].artifact != '\0' &&
		    strcmp(formats[i].registry, registry) == 0) {
			status = check_ledger(&formats[i], e, diag);
			n++;
		}
	if (n > 0)
		fprintf(said,
		    n == 1 ? ", ledger closes" : ", %zu ledgers close", n);
	return status;
}

static int
check_changes(const struct emission *e, FILE *said, struct diag *diag)
{
	struct changes c;
	int status = STATUS_OS, s;

	if (changes_find(&c, e) == 0)
		status = apply_check(&c, diag);
	for (s = 0; status == STATUS_OK && s < SEVERITY_COUNT; s++)
		fprintf(said, ", %zu %s", c.counts[s],
		    severity_name((enum severity)s));
	changes_free(&c);
	return tool_explain(diag, status);
}

/* As portreg-emit does, without options. */
static int
check_emission(const struct step *step, FILE *said, struct diag *diag)
{
	static const struct overlay none = {0};
	static const struct selection everything = {0};
	const struct table *const tables[] = {step->new, step->old};
	unsigned char *selected[] = {NULL, NULL};
	struct buffer url = {0};
	struct emission e = {.table = step->new,
	    .overlay = &none,
	    .profile = profile_find(NULL),
	    .since = step->old};
	size_t rows;
	int status = select_rows(tables, selected, step->old == NULL ? 1 : 2,
	    &everything, &none, diag);

	e.selected = selected[0];
	e.selected_since = selected[1];
	if (status == STATUS_OK &&
	    snapshot_get_header(step->new, &e.header, &rows, &url) != 0)
		status = tool_explain(diag, STATUS_OS);
	if (status == STATUS_OK && step->old != NULL)
		status = check_changes(&e, said, diag);
	if (status == STATUS_OK)
		status = check_ledgers(&e, said, diag);
	free(selected[0]);
	free(selected[1]);
	buffer_free(&url);
	return status;
}

int
step_check(const struct step *step, FILE *said, struct diag *diag)
{
	int status = check_records(step, diag);

	if (status == STATUS_OK)
		status = check_snapshot(step->new, diag);
	fprintf(said, "%s: %zu records", step->xml, table_count(step->new));
	if (status == STATUS_OK)
		status = check_emission(step, said, diag);
	fputc('\n', said);
	return status;
}
