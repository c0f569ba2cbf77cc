/* SPDX-License-Identifier: MIT */
/* The services format, on the snapshot of the tree and on odd records. */
#include <criterion/criterion.h>
#include <stdlib.h>
#include <string.h>

#include "overlay.h"
#include "sample.h"
#include "snapshot.h"

/* What is emitted from the snapshot of the tree, for a profile. */
static char *
emitted(const char *profile)
{
	char *overlay = data_file("preferred.csv");
	struct run r =
	    emit("services", data_file("service-names-port-numbers.csv"),
		"--overlay", overlay, "--profile", profile, NULL);

	cr_assert_eq(r.status, 0, "%s", r.err);
	cr_assert_str_empty(r.err);
	return r.out;
}

static struct table
snapshot(void)
{
	char *path = data_file("service-names-port-numbers.csv");
	struct diag diag = {.tool = "test", .out = stderr};
	struct table t;
	FILE *in = fopen(path, "r");

	cr_assert_not_null(in);
	cr_assert_eq(snapshot_read(&t, in, &diag), STATUS_OK);
	fclose(in);
	return t;
}

static int
compare(const void *a, const void *b)
{
	return strcmp(*(char *const *)a, *(char *const *)b);
}

/* "name port/protocol" of all that the snapshot assigns, in any order. */
static char **
expected(size_t *n)
{
	struct table t = snapshot();
	char **list = calloc(4 * t.n, sizeof(*list));
	size_t i;

	*n = 0;
	for (i = 0; i < t.n; i++) {
		const struct record *r = &t.records[i];
		int32_t port;

		if (r->kind != KIND_ASSIGNED || r->protocol == PROTOCOL_NONE ||
		    r->first == NO_NUMBER)
			continue;
		for (port = r->first; port <= r->last; port++)
			list[(*n)++] = format("%s %d/%s",
			    record_get(&t, r, COLUMN_NAME), (int)port,
			    protocol_name((enum protocol)r->protocol));
	}
	return list;
}

Test(services, has_each_assigned_name_at_each_of_its_ports_and_no_other)
{
	struct entries e = entries_read(emitted("glibc"));
	char **list = calloc(e.n, sizeof(*list));
	size_t i, n;
	char **all = expected(&n);

	for (i = 0; i < e.n; i++)
		list[i] = format(
		    "%s %d/%s", e.at[i].name, e.at[i].number, e.at[i].protocol);
	cr_assert_eq(e.n, n);
	cr_assert_eq(n, 11668);
	qsort(list, n, sizeof(*list), compare);
	qsort(all, n, sizeof(*all), compare);
	for (i = 0; i < n; i++)
		cr_assert_str_eq(list[i], all[i]);
}

Test(services, has_each_historic_name_beside_the_one_that_replaced_it)
{
	struct entries e = entries_read(emitted("glibc"));
	struct table t = snapshot();
	size_t i, k, a, n = 0, found = 0;

	for (i = 0; i < e.n; i++)
		for (a = 0; e.at[i].aliases[a] != NULL; a++)
			n++;
	cr_assert_eq(n, 184);
	for (k = 0; k < t.n; k++) {
		const struct record *r = &t.records[k];

		if (r->kind != KIND_ALIAS)
			continue;
		for (i = 0; i < e.n; i++)
			if (e.at[i].number == r->first &&
			    strcmp(e.at[i].protocol,
				record_get(&t, r, COLUMN_PROTOCOL)) == 0 &&
			    strcmp(e.at[i].name,
				record_get(&t, r, COLUMN_ALIAS_OF)) == 0 &&
			    strcmp(e.at[i].aliases[0],
				record_get(&t, r, COLUMN_NAME)) == 0)
				found++;
	}
	cr_assert_eq(found, n);
}

Test(services, stand_in_the_order_of_ports_and_protocols)
{
	struct entries e = entries_read(emitted("glibc"));
	size_t i;

	for (i = 1; i < e.n; i++) {
		const struct entry *a = &e.at[i - 1], *b = &e.at[i];

		cr_assert_leq(a->number, b->number, "%s", b->name);
		if (a->number == b->number)
			cr_assert_leq(protocol_find(a->protocol),
			    protocol_find(b->protocol), "%s", b->name);
	}
}

Test(services, start_each_slot_with_its_preferred_name)
{
	struct entries e = entries_read(emitted("glibc"));
	struct diag diag = {.tool = "test", .out = stderr};
	struct overlay o = {0};
	size_t i, k;

	cr_assert_eq(
	    overlay_read(&o, data_file("preferred.csv"), &diag), STATUS_OK);
	for (k = 0; k < o.n; k++) {
		for (i = 0; i < e.n; i++)
			if (e.at[i].number == o.rows[k].number &&
			    protocol_find(e.at[i].protocol) ==
				o.rows[k].protocol)
				break;
		cr_assert_lt(i, e.n);
		cr_expect_str_eq(e.at[i].name, o.rows[k].name);
	}
}

