/* SPDX-License-Identifier: MIT */
/* Which elements may stand in one place more than once. */
#include <criterion/criterion.h>
#include <stdlib.h>
#include <string.h>

#include "parse.h"
#include "run.h"

#define PORTS	"service-names-port-numbers"
#define NUMBERS "protocol-numbers"

#define PORT   "<name>a</name><protocol>tcp</protocol><number>1</number>"
#define PERSON "<xref type=\"person\" data=\"P\"/>"
#define RFC    "<xref type=\"rfc\" data=\"rfc1\"/>"

/* What stands around an element, with %s for it. */
#define IN_REGISTRY "%s"
#define IN_GROUP    "<registry id=\"g\">%s</registry>"
#define IN_RECORD   "<record>%s</record>"
#define IN_ASSIGNEE "<record>" PORT "<assignee>%s</assignee></record>"
#define IN_PROSE    "<record>" PORT "<note>x%sy</note></record>"
#define IN_PARAGRAPH \
	"<record>" PORT "<note><paragraph>x%sy</paragraph></note></record>"
#define IN_FOOTNOTE "<footnote anchor=\"1\">x%sy</footnote>"
#define IN_REMARK   "<note>%s</note>"
#define IN_PEOPLE   "<people>%s</people>"
#define IN_PERSON   "<people><person id=\"P\">%s</person></people>"

/* The element, and a second of its kind. */
static const struct {
	const char *id, *around, *first, *second;
	int many;
} elements[] = {
    {PORTS, IN_REGISTRY, "", "<title>T</title>", 0},
    {PORTS, IN_REGISTRY, "", "<updated>2026-01-02</updated>", 0},
    {PORTS, IN_REGISTRY, "<category>c</category>", "<category>d</category>", 0},
    {PORTS, IN_REGISTRY, "<record>" PORT "</record>",
	"<record>" PORT "</record>", 1},
    {PORTS, IN_REGISTRY, RFC, RFC, 1},
    {PORTS, IN_REGISTRY, "<registration_rule>r</registration_rule>",
	"<registration_rule>r</registration_rule>", 0},
    {PORTS, IN_REGISTRY, "<expert>e</expert>", "<expert>e</expert>", 0},
    {PORTS, IN_REGISTRY, "<note title=\"n\">n</note>", "<note>n</note>", 1},
    {PORTS, IN_REGISTRY, "<footnote anchor=\"1\">f</footnote>",
	"<footnote anchor=\"2\">f</footnote>", 1},
    {PORTS, IN_REGISTRY, "<registry id=\"g\"/>", "<registry id=\"h\"/>", 1},
    {PORTS, IN_REGISTRY, "<people/>", "<people/>", 0},
    {PORTS, IN_GROUP, "<record>" PORT "</record>", "<record>" PORT "</record>",
	1},
    {PORTS, IN_GROUP, "<title>t</title>", "<title>t</title>", 0},
    {PORTS, IN_GROUP, RFC, RFC, 1},
    {PORTS, IN_GROUP, "<registration_rule>r</registration_rule>",
	"<registration_rule>r</registration_rule>", 0},
    {PORTS, IN_GROUP, "<expert>e</expert>", "<expert>e</expert>", 0},
    {PORTS, IN_GROUP, "<note title=\"n\">n</note>", "<note>n</note>", 1},
    {PORTS, IN_GROUP, "<footnote anchor=\"1\">f</footnote>",
	"<footnote anchor=\"2\">f</footnote>", 1},
    {PORTS, IN_RECORD, PORT RFC, RFC, 1},
    {PORTS, IN_RECORD, PORT, "<name>b</name>", 0},
    {PORTS, IN_RECORD, PORT, "<protocol>udp</protocol>", 0},
    {PORTS, IN_RECORD, PORT, "<number>2</number>", 0},
    {PORTS, IN_RECORD, PORT "<description>d</description>",
	"<description>e</description>", 0},
    {PORTS, IN_RECORD, PORT "<assignee/>", "<assignee/>", 0},
    {PORTS, IN_RECORD, PORT "<note>n</note>", "<note>m</note>", 0},
    {PORTS, IN_RECORD, PORT "<unauthorized>u</unauthorized>",
	"<unauthorized>v</unauthorized>", 0},
    {PORTS, IN_RECORD,
	"<name>a</name><protocol>dccp</protocol>"
	"<number>1</number><sc>1</sc>",
	"<sc>2</sc>", 0},
    {PORTS, IN_ASSIGNEE, PERSON, PERSON, 0},
    {PORTS, IN_PROSE, RFC, RFC, 1},
    {PORTS, IN_PROSE, "<br/>", "<br/>", 1},
    {PORTS, IN_PROSE, "<paragraph>p</paragraph>", "<paragraph>q</paragraph>",
	1},
    {PORTS, IN_PARAGRAPH, RFC, RFC, 1},
    {PORTS, IN_PARAGRAPH, "<br/>", "<br/>", 1},
    {PORTS, IN_FOOTNOTE, RFC, RFC, 1},
    {PORTS, IN_FOOTNOTE, "<br/>", "<br/>", 1},
    {PORTS, IN_REMARK, RFC, RFC, 1},
    {PORTS, IN_REMARK, "<br/>", "<br/>", 1},
    {PORTS, IN_REMARK, "<paragraph/>", "<paragraph/>", 1},
    {PORTS, IN_PEOPLE, "<person id=\"P\"/>", "<person id=\"Q\"/>", 1},
    {PORTS, IN_PERSON, "<name>P</name>", "<name>P</name>", 0},
    {PORTS, IN_PERSON, "<org>P</org>", "<org>P</org>", 0},
    {PORTS, IN_PERSON, "<uri>mailto:a</uri>", "<uri>mailto:b</uri>", 1},
    {PORTS, IN_PERSON, "<updated>2026-01-02</updated>",
	"<updated>2026-01-02</updated>", 0},
    {NUMBERS, IN_RECORD, "<value>1</value>" RFC, RFC, 1},
    {NUMBERS, IN_RECORD, "<value>1</value>", "<value>2</value>", 0},
    {NUMBERS, IN_RECORD, "<value>1</value><name>A</name>", "<name>B</name>", 0},
    {NUMBERS, IN_RECORD, "<value>1</value><description>d</description>",
	"<description>e</description>", 0},
    {NUMBERS, IN_RECORD, "<value>1</value><ipv6>Y</ipv6>", "<ipv6>Y</ipv6>", 0},
    {NUMBERS, IN_RECORD, "<value>1</value><note>n</note>", "<note>m</note>", 0},
};

