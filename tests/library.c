/* SPDX-License-Identifier: MIT */
/* The emitted library in the hands of compilers, and its answers. */
#include <criterion/criterion.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "library.h"
#include "sample.h"

char *
library_make(const char *snapshot, const char *options)
{
	char *dir = scratch();
	struct run r =
	    run_shell("'%s/portreg-emit' -f c-lookup -o '%s/iana_services.h' "
		      "%s '%s'",
		built(), dir, options, snapshot);

	cr_assert_eq(r.status, 0, "%s", r.err);
	return dir;
}

char *
library_make_real(const char *options)
{
	char *overlaid =
	    format("--overlay '%s' %s", data_file("preferred.csv"), options);

	return library_make(
	    data_file("service-names-port-numbers.csv"), overlaid);
}

/* Whether a compiler's programs can be made and run here. */
static int
works(const struct toolchain *t)
{
	static const char source[] = "#include <stdio.h>\n"
				     "int main() { puts(\"ok\"); return 0; }\n";
	char *dir = scratch(), *path = format("%s/ok.c", dir);
	struct run r;

	write_file(path, source, sizeof(source) - 1);
	r = run_shell("cd '%s' && %s %s ok.c -o ok && %s ./ok", dir,
	    t->compiler, t->options, t->runner);
	return r.status == 0 && strcmp(r.out, "ok\n") == 0;
}

char *
library_build(const char *dir, const struct toolchain *t)
{
	char *program = format("%s/services", dir);
	struct run r;

	if (!works(t))
		cr_skip("%s %s makes no program that runs", t->compiler,
		    t->options);
	r = run_shell("%s %s -I'%s' tests/consumers/services.c -o '%s'",
	    t->compiler, t->options, dir, program);
	cr_assert_eq(r.status, 0, "%s: %.2000s", t->compiler, r.err);
	cr_expect_str_empty(r.err, "%s: %.2000s", t->compiler, r.err);
	return program;
}

/* Where two texts differ first. */
static void
compare(const char *what, const char *made, const char *expected)
{
	size_t i = 0, line = 0;

	while (made[i] != '\0' && made[i] == expected[i])
		if (made[i++] == '\n')
			line = i;
	cr_assert(made[i] == expected[i], "%s: %.200s\nnot %.200s", what,
	    made + line, expected + line);
}

static void
check(const char *program, const struct toolchain *t, const char *command,
    const char *input, char *expected)
{
	struct run r = run_shell("%s '%s' %s <'%s'", t->runner, program,
	    command, input == NULL ? "/dev/null" : input);

	cr_assert_eq(r.status, 0, "%s: %s", command, r.err);
	cr_assert_str_empty(r.err, "%s: %s", command, r.err);
	compare(command, r.out, expected);
	free(r.out);
	free(r.err);
	free(expected);
}

/* A number that only looks random, below n (SplitMix64). */
static size_t
draw(size_t n)
{
	static uint64_t state;
	uint64_t z = (state += UINT64_C(0x9e3779b97f4a7c15));

	z = (z ^ z >> 30) * UINT64_C(0xbf58476d1ce4e5b9);
	z = (z ^ z >> 27) * UINT64_C(0x94d049bb133111eb);
	return (size_t)((z ^ z >> 31) % n);
}

/* A line of any bytes but these two; half of them could be in a name. */
static void
put_random(FILE *out)
{
	static const char usual[] = "abcdefghijklmnopqrstuvwxyz-0123456789";
	size_t n = draw(3) == 0 ? draw(100) : draw(20), any = draw(2);

	while (n-- > 0)
		fputc(any ? (int)(draw(256 - 14) + 14)
			  : usual[draw(sizeof(usual) - 1)],
		    out);
	fputc('\n', out);
}

/* A name with one byte or the case of some letters changed, or cut. */
static void
put_changed(FILE *out, const char *name)
{
	char *s = strdup(name);
	size_t n = strlen(s), i = draw(n);

	switch (draw(4)) {
	case 0:
		s[i] = (char)(draw(26) + 'a');
		break;
	case 1:
		s[i] ^= 0x20;
		break;
	case 2:
		s[i] = '\0';
		break;
	default:
		for (i = 0; i < n; i++)
			if (s[i] >= 'a' && s[i] <= 'z' && draw(2))
				s[i] = (char)(s[i] - 'a' + 'A');
	}
	fprintf(out, "%s%s\n", s, draw(8) == 0 ? "x" : "");
	free(s);
}

/* All names and aliases, and so many lines more; returns the file's path. */
static char *
write_names(const char *program, const struct model *m, size_t random)
{
	char *path = format("%s.names", program);
	FILE *out = fopen(path, "w");
	size_t i;

	cr_assert_not_null(out);
	for (i = 0; i < m->n; i++)
		fprintf(out, "%s\n", m->entries[i].name);
	for (i = 0; i < m->n_aliases; i++)
		fprintf(out, "%s\n", m->aliases[i].name);
	for (i = 0; i < random; i++)
		if (draw(8) != 0 || m->n == 0)
			put_random(out);
		else
			put_changed(out, m->entries[draw(m->n)].name);
	cr_assert_eq(fclose(out), 0);
	return path;
}

void
library_check(const char *program, const struct toolchain *t,
    const struct model *m, int descriptions, int aliases, size_t random)
{
	char *path = write_names(program, m, random);
	char *names = read_file(path, NULL);

	check(program, t, "ports", NULL, model_ports(m));
	check(program, t, "states", NULL, model_states(m));
	check(program, t, "walk", NULL, model_walk(m, descriptions, aliases));
	check(program, t, "names", path, model_names(m, names, aliases));
	free(names);
	free(path);
}
