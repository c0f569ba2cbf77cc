/* SPDX-License-Identifier: MIT */
/* The words for severities and events. */
#include <string.h>

#include "changes.h"

static const char *const severities[SEVERITY_COUNT] = {
    "breaking", "additive", "cosmetic", "metadata"};

static const char *const names[EVENT_COUNT] = {"added", "renamed",
    "de-assigned", "re-assigned", "moved", "withdrawn", "removed", "changed",
    "alias-added", "alias-dropped", "taken", "freed"};

const char *
severity_name(enum severity s)
{
	return severities[s];
}

const char *
event_name(enum event_type type)
{
	return names[type];
}

enum severity
severity_find(const char *name)
{
	int i = 0;

	while (i < SEVERITY_COUNT && strcmp(severities[i], name) != 0)
		i++;
	return (enum severity)i;
}
