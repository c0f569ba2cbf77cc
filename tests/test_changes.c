/* SPDX-License-Identifier: MIT */
/* changes: what became of the records of an older snapshot. */
#include <criterion/criterion.h>
#include <string.h>

#include "run.h"
#include "synth.h"

static const char ports[] = "service-names-port-numbers";
static const char protocols[] = "protocol-numbers";

enum {
	MOST = 8 /* records of a case */
};

/* Compare two snapshots, with up to two more arguments. */
static struct run
compare(const char *old, const char *new, const char *option, const char *value)
{
	const char *argv[] = {"portreg-emit", "-f", "changes", "--since", old,
	    new, option, value, NULL};

	return run(NULL, argv);
}

/* The same for two snapshots that are made. */
static struct run
changes(const char *registry, const char *const old[], const char *const new[],
    const char *option, const char *value)
{
	struct run r = compare(synth_snapshot(registry, "2026-02-13", old),
	    synth_snapshot(registry, "2026-08-17", new), option, value);

	cr_expect_str_eq(r.err, "");
	return r;
}

/* What the line that counts them says, but for the dates. */
#define COUNTS(b, a, c, m)                                                \
#b " breaking, " #a " additive, " #c " cosmetic, " #m " metadata" \
	   " (2026-02-13 -> 2026-08-17)\n"

