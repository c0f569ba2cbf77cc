/* SPDX-License-Identifier: MIT */
/* make update, in copies of the tree. */
#include <criterion/criterion.h>
#include <stdio.h>

#include "place.h"
#include "snapshot.h"
#include "update.h"
#include "xmlize.h"

void
update_publish(const char *copy, const char *id, const char *script)
{
	struct diag diag = {"test", id, stderr, 0, 0};
	char *path = format("%s/data/%s.csv", tree(), id);
	FILE *in = fopen(path, "r");
	FILE *out = fopen(format("%s/in/%s.xml", copy, id), "w");
	struct table table;

	cr_assert(in != NULL && out != NULL);
	cr_assert_eq(snapshot_read(&table, in, &diag), STATUS_OK);
	xmlize(&table, NULL, 1, out);
	cr_assert_eq(fclose(out), 0);
	fclose(in);
	table_free(&table);
	cr_assert_eq(
	    in_copy(copy, format("sed -i '%s' in/%s.xml", script, id)).status,
	    0);
}

struct run
update_run(const char *copy, const char *arguments)
{
	const char *url = file_url(format("%s/in", copy));

	return make_in(copy,
	    format("-s update FETCH_URL=%s CROSSCHECK=no %s", url, arguments));
}
