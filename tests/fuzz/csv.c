/* SPDX-License-Identifier: MIT */
/*
 * Bytes as a snapshot: what is accepted is written as it was read.  Only
 * quotes may differ, as those that are not needed are not written.
 */
#include <stdlib.h>

#include "snapshot.h"
#include "target.h"

/* Whether two texts are the same but for quotes. */
static int
same(const uint8_t *a, size_t a_n, const char *b, size_t b_n)
{
	size_t i = 0, k = 0;

	for (;;) {
		while (i < a_n && a[i] == '"')
			i++;
		while (k < b_n && b[k] == '"')
			k++;
		if (i == a_n || k == b_n)
			return i == a_n && k == b_n;
		if (a[i++] != (uint8_t)b[k++])
			return 0;
	}
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t n)
{
	struct diag diag = target_diag();
	struct table t;
	FILE *in;

	if (n == 0)
		return 0;
	in = target_open(data, n);
	if (snapshot_read(&t, in, &diag) == STATUS_OK) {
		size_t written;
		char *s = target_write(&t, &written);

		target_demand(same(data, n, s, written),
		    "a snapshot changes when it is read and written");
		free(s);
	} else {
		target_demand(diag.errors > 0, "refused without a message");
	}
	table_free(&t);
	fclose(in);
	return 0;
}