/* One of the cases of the reference, or what else pairs or judges rows. */
static const struct {
	const char *what;
	const char *registry;
	const char *old[MOST], *new[MOST];
	const char *out;
} cases[] = {
    {"D01, a name changes on both protocols", ports,
	{"assigned|pmcdproxy|44322|44322|tcp|PCP",
	    "assigned|pmcdproxy|44322|44322|udp|PCP"},
	{"assigned|pmproxy|44322|44322|tcp|PCP",
	    "assigned|pmproxy|44322|44322|udp|PCP"},
	"breaking: renamed 44322/tcp pmcdproxy -> pmproxy\n"
	"breaking: renamed 44322/udp pmcdproxy -> pmproxy\n" COUNTS(
	    2, 0, 0, 0)},
    {"D02, a name goes and the port is reserved", ports,
	{"assigned|nsrmp|359|359|tcp|A", "assigned|nsrmp|359|359|udp|A"},
	{"reserved||359|359|tcp|A", "reserved||359|359|udp|A"},
	"breaking: de-assigned 359/tcp nsrmp -> -: "
	"kind 'assigned' -> 'reserved'\n"
	"breaking: de-assigned 359/udp nsrmp -> -: "
	"kind 'assigned' -> 'reserved'\n" COUNTS(2, 0, 0, 0)},
    {"D03, a free range loses a port", ports,
	{"unassigned||42511|42999||Unassigned"},
	{"unassigned||42511|42998||Unassigned",
	    "assigned|curiosity|42999|42999|tcp|Curiosity",
	    "reserved||42999|42999|udp|Reserved"},
	"additive: added 42999/tcp curiosity: Curiosity\n"
	"cosmetic: added 42999/udp -: Reserved\n"
	"cosmetic: taken 42999\n" COUNTS(0, 1, 2, 0)},
    {"D04, a name keeps its place without a port", ports,
	{"assigned|mles|8077|8077|tcp|Mles"},
	{"reserved||8077|8077|tcp|Mles", "assigned|mles|||tcp|Mles"},
	"breaking: de-assigned 8077/tcp mles -> -: "
	"kind 'assigned' -> 'reserved'\n"
	"additive: added -/tcp mles: Mles\n" COUNTS(1, 1, 0, 0)},
    {"D05, a name moves to another protocol", ports,
	{"assigned|digitalelectric|||udp|D"},
	{"assigned|digitalelectric|||tcp|D"},
	"breaking: moved -/udp digitalelectric -> -/tcp\n" COUNTS(1, 0, 0, 0)},
    {"D06, a reference changes, and no date", ports,
	{"assigned|ipsec-nat-t|4500|4500|tcp|I|modified=2020-01-01|"
	 "reference=draft:RFC-ietf-ipsecme-rfc8229bis-09"},
	{"assigned|ipsec-nat-t|4500|4500|tcp|I|modified=2020-01-01|"
	 "reference=rfc:rfc9329"},
	"cosmetic: changed 4500/tcp ipsec-nat-t: reference "
	"'draft:RFC-ietf-ipsecme-rfc8229bis-09' -> 'rfc:rfc9329'\n" COUNTS(
	    0, 0, 1, 0)},
    {"D07 and D10, nothing but the date and the source", ports,
	{"assigned|a|1|1|tcp"}, {"assigned|a|1|1|tcp"}, COUNTS(0, 0, 0, 0)},
    {"D09, whom it is assigned to, and when", ports,
	{"assigned|boe-cms|6400|6400||C|assignee=A|contact=B|"
	 "registered=2008-05-05"},
	{"assigned|boe-cms|6400|6400||C|assignee=SAP_2|contact=G|"
	 "registered=2008-05-05|modified=2026-05-27"},
	"metadata: changed 6400 boe-cms: assignee 'A' -> 'SAP_2'; "
	"contact 'B' -> 'G'; modified '' -> '2026-05-27'\n" COUNTS(0, 0, 0, 1)},
    {"D11, a name that was none", ports,
	{"assigned|Apple Remote Desktop (Net Assistant)|3283|3283|tcp|N"},
	{"assigned|net-assistant|3283|3283|tcp|N"},
	"breaking: renamed 3283/tcp Apple Remote Desktop (Net Assistant) -> "
	"net-assistant\n" COUNTS(1, 0, 0, 0)},
    {"D12, a person is renamed", ports,
	{"person|A-Trust||||A-Trust GmbH",
	    "assigned|a|1|1|tcp|A|contact=A-Trust"},
	{"person|A_Trust||||A-Trust GmbH",
	    "assigned|a|1|1|tcp|A|contact=A_Trust"},
	"metadata: changed 1/tcp a: contact 'A-Trust' -> 'A_Trust'\n"
	"metadata: removed person A-Trust: A-Trust GmbH\n"
	"metadata: added person A_Trust: A-Trust GmbH\n" COUNTS(0, 0, 0, 3)},
    {"D13, what is reserved is described otherwise", ports,
	{"reserved||49151|49151|tcp|IANA Reserved"},
	{"reserved||49151|49151|tcp|Reserved|reference=rfc:rfc6335|"
	 "modified=2024-12-20"},
	"cosmetic: changed 49151/tcp -: description 'IANA Reserved' -> "
	"'Reserved'; reference '' -> 'rfc:rfc6335'; modified '' -> "
	"'2024-12-20'\n" COUNTS(0, 0, 1, 0)},
    {"D14, a free range is cut, and a piece annotated", ports,
	{"unassigned||24681|24753||Unassigned"},
	{"unassigned||24681|24726||Unassigned",
	    "unassigned||24727|24727||Unassigned|unauthorized=Somebody",
	    "unassigned||24728|24753||Unassigned"},
	"cosmetic: added 24727 -: Unassigned\n"
	"cosmetic: taken 24727\n" COUNTS(0, 0, 2, 0)},
    {"free ranges are cut at other places", ports,
	{"unassigned||1|5||Unassigned", "unassigned||6|9||Unassigned"},
	{"unassigned||1|2||Unassigned", "unassigned||3|9||Unassigned"},
	COUNTS(0, 0, 0, 0)},
    {"ports are free again", ports,
	{"reserved||7|7|tcp|Reserved", "unassigned||1|5||Unassigned"},
	{"unassigned||1|3||Unassigned", "unassigned||5|5||Unassigned",
	    "unassigned||7|8||Unassigned"},
	"cosmetic: removed 7/tcp -: Reserved\n"
	"cosmetic: taken 4\n"
	"cosmetic: freed 7-8\n" COUNTS(0, 0, 3, 0)},
    {"a port that was reserved is assigned", ports,
	{"reserved||7123|7123|udp|Reserved"},
	{"assigned|snif|7123|7123|udp|Reserved"},
	"additive: re-assigned 7123/udp - -> snif: "
	"kind 'reserved' -> 'assigned'\n" COUNTS(0, 1, 0, 0)},
    {"a service is withdrawn in its place, another is gone", ports,
	{"assigned|gone|1|1|udp|G", "assigned|sua|14001|14001|udp|S"},
	{"withdrawn|sua|14001|14001|udp|S"},
	"breaking: withdrawn 1/udp gone: G\n"
	"breaking: withdrawn 14001/udp sua: "
	"kind 'assigned' -> 'withdrawn'\n" COUNTS(2, 0, 0, 0)},
    {"a service moves to another port on both protocols", ports,
	{"assigned|a|1|1|tcp", "assigned|a|1|1|udp"},
	{"assigned|a|2|2|tcp", "assigned|a|2|2|udp"},
	"breaking: moved 1/tcp a -> 2/tcp\n"
	"breaking: moved 1/udp a -> 2/udp\n" COUNTS(2, 0, 0, 0)},
    {"a name is on several ports, so none of them moved", ports,
	{"assigned|a|1|1|tcp", "assigned|a|2|2|tcp"},
	{"assigned|a|3|3|tcp", "assigned|a|4|4|tcp"},
	"breaking: withdrawn 1/tcp a\n"
	"breaking: withdrawn 2/tcp a\n"
	"additive: added 3/tcp a\n"
	"additive: added 4/tcp a\n" COUNTS(2, 2, 0, 0)},
    {"a slot has several names, so none of them was renamed", ports,
	{"assigned|a|1|1|tcp", "assigned|b|1|1|tcp"},
	{"assigned|c|1|1|tcp", "assigned|d|1|1|tcp"},
	"breaking: withdrawn 1/tcp a\n"
	"breaking: withdrawn 1/tcp b\n"
	"breaking: added 1/tcp c\n"
	"additive: added 1/tcp d\n" COUNTS(3, 1, 0, 0)},
    {"a name becomes the alias of another", ports, {"assigned|a_b|1|1|tcp"},
	{"assigned|a-b|1|1|tcp", "alias|a_b|1|1|tcp||alias_of=a-b"},
	"breaking: renamed 1/tcp a_b -> a-b\n"
	"additive: alias-added 1/tcp a_b of a-b\n" COUNTS(1, 1, 0, 0)},
    {"aliases come, go, and are of another name", ports,
	{"assigned|a|1|1|tcp", "alias|old|1|1|tcp||alias_of=a",
	    "assigned|b|2|2|tcp", "assigned|c|2|2|tcp",
	    "alias|x|2|2|tcp||alias_of=b"},
	{"assigned|a|1|1|tcp", "alias|new|1|1|tcp||alias_of=a",
	    "assigned|b|2|2|tcp", "assigned|c|2|2|tcp",
	    "alias|x|2|2|tcp||alias_of=c"},
	"breaking: alias-dropped 1/tcp old of a\n"
	"breaking: changed 2/tcp x: alias_of 'b' -> 'c'\n"
	"additive: alias-added 1/tcp new of a\n" COUNTS(2, 1, 0, 0)},
    {"only case differs", ports, {"assigned|Case|1|1|tcp"},
	{"assigned|case|1|1|tcp"},
	"breaking: renamed 1/tcp Case -> case\n" COUNTS(1, 0, 0, 0)},
    {"records of one key are paired in their order", ports,
	{"assigned|rdp||||Desktop", "assigned|rdp||||Reliable"},
	{"assigned|rdp||||Desktop", "assigned|rdp||||Reliable Data",
	    "assigned|rdp||||Third"},
	"additive: added - rdp: Third\n"
	"cosmetic: changed - rdp: description 'Reliable' -> "
	"'Reliable Data'\n" COUNTS(0, 1, 1, 0)},
    {"a new name is the answer for a port", ports,
	{"assigned|b|1|1|tcp", "assigned|b|1|9|udp"},
	{"assigned|a|1|1|tcp", "assigned|b|1|1|tcp", "assigned|b|1|9|udp",
	    "assigned|c|2|2|udp"},
	"breaking: added 1/tcp a\n"
	"breaking: added 2/udp c\n" COUNTS(2, 0, 0, 0)},
    {"a new name is not the answer for a port", ports,
	{"assigned|b|1|1|tcp", "assigned|b|1|1|udp"},
	{"assigned|b|1|1|tcp", "assigned|c|1|1|tcp", "assigned|b|1|1|udp",
	    "assigned|a|1|9|udp"},
	"additive: added 1/tcp c\n"
	"additive: added 1-9/udp a\n" COUNTS(0, 2, 0, 0)},
    {"the second port of a name takes the constant of the first", ports,
	{"assigned|a|1|1|tcp"}, {"assigned|a|1|1|tcp", "assigned|a|2|2|tcp"},
	"breaking: added 2/tcp a\n" COUNTS(1, 0, 0, 0)},
    {"the third port of a name is an addition unless it is the first", ports,
	{"assigned|a|2|2|tcp", "assigned|a|3|3|tcp", "assigned|b|2|2|udp",
	    "assigned|b|3|3|udp"},
	{"assigned|a|2|2|tcp", "assigned|a|3|3|tcp", "assigned|a|4|4|tcp",
	    "assigned|b|1|1|udp", "assigned|b|2|2|udp", "assigned|b|3|3|udp"},
	"breaking: added 1/udp b\n"
	"additive: added 4/tcp a\n" COUNTS(1, 1, 0, 0)},
    {"notes, codes and footnotes", ports,
	{"footnote|1|||||note=One", "assigned|a|1|1|dccp||service_code=1"},
	{"footnote|1|||||note=Two", "footnote|2|||||note=New",
	    "assigned|a|1|1|dccp||service_code=2|note=N"},
	"cosmetic: changed 1/dccp a: service_code '1' -> '2'; "
	"note '' -> 'N'\n"
	"cosmetic: changed footnote 1: note 'One' -> 'Two'\n"
	"cosmetic: added footnote 2\n" COUNTS(0, 0, 3, 0)},
    {"persons that only one side has", ports, {"assigned|a|1|1|tcp"},
	{"person|A||||A", "assigned|a|1|1|tcp"}, COUNTS(0, 0, 0, 0)},
    {"protocol numbers", protocols,
	{"assigned|MOBILE|55|55||M", "assigned|NSH|145|145",
	    "unassigned||146|252||Unassigned"},
	{"assigned|Min-IPv4|55|55||M",
	    "assigned|NSH|145|145|||ipv6_extension=N", "assigned|Homa|146|146",
	    "unassigned||147|252||Unassigned"},
	"breaking: renamed 55 MOBILE -> Min-IPv4\n"
	"additive: added 146 Homa\n"
	"cosmetic: changed 145 NSH: ipv6_extension '' -> 'N'\n"
	"cosmetic: taken 146\n" COUNTS(1, 1, 2, 0)},
    {"text is escaped, and whole", ports,
	{"assigned|a|1|1||FORT\303\211|note=one\ntwo"},
	{"assigned|a|1|1||FORTE|note=A note that is longer than what is shown "
	 "of a datum in a diagnostic",
	    "assigned|b|2|2||\342\200\256"},
	"additive: added 2 b: \\xe2\\x80\\xae\n"
	"cosmetic: changed 1 a: description 'FORT\\xc3\\x89' -> 'FORTE'; "
	"note 'one\\x0atwo' -> 'A note that is longer than what is shown of a "
	"datum in a diagnostic'\n" COUNTS(0, 1, 1, 0)},
};

