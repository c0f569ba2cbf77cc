/* SPDX-License-Identifier: MIT */
/* changes: what became of an older snapshot, for people and for programs. */
#include <errno.h>
#include <string.h>

#include "changes.h"

/* Whether both snapshots can be compared; reports why not. */
static int
check(const struct emission *e, struct diag *diag)
{
	const struct table *old = e->since;
	const struct record *header = table_header(old);
	const char *updated = record_text(old, header, COLUMN_MODIFIED);
	const char *file = diag->file;
	size_t errors = diag->errors;

	diag->file = e->since_file;
	if (old->registry != e->table->registry)
		diag_error(diag, header->line, old->registry->id,
		    "the older snapshot is of another registry");
	else if (strcmp(updated, e->header.updated) > 0)
		diag_error(diag, header->line, updated,
		    "the older snapshot is newer than %s", e->header.updated);
	diag->file = file;
	return diag->errors > errors ? STATUS_DATA : STATUS_OK;
}

static int
put(const struct changes *c, FILE *out)
{
	const char *style = c->e->style;

	if (style != NULL && strcmp(style, "markdown") == 0)
		return changes_put_markdown(c, out);
	if (style != NULL && strcmp(style, "json") == 0)
		return changes_put_json(c, out);
	return changes_put_text(c, out);
}

int
emit_changes(const struct emission *e, FILE *out, struct diag *diag)
{
	struct changes c;
	int status;

	errno = 0;
	if (e->since == NULL)
		return diag_fail(
		    diag, STATUS_USAGE, NULL, "changes needs --since OLD.csv");
	status = check(e, diag);
	if (status != STATUS_OK)
		return status;
	if (changes_find(&c, e) != 0 || put(&c, out) != 0)
		status = STATUS_OS;
	else if (e->fail_on != NULL &&
		 changes_worst(&c) <= severity_find(e->fail_on))
		status = STATUS_DIFFERENT;
	changes_free(&c);
	return status;
}
