/* SPDX-License-Identifier: MIT */
/* The c-lookup library, with the registry, for every compiler there is. */
#include <criterion/criterion.h>
#include <criterion/parameterized.h>
#include <stdlib.h>
#include <string.h>

#include "library.h"
#include "sample.h"

/* Random strings: a million where a wrong byte would show, else fewer. */
enum {
	MANY = 1000000,
	SOME = 100000
};

#define W "-Wall -Wextra -Wpedantic -Wconversion -Wshadow -Werror "
#define EVERYTHING                                      \
	"-Weverything -Wno-padded -Wno-old-style-cast " \
	"-Wno-zero-as-null-pointer-constant "           \
	"-Wno-c++98-compat-pedantic -Wno-disabled-macro-expansion "
#define SANITIZED \
	"-O1 -g -fsanitize=address,undefined -fno-sanitize-recover=all "

static const struct toolchain toolchains[] = {
    {"gcc", "-std=c99 -O2 " W, ""},
    {"gcc", "-std=c11 -Os " W, ""},
    {"gcc", "-std=c11 " SANITIZED, ""},
    {"g++", "-x c++ -std=c++11 -O2 " W, ""},
    {"clang", "-std=c99 -O2 " W EVERYTHING, ""},
    {"clang", "-std=c11 " SANITIZED, ""},
    {"clang++", "-x c++ -std=c++11 -O2 " W EVERYTHING, ""},
    {"clang++", "-x c++ -std=c++20 " W SANITIZED, ""},
    {"musl-gcc", "-std=c99 -O2 -static " W, ""},
    {"tcc", "-Wall", ""},
    {"i686-linux-gnu-gcc", "-m32 -O2 -static " W, "qemu-i386"},
    {"s390x-linux-gnu-gcc", "-O2 -static " W, "qemu-s390x"},
};

/* A test gets the index, for pointers are of no use in its process. */
static size_t indices[sizeof(toolchains) / sizeof(toolchains[0])];

ParameterizedTestParameters(c_lookup, answers_as_the_registry_does)
{
	size_t n = sizeof(indices) / sizeof(indices[0]), i;

	for (i = 0; i < n; i++)
		indices[i] = i;
	return cr_make_param_array(size_t, indices, n);
}

ParameterizedTest(
    size_t *i, c_lookup, answers_as_the_registry_does, .timeout = 600)
{
	const struct toolchain *t = &toolchains[*i];
	char *dir = library_make_real("");
	char *program = library_build(dir, t);
	struct model m = model_read(data_file("service-names-port-numbers.csv"),
	    data_file("preferred.csv"), NULL);

	cr_assert_eq(m.n, 12624);
	cr_assert_eq(m.n_aliases, 184);
	library_check(program, t, &m, 0, 1,
	    strstr(t->options, "sanitize") != NULL || *t->runner != '\0'
		? MANY
		: SOME);
	model_free(&m);
}