Test(changes, are_events_by_severity_and_number)
{
	size_t i;

	for (i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		struct run r = changes(
		    cases[i].registry, cases[i].old, cases[i].new, NULL, NULL);

		cr_expect_eq(r.status, 0, "%s", cases[i].what);
		cr_expect_str_eq(
		    r.out, cases[i].out, "%s:\n%s", cases[i].what, r.out);
	}
}

Test(changes, of_one_date_are_found)
{
	static const char *const old[] = {
	    "assigned|a|1|1|tcp||reference=draft:RFC-ietf-x", NULL};
	static const char *const new[] = {
	    "assigned|a|1|1|tcp||reference=rfc:rfc9915", NULL};
	struct run r = compare(synth_snapshot(ports, "2026-02-02", old),
	    synth_snapshot(ports, "2026-02-02", new), NULL, NULL);

	cr_expect_eq(r.status, 0);
	cr_expect_not_null(strstr(r.out, "-> 'rfc:rfc9915'\n0 breaking, 0 "
					 "additive, 1 cosmetic, 0 metadata "
					 "(2026-02-02 -> 2026-02-02)\n"));
}

Test(changes, between_equal_tables_are_only_the_summary)
{
	static const char *const names[] = {ports, protocols};
	size_t i;

	for (i = 0; i < 2; i++) {
		char *path = format("%s/data/%s.csv", tree(), names[i]);
		struct run r = compare(path, path, NULL, NULL);

		cr_expect_eq(r.status, 0, "%s", r.err);
		cr_expect_eq(
		    strncmp(r.out, "0 breaking, 0 additive, 0 ", 26), 0);
		cr_expect_eq(strchr(r.out, '\n'), r.out + r.out_n - 1);
	}
}

