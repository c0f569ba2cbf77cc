/* SPDX-License-Identifier: MIT */
/* port: print what ports and service names are. */
#define IANA_SERVICES_IMPLEMENTATION
#include "iana_services.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static void
print(uint32_t entry)
{
	const char *protocol = iana_protocol_name(iana_protocol(entry));
	size_t i;

	printf("%s\t%d", iana_name(entry), iana_port(entry));
	if (iana_port_last(entry) > iana_port(entry))
		printf("-%d", iana_port_last(entry));
	printf("/%s", protocol == NULL ? "-" : protocol);
	for (i = 0; iana_alias(entry, i) != NULL; i++)
		printf("\t%s", iana_alias(entry, i));
	putchar('\n');
}

static int
print_port(int port)
{
	uint32_t first = iana_by_port(port, IANA_ANY_PROTOCOL), entry;

	for (entry = first; entry != 0;
	     entry = iana_by_port_next(port, IANA_ANY_PROTOCOL, entry))
		print(entry);
	return first == 0;
}

static int
print_name(const char *name)
{
	uint32_t entry = 0;
	int found = 0;

	while ((entry = iana_find(name, strlen(name), IANA_ANY_PROTOCOL,
		    IANA_IGNORE_CASE, entry)) != 0) {
		print(entry);
		found = 1;
	}
	return !found;
}

int
main(int argc, char **argv)
{
	int i, unknown = 0;

	for (i = 1; i < argc; i++)
		unknown |= atoi(argv[i]) > 0 ? print_port(atoi(argv[i]))
					     : print_name(argv[i]);
	return unknown;
}
