/* SPDX-License-Identifier: MIT */
/* A snapshot as XML, with each record as many times as wanted. */
#include <stdlib.h>
#include <string.h>

#include "snapshot.h"
#include "tool.h"
#include "xmlize.h"

int
main(int argc, char **argv)
{
	struct diag diag;
	struct table table;
	FILE *in;
	int status;

	if (argc != 3)
		return tool_usage("usage: enlarge SNAPSHOT.csv COPIES\n");
	tool_start(&diag, "enlarge");
	status = tool_open(&in, argv[1], &diag);
	if (status != STATUS_OK)
		return status;
	status = tool_explain(&diag, snapshot_read(&table, in, &diag));
	fclose(in);
	if (status == STATUS_OK)
		xmlize(&table, NULL, strtoul(argv[2], NULL, 10), stdout);
	table_free(&table);
	if (status == STATUS_OK && fflush(stdout) != 0)
		status = diag_fail(&diag, STATUS_IO, NULL, "cannot write");
	return status;
}
