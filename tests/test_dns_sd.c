/* SPDX-License-Identifier: MIT */
/* The dns-sd and avahi formats: services without a port, and their keys. */
#include <criterion/criterion.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "sample.h"

static const char id[] = "service-names-port-numbers";

#define RECORD(name, protocol, description, reference, note)             \
	"assigned," name ",,," protocol "," description ",,,," reference \
	",,,,,\"" note "\"\n"
#define KEYS "Defined TXT keys: "

/* A note, and what becomes of it in the service "a". */
static const struct {
	const char *note;
	const char *members;
} notes[] = {
    {"", ""},
    {"Prose.", ",\"note\":\"Prose.\""},
    {KEYS "None", ",\"txt\":[]"},
    {"Defined TXT Keys:NONE.", ",\"txt\":[]"},
    {KEYS "path", ",\"txt\":[\"path\"]"},
    {KEYS "a, b,c=<x, y>,", ",\"txt\":[\"a\",\"b\",\"c=<x, y>\"]"},
    {"Defined TXT keys:\na=1 is text\nb={'x'|'y'}",
	",\"txt\":[\"a=1 is text\",\"b={'x'|'y'}\"]"},
    {KEYS "u=<user> p=<pass word> q= (as in r)",
	",\"txt\":[\"u=<user>\",\"p=<pass word>\",\"q= (as in r)\"]"},
    {KEYS "a (the first), *b?=<c>", ",\"txt\":[\"a (the first)\",\"*b?=<c>\"]"},
    {KEYS "a=(b))", ",\"txt\":[\"a=(b))\"]"},
    {"More of it. Defined\nTXT keys: a",
	",\"txt\":[\"a\"],\"note\":\"More of it.\""},
    {"[RFC7030]. " KEYS "None", ",\"txt\":[],\"note\":\"[RFC7030].\""},
    {"Defined TXT keys:", ",\"note\":\"Defined TXT keys:\""},
    {KEYS "Proprietary", ",\"note\":\"" KEYS "Proprietary\""},
    {KEYS "TBD", ",\"note\":\"" KEYS "TBD\""},
    {KEYS "one two three", ",\"note\":\"" KEYS "one two three\""},
    {KEYS "see http://x", ",\"note\":\"" KEYS "see http://x\""},
    {KEYS "http://x", ",\"note\":\"" KEYS "http://x\""},
    {KEYS "[http://x]", ",\"note\":\"" KEYS "[http://x]\""},
    {KEYS "None\na=1", ",\"note\":\"" KEYS "None\\na=1\""},
    {KEYS "a, ..., b", ",\"note\":\"" KEYS "a, ..., b\""},
    {KEYS "a=1 b=2 and so on", ",\"note\":\"" KEYS "a=1 b=2 and so on\""},
    {KEYS "a=<b", ",\"note\":\"" KEYS "a=<b\""},
    {KEYS "=a", ",\"note\":\"" KEYS "=a\""},
    {KEYS "(a)", ",\"note\":\"" KEYS "(a)\""},
};

/* The lines of the services, without what stands around them. */
static char *
body(const char *out)
{
	static const char start[] = "\"services\":[", end[] = "\n]\n}\n";
	const char *at = strstr(out, start), *last = strstr(out, end);

	cr_assert(at != NULL && last != NULL, "%s", out);
	at += sizeof(start) - 1;
	return strndup(at, (size_t)(last - at));
}

Test(dns_sd, has_keys_where_the_note_is_a_list_of_them)
{
	size_t i;

	for (i = 0; i < sizeof(notes) / sizeof(notes[0]); i++) {
		char *record =
		    format(RECORD("a", "tcp", "", "", "%s"), notes[i].note);
		char *path = sample_write(id, record);
		struct run r;

		/* Its lines were counted, and it is one row. */
		run_shell("sed -i 's/rows=[0-9]*/rows=1/' '%s'", path);
		r = emit("dns-sd", path, NULL);
		cr_assert_eq(r.status, 0, "%s: %s", notes[i].note, r.err);
		cr_expect_str_eq(body(r.out),
		    format("\n{\"name\":\"a\",\"protocols\":[\"tcp\"]%s}",
			notes[i].members),
		    "%s:\n%s", notes[i].note, r.out);
	}
}

/* 200 notes of 8 KiB, each a list of the same item, within the limit. */
static void
expect_list_fits(const char *item, size_t times)
{
	char *rows, *path;
	size_t n, i, k;
	FILE *out = open_memstream(&rows, &n);
	struct run r;

	cr_assert_not_null(out);
	for (i = 0; i < 200; i++) {
		fprintf(out, "assigned,s%03zu,,,tcp,,,,,,,,,,\"" KEYS, i);
		for (k = 0; k < times; k++)
			fputs(item, out);
		fputs("z=\"\n", out);
	}
	cr_assert_eq(fclose(out), 0);
	path = sample_write(id, rows);
	free(rows);
	r = run_shell("%s; '%s/portreg-emit' -f dns-sd '%s' | "
		      "grep -c '\"txt\":\\[\"k'",
	    limit_time(), built(), path);
	cr_expect_str_eq(r.out, "200\n", "'%s': %s", item, r.err);
}

Test(dns_sd, has_the_longest_lists_of_keys_in_little_time, .timeout = 600)
{
	expect_list_fits("k= ", 2700);
	expect_list_fits("k,", 4000);
}

static const char records[] =
    RECORD("a", "tcp", "x", "rfc:rfc1", "") RECORD("b", "tcp", "y", "", "")
	RECORD("a", "udp", "x", "rfc:rfc1", "") RECORD("b", "udp", "z", "", "")
	    RECORD("q", "sctp", "# caf\xc3\xa9", "", "")
		RECORD("c", "", "", "", "") RECORD("d", "", "1", "", "")
		    RECORD("d", "", "2", "", "") RECORD("e", "", "", "", "")
			RECORD("e", "", "", "", "");