Test(changes, obey_a_selection)
{
	static const char *const old[] = {"assigned|a|1|1||Old",
	    "assigned|b|2|2", "assigned|c|3|3||Old", "assigned|d|4|4",
	    "unassigned||5|9||Unassigned", "unassigned||20|29||Unassigned",
	    NULL};
	static const char *const new[] = {"assigned|a|1|1||New",
	    "assigned|c|3|3||New", "assigned|e|2|2", "assigned|f|5|5",
	    "unassigned||6|9||Unassigned", "unassigned||21|29||Unassigned",
	    NULL};
	struct run r = changes(ports, old, new, "--ports", "2-3,5-6");

	cr_expect_eq(r.status, 0);
	cr_expect_str_eq(r.out, "breaking: renamed 2 b -> e\n"
				"additive: added 5 f\n"
				"cosmetic: changed 3 c: description 'Old' -> "
				"'New'\n"
				"cosmetic: taken 5\n" COUNTS(1, 1, 2, 0));
	r = changes(ports, old, new, "--protocol", "tcp");
	cr_expect_str_eq(r.out, COUNTS(0, 0, 0, 0));
}

Test(changes, of_a_port_heed_the_name_that_is_preferred_there)
{
	static const char *const old[] = {"assigned|b|1|1|tcp", NULL};
	static const char *const new[] = {
	    "assigned|a|1|1|tcp", "assigned|b|1|1|tcp", NULL};
	static const char overlay[] = "port,protocol,name,why\n"
				      "1,tcp,%s,because\n";
	static const char *const preferred[] = {"b", "a"};
	static const char *const severities[] = {"additive", "breaking"};
	size_t i;

	for (i = 0; i < 2; i++) {
		char *path = format("%s/overlay.csv", scratch());
		char *rows = format(overlay, preferred[i]);
		struct run r;

		write_file(path, rows, strlen(rows));
		r = changes(ports, old, new, "--overlay", path);
		cr_expect_eq(r.status, 0);
		cr_expect_eq(strncmp(r.out, severities[i], 8), 0, "%s", r.out);
	}
}

