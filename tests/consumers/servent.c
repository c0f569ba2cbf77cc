/* SPDX-License-Identifier: MIT */
/*
 * servent: getservbyname_r and getservbyport_r, those of the C library or,
 * with -DIANA_SERVICES_REPLACE, those of iana_services.h.  Each line of
 * standard input is NAME PORT PROTOCOL, of which "-" is NULL.
 */
#ifdef IANA_SERVICES_REPLACE
#define IANA_SERVICES_IMPLEMENTATION
#include "iana_services.h"
#else
#define _DEFAULT_SOURCE
#include <arpa/inet.h>
#include <netdb.h>
#endif
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum {
	WORD = 128,
	ROOM = 1024
};

static void
put(int status, const struct servent *s)
{
	char **alias;

	if (status != 0 || s == NULL) {
		printf("%d -\n", status);
		return;
	}
	printf("%s %d/%s", s->s_name, ntohs((unsigned short)s->s_port),
	    s->s_proto);
	for (alias = s->s_aliases; *alias != NULL; alias++)
		printf(" %s", *alias);
	putchar('\n');
}

int
main(void)
{
	char line[4 * WORD], name[WORD], proto[WORD], buffer[ROOM];
	struct servent s, *result;
	int port, status;

	while (fgets(line, sizeof(line), stdin) != NULL) {
		const char *p = proto;

		if (sscanf(line, "%127s %d %127s", name, &port, proto) != 3)
			return 2;
		if (strcmp(proto, "-") == 0)
			p = NULL;
		status = getservbyname_r(
		    name, p, &s, buffer, sizeof(buffer), &result);
		put(status, result);
		status = getservbyport_r(htons((unsigned short)port), p, &s,
		    buffer, sizeof(buffer), &result);
		put(status, result);
	}
	return 0;
}