Test(dns_sd, has_one_line_for_records_that_differ_in_their_protocol_only)
{
	struct run r = emit("dns-sd", sample_write(id, records), NULL);

	cr_assert_eq(r.status, 0, "%s", r.err);
	cr_expect_str_eq(body(r.out),
	    "\n{\"name\":\"a\",\"protocols\":[\"tcp\",\"udp\"],"
	    "\"description\":\"x\","
	    "\"reference\":[{\"type\":\"rfc\",\"data\":\"rfc1\"}]},\n"
	    "{\"name\":\"b\",\"protocols\":[\"tcp\"],\"description\":\"y\"},\n"
	    "{\"name\":\"b\",\"protocols\":[\"udp\"],\"description\":\"z\"},\n"
	    "{\"name\":\"c\",\"protocols\":[]},\n"
	    "{\"name\":\"d\",\"protocols\":[],\"description\":\"1\"},\n"
	    "{\"name\":\"d\",\"protocols\":[],\"description\":\"2\"},\n"
	    "{\"name\":\"e\",\"protocols\":[]},\n"
	    "{\"name\":\"e\",\"protocols\":[]},\n"
	    "{\"name\":\"q\",\"protocols\":[\"sctp\"],"
	    "\"description\":\"# caf\xc3\xa9\"}",
	    "%s", r.out);
}

Test(avahi, has_each_type_once_and_udp_for_all_but_tcp)
{
	struct run r = emit("avahi", sample_write(id, records), NULL);

	cr_assert_eq(r.status, 0, "%s", r.err);
	cr_expect_str_eq(strstr(r.out, "\n_") + 1,
	    "_a._tcp:x\n_a._udp:x\n_b._tcp:y\n_b._udp:z\n"
	    "_c._tcp:c\n_c._udp:c\n_d._tcp:1\n_d._udp:1\n"
	    "# _d._tcp:2\n# _d._udp:2\n_e._tcp:e\n_e._udp:e\n"
	    "# _e._tcp:e\n# _e._udp:e\n_q._udp:? caf?\n",
	    "%s", r.out);
}

Test(dns_sd, leaves_out_what_has_a_port_or_was_not_selected)
{
	static const char some[] =
	    "assigned,p,1,1,tcp,,,,,,,,,,\n" RECORD("a", "tcp", "", "", "")
		RECORD("b", "udp", "", "", "") "reserved,r,,,,,,,,,,,,,\n";
	char *path = sample_write(id, some);
	struct run r = emit("dns-sd", path, "--protocol", "udp", NULL);

	cr_assert_eq(r.status, 0, "%s", r.err);
	cr_expect_str_eq(
	    body(r.out), "\n{\"name\":\"b\",\"protocols\":[\"udp\"]}");
	r = emit("dns-sd", path, "--ports", "1", NULL);
	cr_expect_str_eq(body(r.out), "");
}

/* What jq makes of a format of the whole registry, or a skip. */
static struct run
query(const char *format_name, const char *filter)
{
	if (!have("jq"))
		cr_skip("no jq");
	return run_shell("'%s'/portreg-emit -f %s "
			 "data/service-names-port-numbers.csv | jq -cS '%s'",
	    built(), format_name, filter);
}

Test(dns_sd, has_each_record_of_the_registry_without_a_port)
{
	struct run all = query("json",
	    "[.records[] | select(.kind == \"assigned\" and .name and "
	    "(has(\"port_first\") | not)) | [.name, .protocol, .description, "
	    ".reference]] | sort | .[]");
	struct run r = query("dns-sd",
	    "[.services[] | . as $s | (.protocols | if . == [] then [null] "
	    "else . end)[] | [$s.name, ., $s.description, $s.reference]] | "
	    "sort | .[]");

	cr_assert_eq(r.status, 0, "%s", r.err);
	cr_expect_gt(strlen(all.out), 10000);
	cr_expect(strcmp(all.out, r.out) == 0);
}

/* What a note says, without the heading of keys and what parts them. */
#define SAID                                                              \
	"def said: gsub(\"defined[ \\n]+txt keys:[ \\n]*(none[.]?$)?\"; " \
	"\"\"; "                                                          \
	"\"i\") | gsub(\"[ \\n,]\"; \"\"); "

Test(dns_sd, loses_nothing_of_a_note)
{
	struct run all = query("json",
	    SAID "[.records[] | select(.kind == \"assigned\" and .name and "
		 "(has(\"port_first\") | not)) | [.name, "
		 "(.note // \"\" | said)]] | unique | .[]");
	struct run r = query("dns-sd",
	    SAID "[.services[] | [.name, (.note // \"\" | said) + "
		 "(.txt // [] | join(\"\") | said)]] | unique | .[]");

	cr_assert_eq(r.status, 0, "%s", r.err);
	cr_expect_gt(strlen(all.out), 10000);
	cr_expect(strcmp(all.out, r.out) == 0);
}

Test(avahi, has_each_type_of_the_registry_once)
{
	struct run r =
	    run_shell("'%s'/portreg-emit -f avahi "
		      "data/service-names-port-numbers.csv | grep -v '^#' | "
		      "tee '%s'/avahi | cut -d: -f1 | LC_ALL=C sort | uniq -d; "
		      "grep -cv '^_[A-Za-z0-9-]*\\._[tu][cd]p:..*' '%s'/avahi",
		built(), built(), built());

	cr_expect_str_eq(r.out, "0\n", "%s", r.out);
}
