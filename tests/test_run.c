/* SPDX-License-Identifier: MIT */
/* The surroundings in which the tests' programs run. */
#include <criterion/criterion.h>
#include <stdlib.h>

#include "run.h"

Test(run, the_user_has_no_say_in_git_and_options)
{
	struct run r;

	cr_assert_eq(setenv("GIT_DIR", "/nonexistent", 1), 0);
	cr_assert_eq(setenv("GIT_INDEX_FILE", "/nonexistent/index", 1), 0);
	cr_assert_eq(setenv("POSIXLY_CORRECT", "1", 1), 0);
	r = run_shell("%s", "env | grep -E '^(GIT_|POSIXLY_CORRECT|PATH=)' | "
			    "cut -c1-5");
	cr_expect_str_eq(r.out, "PATH=\n", "%s", r.out);
}
