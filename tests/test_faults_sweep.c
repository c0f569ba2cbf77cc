/* SPDX-License-Identifier: MIT */
/*
 * The catalogue of faults: each system call and each allocation of each tool
 * fails once, by faults/sweep.py, and limits and disks are in the way.
 */
#include <criterion/criterion.h>
#include <stdlib.h>
#include <string.h>

#include "place.h"

/* Sanitizers want to be the first library, and trace. */
static void
sweep(const char *what, const char *needs)
{
	char *dir = scratch();
	char *path = format("%s/" PLACE_REGISTRY ".xml", dir);
	char *body = place_registry(PLACE_REGISTRY, "2026-03-09", 150);
	struct run r;

	if (strstr(built(), "sanitize") != NULL)
		cr_skip("sanitizers replace what is swept");
	if (!have("python3") || run_shell("%s", needs).status != 0)
		cr_skip("no python3, or not: %s", needs);
	write_file(path, body, strlen(body));
	r = run_shell("cd '%s' && { test %s != memory || cc -shared -fPIC "
		      "-o memory.so '%s/tests/faults/memory.c'; } && exec "
		      "python3 '%s/tests/faults/sweep.py' '%s' '%s' "
		      "'%s/data/protocol-numbers.csv' %s",
	    dir, what, tree(), tree(), built(), path, tree(), what);
	cr_expect_eq(r.status, 0, "%s: %s%s", what, r.out, r.err);
	cr_expect_not_null(strstr(r.out, " faults, 0 not borne\n"));
	cr_expect_neq(r.out[0], '0', "nothing was swept");
	place_free_run(&r);
}

Test(faults_sweep, system_calls, .timeout = 400)
{
	sweep("calls", "strace -o /dev/null true");
}

Test(faults_sweep, allocations, .timeout = 300)
{
	if (strstr(getenv("PORTREG_CFLAGS"), "--coverage") != NULL)
		cr_skip("gcov allocates at the end, and crashes");
	sweep("memory", "ldd --version 2>&1 | grep -q -i glibc");
}

Test(faults_sweep, limits_of_size_and_closed_descriptors, .timeout = 60)
{
	sweep("limits", "true");
}

Test(faults_sweep, disks_that_are_full_or_read_only, .timeout = 60)
{
	sweep("disks", "unshare -m mount -t tmpfs none /mnt");
}
