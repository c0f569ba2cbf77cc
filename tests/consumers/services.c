/* SPDX-License-Identifier: MIT */
/*
 * services: what iana_services.h answers, as text.  It is C and C++.
 *
 *	services ports    each port and protocol, and what is there
 *	services states   each port and protocol that is not unassigned
 *	services walk     each entry with all that it has
 *	services names    each line of standard input, as a name
 */
#include <stdio.h>
#include <string.h>

#define IANA_SERVICES_IMPLEMENTATION
#include "iana_services.h"

enum {
	LINE = 1024
};

static void
put(uint32_t e)
{
	printf(" %s:%d-%d/%d", iana_name(e), iana_port(e), iana_port_last(e),
	    iana_protocol(e));
}

static void
put_ports(void)
{
	int port, protocol;
	uint32_t e;

	for (port = -1; port <= 65536; port++)
		for (protocol = -1; protocol <= IANA_ANY_PROTOCOL + 1;
		     protocol++) {
			e = iana_by_port(port, protocol);
			if (e == 0)
				continue;
			printf("%d/%d", port, protocol);
			for (; e != 0; e = iana_by_port_next(port, protocol, e))
				put(e);
			putchar('\n');
		}
}

static void
put_states(void)
{
	int port, protocol, state;

	for (port = -1; port <= 65536; port++)
		for (protocol = -1; protocol <= IANA_ANY_PROTOCOL + 1;
		     protocol++) {
			state = iana_port_state(port, protocol);
			if (state != IANA_UNASSIGNED)
				printf("%d/%d %d %d\n", port, protocol, state,
				    iana_port_class(port));
		}
}

static void
walk(void)
{
	struct iana_position at = {0, 0};
	const char *s;
	uint32_t e, n = 0;
	size_t i;

	while ((e = iana_walk(&at)) != 0) {
		put(e);
		for (i = 0; (s = iana_alias(e, i)) != NULL; i++)
			printf(" %s", s);
		s = iana_description(e);
		printf("%s%s\n", s == NULL ? "" : " # ", s == NULL ? "" : s);
		n++;
	}
	printf("%lu %lu %lu\n", (unsigned long)n,
	    (unsigned long)iana_services_entries(),
	    (unsigned long)iana_services_date());
}

/* All entries of a name, if there are any. */
static void
put_name(const char *name, size_t n, int compare, int protocol)
{
	uint32_t e = iana_find(name, n, protocol, compare, 0);

	if (compare == IANA_EXACT && (iana_by_name_n(name, n, protocol) != e ||
					 iana_by_name(name, protocol) != e))
		printf("%s: two answers\n", name);
	if (e == 0)
		return;
	printf("%s %d/%d", name, compare, protocol);
	for (; e != 0; e = iana_find(name, n, protocol, compare, e))
		put(e);
	putchar('\n');
}

/* All of a name; of one that nothing has, what tells that: two protocols. */
static void
put_all(const char *name, size_t n)
{
	int known =
	    iana_find(name, n, IANA_ANY_PROTOCOL, IANA_IGNORE_CASE, 0) != 0;
	int compare, protocol;

	for (compare = IANA_EXACT; compare <= IANA_IGNORE_CASE; compare++)
		for (protocol = -1; protocol <= IANA_ANY_PROTOCOL + 1;
		     protocol++)
			if (known || protocol == IANA_TCP ||
			    protocol == IANA_ANY_PROTOCOL)
				put_name(name, n, compare, protocol);
}

static void
put_names(void)
{
	char line[LINE];

	while (fgets(line, LINE, stdin) != NULL) {
		line[strcspn(line, "\n")] = '\0';
		put_all(line, strlen(line));
	}
}

int
main(int argc, char **argv)
{
	if (argc != 2)
		return 2;
	if (strcmp(argv[1], "ports") == 0)
		put_ports();
	else if (strcmp(argv[1], "states") == 0)
		put_states();
	else if (strcmp(argv[1], "walk") == 0)
		walk();
	else
		put_names();
	return ferror(stdout) != 0;
}
