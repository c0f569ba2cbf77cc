/* SPDX-License-Identifier: MIT */
/* The registry in place, without a network. */
#include "offline.h"
#include "tool.h"

int
offline_check(const char *path, const struct registry *registry,
    const struct lock_row *lock, int force, struct summary *s,
    struct diag *diag)
{
	char sha256[DIGEST_HEX + 1];
	FILE *in;
	int status = tool_open_existing(&in, path, diag);

	if (status != STATUS_OK)
		return status;
	status = check_size(in, diag);
	if (status == STATUS_OK)
		status = check_body(in, registry, s, sha256, diag);
	fclose(in);
	if (status == STATUS_OK && lock->present)
		status = check_lock(s, lock, sha256, force, diag);
	return status;
}
