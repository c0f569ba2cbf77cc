/* SPDX-License-Identifier: MIT */
/* The json format: escapes, types, keys, and that nothing is lost. */
#include <criterion/criterion.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "json_value.h"
#include "run.h"

static const struct {
	const char *text;
	const char *json;
} strings[] = {
    {"SANity", "\"SANity\""},
    {"", "\"\""},
    {"a \"b\" \\ /", "\"a \\\"b\\\" \\\\ /\""},
    {"two\nlines", "\"two\\nlines\""},
    {"\t\x01\x1b", "\"\\u0009\\u0001\\u001b\""},
    {"\x7f\xc2\x80\xc2\x9b\xc2\x9f", "\"\\u007f\\u0080\\u009b\\u009f\""},
    {"\xc2\xa0\xc3\xa9", "\"\xc2\xa0\xc3\xa9\""},
    {"\xd8\x9c\xe2\x80\x8e\xe2\x80\x8f", "\"\\u061c\\u200e\\u200f\""},
    {"\xe2\x80\xa7\xe2\x80\xa8\xe2\x80\xa9", "\"\xe2\x80\xa7\\u2028\\u2029\""},
    {"\xe2\x80\xaa\xe2\x80\xae\xe2\x80\xaf", "\"\\u202a\\u202e\xe2\x80\xaf\""},
    {"\xe2\x81\xa5\xe2\x81\xa6\xe2\x81\xa9\xe2\x81\xaa",
	"\"\xe2\x81\xa5\\u2066\\u2069\xe2\x81\xaa\""},
    {"\xef\xbb\xbfx", "\"\\ufeffx\""},
    {"\xf0\x9f\x94\x8c</script>", "\"\xf0\x9f\x94\x8c</script>\""},
};

Test(json, strings_are_raw_utf8_but_for_what_acts_on_a_screen)
{
	size_t i;

	for (i = 0; i < sizeof(strings) / sizeof(strings[0]); i++) {
		struct buffer b = {0};

		json_put_string(&b, strings[i].text);
		cr_expect_str_eq(buffer_string(&b), strings[i].json);
		buffer_free(&b);
	}
}

#define REGISTRY                                                  \
	"registry,service-names-port-numbers,,,,Ports,,,,uri:"    \
	"https://www.iana.org/p.xml,,2026-08-17,,,\"rows=%d "     \
	"sha256=000000000000000000000000000000000000000000000000" \
	"0000000000000000\"\n"

static const char ports_columns[] =
    "kind,name,port_first,port_last,protocol,description,alias_of,assignee,"
    "contact,reference,registered,modified,service_code,unauthorized,note\n";

static const char ports_start[] =
    "{\n"
    "\"registry\":\"service-names-port-numbers\",\n"
    "\"title\":\"Ports\",\n"
    "\"updated\":\"2026-08-17\",\n"
    "\"source\":{\"url\":\"https://www.iana.org/p.xml\",\"sha256\":"
    "\"0000000000000000000000000000000000000000000000000000000000000000\"},\n"
    "\"portreg-artifact\":\"json/1 2026-08-17 sha256:"
    "0000000000000000000000000000000000000000000000000000000000000000\"";

/* A snapshot file with these rows in a new directory. */
static char *
ports_snapshot(const char *rows, int n)
{
	char *dir = scratch();
	char *path = format("%s/snapshot.csv", dir);
	char *registry = format(REGISTRY, n);
	char *content = format("%s%s%s", ports_columns, registry, rows);

	write_file(path, content, strlen(content));
	free(content);
	free(registry);
	free(dir);
	return path;
}

static struct run
emit(const char *path, const char *ports)
{
	const char *argv[] = {"portreg-emit", "-f", "json", path,
	    ports == NULL ? NULL : "--ports", ports, NULL};

	return run(NULL, argv);
}

static void
expect(const char *rows, int n, const char *ports, const char *json)
{
	char *path = ports_snapshot(rows, n);
	char *wanted = format("%s%s", ports_start, json);
	struct run r = emit(path, ports);

	cr_expect_eq(r.status, 0, "%s", r.err);
	cr_expect_str_eq(r.out, wanted);
	free(wanted);
	free(path);
}

