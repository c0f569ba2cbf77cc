/* SPDX-License-Identifier: MIT */
/* Programs that read what is in /etc, run where something else lies over it. */
#include <criterion/criterion.h>
#include <stdio.h>
#include <string.h>

#include "etc.h"

const char *
etc_namespace(void)
{
	static const char *const commands[] = {"unshare -mn", "unshare -rmn"};
	size_t i;

	for (i = 0; i < sizeof(commands) / sizeof(commands[0]); i++)
		if (run_shell("%s mount --bind tests /etc", commands[i])
			.status == 0)
			return commands[i];
	cr_skip("no right to mount over /etc in a namespace");
	return NULL;
}

char *
etc_make(const char *database, const char *text, size_t n, const char *sources)
{
	char *etc = scratch(), *nss = format("%s: %s\n", database, sources);

	write_file(format("%s/nsswitch.conf", etc), nss, strlen(nss));
	write_file(format("%s/%s", etc, database), text, n);
	return etc;
}

char *
etc_build_lookup(const char *compiler)
{
	char *program = format("%s/lookup", scratch());
	struct run r;

	if (!have(compiler))
		cr_skip("no %s", compiler);
	r = run_shell("%s -o '%s' tests/consumers/lookup.c", compiler, program);
	cr_assert_eq(r.status, 0, "%s", r.err);
	return program;
}

struct run
etc_run(const char *program, const char *etc, const char *db, const char *input)
{
	return run_shell("%s sh -c 'mount --bind \"$1\" /etc && "
			 "{ test -z \"$3\" || mount --bind \"$3\" "
			 "/var/lib/misc; } && exec \"$2\" <\"$4\"' "
			 "sh '%s' '%s' '%s' '%s'",
	    etc_namespace(), etc, program, db == NULL ? "" : db, input);
}
