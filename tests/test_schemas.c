/* SPDX-License-Identifier: MIT */
/* The JSON Schemas, under two validators that share nothing. */
#include <criterion/criterion.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "run.h"
#include "synth.h"

/*
 * How to run a validator, or NULL.  jsonschema may be there for the python3
 * of the system only.
 */
static char *
python(void)
{
	static const char *const names[] = {"python3", "/usr/bin/python3"};
	size_t i;

	for (i = 0; i < sizeof(names) / sizeof(names[0]); i++)
		if (run_shell("%s -c 'from jsonschema import "
			      "Draft202012Validator' 2>&1",
			names[i])
			.status == 0)
			return format("%s tests/validate.py", names[i]);
	return NULL;
}

static char *
node(void)
{
	static const char path[] = "NODE_PATH=/usr/share/nodejs:$NODE_PATH";

	if (run_shell("%s node -e 'require(\"ajv\")' 2>&1", path).status != 0)
		return NULL;
	return format("%s node tests/validate.js", path);
}

/* Check that a validator takes what the tool makes of the registries. */
static void
expect_valid(const char *validator, const char *why_not)
{
	/* The registry, the format with its options, and the schema. */
	static const char *const sets[][3] = {
	    {"service-names-port-numbers", "json", "services"},
	    {"protocol-numbers", "json", "protocols"},
	    {"service-names-port-numbers", "dns-sd", "dns-sd"},
	    {"service-names-port-numbers",
		"explain --style json --overlay data/related.csv "
		"--ports 0-1100,49150-49160 --names ssh,rdp,vision-mon",
		"explain"},
	};
	struct run r;
	size_t i;

	if (validator == NULL)
		cr_skip("%s", why_not);
	for (i = 0; i < sizeof(sets) / sizeof(sets[0]); i++) {
		r = run_shell(
		    "d=$(mktemp) && '%s/portreg-emit' -f %s "
		    "data/%s.csv >\"$d\" && %s schemas/%s.schema.json "
		    "\"$d\"; s=$?; rm \"$d\"; exit $s",
		    built(), sets[i][1], sets[i][0], validator, sets[i][2]);
		cr_expect_eq(r.status, 0, "%s: %s%s", sets[i][2], r.out, r.err);
	}
}

/* The same for changes: some to all there is, and none. */
static void
expect_valid_changes(const char *validator, const char *why_not)
{
	static const char *const old[] = {"footnote|1|||||note=One",
	    "assigned|a|1|1|tcp|A", "assigned|b|2|2|tcp|B",
	    "assigned|gone|3|3|tcp", "assigned|w|4|4|tcp", "person|P||||P",
	    "assigned|m|5|5|udp|M|reference=rfc:rfc1|contact=P",
	    "alias|m_|5|5|udp||alias_of=m", "reserved||7|7|tcp|Reserved",
	    "private||8|8||Yours", "unassigned||20|29||Unassigned", NULL};
	static const char *const new[] = {"footnote|1|||||note=Two\nlines",
	    "reserved||1|1|tcp|A", "assigned|c|2|2|tcp|B",
	    "withdrawn|w|4|4|tcp", "person|Q||||Q",
	    "assigned|m|6|6|udp|M|reference=uri:x#1|contact=P",
	    "assigned|s|7|7|tcp|S|service_code=1",
	    "alias|s_|7|7|tcp||alias_of=s", "unassigned||21|30||Unassigned",
	    NULL};
	static const char ports[] = "service-names-port-numbers";
	char *older = synth_snapshot(ports, "2026-02-13", old);
	char *newer = synth_snapshot(ports, "2026-08-17", new);
	struct run r;

	if (validator == NULL)
		cr_skip("%s", why_not);
	r = run_shell(
	    "d='%s'; for new in '%s' '%s'; do '%s/portreg-emit' "
	    "-f changes --style json --since '%s' \"$new\" > \"$d/e\" && "
	    "%s schemas/changes.schema.json \"$d/e\" && "
	    "jq -r '.events[].event' \"$d/e\"; done | sort -u | wc -l",
	    scratch(), older, newer, built(), older, validator);
	cr_expect_str_eq(r.out, "12\n", "%s%s", r.out, r.err);
}

