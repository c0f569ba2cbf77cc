/* SPDX-License-Identifier: MIT */
/*
 * Bytes as an export: what is not the export that it should be is refused with
 * a message, and its pairs of rows are pairs.
 */
#include <string.h>

#include "against.h"
#include "pair.h"
#include "target.h"

static const char should_be[] =
    "Service Name,Port Number,Transport Protocol,Description,Assignee,"
    "Contact,Registration Date,Modification Date,Reference,Service Code,"
    "Unauthorized Use Reported,Assignment Notes\n"
    ",0,tcp,Reserved,,,,2024-12-20,[RFC6335],,,\n"
    "echo,7,tcp,Echo,[a],[a],,,,,,\n"
    "echo,7,udp,Echo,[a],[a],,,,,,\n"
    ",8,,Unassigned,,,,,,,,\n"
    "x11,6000-6063,tcp,X,,,2004-02,,,,,\n"
    ",,,,,,,,,,,\n";

static int
read_export(struct export *e, const void *data, size_t n, struct diag *diag)
{
	FILE *in = target_open(data, n);
	int status;

	memset(e, 0, sizeof(*e));
	e->mapper = mapper_find(registry_find("service-names-port-numbers"));
	status = export_read(e, in, diag);
	fclose(in);
	return status;
}

static void
check_pairs(struct export *a, struct export *b)
{
	size_t i, next = 0;

	target_demand(pair_rows(a, b) == 0, "no memory for pairs");
	for (i = 0; i < a->n; i++) {
		const struct export_row *r = &a->rows[i];

		if (r->partner == NO_ROW)
			continue;
		target_demand(b->rows[r->partner].partner == i, "half a pair");
		target_demand(r->moved || r->partner >= next,
		    "out of order, and not moved");
		next = r->moved ? next : r->partner + 1;
	}
	for (i = 0; i < b->n; i++)
		b->rows[i].partner = NO_ROW;
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t n)
{
	struct diag diag = target_diag();
	struct export is, should;
	FILE *in;
	int status;

	if (n == 0)
		return 0;
	target_demand(read_export(&should, should_be, sizeof(should_be) - 1,
			  &diag) == STATUS_OK,
	    "the export that it should be is refused");
	if (read_export(&is, data, n, &diag) == STATUS_OK)
		check_pairs(&is, &should);
	export_free(&is);
	diag = target_diag();
	in = target_open(data, n);
	status = against_check(in, &should, "xml", "2026-01-02", &diag);
	fclose(in);
	target_demand((status == STATUS_OK) == (diag.errors == 0),
	    "a difference without a message, or a message without one");
	export_free(&should);
	return 0;
}
