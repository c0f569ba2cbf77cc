/* SPDX-License-Identifier: MIT */
/* The example that people copy, built in each way that the README shows. */
#include <criterion/criterion.h>
#include <stdlib.h>
#include <string.h>

#include "library.h"
#include "sample.h"

static const struct {
	const char *tool, *commands;
} ways[] = {
    {"make", "make -s port"},
    {"cmake", "cmake -S . -B b && cmake --build b && cp b/port port"},
    {"meson", "meson setup b && ninja -C b && cp b/port port"},
};

/* Build it where there is nothing else but the library, and ask it. */
static void
check(size_t i)
{
	static const char answers[] = "sanity\t643/tcp\n"
				      "sanity\t643/udp\n"
				      "whoispp\t63/tcp\twhois++\n"
				      "whoispp\t63/udp\twhois++\n"
				      "x11\t6000-6063/tcp\n"
				      "x11\t6000-6063/udp\n";
	struct run r;
	char *dir;

	if (!have(ways[i].tool))
		cr_skip("no %s", ways[i].tool);
	dir = library_make_real("");
	r = run_shell("cp tests/consumer/* '%s' && cd '%s' && { %s; } >&2 && "
		      "./port 643 WHOIS++ 6001",
	    dir, dir, ways[i].commands);
	cr_expect_eq(r.status, 0, "%s", r.err);
	cr_expect_str_eq(r.out, answers);
	r = run_shell("cd '%s' && ./port 65535", dir);
	cr_expect_eq(r.status, 1);
}

Test(consumer, is_built_with_make)
{
	check(0);
}

Test(consumer, is_built_with_cmake)
{
	check(1);
}

Test(consumer, is_built_with_meson)
{
	check(2);
}

Test(consumer, is_in_the_readme_as_it_is)
{
	struct run r =
	    run_shell("grep -h iana_services tests/consumer/CMakeLists.txt | "
		      "while read -r line; do "
		      "grep -qF \"$line\" README.md || echo \"$line\"; done");

	cr_expect_str_empty(r.out, "%s", r.out);
	r = run_shell("test $(wc -l <tests/consumer/port.c) -lt 60");
	cr_expect_eq(r.status, 0);
}