Test(schemas, hold_for_changes_under_jsonschema)
{
	expect_valid_changes(python(), "no python3 with jsonschema");
}

Test(schemas, hold_for_changes_under_ajv)
{
	expect_valid_changes(node(), "no node with ajv");
}

/* What is wrong with changes, as a filter of jq on ones that are right. */
static const char *const bad_changes[] = {
    "del(.since)",
    "del(.counts.additive)",
    ".counts.breaking = -1",
    ".since.sha256 = \"x\"",
    ".events[0].severity = \"bad\"",
    ".events[0].event = \"bad\"",
    "del(.events[0].old)",
    "del(.events[0].fields)",
    ".events[0].numbers = [[1, 2]]",
    ".events[0].old.kind = \"bad\"",
    ".events[0].old.name = null",
    ".events[0].old.name = \" a\"",
    ".events[0].other = 1",
    ".other = 1",
};

static void
expect_bad_changes(const char *validator, const char *why_not)
{
	static const char *const old[] = {"assigned|a|1|1|tcp|A", NULL};
	static const char *const new[] = {"assigned|b|1|1|tcp|A", NULL};
	static const char ports[] = "service-names-port-numbers";
	char *dir = scratch();
	struct run r;
	size_t i;

	if (validator == NULL)
		cr_skip("%s", why_not);
	r = run_shell("'%s/portreg-emit' -f changes --style json --since '%s' "
		      "'%s' > '%s/right'",
	    built(), synth_snapshot(ports, "2026-02-13", old),
	    synth_snapshot(ports, "2026-08-17", new), dir);
	cr_expect_eq(r.status, 0);
	for (i = 0; i < sizeof(bad_changes) / sizeof(bad_changes[0]); i++) {
		r = run_shell("jq '%s' '%s/right' > '%s/wrong' && "
			      "%s schemas/changes.schema.json '%s/wrong'",
		    bad_changes[i], dir, dir, validator, dir);
		cr_expect_eq(r.status, 1, "%s: %s", bad_changes[i], r.err);
	}
}

Test(schemas, refuse_wrong_changes_under_jsonschema)
{
	expect_bad_changes(python(), "no python3 with jsonschema");
}

Test(schemas, refuse_wrong_changes_under_ajv)
{
	expect_bad_changes(node(), "no node with ajv");
}

Test(schemas, hold_for_the_artifacts_under_jsonschema)
{
	expect_valid(python(), "no python3 with jsonschema");
}

Test(schemas, hold_for_the_artifacts_under_ajv)
{
	expect_valid(node(), "no node with ajv");
}

/* Records; each is alone in a document. */
static const char *const good_ports[] = {
    "{\"kind\":\"assigned\",\"name\":\"a\"}",
    "{\"kind\":\"other\",\"port_first\":1,\"port_last\":2}",
    "{\"kind\":\"alias\",\"name\":\"a\",\"alias_of\":\"b\"}",
    "{\"kind\":\"reserved\",\"registered\":\"2002-09\",\"note\":\"a\\nb\"}",
    "{\"kind\":\"reserved\",\"reference\":[{\"type\":\"uri\",\"data\":\"x\"}]}",
};

