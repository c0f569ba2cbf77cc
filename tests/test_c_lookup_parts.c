/* SPDX-License-Identifier: MIT */
/* The c-lookup library with less than the registry, or more. */
#include <criterion/criterion.h>
#include <stdlib.h>
#include <string.h>

#include "library.h"
#include "sample.h"
#include "snapshot.h"
#include "synth.h"
#include "xmlize.h"

#define PORTS "service-names-port-numbers"

enum {
	THOUSAND = 1000,
	LISTED = 300 /* names of a random selection */
};

static const struct toolchain sanitized = {"gcc",
    "-std=c99 -O1 -g -fsanitize=address,undefined -fno-sanitize-recover=all "
    "-Wall -Wextra -Wpedantic -Wconversion -Wshadow -Werror",
    ""};

/* The selection of a case, as wanted sees it. */
static struct part {
	const char *options;
	int32_t first, last;
	int protocols;
	size_t entries;
} part;

static const char *listed[LISTED + 1];

static int
is_listed(const char *name)
{
	size_t i;

	for (i = 0; listed[i] != NULL; i++)
		if (strcmp(listed[i], name) == 0)
			return 1;
	return 0;
}

static int
wanted(const struct table *t, const struct record *r)
{
	if ((part.protocols >> r->protocol & 1) == 0)
		return 0;
	if (part.last >= 0 && (r->first == NO_NUMBER || r->last < part.first ||
				  r->first > part.last))
		return 0;
	return listed[0] == NULL || is_listed(record_text(t, r, COLUMN_NAME));
}

/* Check the library of the selected part. */
static void
check_part(const char *options, int descriptions, int aliases)
{
	char *dir = library_make_real(options);
	char *program = library_build(dir, &sanitized);
	struct model m = model_read(
	    data_file(PORTS ".csv"), data_file("preferred.csv"), wanted);

	cr_assert(part.entries == 0 || m.n == part.entries, "%zu", m.n);
	library_check(program, &sanitized, &m, descriptions, aliases, THOUSAND);
	model_free(&m);
}

static const struct part parts[] = {
    {"--ports 0-1023 --protocol tcp,udp", 0, 1023, 0x03, 0},
    {"--ports 643 --protocol tcp", 643, 643, 0x01, 1},
    {"--ports 6001-6002", 6001, 6002, 0x1f, 2},
    {"--protocol sctp,dccp", 0, -1, 0x0c, 100},
    {"--protocol none", 0, -1, 0x10, 597},
    {"--protocol dccp --ports 1", 1, 1, 0x08, 0},
};

Test(c_lookup_parts, have_what_was_selected, .timeout = 600)
{
	size_t i;

	for (i = 0; i < sizeof(parts) / sizeof(parts[0]); i++) {
		part = parts[i];
		check_part(part.options, 0, 1);
	}
}

/* Choose names; the same each time for one number. */
static char *
choose_names(unsigned long x)
{
	char *path = format("%s/names", scratch());
	struct model m = model_read(data_file(PORTS ".csv"), NULL, NULL);
	FILE *out = fopen(path, "w");
	size_t i;

	cr_assert_not_null(out);
	for (i = 0; i < LISTED; i++) {
		x = (x * 1103515245 + 12345) % 2147483648UL;
		listed[i] = strdup(m.entries[x / 7 % m.n].name);
		fprintf(out, "%s\n", listed[i]);
	}
	cr_assert_eq(fclose(out), 0);
	model_free(&m);
	return path;
}

Test(c_lookup_parts, have_the_names_of_a_file, .timeout = 600)
{
	unsigned long x;

	for (x = 1; x <= 5; x++) {
		char *path = choose_names(x);

		part = (struct part){NULL, 0, -1, 0x1f, 0};
		check_part(format("--names '%s'", path), 0, 1);
	}
}

Test(c_lookup_parts, have_descriptions_if_they_are_wanted, .timeout = 600)
{
	part = (struct part){NULL, 0, -1, 0x1f, 12624};
	check_part("--descriptions", 1, 1);
	check_part("--descriptions --no-descriptions", 0, 1);
}

Test(c_lookup_parts, have_no_aliases_if_they_are_not_wanted, .timeout = 600)
{
	part = (struct part){NULL, 0, -1, 0x1f, 12624};
	check_part("--no-aliases", 0, 0);
}

/* The registry of this tree with each record ten times. */
static char *
make_tenfold(void)
{
	char *dir = scratch(), *xml = format("%s/x.xml", dir);
	char *csv = format("%s/x.csv", dir);
	struct model m = model_read(data_file(PORTS ".csv"), NULL, NULL);
	FILE *out = fopen(xml, "w");
	struct run r;

	cr_assert_not_null(out);
	xmlize(&m.table, NULL, 10, out);
	cr_assert_eq(fclose(out), 0);
	model_free(&m);
	r = run_shell("'%s/portreg-parse' -o '%s' '%s'", built(), csv, xml);
	cr_assert_eq(r.status, 0, "%s", r.err);
	return csv;
}

Test(c_lookup_parts, can_be_ten_times_the_registry, .timeout = 600)
{
	char *csv = make_tenfold();
	char *program =
	    library_build(library_make(csv, "--descriptions"), &sanitized);
	struct model m = model_read(csv, NULL, NULL);

	cr_assert_eq(m.n, 126240);
	library_check(program, &sanitized, &m, 1, 1, THOUSAND);
	model_free(&m);
}

/* Records that are told apart in every way in which the tables can. */
static const char *const odd[] = {
    "assigned|a|1|1|tcp|one",
    "assigned|a|1|1|udp|two",
    "assigned|a|1|9|tcp|range from the same port",
    "assigned|a|5|5|tcp|inside it",
    "assigned|b|0|65535|sctp|all ports",
    "assigned|c|65535|65535|tcp|the last",
    "assigned|d|0|0|tcp|the first",
    "assigned|e||||no port",
    "assigned|e||||again",
    "assigned|e|||tcp|no port over tcp",
    "assigned|Case|7|7|tcp",
    "assigned|case|7|7|tcp",
    "assigned|CASE|8|9|udp",
    "assigned|a@b|10|10|tcp",
    "assigned|a`b|11|11|tcp",
    "assigned|aaaa|12|12|tcp",
    "assigned|aaaaaaaa|12|12|tcp",
    "assigned|aaaaaaaaaaaaaaaa|12|12|tcp",
    "assigned|sixteen-bytes-xx|13|13|tcp",
    "assigned|first-88-middle-last--88|14|14|tcp",
    "assigned|first-88-middel-last--88|14|14|tcp",
    "assigned|first-88-middle-last--88|15|15|tcp",
    "assigned|\303\251|16|16|tcp|\303\251 */ \" \\ ?\?/",
    "alias|b1|1|1|tcp||alias_of=a",
    "alias|B1|1|1|udp||alias_of=a",
    "alias|b1|7|7|tcp||alias_of=case",
    "alias|c|5|5|tcp||alias_of=a",
    "alias|a1|1|9|tcp||alias_of=a",
    "alias|none|||||alias_of=e",
    "reserved||17|17|tcp",
    "reserved||18|20",
    "private||19|21|udp",
    "unassigned||22|65535",
    NULL,
};

Test(c_lookup_parts, can_be_odd, .timeout = 600)
{
	char *csv = synth_snapshot(PORTS, "2026-08", odd);
	char *program =
	    library_build(library_make(csv, "--descriptions"), &sanitized);
	struct model m = model_read(csv, NULL, NULL);

	library_check(program, &sanitized, &m, 1, 1, THOUSAND);
	model_free(&m);
}
