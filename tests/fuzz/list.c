/* SPDX-License-Identifier: MIT */
/* Bytes as lists: a list that reads to its end is written as it was. */
#include <stdlib.h>
#include <string.h>

#include "buffer.h"
#include "list.h"
#include "target.h"

static void
check_ids(const char *s)
{
	struct list_reader list = {.at = s};
	struct buffer written = {0};
	const char *id;
	int result;

	while ((result = list_next_id(&list, &id)) > 0)
		list_add_id(&written, id);
	target_demand(result < 0 || strcmp(buffer_string(&written), s) == 0,
	    "a list of ids changes when it is read and written");
	buffer_free(&written);
	list_free(&list);
}

static void
check_references(const char *s)
{
	struct list_reader list = {.at = s};
	struct buffer written = {0};
	struct reference r;
	int result;

	/* Only known types are written, and they need no escapes. */
	while ((result = list_next_reference(&list, &r)) > 0 &&
	       list_type(r.type, strlen(r.type)) != NULL)
		list_add_reference(&written, r.type, r.data, r.section, r.text);
	target_demand(result != 0 || strcmp(buffer_string(&written), s) == 0,
	    "a list of references changes when it is read and written");
	buffer_free(&written);
	list_free(&list);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t n)
{
	char *s = strndup((const char *)data, n);

	target_demand(s != NULL, "no memory for the input");
	check_ids(s);
	check_references(s);
	free(s);
	return 0;
}
