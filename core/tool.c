/* SPDX-License-Identifier: MIT */
/* What the three tools do alike before and after their work. */
#include <sys/stat.h>

#include <errno.h>
#include <fcntl.h>
#include <getopt.h>
#include <limits.h>
#include <string.h>
#include <unistd.h>

#include "output.h"
#include "tool.h"

enum {
	STREAM_BUFFER = 1 << 15
};

void
tool_start(struct diag *d, const char *name)
{
	memset(d, 0, sizeof(*d));
	d->tool = name;
	d->out = stderr;
	output_setup();
	opterr = 0; /* getopt would print raw bytes */
}

int
tool_open_file(FILE **in, const char *path, struct diag *d)
{
	struct stat st;

	d->file = path;
	errno = 0;
	*in = fopen(path, "r");
	if (*in != NULL && fstat(fileno(*in), &st) == 0 &&
	    S_ISDIR(st.st_mode)) {
		fclose(*in);
		*in = NULL;
		errno = EISDIR;
	}
	if (*in == NULL)
		return diag_fail(d, STATUS_NO_INPUT, NULL, "cannot open");
	return STATUS_OK;
}

/* The descriptor of a regular file, or -1; errno is then 0 for other files. */
static int
open_regular(const char *path)
{
	struct stat st;
	int fd = open(path, O_RDONLY | O_NONBLOCK | O_NOCTTY | O_CLOEXEC);

	if (fd < 0 || (fstat(fd, &st) == 0 && S_ISREG(st.st_mode)))
		return fd;
	close(fd);
	errno = 0;
	return -1;
}

int
tool_open_regular(FILE **in, const char *path, struct diag *d)
{
	int fd;

	if (d != NULL)
		d->file = path;
	errno = 0;
	fd = open_regular(path);
	*in = fd < 0 ? NULL : fdopen(fd, "r");
	if (*in != NULL || errno == ENOENT)
		return STATUS_OK;
	if (d != NULL)
		diag_fail(d, STATUS_NO_INPUT, NULL,
		    errno == 0 ? "not a regular file" : "cannot open");
	if (fd >= 0)
		close(fd);
	return STATUS_NO_INPUT;
}

int
tool_open_existing(FILE **in, const char *path, struct diag *d)
{
	int status = tool_open_regular(in, path, d);

	if (status != STATUS_OK || *in != NULL)
		return status;
	errno = ENOENT;
	return diag_fail(d, STATUS_NO_INPUT, NULL, "cannot open");
}

int
tool_is_standard(const char *path)
{
	return path == NULL || strcmp(path, "-") == 0;
}

int
tool_open(FILE **in, const char *path, struct diag *d)
{
	static char buffer[STREAM_BUFFER];
	int status = STATUS_OK;

	if (tool_is_standard(path)) {
		d->file = "standard input";
		*in = stdin;
	} else {
		status = tool_open_file(in, path, d);
	}
	if (status == STATUS_OK)
		setvbuf(*in, buffer, _IOFBF, sizeof(buffer));
	return status;
}

int
tool_explain(struct diag *d, int status)
{
	if (status == STATUS_IO)
		return diag_fail(d, status, NULL, "cannot read");
	if (status == STATUS_OS) {
		errno = 0;
		return diag_fail(d, status, NULL, "out of memory");
	}
	return status;
}

int
tool_finish(struct diag *d)
{
	if (fflush(stdout) != 0 || ferror(stdout))
		return diag_fail(
		    d, STATUS_IO, NULL, "standard output: cannot write");
	return STATUS_OK;
}

int
tool_version(struct diag *d)
{
	printf("%s %s\n", d->tool, PORTREG_VERSION);
	return tool_finish(d);
}

int
tool_help(struct diag *d, const char *usage)
{
	fputs(usage, stdout);
	return tool_finish(d);
}

int
tool_usage(const char *usage)
{
	fputs(usage, stderr);
	return STATUS_USAGE;
}

int
tool_bad_option(struct diag *d, char *const argv[], const char *usage)
{
	const char letter[] = {'-', (char)optopt, '\0'};

	errno = 0;
	/* optopt is 0, or no byte, for long options; a byte may be negative. */
	diag_fail(d, STATUS_USAGE,
	    optopt != 0 && optopt <= UCHAR_MAX ? letter : argv[optind - 1],
	    "unknown option, or one that lacks its argument or has too many");
	return tool_usage(usage);
}