/* The status of a registry with that, and what is said of it. */
static int
parse(const char *id, const char *around, const char *first, const char *second,
    char **said)
{
	static const struct parse_options options;
	const char *body = format(around, format("%s%s", first, second));
	char *xml =
	    format("<registry xmlns=\"http://www.iana.org/assignments\" "
		   "id=\"%s\"><title>T</title>"
		   "<updated>2026-01-02</updated>%s</registry>",
		id, body);
	size_t n;
	struct diag diag = {"portreg", "x", open_memstream(said, &n), 0, 0};
	FILE *in = fmemopen(xml, strlen(xml), "r");
	struct table table;
	int status = parse_xml(&table, in, &options, &diag);

	fclose(in);
	fclose(diag.out);
	table_free(&table);
	return status;
}

Test(scope, lets_only_some_elements_stand_more_than_once)
{
	size_t i;

	for (i = 0; i < sizeof(elements) / sizeof(elements[0]); i++) {
		const char *second = elements[i].second;
		char *said;
		int status = parse(elements[i].id, elements[i].around,
		    elements[i].first, "", &said);

		cr_expect_eq(status, STATUS_OK, "%zu: %s: %s", i,
		    elements[i].first, said);
		free(said);
		status = parse(elements[i].id, elements[i].around,
		    elements[i].first, second, &said);
		cr_expect_eq(status, elements[i].many ? STATUS_OK : STATUS_DATA,
		    "%zu: %s: %s", i, second, said);
		if (!elements[i].many)
			cr_expect_not_null(
			    strstr(said, "second element of its kind"),
			    "%zu: %s: %s", i, second, said);
		free(said);
	}
}
