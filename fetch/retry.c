/* SPDX-License-Identifier: MIT */
/* Tries of a transfer, and the pauses between them. */
#include <errno.h>
#include <stdlib.h>
#include <time.h>
#include <unistd.h>

#include "retry.h"
#include "tool.h"

uint32_t
retry_pause(size_t i, int64_t asked, uint32_t random)
{
	uint32_t due = (uint32_t)RETRY_FIRST_MS << (i - 1);
	uint32_t ms = due / 2 + random % (due / 2 + 1);

	asked = asked < RETRY_PAUSE ? asked : RETRY_PAUSE;
	if (asked > 0 && (uint32_t)asked * 1000 > ms)
		ms = (uint32_t)asked * 1000;
	return ms;
}

/* So that many who failed together do not come back together. */
static uint32_t
random_number(void)
{
	struct timespec t = {0, 0};

	clock_gettime(CLOCK_REALTIME, &t);
	return (uint32_t)(t.tv_nsec / 1000) ^ (uint32_t)getpid() * 2654435761U;
}

static void
wait_for(uint32_t ms)
{
	struct timespec left = {
	    (time_t)(ms / 1000), (long)(ms % 1000) * 1000 * 1000};

	while (nanosleep(&left, &left) != 0 && errno == EINTR)
		continue;
}

/*
 * One try; what it says is kept in text, for free, if there is memory, and else
 * said at once, or lost.
 */
static int
try_once(struct transfer *t, char **text, int *lost, const struct diag *diag)
{
	size_t n = 0;
	struct diag kept = *diag;
	FILE *out = open_memstream(text, &n);
	int status;

	if (out != NULL)
		kept.out = out;
	status = transfer_run(t, &kept);
	if (out != NULL && fclose(out) != 0) {
		free(*text);
		*text = NULL;
	}
	*lost = out != NULL && status != STATUS_OK &&
		(*text == NULL || **text == '\0');
	return status;
}

int
retry_run(struct transfer *t, size_t n, struct output *out, const char *path,
    struct diag *diag)
{
	const char *url = diag->file;
	char *text;
	size_t i;
	int status, lost;

	for (i = 1;; i++) {
		text = NULL;
		t->out = out->stream;
		status = try_once(t, &text, &lost, diag);
		progress_stop(t->progress);
		if (status == STATUS_OK || !t->passing || i > n)
			break;
		free(text);
		/* No file lies there during the pause, and none is half full.
		 */
		output_abort(out);
		wait_for(retry_pause(i, t->retry_after, random_number()));
		status = output_open(out, path, diag);
		diag->file = url;
		if (status != STATUS_OK)
			return status;
	}
	if (text != NULL)
		fputs(text, diag->out);
	free(text);
	return lost ? tool_explain(diag, STATUS_OS) : status;
}
