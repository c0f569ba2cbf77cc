/* SPDX-License-Identifier: MIT */
/* changes between IANA's own files, checked by what else is made of them. */
#include <criterion/criterion.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "run.h"
#include "synth.h"

/* The snapshot of a real file, in a directory. */
static char *
snapshot(const char *dir, const char *xml)
{
	char *path = format("%s/%s.csv", dir, strrchr(xml, '/') + 1);
	const char *argv[] = {"portreg-parse", "-o", path, xml, NULL};

	cr_assert_eq(run(NULL, argv).status, 0, "%s", xml);
	return path;
}

/* Write what a format makes of a snapshot to DIR/NAME. */
static void
make(const char *dir, const char *name, const char *const options[],
    const char *path)
{
	const char *argv[16] = {"portreg-emit", "-o"};
	size_t n = 2, i;

	argv[n++] = format("%s/%s", dir, name);
	for (i = 0; options[i] != NULL; i++)
		argv[n++] = options[i];
	argv[n] = path;
	cr_assert_eq(run(NULL, argv).status, 0, "%s", name);
}

/* What changes.py says of two snapshots, in DIR. */
static struct run
check(const char *dir, const char *old, const char *new, int ports)
{
	const char *json[] = {"-f", "json", NULL};
	const char *constants[] = {"-f", "c-constants", NULL};
	const char *services[] = {"-f", "services", "--profile", "glibc", NULL};
	const char *events[] = {
	    "-f", "changes", "--style", "json", "--since", old, NULL};
	const char *sides[] = {old, new};
	const char *names[] = {"old", "new"};
	size_t i;

	for (i = 0; i < 2; i++) {
		make(dir, format("%s.json", names[i]), json, sides[i]);
		if (!ports)
			continue;
		make(dir, format("%s.h", names[i]), constants, sides[i]);
		make(dir, format("%s.services", names[i]), services, sides[i]);
	}
	make(dir, "events.json", events, new);
	return run_shell("python3 tests/changes.py '%s'", dir);
}

static int
is_ports(const char *path)
{
	return strstr(path, "service-names") != NULL;
}

/*
 * Every ordered pair: an older and a newer one give events that turn the one
 * into the other and are as severe as they say; in the other order, or of two
 * registries, they are refused.
 */
Test(changes_real, turn_the_old_into_the_new_for_all_pairs, .timeout = 600)
{
	char **xml = registry_files(".xml"), *snapshots[32];
	char *dir = scratch();
	size_t n, i, k;

	for (n = 0; xml[n] != NULL && n < 32; n++)
		snapshots[n] = snapshot(dir, xml[n]);
	cr_assert_gt(n, 2);
	for (i = 0; i < n; i++)
		for (k = 0; k < n; k++) {
			const char *argv[] = {"portreg-emit", "-f", "changes",
			    "--since", snapshots[i], snapshots[k], NULL};
			int same = is_ports(xml[i]) == is_ports(xml[k]);
			struct run r;

			if (!same || i > k) {
				cr_expect_eq(run(NULL, argv).status, 65,
				    "%s, %s", xml[i], xml[k]);
				continue;
			}
			r = check(
			    dir, snapshots[i], snapshots[k], is_ports(xml[i]));
			cr_expect_eq(r.status, 0, "%s, %s: %s%s", xml[i],
			    xml[k], r.out, r.err);
		}
}

Test(changes_real, from_2017_to_2026_are_what_was_counted_by_hand)
{
	char *dir = scratch();
	char *old = snapshot(
	    dir, registry_file("service-names-port-numbers-2017-03-10.xml"));
	char *new = snapshot(
	    dir, registry_file("service-names-port-numbers-2026-08-17.xml"));
	struct run r = run_shell("'%s/portreg-emit' -f changes --style json "
				 "--since '%s' '%s' | jq -r '.events[].event' |"
				 " sort | uniq -c",
	    built(), old, new);

	cr_expect_not_null(strstr(r.out, " 47 renamed\n"), "%s", r.out);
	cr_expect_not_null(strstr(r.out, " 34 de-assigned\n"));
	cr_expect_not_null(strstr(r.out, " 3 re-assigned\n"));
	cr_expect_null(strstr(r.out, "withdrawn"));
}

