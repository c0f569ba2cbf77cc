/* SPDX-License-Identifier: MIT */
/* The progress bar. */
#include <string.h>
#include <time.h>
#include <unistd.h>

#include "progress.h"

enum {
	CELLS = 30,
	KIB = 1024
};

int64_t
progress_now(void)
{
	struct timespec t = {0, 0};

	clock_gettime(CLOCK_MONOTONIC, &t);
	return (int64_t)t.tv_sec * 1000 + t.tv_nsec / 1000000;
}

void
progress_start(struct progress *p, FILE *out, const char *name)
{
	p->out = isatty(fileno(out)) ? out : NULL;
	p->name = name;
	p->start = progress_now();
	p->drawn = 0;
}

static void
draw_bar(FILE *out, uint64_t done, uint64_t total)
{
	static const char full[CELLS + 1] = "##############################";
	int cells = (int)(done * CELLS / total);

	fprintf(out, " [%-*.*s] %3u %%,", CELLS, cells, full,
	    (unsigned)(done * 100 / total));
}

void
progress_draw(struct progress *p, int64_t now, uint64_t done, uint64_t total)
{
	if (p->out == NULL || now - p->start < PROGRESS_AFTER ||
	    now - p->drawn < PROGRESS_EVERY)
		return;
	p->drawn = now;
	fprintf(p->out, "\r%s", p->name);
	if (total > 0 && done <= total)
		draw_bar(p->out, done, total);
	/* The line may have become shorter: clear what is behind it. */
	fprintf(p->out, " %zu KiB\033[K", (size_t)(done / KIB));
	fflush(p->out);
}

void
progress_stop(struct progress *p)
{
	if (p->out != NULL && p->drawn != 0) {
		fputs("\r\033[K", p->out);
		fflush(p->out);
		p->drawn = 0;
	}
}