Test(services, have_lines_that_every_reader_takes_in_one_way)
{
	const char *s = emitted("portable"), *line;
	size_t longest = 0;

	for (line = s; *line != '\0'; line += strcspn(line, "\n") + 1) {
		size_t i, n = strcspn(line, "\n"), hashes = 0;

		cr_assert_eq(line[n], '\n', "the last line has no end");
		cr_assert(n > 0 && strchr(" \t\\", line[n - 1]) == NULL);
		cr_assert(line[0] != ' ' && line[0] != '\t');
		for (i = 0; i < n; i++) {
			cr_assert(line[i] == '\t' ||
				  (line[i] >= ' ' && line[i] <= '~'));
			hashes += line[i] == '#';
		}
		cr_assert_leq(hashes, 1);
		longest = n > longest ? n : longest;
	}
	cr_assert_eq(longest, 126, "so cutting was needed, and exact");
}

static const char *const lines[] = {
    "# Service Name and Transport Protocol Port Number Registry",
    "sanity\t643/tcp\t# SANity",
    "sanity\t643/udp\t# SANity",
    "iscsi-target\t3260/tcp\t# iSCSI port",
    "# http 80/sctp (protocol not in profile) HTTP",
    "whoispp\t63/tcp\twhois++\t# whois++",
    "mdbs-daemon\t800/tcp\tmdbs_daemon",
    "LiebDevMgmt-C\t3027/tcp\tLiebDevMgmt_C\t# LiebDevMgmt_C",
    "# discard 9/dccp (protocol not in profile) Discard",
    "cl-1\t172/tcp\t# Network Innovations CL/1",
    "# cl/1, alias of cl-1 172/tcp (slash in a name)",
    "x11\t6000/tcp\t# X Window System",
    "x11\t6063/udp\t# X Window System",
    "ircu\t6669/tcp\t# IRCU",
    "stun-behaviors\t5349/udp\t"
    "# Reserved for a future enhancement of STUN-BEHAVIOR",
    "acis\t9953/tcp\t# 9953",
    "vision-mon\t4413/tcp\t# FORT? Vision Monitoring platform",
    "# active-net 3322-3325 (no transport protocol in registry) Active "
    "Networks",
    "# boe-cms 6400 (no transport protocol in registry) Business Objects CMS "
    "contact port",
};

Test(services, have_these_lines)
{
	const char *s = emitted("portable"), *at;
	size_t i, n = 0;

	for (i = 0; i < sizeof(lines) / sizeof(lines[0]); i++) {
		char *line = format("%s\n", lines[i]);

		at = strstr(s, line);
		cr_expect(
		    at != NULL && (at == s || at[-1] == '\n'), "%s", lines[i]);
	}
	for (at = s; (at = strstr(at, "(no transport protocol")) != NULL; at++)
		n++;
	cr_assert_eq(n, 16);
	cr_assert_null(strstr(s, "sua\t14001/udp"), "it was withdrawn");
}

Test(services, have_no_long_name_where_musl_reads_them)
{
	char *path = sample_write("service-names-port-numbers",
	    "assigned,a23456789b123456,44,44,tcp,,,,,,,,,,\n"
	    "assigned,b,45,45,tcp,,,,,,,,,,\n");
	struct run r = emit("services", path, "--profile", "minimal", NULL);

	cr_assert_eq(r.status, 0, "%s", r.err);
	cr_expect_str_eq(r.out, "b\t45/tcp\n");
	r = emit("services", path, "--profile", "bsd", NULL);
	cr_expect_str_eq(sample_body(r.out),
	    "a23456789b123456\t44/tcp\nb\t45/tcp\n", "%s", r.out);
}

Test(services, have_no_port_0_where_musl_reads_them)
{
	char *path = sample_write(
	    "service-names-port-numbers", "assigned,a,0,1,tcp,,,,,,,,,,\n");
	struct run r = emit("services", path, NULL);

	cr_assert_eq(r.status, 0, "%s", r.err);
	cr_expect_str_eq(
	    sample_body(r.out), "# a 0-1/tcp (port 0)\n", "%s", r.out);
	r = emit("services", path, "--profile", "glibc", NULL);
	cr_expect_str_eq(
	    sample_body(r.out), "a\t0/tcp\na\t1/tcp\n", "%s", r.out);
}