Test(json, every_column_has_its_type_and_null_has_no_key)
{
	expect("assigned,discard,9,9,dccp,Discard,,A; B\\;C,D,"
	       "rfc:rfc4340#19.1; text:|see \\| \\# \\\\; note:1,2002-09,"
	       "2026-08-17,1145656131,yes,\"one\ntwo\"\n",
	    1, NULL,
	    ",\n\"records\":[\n"
	    "{\"kind\":\"assigned\",\"name\":\"discard\",\"port_first\":9,"
	    "\"port_last\":9,\"protocol\":\"dccp\",\"description\":\"Discard\","
	    "\"assignee\":[\"A\",\"B;C\"],\"contact\":[\"D\"],\"reference\":["
	    "{\"type\":\"rfc\",\"data\":\"rfc4340\",\"section\":\"19.1\"},"
	    "{\"type\":\"text\",\"text\":\"see | # \\\\\"},"
	    "{\"type\":\"note\",\"data\":\"1\"}],\"registered\":\"2002-09\","
	    "\"modified\":\"2026-08-17\",\"service_code\":1145656131,"
	    "\"unauthorized\":\"yes\",\"note\":\"one\\ntwo\"}\n]\n}\n");
}

Test(json, a_flag_is_true_false_or_absent)
{
	struct run r = run_shell("'%s/portreg-emit' -f json --ports "
				 "0,6,145 data/protocol-numbers.csv",
	    built());

	cr_expect_eq(r.status, 0);
	cr_expect_not_null(strstr(r.out,
	    "\"HOPOPT\",\"number_first\":0,\"number_last\":0,\"description\":"
	    "\"IPv6 Hop-by-Hop Option\",\"ipv6_extension\":true,"));
	cr_expect_not_null(strstr(r.out, "\"ipv6_extension\":false,"));
	cr_expect_not_null(strstr(
	    r.out, "\"description\":\"Transmission Control\",\"reference\":"));
}

Test(json, footnotes_and_people_stand_before_the_records)
{
	expect("footnote,1,,,,,,,,,,,,,\"a\nb\"\n"
	       "footnote,2,,,,,,,,,,,,,\n"
	       "footnote,\"x\"\"y\",,,,,,,,,,,,,c\n"
	       "person,Jo,,,,Jo Doe,,,,uri:mailto:jo&example,,,,,\n",
	    4, NULL,
	    ",\n\"footnotes\":{\"1\":\"a\\nb\",\"2\":\"\",\"x\\\"y\":\"c\"},\n"
	    "\"people\":[\n{\"kind\":\"person\",\"name\":\"Jo\","
	    "\"description\":\"Jo Doe\",\"reference\":[{\"type\":\"uri\","
	    "\"data\":\"mailto:jo&example\"}]}\n],\n\"records\":[\n]\n}\n");
}

Test(json, only_selected_records_are_there)
{
	expect("assigned,a,1,1,tcp,,,,,,,,,,\nassigned,b,2,4,tcp,,,,,,,,,,\n"
	       "assigned,c,5,5,tcp,,,,,,,,,,\nassigned,d,,,tcp,,,,,,,,,,\n",
	    4, "4-5",
	    ",\n\"records\":[\n"
	    "{\"kind\":\"assigned\",\"name\":\"b\",\"port_first\":2,"
	    "\"port_last\":4,\"protocol\":\"tcp\"},\n"
	    "{\"kind\":\"assigned\",\"name\":\"c\",\"port_first\":5,"
	    "\"port_last\":5,\"protocol\":\"tcp\"}\n]\n}\n");
}

/* Check that a document says what its snapshot says, by Python. */
static void
read_back(const char *snapshot)
{
	struct run r;

	if (!have("python3"))
		cr_skip("no python3");
	r = run_shell(
	    "d=$(mktemp) && '%s/portreg-emit' -f json '%s' >\"$d\" && "
	    "python3 tests/readback.py '%s' \"$d\"; s=$?; rm \"$d\"; exit $s",
	    built(), snapshot, snapshot);
	cr_expect_eq(r.status, 0, "%s: %s%s", snapshot, r.out, r.err);
}

Test(json, all_rows_and_columns_read_back)
{
	read_back("data/service-names-port-numbers.csv");
	read_back("data/protocol-numbers.csv");
}

Test(json, hostile_text_reads_back)
{
	read_back(ports_snapshot(
	    "footnote,__proto__,,,,,,,,,,,,,\"\xe2\x80\xa8 \"\"\\\"\n"
	    "assigned,\"\"\"},{\"\"\",9,9,tcp,\"</script>\\u0022 \\\",,"
	    "\xe2\x80\xae\\;\\\\; \xf0\x9f\x94\x8c,,"
	    "\"text:\\#\\|\\;\\\\|\"\"\\;; uri:a\xe2\x81\xa6\",,,,"
	    "\xe2\x80\xa9\xef\xbb\xbf,\"\xd8\x9c\n'%s'\n\xc2\xa0\"\n",
	    2));
}

Test(json, persons_read_back)
{
	char *dir = scratch();
	char *file = registry_file("service-names-port-numbers-2026-08-17.xml");
	char *path = format("%s/people.csv", dir);
	const char *argv[] = {
	    "portreg-parse", "--people", "-o", path, file, NULL};

	cr_assert_eq(run(NULL, argv).status, 0);
	read_back(path);
}
