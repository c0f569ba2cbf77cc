/* SPDX-License-Identifier: MIT */
/* The registry in place, without a network. */
#include <sys/stat.h>

#include "offline.h"
#include "tool.h"
#include "transfer.h"

int
offline_check(const char *path, const struct registry *registry,
    const struct lock_row *lock, int force, struct summary *s,
    struct diag *diag)
{
	char sha256[DIGEST_HEX + 1];
	struct stat st;
	FILE *in;
	int status = tool_open_existing(&in, path, diag);

	if (status != STATUS_OK)
		return status;
	if (fstat(fileno(in), &st) == 0 && (uint64_t)st.st_size > TRANSFER_MOST)
		status = diag_fail(diag, STATUS_DATA, NULL,
		    "larger than the limit of %d MiB", TRANSFER_MOST_MIB);
	else
		status = check_body(in, registry, s, sha256, diag);
	fclose(in);
	if (status == STATUS_OK && lock->present)
		status = check_lock(s, lock, sha256, force, diag);
	return status;
}
