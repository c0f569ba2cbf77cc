/* SPDX-License-Identifier: MIT */
/* The table of databases. */
#include <string.h>

#include "database.h"
#include "line.h"
#include "promise_line.h"
#include "reader.h"

enum {
	FREEBSD_LINE = 1024 /* bytes that it reads of a protocols file */
};

static const struct database databases[] = {
    {"services", "service-names-port-numbers", readers, promise_service,
	LINE_SAFE, 1},
    {"protocols", "protocol-numbers", protocol_readers, promise_protocol,
	FREEBSD_LINE, 0},
};

const struct database *
database_find(const char *name)
{
	size_t i;

	for (i = 0; i < sizeof(databases) / sizeof(databases[0]); i++)
		if (strcmp(databases[i].name, name) == 0)
			return &databases[i];
	return NULL;
}
