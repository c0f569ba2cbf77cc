/* SPDX-License-Identifier: MIT */
/*
 * The profiles.  musl takes the rest of a line of over 126 bytes for another
 * entry, answers for TCP and UDP only, never for port 0, and never gives a name
 * for a port that is over 15 bytes or starts with that port; OpenBSD passes
 * over lines of over 1023 bytes, and services_mkdb(8) of FreeBSD holds as much
 * and cuts its keys at the first "/", as the scripts for nss_db do.
 */
#include <stdlib.h>
#include <string.h>

#include "line.h"
#include "profile.h"

enum {
	MOST_PORT = 65535,
	LAST_SYSTEM_PORT = 1023,
	MUSL_MOST_NAME = 15, /* bytes, as in RFC 6335 */
	TCP_UDP = 1 << PROTOCOL_TCP | 1 << PROTOCOL_UDP,
	ALL = TCP_UDP | 1 << PROTOCOL_SCTP | 1 << PROTOCOL_DCCP
};

/* The first is the default. */
static const struct profile profiles[] = {
    /* name, bytes of a line, protocols, last port, "/", comments, for musl */
    {"portable", LINE_SAFE, TCP_UDP, MOST_PORT, 0, 1, 1},
    {"glibc", LINE_MOST, ALL, MOST_PORT, 1, 1, 0},
    {"musl", LINE_SAFE, TCP_UDP, MOST_PORT, 1, 1, 1},
    {"bsd", LINE_MOST, ALL, MOST_PORT, 0, 1, 0},
    {"minimal", LINE_SAFE, TCP_UDP, LAST_SYSTEM_PORT, 0, 0, 1},
};

const struct profile *
profile_find(const char *name)
{
	size_t i;

	if (name == NULL)
		return profiles;
	for (i = 0; i < sizeof(profiles) / sizeof(profiles[0]); i++)
		if (strcmp(profiles[i].name, name) == 0)
			return &profiles[i];
	return NULL;
}

const char *
profile_refuses_ports(const struct profile *p, int32_t first, int32_t last,
    enum protocol protocol)
{
	if (protocol == PROTOCOL_NONE)
		return "no transport protocol in registry";
	if ((p->protocols & 1U << protocol) == 0)
		return "protocol not in profile";
	if (p->for_musl && first == 0)
		return "port 0";
	return last > p->last_port ? "port not in profile" : NULL;
}

const char *
profile_refuses_front(
    const struct profile *p, const char *name, int32_t first, int32_t last)
{
	long number;

	if (!p->for_musl)
		return NULL;
	if (strlen(name) > MUSL_MOST_NAME)
		return "long name";
	if (*name < '0' || *name > '9')
		return NULL;
	number = strtol(name, NULL, 10);
	return number >= first && number <= last ? "name starts with its port"
						 : NULL;
}

const char *
profile_refuses_name(const struct profile *p, const char *name)
{
	return !p->slashes && strchr(name, '/') != NULL ? "slash in a name"
							: NULL;
}
