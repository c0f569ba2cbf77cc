/* SPDX-License-Identifier: MIT */
/* changes: what became of the records of an older snapshot. */
#include <criterion/criterion.h>
#include <string.h>

#include "run.h"
#include "synth.h"

static const char ports[] = "service-names-port-numbers";
static const char protocols[] = "protocol-numbers";

/* Compare two snapshots, with up to two more arguments. */
static struct run
compare(const char *old, const char *new, const char *option, const char *value)
{
	const char *argv[] = {"portreg-emit", "-f", "changes", "--since", old,
	    new, option, value, NULL};

	return run(NULL, argv);
}

/* What is printed for two snapshots of a registry that are made. */
static char *
changes(const char *registry, const char *const old[], const char *const new[])
{
	struct run r = compare(synth_snapshot(registry, "2026-02-13", old),
	    synth_snapshot(registry, "2026-08-17", new), NULL, NULL);

	cr_assert_eq(r.status, 0, "%s", r.err);
	cr_expect_str_eq(r.err, "");
	return r.out;
}

#define DATES " (2026-02-13 -> 2026-08-17)\n"

Test(changes, lists_what_was_added_and_removed_in_the_order_of_snapshots)
{
	static const char *const old[] = {
	    "assigned|gone|10|10|tcp|Gone for good",
	    "assigned|same|11|11|tcp|Stays",
	    "assigned|Case|11|11|udp",
	    "assigned|moved|12|12|udp|Moves",
	    "unassigned||13|15||Unassigned",
	    "assigned|portless|||tcp|Has a protocol",
	    NULL,
	};
	static const char *const new[] = {
	    "assigned|same|11|11|tcp|Stays",
	    "assigned|case|11|11|udp",
	    "assigned|moved|12|12|tcp|Moves",
	    "unassigned||13|14||Unassigned",
	    "assigned|new|15|15",
	    "alias|old_name|15|15||Old|alias_of=new",
	    "assigned|portless||||Has none",
	    NULL,
	};

	cr_expect_str_eq(changes(ports, old, new),
	    "- gone 10/tcp Gone for good\n"
	    "- Case 11/udp\n"
	    "+ case 11/udp\n"
	    "+ moved 12/tcp Moves\n"
	    "- moved 12/udp Moves\n"
	    "+ - 13-14 Unassigned\n"
	    "- - 13-15 Unassigned\n"
	    "+ new 15\n"
	    "+ old_name 15 Old (alias of new)\n"
	    "- portless -/tcp Has a protocol\n"
	    "+ portless - Has none\n"
	    "6 added, 5 removed, 0 changed" DATES);
}

Test(changes, shows_each_column_that_changed_and_counts_the_record_once)
{
	static const char *const old[] = {
	    "assigned|a|1|1|tcp|Old|reference=rfc:rfc1",
	    "assigned|b|1|1|tcp|Same",
	    "assigned|c|2|3|udp|Loses its date|modified=2026-01-02",
	    "assigned|d|4|4||Withdrawn soon",
	    NULL,
	};
	static const char *const new[] = {
	    "assigned|a|1|1|tcp|New|reference=rfc:rfc2|contact=Somebody",
	    "assigned|b|1|1|tcp|Same",
	    "assigned|c|2|3|udp|Loses its date",
	    "withdrawn|d|4|4||Withdrawn soon",
	    NULL,
	};

	cr_expect_str_eq(changes(ports, old, new),
	    "~ a 1/tcp: description: 'Old' -> 'New'\n"
	    "~ a 1/tcp: contact: '' -> 'Somebody'\n"
	    "~ a 1/tcp: reference: 'rfc:rfc1' -> 'rfc:rfc2'\n"
	    "~ c 2-3/udp: modified: '2026-01-02' -> ''\n"
	    "~ d 4: kind: 'assigned' -> 'withdrawn'\n"
	    "0 added, 0 removed, 3 changed" DATES);
}

Test(changes, pairs_records_of_one_key_in_their_order)
{
	static const char *const old[] = {
	    "assigned|rdp||||Desktop", "assigned|rdp||||Reliable", NULL};
	static const char *const new[] = {"assigned|rdp||||Desktop",
	    "assigned|rdp||||Reliable Data", "assigned|rdp||||Third", NULL};

	cr_expect_str_eq(changes(ports, old, new),
	    "~ rdp -: description: 'Reliable' -> 'Reliable Data'\n"
	    "+ rdp - Third\n"
	    "1 added, 0 removed, 1 changed" DATES);
}

