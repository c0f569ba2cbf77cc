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

/* The temporary files that a signal must remove. */
static char *volatile pending[OUTPUT_MOST];

static void
on_signal(int sig)
{
	size_t i;

	for (i = 0; i < OUTPUT_MOST; i++)
		if (pending[i] != NULL)
			unlink(pending[i]);
	signal(sig, SIG_DFL);
	raise(sig);
}

/*
 * Signals whose default is to end the program, but for bugs in it.  libgcrypt
 * aborts where it lacks memory.
 */
static const int fatal[] = {SIGHUP, SIGINT, SIGQUIT, SIGABRT, SIGPIPE, SIGALRM,
    SIGTERM, SIGUSR1, SIGUSR2, SIGXCPU};

enum {
	FATAL = sizeof(fatal) / sizeof(fatal[0])
};

static void
fatal_set(sigset_t *set)
{
	size_t i;

	sigemptyset(set);
	for (i = 0; i < FATAL; i++)
		sigaddset(set, fatal[i]);
}

/*
 * A standard descriptor that is closed is opened so that its use fails, and
 * no file of ours takes its place.
 */
static void
fill_descriptors(void)
{
	int fd;

	for (fd = STDIN_FILENO; fd <= STDERR_FILENO; fd++)
		if (fcntl(fd, F_GETFD) == -1 &&
		    open("/dev/null",
			fd == STDIN_FILENO ? O_WRONLY : O_RDONLY) != fd)
			abort();
}

void
output_setup(void)
{
	struct sigaction sa;
	size_t i;

	fill_descriptors();
	for (i = 0; i < FATAL; i++) {
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

/* Make the file; no signal comes before it is known to be pending. */
static int
make_temp(struct output *o)
{
	sigset_t set, before;
	size_t i = 0;
	int fd;

	fatal_set(&set);
	sigprocmask(SIG_BLOCK, &set, &before);
	fd = mkstemp(o->temp);
	while (fd >= 0 && i < OUTPUT_MOST - 1 && pending[i] != NULL)
		i++;
	if (fd >= 0)
		pending[i] = o->temp;
	sigprocmask(SIG_SETMASK, &before, NULL);
	return fd;
}

/* The temporary file is gone, or in place. */
static void
forget_temp(struct output *o)
{
	size_t i;

	for (i = 0; i < OUTPUT_MOST; i++)
		if (pending[i] == o->temp)
			pending[i] = NULL;
	free(o->temp);
	o->temp = NULL;
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

/* A name in the same directory, no longer than any that is allowed there. */
static char *
temp_name(const char *path)
{
	static const char name[] = ".portreg.XXXXXX";
	const char *slash = strrchr(path, '/');
	size_t dir = slash == NULL ? 0 : (size_t)(slash + 1 - path);
	char *temp = malloc(dir + sizeof(name));

	if (temp == NULL)
		return NULL;
	memcpy(temp, path, dir);
	memcpy(temp + dir, name, sizeof(name));
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

	errno = *o->path == '\0' ? ENOENT : 0;
	if (*o->path == '\0')
		return fail(o, d, STATUS_CANNOT_CREATE, "cannot create");
	if (lstat(o->path, &st) == 0) {
		errno = 0;
		if (!S_ISREG(st.st_mode))
			return fail(
			    o, d, STATUS_CANNOT_CREATE, "not a regular file");
		mode = st.st_mode & 07777;
	} else if (errno == ENAMETOOLONG) {
		return fail(o, d, STATUS_CANNOT_CREATE, "cannot create");
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
	fd = make_temp(o);
	if (fd < 0) {
		free(o->temp);
		o->temp = NULL;
		return fail(o, d, STATUS_CANNOT_CREATE, "cannot create");
	}
	o->stream = fdopen(fd, "w+");
	if (o->stream == NULL) {
		close(fd);
		return fail(o, d, STATUS_OS, "cannot open a stream");
	}
	/* Without memory for a larger buffer, that of the stream will do. */
	o->buffer = malloc(STREAM_BUFFER);
	if (o->buffer != NULL)
		setvbuf(o->stream, o->buffer, _IOFBF, STREAM_BUFFER);
	if (fchmod(fd, mode) != 0)
		return fail(o, d, STATUS_CANNOT_CREATE, "cannot set the mode");
	return STATUS_OK;
}

char *
output_path(const char *dir, const char *name, const char *suffix)
{
	static const char form[] = "%s/%s%s";
	size_t size =
	    strlen(dir) + strlen(name) + strlen(suffix) + sizeof(form);
	char *path = malloc(size);

	if (path != NULL)
		snprintf(path, size, form, dir, name, suffix);
	return path;
}

int
output_open(struct output *o, const char *path, struct diag *d)
{
	static char buffer[STREAM_BUFFER];
	int status = STATUS_OK;

	memset(o, 0, sizeof(*o));
	o->path = path;
	o->dir = -1;
	if (path == NULL) {
		o->stream = stdout;
		setvbuf(o->stream, buffer, _IOFBF, STREAM_BUFFER);
	} else {
		status = open_temp(o, d);
	}
	if (status != STATUS_OK)
		output_abort(o);
	return status;
}

int
output_settle(struct output *o, struct diag *d)
{
	int closed;

	errno = 0;
	if (fflush(o->stream) != 0 || ferror(o->stream))
		return fail(o, d, STATUS_IO, "cannot write");
	if (o->path == NULL)
		return STATUS_OK;
	if (fsync(fileno(o->stream)) != 0)
		return fail(o, d, STATUS_IO, "cannot bring to disk");
	closed = fclose(o->stream);
	o->stream = NULL;
	return closed == 0 ? STATUS_OK : fail(o, d, STATUS_IO, "cannot write");
}

/* Bring the name to its place. */
static int
put_in_place(struct output *o, struct diag *d)
{
	errno = 0;
	if (rename(o->temp, o->path) != 0)
		return fail(o, d, STATUS_IO, "cannot put in place");
	forget_temp(o);
	/* Some file systems cannot sync a directory, and say EINVAL. */
	if (fsync(o->dir) != 0 && errno != EINVAL)
		return fail(o, d, STATUS_IO, "written, but not known durable");
	return STATUS_OK;
}

int
output_commit(struct output *o, struct diag *d)
{
	int status = o->stream == NULL ? STATUS_OK : output_settle(o, d);

	if (status == STATUS_OK && o->path != NULL)
		status = put_in_place(o, d);
	output_abort(o);
	return status;
}

void
output_abort(struct output *o)
{
	if (o->path != NULL && o->stream != NULL)
		fclose(o->stream);
	if (o->temp != NULL) {
		unlink(o->temp);
		forget_temp(o);
	}
	if (o->dir >= 0)
		close(o->dir);
	free(o->buffer);
	memset(o, 0, sizeof(*o));
	o->dir = -1;
}
