/* SPDX-License-Identifier: MIT */
/* What tests need to run programs and to look at files. */
#include <sys/stat.h>
#include <sys/wait.h>

#include <criterion/criterion.h>
#include <dirent.h>
#include <fcntl.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "run.h"

extern char **environ;

static const char *
setting(const char *name, const char *otherwise)
{
	const char *value = getenv(name);

	return value == NULL || *value == '\0' ? otherwise : value;
}

const char *
tree(void)
{
	return setting("PORTREG_TREE", ".");
}

const char *
built(void)
{
	return setting("PORTREG_BUILD", "build");
}

#ifndef __has_feature
#define __has_feature(x) 0
#endif

int
is_sanitized(void)
{
#if defined(__SANITIZE_ADDRESS__) || __has_feature(address_sanitizer)
	return 1;
#else
	return 0;
#endif
}

const char *
limit_time(void)
{
#ifdef __OPTIMIZE__
	if (!is_sanitized())
		return "ulimit -t 5";
#endif
	return "ulimit -t 60";
}

const char *
limit_memory(void)
{
	return is_sanitized() ? ":" : "ulimit -v 524288";
}

static char *
vformat(const char *fmt, va_list ap)
{
	va_list again;
	size_t n;
	char *s;

	va_copy(again, ap);
	n = (size_t)vsnprintf(NULL, 0, fmt, ap) + 1;
	s = malloc(n);
	cr_assert_not_null(s);
	vsnprintf(s, n, fmt, again);
	va_end(again);
	return s;
}

char *
format(const char *fmt, ...)
{
	va_list ap;
	char *s;

	va_start(ap, fmt);
	s = vformat(fmt, ap);
	va_end(ap);
	return s;
}

char *
read_file(const char *path, size_t *n)
{
	FILE *in = fopen(path, "r");
	char *s = NULL;
	size_t size = 0, len = 0, got;

	cr_assert_not_null(in, "%s cannot be read", path);
	do {
		size = size == 0 ? 65536 : size * 2;
		s = realloc(s, size + 1);
		cr_assert_not_null(s);
		got = fread(s + len, 1, size - len, in);
		len += got;
	} while (len == size);
	cr_assert_not(ferror(in), "%s cannot be read", path);
	fclose(in);
	s[len] = '\0';
	if (n != NULL)
		*n = len;
	return s;
}

void
write_file(const char *path, const char *content, size_t n)
{
	FILE *out = fopen(path, "w");

	cr_assert_not_null(out, "%s cannot be written", path);
	cr_assert_eq(fwrite(content, 1, n, out), n);
	cr_assert_eq(fclose(out), 0);
}

char *
scratch(void)
{
	char *parent = format("%s/scratch", built());
	/* The blank shows where a path is not quoted. */
	char *dir = format("%s/a XXXXXX", parent);

	mkdir(parent, 0777);
	cr_assert_not_null(mkdtemp(dir), "%s cannot be made", dir);
	free(parent);
	return dir;
}

char *
copy_tree(void)
{
	static const char release[] = "Makefile README.md portreg.pc.in core "
				      "data emit fetch parse schemas tests";
	char *dir = scratch();
	/* The dependencies must name what is now in build/. */
	struct run r = run_shell(
	    "set -e; from='%s' to='%s'; tar -cf - %s | tar -xf - -C \"$to\"; "
	    "mkdir \"$to/build\"; cd \"$from\"; "
	    "cp -a core fetch parse emit libportreg.a portreg-* \"$to/build\"; "
	    "cp -a '%s' \"$to/dist\"; cd \"$to/build\"; "
	    "b='%s'; for file in */*.d; do sed \"s|^$b/|build/|; "
	    "s| $b/| build/|g\" $file > x; mv x $file; done",
	    built(), dir, setting("PORTREG_FILES", release),
	    setting("PORTREG_DIST", "dist"), setting("PORTREG_B", "build"));

	cr_assert_eq(r.status, 0, "%s", r.err);
	free(r.out);
	free(r.err);
	return dir;
}

struct run
in_copy(const char *dir, const char *command)
{
	return run_shell("cd '%s' && %s", dir, command);
}

struct run
make_in(const char *dir, const char *arguments)
{
	return run_shell("cd '%s' && make CFLAGS='%s' %s", dir,
	    setting("PORTREG_CFLAGS", ""), arguments);
}

size_t
count_names(const char *path)
{
	DIR *dir = opendir(path);
	struct dirent *entry;
	size_t n = 0;

	cr_assert_not_null(dir, "%s cannot be read", path);
	while ((entry = readdir(dir)) != NULL)
		n += strcmp(entry->d_name, ".") != 0 &&
		     strcmp(entry->d_name, "..") != 0;
	closedir(dir);
	return n;
}

/*
 * Git tells its hooks of a repository that is not the tests', and the order of
 * options is not the user's.
 */
static void
forget_settings(void)
{
	char **e = environ;

	unsetenv("POSIXLY_CORRECT");
	while (*e != NULL) {
		char *name = format("%.*s", (int)strcspn(*e, "="), *e);

		if (strncmp(name, "GIT_", 4) == 0) {
			unsetenv(name);
			e = environ;
		} else {
			e++;
		}
		free(name);
	}
}

/* In the child: become the program. */
static void
become(const char *input, const char *dir, const char *const argv[])
{
	char *out = format("%s/out", dir), *err = format("%s/err", dir);
	char *program = strncmp(argv[0], "portreg-", 8) == 0
			    ? format("%s/%s", built(), argv[0])
			    : strdup(argv[0]);
	int in = open(input == NULL ? "/dev/null" : input, O_RDONLY);

	if (in < 0 || dup2(in, STDIN_FILENO) < 0 ||
	    freopen(out, "w", stdout) == NULL ||
	    freopen(err, "w", stderr) == NULL)
		_exit(126);
	forget_settings();
	/* Children of sanitized tests are gated by their own logs. */
	execvp(program, (char *const *)argv);
	_exit(127);
}

struct run
run(const char *input, const char *const argv[])
{
	struct run r = {0, NULL, 0, NULL};
	char *dir = scratch(), *path;
	int wait_status;
	pid_t pid;

	fflush(NULL);
	pid = fork();
	cr_assert_geq(pid, 0);
	if (pid == 0)
		become(input, dir, argv);
	cr_assert_eq(waitpid(pid, &wait_status, 0), pid);
	r.status = WIFEXITED(wait_status) ? WEXITSTATUS(wait_status)
					  : 128 + WTERMSIG(wait_status);
	path = format("%s/out", dir);
	r.out = read_file(path, &r.out_n);
	unlink(path);
	free(path);
	path = format("%s/err", dir);
	r.err = read_file(path, NULL);
	unlink(path);
	free(path);
	rmdir(dir);
	free(dir);
	return r;
}

struct run
run_shell(const char *fmt, ...)
{
	const char *argv[] = {"/bin/sh", "-c", NULL, NULL};
	struct run r;
	va_list ap;
	char *command;

	va_start(ap, fmt);
	command = vformat(fmt, ap);
	va_end(ap);
	/* A make that is run here is not part of the one that runs the tests.
	 */
	argv[2] =
	    format("unset MAKEFLAGS MFLAGS MAKELEVEL B DIST CFLAGS WERROR ONLY "
		   "ACCEPT; cd '%s' && %s",
		tree(), command);
	r = run(NULL, argv);
	free(command);
	free((char *)argv[2]);
	return r;
}

int
have(const char *program)
{
	struct run r = run_shell("command -v '%s'", program);
	int found = r.status == 0;

	free(r.out);
	free(r.err);
	return found;
}
