/* SPDX-License-Identifier: MIT */
/* The functions of the c-lookup library that stand in for glibc's. */
#include <criterion/criterion.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "library.h"
#include "sample.h"

#define FLAGS "-std=c99 -Wall -Wextra -Wpedantic -Wconversion -Wshadow -Werror"

/* Questions on every so many lines of a services file, and some more. */
static char *
ask(const char *services, size_t every)
{
	static const char more[] = "nothing 60000 tcp\nhttp 80 -\nx11 6007 -\n"
				   "domain 53 none\nboe-cms 6400 -\n"
				   "rdp 0 -\nHTTP 80 TCP\n"
				   "whois 43 tcp\nportmapper 111 udp\n"
				   "www 80 -\nimap2 143 tcp\n";
	struct entries e = entries_read(read_file(services, NULL));
	char *path = format("%s.questions", services);
	FILE *out = fopen(path, "w");
	size_t i, a;

	cr_assert_not_null(out);
	for (i = 0; i < e.n; i++) {
		if (i % every != 0 && e.at[i].aliases[0] == NULL)
			continue;
		fprintf(out, "%s %d %s\n", e.at[i].name, e.at[i].number,
		    i % 4 == 0 ? "-" : e.at[i].protocol);
		for (a = 0; e.at[i].aliases[a] != NULL; a++)
			fprintf(out, "%s %d %s\n", e.at[i].aliases[a],
			    e.at[i].number, e.at[i].protocol);
	}
	fputs(more, out);
	cr_assert_eq(fclose(out), 0);
	return path;
}

/* The services of this tree in a directory of their own. */
static char *
make_etc(const char *dir)
{
	struct run r = run_shell(
	    "mkdir '%s/etc' && echo services: files >'%s/etc/nsswitch.conf' && "
	    "'%s/portreg-emit' -f services --profile glibc --overlay "
	    "data/preferred.csv --overlay data/compat.csv "
	    "-o '%s/etc/services' data/service-names-port-numbers.csv",
	    dir, dir, built(), dir);

	cr_assert_eq(r.status, 0, "%s", r.err);
	return format("%s/etc", dir);
}

/* What the C library answers when a directory lies over /etc. */
static char *
ask_library(const char *program, const char *etc, const char *questions)
{
	static const char *const commands[] = {"unshare -m", "unshare -rm"};
	struct run r;
	size_t i;

	for (i = 0; i < sizeof(commands) / sizeof(commands[0]); i++) {
		r = run_shell(
		    "%s sh -c 'mount --bind \"$1\" /etc && exec \"$2\" "
		    "<\"$3\"' sh '%s' '%s' '%s'",
		    commands[i], etc, program, questions);
		if (r.status == 0)
			return r.out;
	}
	cr_skip("no right to mount over /etc in a namespace");
	return NULL;
}

Test(c_lookup_servent, answers_as_glibc_does_with_the_services_file,
    .timeout = 600)
{
	char *dir = library_make_real("--overlay data/compat.csv");
	char *etc = make_etc(dir);
	char *questions = ask(format("%s/services", etc), 10);
	struct run r =
	    run_shell("cc -o '%s/theirs' tests/consumers/servent.c", dir);

	if (r.status != 0)
		cr_skip("no getservbyname_r here");
	r = run_shell("cc " FLAGS " -I'%s' -DIANA_SERVICES_REPLACE "
		      "-o '%s/ours' tests/consumers/servent.c",
	    dir, dir);
	cr_assert_eq(r.status, 0, "%s", r.err);
	cr_expect_str_empty(r.err);
	r = run_shell("'%s/ours' <'%s'", dir, questions);
	cr_assert_eq(r.status, 0, "%s", r.err);
	cr_assert_str_eq(
	    r.out, ask_library(format("%s/theirs", dir), etc, questions));
}

/* Each size and alignment of a buffer, whose end is watched. */
static const char buffers[] =
    "#define IANA_SERVICES_SERVENT\n"
    "#define IANA_SERVICES_IMPLEMENTATION\n"
    "#include \"iana_services.h\"\n"
    "#include <stdlib.h>\n"
    "#include <string.h>\n"
    "int main(void) {\n"
    "	size_t size, skew, enough;\n"
    "	for (skew = 0; skew < 16; skew++)\n"
    "		for (enough = size = 0; size < 200; size++) {\n"
    "			struct servent s, *r = &s;\n"
    "			char *all = (char *)malloc(size + skew);\n"
    "			int status = iana_getservbyname_r(\"whois++\",\n"
    "			    \"udp\", &s, all + skew, size, &r);\n"
    "			if (status == 0) {\n"
    "				enough += 1;\n"
    "				if (r != &s || s.s_port != htons(63) ||\n"
    "				    strcmp(s.s_name, \"whoispp\") != 0 ||\n"
    "				    strcmp(s.s_aliases[0], \"whois++\") ||\n"
    "				    s.s_aliases[1] != NULL ||\n"
    "				    strcmp(s.s_proto, \"udp\") != 0)\n"
    "					return 1;\n"
    "			} else if (status != ERANGE || r != NULL ||\n"
    "			    enough > 0)\n"
    "				return 2;\n"
    "			free(all);\n"
    "		}\n"
    "	return enough == 0 ? 3 : 0;\n"
    "}\n";

Test(c_lookup_servent, keeps_within_any_buffer)
{
	static const char *const compilers[] = {
	    "gcc " FLAGS, "g++ -x c++ -std=c++11 -Wall -Wextra -Werror"};
	char *dir = library_make_real("");
	struct run r;
	size_t i;

	write_file(format("%s/x.c", dir), buffers, sizeof(buffers) - 1);
	for (i = 0; i < sizeof(compilers) / sizeof(compilers[0]); i++) {
		r = run_shell("cd '%s' && %s -g -fsanitize=address,undefined "
			      "-fno-sanitize-recover=all x.c -o x && ./x",
		    dir, compilers[i]);
		cr_expect_eq(r.status, 0, "%d %s", r.status, r.err);
	}
}

Test(c_lookup_servent, is_there_only_if_it_is_asked_for)
{
	char *dir = library_make_real("");
	struct run r =
	    run_shell("cd '%s' && cc -DIANA_SERVICES_IMPLEMENTATION -x c -E "
		      "iana_services.h | grep -c servent",
		dir);

	cr_expect_str_eq(r.out, "0\n");
	r = run_shell(
	    "cd '%s' && echo '#include \"iana_services.h\"' >x.c && "
	    "for m in SERVENT REPLACE; do clang -Weverything "
	    "-Wno-padded -Werror -std=c99 -DIANA_SERVICES_IMPLEMENTATION "
	    "-DIANA_SERVICES_$m -c x.c || exit 1; done; "
	    "nm -g --defined-only x.o | grep -c iana_getserv",
	    dir);
	cr_expect_str_eq(r.out, "2\n", "%s", r.err);
}
