/* SPDX-License-Identifier: MIT */
/* One run at a time for a directory. */
#include <sys/file.h>

#include <errno.h>
#include <fcntl.h>
#include <unistd.h>

#include "claim.h"

int
claim(const char *dir, int *fd, struct diag *diag)
{
	int result;

	errno = 0;
	*fd = open(dir, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	if (*fd < 0)
		return STATUS_OK;
	do
		result = flock(*fd, LOCK_EX | LOCK_NB);
	while (result != 0 && errno == EINTR);
	if (result == 0)
		return STATUS_OK;
	result = errno == EWOULDBLOCK;
	close(*fd);
	*fd = -1;
	errno = 0;
	return result ? diag_fail(diag, STATUS_TRY_LATER, dir,
			    "another run is at work in")
		      : STATUS_OK;
}
