/* SPDX-License-Identifier: MIT */
/* Files that appear whole or not at all. */
#include <sys/stat.h>
#include <sys/wait.h>

#include <criterion/criterion.h>
#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "output.h"
#include "run.h"

#define COUNT(a) (sizeof(a) / sizeof((a)[0]))

/* Replace a file; returns the mode that it has then. */
static unsigned
replace(const char *path, const char *text)
{
	struct diag diag = {"test", NULL, stderr, 0, 0};
	struct output out;
	struct stat st;

	cr_assert_eq(output_open(&out, path, &diag), STATUS_OK);
	fputs(text, out.stream);
	cr_assert_eq(output_commit(&out, &diag), STATUS_OK);
	cr_assert_eq(stat(path, &st), 0);
	return st.st_mode & 07777;
}

Test(output, a_file_keeps_its_mode_when_it_is_replaced)
{
	static const unsigned modes[] = {0600, 0640, 0664, 0755, 0400};
	char *path = format("%s/x", scratch());
	size_t i;

	umask(077);
	cr_expect_eq(replace(path, "first\n"), 0644);
	for (i = 0; i < COUNT(modes); i++) {
		cr_assert_eq(chmod(path, modes[i]), 0);
		cr_expect_eq(replace(path, "next\n"), modes[i]);
	}
	cr_expect_str_eq(read_file(path, NULL), "next\n");
}

Test(output, a_name_may_be_as_long_as_the_file_system_allows)
{
	char name[255 + 1];

	memset(name, 'x', sizeof(name) - 1);
	name[sizeof(name) - 1] = '\0';
	cr_expect_eq(replace(format("%s/%s", scratch(), name), "x\n"), 0644);
}

/* What is said of a path that nothing can be made at; to be freed. */
static char *
refuse(const char *path)
{
	char *said;
	size_t n;
	struct diag diag = {"test", NULL, open_memstream(&said, &n), 0, 0};
	struct output out;

	cr_expect_eq(output_open(&out, path, &diag), STATUS_CANNOT_CREATE);
	fclose(diag.out);
	return said;
}

Test(output, a_name_that_is_too_long_is_refused_at_once)
{
	char name[256 + 1], *said, *dir = scratch();

	memset(name, 'x', sizeof(name) - 1);
	name[sizeof(name) - 1] = '\0';
	said = refuse(format("%s/%s", dir, name));
	cr_expect_str_eq(
	    said, format("test: cannot create: '%s/%s': File name too long\n",
		      dir, name));
	cr_expect_eq(count_names(dir), 0);
	free(said);
}

Test(output, a_path_of_more_than_1024_bytes_is_clipped_where_it_is_named)
{
	char path[1025 + 1], *said;

	memset(path, '/', sizeof(path) - 1);
	path[sizeof(path) - 1] = '\0';
	said = refuse(path);
	cr_expect_str_eq(
	    said, format("test: not a regular file: '%.1024s...'\n", path));
	free(said);
	said = refuse(path + 1);
	cr_expect_str_eq(
	    said, format("test: not a regular file: '%s'\n", path + 1));
	free(said);
}

/* What a program sees that starts with no descriptor and opens a file. */
static int
start_bare(void)
{
	char c = 'x';
	int fd, i;

	for (i = 0; i <= STDERR_FILENO; i++)
		close(i);
	output_setup();
	fd = open("/dev/null", O_RDWR);
	if (fd <= STDERR_FILENO)
		return 1;
	if (read(STDIN_FILENO, &c, 1) != -1 || errno != EBADF)
		return 2;
	if (write(STDOUT_FILENO, &c, 1) != -1 || errno != EBADF)
		return 3;
	return write(STDERR_FILENO, &c, 1) != -1 || errno != EBADF ? 4 : 0;
}

Test(output, no_file_takes_the_place_of_a_closed_descriptor)
{
	pid_t pid;
	int status;

	fflush(NULL);
	pid = fork();
	cr_assert_geq(pid, 0);
	if (pid == 0)
		_exit(start_bare());
	cr_assert_eq(waitpid(pid, &status, 0), pid);
	cr_expect_eq(status, 0, "%#x", (unsigned)status);
}

/* Only the system calls show what a loss of power would leave. */
Test(output, the_data_is_on_disk_before_the_name)
{
	char *dir = scratch();
	const char *order[] = {"fsync(", "/.portreg.", ">) ", "rename",
	    "/.portreg.", "/out\"", ") = 0", "fsync(", format("%s>) ", dir),
	    "= 0"};
	const char *at;
	struct run r;
	size_t i;

	if (run_shell("strace -y -o '%s/log' -e trace=fsync,/^rename true", dir)
		.status != 0)
		cr_skip("no strace, or no right to trace");
	/* Looking for leaks is tracing, too. */
	r = run_shell("ASAN_OPTIONS=\"$ASAN_OPTIONS:detect_leaks=0\" "
		      "strace -y -o '%s/log' -e trace=fsync,/^rename "
		      "'%s/portreg-emit' -f json -o '%s/out' "
		      "data/protocol-numbers.csv",
	    dir, built(), dir);
	cr_assert_eq(r.status, 0, "%s", r.err);
	r.out = read_file(format("%s/log", dir), NULL);
	at = r.out;
	for (i = 0; at != NULL && i < COUNT(order); i++)
		at = strstr(at, order[i]);
	cr_expect_not_null(at, "%s", r.out);
}

Test(output, two_spellings_of_a_path_are_one_target)
{
	char *dir = scratch();
	char *file = format("%s/file", dir), *other = format("%s/other", dir);
	char *sub = format("%s/sub", dir), *same = format("%s/../file", sub);

	cr_assert_eq(mkdir(sub, 0777), 0);
	cr_expect(output_same(file, file));
	cr_expect(output_same(file, same));
	cr_expect(output_same(same, format("%s/./file", dir)));
	cr_expect(output_same("y", "./y"));
	cr_expect_not(output_same(file, other));
	cr_expect_not(output_same(file, format("%s/file", sub)));
	write_file(file, "", 0);
	cr_assert_eq(link(file, other), 0);
	cr_expect_not(output_same(file, other));
	cr_expect(output_same("/no/such/dir/y", "/no/such/dir/y"));
	cr_expect_not(output_same("/no/such/dir/y", "y"));
}

/* What stands at a path, other than a file, stays, and is named. */
static void
expect_refused(const char *path)
{
	struct stat before, after;
	char *said;

	cr_assert_eq(lstat(path, &before), 0);
	said = refuse(path);
	cr_expect_str_eq(
	    said, format("test: not a regular file: '%s'\n", path));
	cr_assert_eq(lstat(path, &after), 0);
	cr_expect_eq(before.st_ino, after.st_ino);
	cr_expect_eq(before.st_mode, after.st_mode);
	free(said);
}

Test(output, replaces_nothing_but_files)
{
	/* A short path is shown whole. */
	cr_assert_eq(chdir(scratch()), 0);
	write_file("file", "x", 1);
	cr_assert_eq(mkdir("directory", 0777), 0);
	cr_assert_eq(mkfifo("fifo", 0666), 0);
	cr_assert_eq(symlink("nothing", "dangling"), 0);
	cr_assert_eq(symlink("file", "link"), 0);
	expect_refused("directory");
	expect_refused("fifo");
	expect_refused("dangling");
	expect_refused("link");
	cr_expect_str_eq(read_file("file", NULL), "x");
}