static const char *const bad_ports[] = {
    "{}",
    "[]",
    "{\"kind\":\"registry\"}",
    "{\"kind\":\"assigned\"}",
    "{\"kind\":\"assigned\",\"name\":\"a\",\"alias_of\":\"b\"}",
    "{\"kind\":\"alias\",\"name\":\"a\"}",
    "{\"kind\":\"other\",\"name\":\"\"}",
    "{\"kind\":\"other\",\"name\":\"a \"}",
    "{\"kind\":\"other\",\"name\":\"a\\n\"}",
    "{\"kind\":\"other\",\"name\":null}",
    "{\"kind\":\"other\",\"names\":\"a\"}",
    "{\"kind\":\"other\",\"number_first\":1,\"number_last\":1}",
    "{\"kind\":\"other\",\"port_first\":1}",
    "{\"kind\":\"other\",\"port_last\":1}",
    "{\"kind\":\"other\",\"port_first\":\"1\",\"port_last\":\"1\"}",
    "{\"kind\":\"other\",\"port_first\":1,\"port_last\":65536}",
    "{\"kind\":\"other\",\"port_first\":-1,\"port_last\":1}",
    "{\"kind\":\"other\",\"port_first\":0.5,\"port_last\":1}",
    "{\"kind\":\"other\",\"protocol\":\"TCP\"}",
    "{\"kind\":\"other\",\"service_code\":4294967296}",
    "{\"kind\":\"other\",\"registered\":\"2002\"}",
    "{\"kind\":\"other\",\"registered\":\"2002-13\"}",
    "{\"kind\":\"other\",\"modified\":\"2002-12-32\"}",
    "{\"kind\":\"other\",\"modified\":\"2002-12\\n\"}",
    "{\"kind\":\"other\",\"contact\":\"a\"}",
    "{\"kind\":\"other\",\"contact\":[]}",
    "{\"kind\":\"other\",\"contact\":[1]}",
    "{\"kind\":\"other\",\"description\":\"\\u001b[31m\"}",
    "{\"kind\":\"other\",\"note\":\"a\\tb\"}",
    "{\"kind\":\"other\",\"note\":\"\\na\"}",
    "{\"kind\":\"other\",\"reference\":[\"rfc1\"]}",
    "{\"kind\":\"other\",\"reference\":[{\"data\":\"rfc1\"}]}",
    "{\"kind\":\"other\",\"reference\":[{\"type\":\"person\",\"data\":\"a\"}]}",
    "{\"kind\":\"other\",\"reference\":[{\"type\":\"rfc\",\"url\":\"a\"}]}",
};

static const char *const good_protocols[] = {
    "{\"kind\":\"other\",\"number_first\":0,\"number_last\":255}",
    "{\"kind\":\"other\",\"ipv6_extension\":false}",
};

static const char *const bad_protocols[] = {
    "{\"kind\":\"other\",\"ipv6_extension\":\"Y\"}",
    "{\"kind\":\"other\",\"number_first\":0,\"number_last\":256}",
    "{\"kind\":\"other\",\"port_first\":0,\"port_last\":1}",
    "{\"kind\":\"other\",\"assignee\":[\"a\"]}",
};

static const char *const good_services[] = {
    "{\"name\":\"a\",\"protocols\":[]}",
    "{\"name\":\"a\",\"protocols\":[\"tcp\",\"udp\"],\"txt\":[]}",
    "{\"name\":\"a\",\"protocols\":[],\"txt\":[\"a=b (c\\nd)\"]}",
    "{\"name\":\"a\",\"protocols\":[],\"note\":\"x\"}",
};

static const char *const bad_services[] = {
    "{\"name\":\"a\"}",
    "{\"protocols\":[]}",
    "{\"name\":\"\",\"protocols\":[]}",
    "{\"name\":\"a\",\"protocols\":\"tcp\"}",
    "{\"name\":\"a\",\"protocols\":[\"TCP\"]}",
    "{\"name\":\"a\",\"protocols\":[\"tcp\",\"tcp\"]}",
    "{\"name\":\"a\",\"protocols\":[],\"port\":1}",
    "{\"name\":\"a\",\"protocols\":[],\"txt\":\"a\"}",
    "{\"name\":\"a\",\"protocols\":[],\"txt\":[\"\"]}",
    "{\"name\":\"a\",\"protocols\":[],\"txt\":[{\"a\":\"b\"}]}",
    "{\"name\":\"a\",\"protocols\":[],\"reference\":[]}",
};

static const char document_start[] =
    "{\"registry\":\"%s\",\"title\":\"T\",\"updated\":\"2026-08-17\","
    "\"source\":{\"url\":\"https://example/\",\"sha256\":\"%064d\"},"
    "\"portreg-artifact\":\"%s/1 2026-08-17 sha256:%064d\",";