Test(changes, fail_on_a_severity_or_what_is_worse_and_are_written)
{
	static const char *const words[] = {
	    "breaking", "additive", "cosmetic", "metadata"};
	static const char *const old[] = {
	    "assigned|a|1|1|tcp|Old", "assigned|b|2|2|tcp|B", NULL};
	static const char *const new[4][MOST] = {
	    {"assigned|b|2|2|tcp|B"},
	    {"assigned|a|1|1|tcp|Old", "assigned|b|2|2|tcp|B",
		"assigned|c|3|3|tcp"},
	    {"assigned|a|1|1|tcp|New", "assigned|b|2|2|tcp|B"},
	    {"assigned|a|1|1|tcp|Old", "assigned|b|2|2|tcp|B|contact=C"},
	};
	size_t i, k;

	for (i = 0; i < 4; i++)
		for (k = 0; k < 4; k++) {
			struct run r =
			    changes(ports, old, new[i], "--fail-on", words[k]);

			cr_expect_eq(r.status, i <= k ? 1 : 0, "%s, %s",
			    words[i], words[k]);
			cr_expect_eq(strncmp(r.out, words[i], 8), 0);
		}
}

Test(changes, that_fail_replace_the_file_all_the_same)
{
	static const char *const old[] = {"assigned|a|1|1|tcp", NULL};
	static const char *const new[] = {"assigned|b|1|1|tcp", NULL};
	char *path = format("%s/report", scratch());
	const char *argv[] = {"portreg-emit", "-f", "changes", "--fail-on",
	    "metadata", "-o", path, "--since",
	    synth_snapshot(ports, "2026-02-13", old),
	    synth_snapshot(ports, "2026-08-17", new), NULL};
	size_t n;

	cr_expect_eq(run(NULL, argv).status, 1);
	cr_expect_eq(strncmp(read_file(path, &n), "breaking: renamed", 17), 0);
}