Test(changes, spells_protocol_numbers_likewise)
{
	static const char *const old[] = {
	    "assigned|MOBILE|55|55||IP Mobility", "assigned|NSH|145|145", NULL};
	static const char *const new[] = {"assigned|Min-IPv4|55|55",
	    "assigned|NSH|145|145|||ipv6_extension=N", NULL};

	cr_expect_str_eq(changes(protocols, old, new),
	    "+ Min-IPv4 55\n"
	    "- MOBILE 55 IP Mobility\n"
	    "~ NSH 145: ipv6_extension: '' -> 'N'\n"
	    "1 added, 1 removed, 1 changed" DATES);
}

Test(changes, prints_text_of_the_registry_escaped_and_whole)
{
	static const char *const old[] = {
	    "assigned|a|1|1||FORT\303\211|note=one\ntwo", NULL};
	static const char *const new[] = {"assigned|a|1|1||FORTE|note="
					  "A note that is longer than what is "
					  "shown of a datum in a diagnostic",
	    "assigned|b|2|2||\342\200\256", NULL};

	cr_expect_str_eq(changes(ports, old, new),
	    "~ a 1: description: 'FORT\\xc3\\x89' -> 'FORTE'\n"
	    "~ a 1: note: 'one\\x0atwo' -> 'A note that is longer than what "
	    "is shown of a datum in a diagnostic'\n"
	    "+ b 2 \\xe2\\x80\\xae\n"
	    "1 added, 0 removed, 1 changed" DATES);
}

Test(changes, between_equal_tables_are_only_the_summary)
{
	size_t i;
	static const char *const names[] = {ports, protocols};

	for (i = 0; i < 2; i++) {
		char *path = format("%s/data/%s.csv", tree(), names[i]);
		struct run r = compare(path, path, NULL, NULL);

		cr_expect_eq(r.status, 0, "%s", r.err);
		cr_expect_eq(
		    strncmp(r.out, "0 added, 0 removed, 0 changed (2026-", 36),
		    0);
		cr_expect_eq(strchr(r.out, '\n'), r.out + r.out_n - 1);
	}
}

Test(changes, obey_a_selection)
{
	static const char *const old[] = {"assigned|a|1|1||Old",
	    "assigned|b|2|2", "assigned|c|3|3||Old", "assigned|d|4|4", NULL};
	static const char *const new[] = {"assigned|a|1|1||New",
	    "assigned|c|3|3||New", "assigned|e|2|2", "assigned|f|5|5", NULL};
	struct run r = compare(synth_snapshot(ports, "2026-02-13", old),
	    synth_snapshot(ports, "2026-08-17", new), "--ports", "2-3");

	cr_expect_eq(r.status, 0, "%s", r.err);
	cr_expect_str_eq(r.out, "- b 2\n"
				"+ e 2\n"
				"~ c 3: description: 'Old' -> 'New'\n"
				"1 added, 1 removed, 1 changed" DATES);
}

Test(changes, need_an_older_snapshot)
{
	static const char *const records[] = {"assigned|a|1|1", NULL};
	const char *argv[] = {"portreg-emit", "-f", "changes",
	    synth_snapshot(ports, "2026-08-17", records), NULL};
	struct run r = run(NULL, argv);

	cr_expect_eq(r.status, 64);
	cr_expect_str_eq(r.out, "");
	cr_expect_not_null(strstr(r.err, ": changes needs --since OLD.csv\n"));
}

Test(changes, are_refused_between_two_registries)
{
	static const char *const records[] = {"assigned|a|1|1", NULL};
	struct run r = compare(synth_snapshot(protocols, "2026-08-17", records),
	    synth_snapshot(ports, "2026-08-17", records), NULL, NULL);

	cr_expect_eq(r.status, 65);
	cr_expect_str_eq(r.out, "");
	cr_expect_not_null(
	    strstr(r.err, ": the older snapshot is of another registry: "
			  "'protocol-numbers'\n"));
}

Test(changes, of_an_older_snapshot_that_is_damaged_are_refused)
{
	static const char *const records[] = {"assigned|a|1|1", NULL};
	char *path = synth_snapshot(ports, "2026-08-17", records);
	char *damaged = format("%s/cut.csv", scratch());
	struct run r;
	size_t n;
	char *content = read_file(path, &n);

	write_file(damaged, content, n - 5);
	r = compare(damaged, path, NULL, NULL);
	cr_expect_eq(r.status, 65);
	cr_expect_str_eq(r.out, "");
	cr_expect_not_null(strstr(r.err, damaged));
}
