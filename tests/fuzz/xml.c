/* SPDX-License-Identifier: MIT */
/*
 * Bytes as IANA's XML: whatever is accepted makes a snapshot that is accepted
 * too, and that reads back as what was written.
 */
#include <stdlib.h>
#include <string.h>

#include "parse.h"
#include "snapshot.h"
#include "target.h"

static void
check_identity(const struct table *t)
{
	struct diag diag = target_diag();
	struct table again;
	size_t n, again_n;
	char *s = target_write(t, &n), *again_s;
	FILE *in = target_open(s, n);

	target_demand(snapshot_read(&again, in, &diag) == STATUS_OK,
	    "a snapshot that was written is refused");
	fclose(in);
	again_s = target_write(&again, &again_n);
	target_demand(n == again_n && memcmp(s, again_s, n) == 0,
	    "a snapshot changes when it is read and written");
	table_free(&again);
	free(again_s);
	free(s);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t n)
{
	struct parse_options options = {.floor = 0};
	struct diag diag = target_diag();
	struct table t;
	FILE *in;

	if (n == 0)
		return 0;
	/* As good as random, and half of all inputs. */
	options.people = n % 2 == 0;
	in = target_open(data, n);
	if (parse_xml(&t, in, &options, &diag) == STATUS_OK)
		check_identity(&t);
	else
		target_demand(diag.errors > 0, "refused without a message");
	table_free(&t);
	fclose(in);
	return 0;
}