/* Usage that is wrong; the snapshots are not read. */
static const struct {
	const char *options[6];
	const char *err;
} wrong[] = {
    {{"-f", "changes", "--fail-on", "none"}, "unknown severity: 'none'"},
    {{"-f", "changes", "--style", "html"}, "unknown style: 'html'"},
    {{"-f", "services", "--fail-on", "breaking"},
	"no severities to fail on: 'services'"},
    {{"-f", "services", "--style", "markdown"}, "nothing to verify"},
    {{"-f", "services", "--verify", "x", "--style", "markdown"},
	"unknown style: 'markdown'"},
};

Test(changes, refuse_what_is_asked_for_wrongly)
{
	size_t i;

	for (i = 0; i < sizeof(wrong) / sizeof(wrong[0]); i++) {
		const char *argv[8] = {"portreg-emit"};
		struct run r;

		memcpy(argv + 1, wrong[i].options, sizeof(wrong[i].options));
		r = run(NULL, argv);
		cr_expect_eq(r.status, 64, "%s", wrong[i].err);
		cr_expect_not_null(strstr(r.err, wrong[i].err), "%s", r.err);
	}
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

/* Check that a snapshot is refused as the older one, by its name. */
static void
expect_refused(const char *old, const char *new, const char *why)
{
	struct run r = compare(old, new, NULL, NULL);

	cr_expect_eq(r.status, 65);
	cr_expect_str_eq(r.out, "");
	cr_expect_not_null(
	    strstr(r.err, format("%s:2: %s", old, why)), "%s", r.err);
}

Test(changes, since_another_registry_a_newer_or_a_cut_one_are_refused)
{
	static const char *const records[] = {"assigned|a|1|1", NULL};
	char *path = synth_snapshot(ports, "2026-08-17", records);
	char *damaged = format("%s/cut.csv", scratch());
	char *content, *end;
	size_t n;

	expect_refused(synth_snapshot(protocols, "2026-08-17", records), path,
	    "the older snapshot is of another registry: 'protocol-numbers'\n");
	expect_refused(synth_snapshot(ports, "2026-08-18", records), path,
	    "the older snapshot is newer than 2026-08-17: '2026-08-18'\n");
	content = read_file(path, &n);
	end = strstr(content, "\nassigned");
	write_file(damaged, content, (size_t)(end - content) + 1);
	expect_refused(
	    damaged, path, "row 1: announces 1 rows, but 0 follow\n");
}