/* Write the records of a real file in the reverse order. */
static void
reverse(const char *xml, const char *path)
{
	static const char start[] = "<record", end[] = "</record>";
	char *s, *first, *rest;
	const char **records;
	FILE *out = fopen(path, "w");
	size_t size, n = 0, i;

	s = read_file(xml, &size);
	first = strstr(s, start);
	records = calloc(size / sizeof(start), sizeof(*records));
	cr_assert(first != NULL && records != NULL && out != NULL);
	for (rest = first; strncmp(rest, start, sizeof(start) - 1) == 0;) {
		records[n++] = rest;
		rest = strstr(rest, end) + sizeof(end) - 1;
		rest += strspn(rest, " \n");
	}
	fwrite(s, 1, (size_t)(first - s), out);
	for (i = n; i > 0; i--)
		fwrite(records[i - 1], 1,
		    (size_t)((i == n ? rest : records[i]) - records[i - 1]),
		    out);
	fputs(rest, out);
	cr_assert_eq(fclose(out), 0);
	cr_assert_gt(n, 100);
	free(records);
}

Test(changes_real, d15_records_in_another_order_are_no_event)
{
	char **xml = registry_files(".xml");
	size_t i;

	for (i = 0; xml[i] != NULL; i++) {
		char *dir = scratch();
		char *mixed = format("%s/mixed.xml", dir);
		char *old = snapshot(dir, xml[i]), *new;
		struct run r;

		reverse(xml[i], mixed);
		new = snapshot(dir, mixed);
		r = run_shell("'%s/portreg-emit' -f changes --since '%s' '%s'",
		    built(), old, new);
		cr_expect_eq(strncmp(r.out, "0 breaking, 0 additive, 0 ", 26),
		    0, "%s", r.out);
	}
}

Test(changes_real, that_are_wrong_are_found_by_the_check)
{
	static const char *const old[] = {"assigned|a|1|1|tcp|A",
	    "assigned|b|2|2|tcp|B", "unassigned||3|9||Unassigned", NULL};
	static const char *const new[] = {"assigned|c|1|1|tcp|A",
	    "assigned|b|2|2|tcp|C", "unassigned||4|9||Unassigned", NULL};
	static const char ports[] = "service-names-port-numbers";
	static const struct {
		const char *filter; /* of jq, on the events */
		const char *found;
	} wrong[] = {
	    {".events[0].severity = \"additive\" | .counts = {}",
		"lost and not breaking: IANA_PORT_A_TCP"},
	    {".events[1].severity = \"breaking\" | .counts = {}",
		"breaking, and nothing is lost"},
	    {"del(.events[0]) | .counts = {}", "instead of 1 times"},
	    {"del(.events[2]) | .counts = {}", "free: [3]"},
	    {".events[1].fields = []", "fields []"},
	    {".counts.breaking = 2", "counts"},
	};
	char *dir = scratch();
	struct run r = check(dir, synth_snapshot(ports, "2026-02-13", old),
	    synth_snapshot(ports, "2026-08-17", new), 1);
	size_t i;

	cr_expect_eq(r.status, 0, "%s%s", r.out, r.err);
	run_shell("mv '%s/events.json' '%s/right.json'", dir, dir);
	for (i = 0; i < sizeof(wrong) / sizeof(wrong[0]); i++) {
		r = run_shell("cd '%s' && jq '%s' right.json > events.json && "
			      "python3 '%s/tests/changes.py' .",
		    dir, wrong[i].filter, tree());
		cr_expect_eq(r.status, 1, "%s", wrong[i].filter);
		cr_expect_not_null(strstr(r.out, wrong[i].found), "%s: %s",
		    wrong[i].filter, r.out);
	}
}
