/* SPDX-License-Identifier: MIT */
/*
 * Bytes as a name for iana_services.h: it is found if it is among the names
 * and aliases that a walk over all entries meets, and only then.
 */
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#define IANA_SERVICES_IMPLEMENTATION
#define IANA_SERVICES_STATIC
#include "iana_services.h"

#include "target.h"

enum {
	MOST_NAMES = 32768
};

static const char *names[MOST_NAMES];
static size_t n_names;

static int
compare(const void *a, const void *b)
{
	return strcasecmp(*(const char *const *)a, *(const char *const *)b);
}

static void
list_names(void)
{
	struct iana_position at = {0, 0};
	uint32_t entry;
	const char *alias;
	size_t i;

	while ((entry = iana_walk(&at)) != 0) {
		target_demand(n_names < MOST_NAMES, "too many names");
		names[n_names++] = iana_name(entry);
		for (i = 0; (alias = iana_alias(entry, i)) != NULL; i++)
			names[n_names++] = alias;
	}
	qsort(names, n_names, sizeof(*names), compare);
}

/* Whether a name is among them. */
static int
is_known(const char *name, int ignore_case)
{
	const char *const *at =
	    bsearch(&name, names, n_names, sizeof(*names), compare);

	if (at == NULL || ignore_case)
		return at != NULL;
	while (at > names && strcasecmp(at[-1], name) == 0)
		at--;
	for (; at < names + n_names && strcasecmp(*at, name) == 0; at++)
		if (strcmp(*at, name) == 0)
			return 1;
	return 0;
}

/* Whether an entry has a name. */
static int
has_name(uint32_t entry, const char *name, int ignore_case)
{
	int (*order)(const char *, const char *) =
	    ignore_case ? strcasecmp : strcmp;
	const char *alias;
	size_t i;

	if (order(iana_name(entry), name) == 0)
		return 1;
	for (i = 0; (alias = iana_alias(entry, i)) != NULL; i++)
		if (order(alias, name) == 0)
			return 1;
	return 0;
}

static void
check(const char *name, size_t n, int compare_as)
{
	int ignore_case = compare_as == IANA_IGNORE_CASE;
	/* A NUL inside is in no name. */
	int known = strlen(name) == n && is_known(name, ignore_case);
	uint32_t entry = iana_find(name, n, IANA_ANY_PROTOCOL, compare_as, 0);

	target_demand((entry != 0) == known, "found, or not found, wrongly");
	while (entry != 0) {
		target_demand(has_name(entry, name, ignore_case),
		    "an entry without that name");
		entry =
		    iana_find(name, n, IANA_ANY_PROTOCOL, compare_as, entry);
	}
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t n)
{
	char *name = malloc(n + 1), *exact = malloc(n == 0 ? 1 : n);
	uint32_t entry;

	target_demand(name != NULL && exact != NULL, "no memory for a name");
	if (n_names == 0)
		list_names();
	memcpy(name, data, n);
	name[n] = '\0';
	check(name, n, IANA_EXACT);
	check(name, n, IANA_IGNORE_CASE);
	/* Nothing behind a name is read. */
	memcpy(exact, data, n);
	entry = iana_by_name_n(exact, n, IANA_ANY_PROTOCOL);
	target_demand(
	    entry == iana_find(name, n, IANA_ANY_PROTOCOL, IANA_EXACT, 0),
	    "two answers");
	target_demand(
	    strlen(name) != n || iana_by_name(name, IANA_ANY_PROTOCOL) == entry,
	    "two answers for a string");
	free(name);
	free(exact);
	return 0;
}
