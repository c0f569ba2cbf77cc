/* SPDX-License-Identifier: MIT */
/* Atomic replacement of files. */
#include <sys/stat.h>

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "output.h"

enum {
	STREAM_BUFFER = 1 << 16,
	MODE = 0644
};

/* The temporary file that a signal must remove; the path of one output. */
static char *volatile pending;

static void
on_signal(int sig)
{
	if (pending != NULL)
		unlink(pending);
	signal(sig, SIG_DFL);
	raise(sig);
}

void
output_setup(void)
{
	static const int fatal[] = {SIGINT, SIGTERM, SIGHUP};
	struct sigaction sa;
	size_t i;
	int fd;

	do
		fd = open("/dev/null", O_RDWR);
	while (fd >= 0 && fd <= STDERR_FILENO);
	if (fd >= 0)
		close(fd);
	for (i = 0; i < sizeof(fatal) / sizeof(fatal[0]); i++) {
		memset(&sa, 0, sizeof(sa));
		sigemptyset(&sa.sa_mask);
		if (sigaction(fatal[i], NULL, &sa) == 0 &&
		    sa.sa_handler == SIG_IGN)
			continue;
		sa.sa_handler = on_signal;
		sigaction(fatal[i], &sa, NULL);
	}
	signal(SIGXFSZ, SIG_IGN);
}

static int
fail(struct output *o, struct diag *d, int status, const char *what)
{
	d->file = NULL;
	return diag_fail(d, status,
	    o->path == NULL ? "standard output" : o->path, "%s", what);
}

/* The directory part of path, "." if it has none; to be freed. */
static char *
directory(const char *path)
{
	const char *slash = strrchr(path, '/');

	if (slash == NULL)
		return strdup(".");
	return strndup(path, slash == path ? 1 : (size_t)(slash - path));
}

static char *
temp_name(const char *path)
{
	static const char suffix[] = ".XXXXXX";
	const char *slash = strrchr(path, '/');
	size_t dir = slash == NULL ? 0 : (size_t)(slash + 1 - path);
	size_t len = strlen(path);
	char *temp = malloc(len + 1 + sizeof(suffix));

	if (temp == NULL)
		return NULL;
	memcpy(temp, path, dir);
	temp[dir] = '.';
	memcpy(temp + dir + 1, path + dir, len - dir);
	memcpy(temp + len + 1, suffix, sizeof(suffix));
	return temp;
}

/* Make the file beside the target, with the target's mode if there is one. */
static int
open_temp(struct output *o, struct diag *d)
{
	struct stat st;
	mode_t mode = MODE;
	char *dir;
	int fd;

	errno = 0;
	if (lstat(o->path, &st) == 0) {
		if (!S_ISREG(st.st_mode))
			return fail(
			    o, d, STATUS_CANNOT_CREATE, "not a regular file");
		mode = st.st_mode & 07777;
	}
	dir = directory(o->path);
	o->temp = temp_name(o->path);
	if (dir == NULL || o->temp == NULL) {
		free(dir);
		return fail(o, d, STATUS_OS, "cannot name a temporary file");
	}
	errno = 0;
	o->dir = open(dir, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	free(dir);
	if (o->dir < 0)
		return fail(o, d, STATUS_CANNOT_CREATE, "cannot create");
	fd = mkstemp(o->temp);
	if (fd < 0) {
		free(o->temp);
		o->temp = NULL;
		return fail(o, d, STATUS_CANNOT_CREATE, "cannot create");
	}
	pending = o->temp;
	o->stream = fdopen(fd, "w+");
	if (o->stream == NULL) {
		close(fd);
		return fail(o, d, STATUS_OS, "cannot open a stream");
	}
	if (fchmod(fd, mode) != 0)
		return fail(o, d, STATUS_CANNOT_CREATE, "cannot set the mode");
	return STATUS_OK;
}

int
output_open(struct output *o, const char *path, struct diag *d)
{
	static char buffer[STREAM_BUFFER];
	int status;

	memset(o, 0, sizeof(*o));
	o->path = path;
	o->dir = -1;
	if (path == NULL) {
		o->stream = stdout;
	} else {
		status = open_temp(o, d);
		if (status != STATUS_OK) {
			output_abort(o);
			return status;
		}
	}
	setvbuf(o->stream, buffer, _IOFBF, sizeof(buffer));
	return STATUS_OK;
}

/* Bring the data to disk and the name to its place. */
static int
put_in_place(struct output *o, struct diag *d)
{
	int closed;

	if (fsync(fileno(o->stream)) != 0)
		return fail(o, d, STATUS_IO, "cannot bring to disk");
	closed = fclose(o->stream);
	o->stream = NULL;
	if (closed != 0)
		return fail(o, d, STATUS_IO, "cannot write");
	if (rename(o->temp, o->path) != 0)
		return fail(o, d, STATUS_IO, "cannot put in place");
	pending = NULL;
	free(o->temp);
	o->temp = NULL;
	/* Some file systems cannot sync a directory, and say EINVAL. */
	if (fsync(o->dir) != 0 && errno != EINVAL)
		return fail(o, d, STATUS_IO, "written, but not known durable");
	return STATUS_OK;
}

int
output_commit(struct output *o, struct diag *d)
{
	int status = STATUS_OK;

	errno = 0;
	if (fflush(o->stream) != 0 || ferror(o->stream))
		status = fail(o, d, STATUS_IO, "cannot write");
	else if (o->path != NULL)
		status = put_in_place(o, d);
	output_abort(o);
	return status;
}

void
output_abort(struct output *o)
{
	if (o->path != NULL && o->stream != NULL)
		fclose(o->stream);
	if (o->temp != NULL)
		unlink(o->temp);
	pending = NULL;
	free(o->temp);
	if (o->dir >= 0)
		close(o->dir);
	o->stream = NULL;
	o->temp = NULL;
	o->dir = -1;
}