/* Check that a validator takes, or refuses, each of n items of a key. */
static void
expect_items(const char *validator, const char *registry, const char *schema,
    const char *key, const char *const items[], size_t n, int good)
{
	char *dir = scratch(), *path, *start, *content;
	struct run r;
	size_t i;

	start = format(document_start, registry, 0,
	    strcmp(schema, "dns-sd") == 0 ? "dns-sd" : "json", 0);
	for (i = 0; i < n; i++) {
		path = format("%s/%03zu.json", dir, i);
		content = format("%s\"%s\":[%s]}", start, key, items[i]);
		write_file(path, content, strlen(content));
		free(content);
		free(path);
	}
	r = run_shell(
	    "%s schemas/%s.schema.json '%s'/*.json", validator, schema, dir);
	cr_expect_eq(r.status, good ? 0 : 1, "%s", r.err);
	for (i = 0; i < n; i++) {
		path = format("%s/%03zu.json: ", dir, i);
		cr_expect_eq(strstr(r.out, path) == NULL, good, "%s", items[i]);
		free(path);
	}
	free(start);
	free(dir);
}

static void
expect_records(const char *validator, const char *registry, const char *schema,
    const char *const records[], size_t n, int good)
{
	expect_items(validator, registry, schema, "records", records, n, good);
}

#define N(array) (sizeof(array) / sizeof(array[0]))

static void
expect_types(const char *validator, const char *why_not)
{
	static const char ports[] = "service-names-port-numbers";
	static const char protocols[] = "protocol-numbers";

	if (validator == NULL)
		cr_skip("%s", why_not);
	expect_records(
	    validator, ports, "services", good_ports, N(good_ports), 1);
	expect_records(
	    validator, ports, "services", bad_ports, N(bad_ports), 0);
	expect_records(validator, protocols, "protocols", good_protocols,
	    N(good_protocols), 1);
	expect_records(validator, protocols, "protocols", bad_protocols,
	    N(bad_protocols), 0);
	expect_items(validator, ports, "dns-sd", "services", good_services,
	    N(good_services), 1);
	expect_items(validator, ports, "dns-sd", "services", bad_services,
	    N(bad_services), 0);
	/* Whatever the record, the registry is another. */
	expect_records(
	    validator, protocols, "services", good_ports, N(good_ports), 0);
}

Test(schemas, refuse_wrong_types_under_jsonschema)
{
	expect_types(python(), "no python3 with jsonschema");
}

Test(schemas, refuse_wrong_types_under_ajv)
{
	expect_types(node(), "no node with ajv");
}

Test(schemas, are_checked_with_keys_that_stand_once)
{
	char *validator = python(), *dir = scratch();
	char *path = format("%s/twice.json", dir);
	char *start = format(document_start, "protocol-numbers", 0, "json", 0);
	char *content = format("%s\"records\":[],\"records\":[]}", start);
	struct run r;

	if (validator == NULL)
		cr_skip("no python3 with jsonschema");
	write_file(path, content, strlen(content));
	r = run_shell("%s schemas/protocols.schema.json '%s'", validator, path);
	cr_expect_eq(r.status, 1);
	cr_expect_not_null(strstr(r.out, "a key stands twice"));
}

/* The same for the manifest that make wrote, and one of any file. */
static void
expect_valid_manifest(const char *validator, const char *why_not)
{
	char *made = format("%s/m", scratch());
	struct run r;

	if (validator == NULL)
		cr_skip("%s", why_not);
	r = run_shell("%s schemas/manifest.schema.json "
		      "\"$PORTREG_DIST/MANIFEST.json\" && "
		      "'%s/portreg-emit' --manifest data/registry.lock "
		      "LICENSE -o '%s' && %s schemas/manifest.schema.json "
		      "'%s'",
	    validator, built(), made, validator, made);
	cr_expect_eq(r.status, 0, "%s%s", r.out, r.err);
}

Test(schemas, hold_for_the_manifest_under_jsonschema)
{
	expect_valid_manifest(python(), "no python3 with jsonschema");
}

Test(schemas, hold_for_the_manifest_under_ajv)
{
	expect_valid_manifest(node(), "no node with ajv");
}
