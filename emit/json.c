/* SPDX-License-Identifier: MIT */
/* json: a thin first form. */
#include "emit.h"

int
emit_json(const struct emission *e, FILE *out, struct diag *diag)
{
	size_t i;

	(void)diag;
	for (i = 0; i < e->table->n; i++) {
		const struct record *r = &e->table->records[i];

		if (is_selected(e, i) && r->kind == KIND_ASSIGNED &&
		    r->first != NO_NUMBER && r->protocol != PROTOCOL_NONE)
			fprintf(out, "%s\t%d/%s\n",
			    record_get(e->table, r, COLUMN_NAME), (int)r->first,
			    protocol_name((enum protocol)r->protocol));
	}
	return STATUS_OK;
}
