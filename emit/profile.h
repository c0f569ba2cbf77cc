/* SPDX-License-Identifier: MIT */
/*
 * Profiles: what a services file may hold, so that those who read it take it
 * in one way.  A profile is one row of the table in profile.c.
 */
#ifndef PROFILE_H
#define PROFILE_H

#include <stddef.h>
#include <stdint.h>

#include "record.h"

struct profile {
	const char *name;
	size_t most_line;   /* bytes before the LF */
	unsigned protocols; /* one bit an enum protocol */
	int32_t last_port;
	int slashes;  /* names may have "/" */
	int comments; /* the file may have comments */
	int for_musl; /* names in front are those that musl gives by port */
};

/* The profile of that name, NULL for the default; or NULL. */
const struct profile *profile_find(const char *name);

/* The rule that keeps out these ports over a protocol, or NULL. */
const char *profile_refuses_ports(
    const struct profile *, int32_t first, int32_t last, enum protocol);

/*
 * The rule that keeps out a name in front of an entry of these ports, or NULL.
 * What profile_refuses_name says is not asked here.
 */
const char *profile_refuses_front(
    const struct profile *, const char *name, int32_t first, int32_t last);

/* The rule that keeps a name or alias out, or NULL. */
const char *profile_refuses_name(const struct profile *, const char *name);

#endif
