/* SPDX-License-Identifier: MIT */
/* The RELAX NG schema: what it takes and what it refuses, by xmllint. */
#include <criterion/criterion.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "parse.h"
#include "run.h"

#define N(array) (sizeof(array) / sizeof(array[0]))

/* Documents around one record, and around what stands beside records. */
#define DOCUMENT(id, content)                                       \
	"<registry xmlns='http://www.iana.org/assignments' id='" id \
	"'><title>T</title><updated>2026-08-17</updated>" content   \
	"</registry>"
#define PORTS(content)	   DOCUMENT("service-names-port-numbers", content)
#define PROTOCOLS(content) DOCUMENT("protocol-numbers", content)
#define PORT(content)	   PORTS("<record>" content "</record>")
#define PROTOCOL(content)  PROTOCOLS("<record>" content "</record>")

static const char *const good[] = {
    PORTS(""),
    PORTS("<record/>"),
    PORTS("<record/><people/><xref type='rfc' data='rfc6335'/><record/>"),
    PORTS("<note>a</note><record/><footnote anchor='1'>a</footnote><people/>"),
    PORTS("<registry id='a'><title>T</title><record/></registry>"),
    PORTS("<record date='2002-09' updated='2026-08-17'/>"),
    PORT("<name/><protocol/><description/><number/><note/><sc/>"),
    PORT("<number>80</number><name>http</name><protocol>tcp</protocol>"),
    PORT("<number>0-65535</number>"),
    PORT("<number>\n 80 \n</number>"),
    PORT("<sc>4294967295</sc><unauthorized>yes</unauthorized>"),
    PORT("<assignee>\n<xref type='person' data='A'/>\n</assignee>"),
    PORT("<xref type='person' data='A'/><xref type='rfc' data='rfc1'/>"),
    PORT("<xref type='text'>a</xref><xref type='draft' section='1'/>"),
    PORT("<note>a<br/><paragraph>b<br/></paragraph>"
	 "<xref type='person' data='A'/></note>"),
    PROTOCOL("<value>148-255</value><ipv6>Y</ipv6>"),
};

static const char *const bad[] = {
    /* The document. */
    "<registry id='protocol-numbers'><title>T</title>"
    "<updated>2026-08-17</updated></registry>",
    "<registry xmlns='http://example/' id='protocol-numbers'>"
    "<title>T</title><updated>2026-08-17</updated></registry>",
    DOCUMENT("ports", ""),
    "<registry xmlns='http://www.iana.org/assignments' "
    "id='protocol-numbers'><updated>2026-08-17</updated></registry>",
    "<registry xmlns='http://www.iana.org/assignments' "
    "id='protocol-numbers'><title>T</title></registry>",
    PORTS("text"),
    PORTS("<title>T</title>"),
    PORTS("<updated>2026-08-18</updated>"),
    PORTS("<people/><people/>"),
    PORTS("<file/>"),
    PORTS("<footnote>a</footnote>"),
    PORTS("<people><person/></people>"),
    PORTS("<people><person id='A'><name/><name/></person></people>"),
    PORTS("<people><person id='A'><updated>2002</updated></person></people>"),
    PORTS("<registry><registry/></registry>"),
    /* A record. */
    PORT("text"),
    PORT("<foo/>"),
    PORT("<value>1</value>"),
    PORT("<record/>"),
    PORT("<name>a</name><name>b</name>"),
    PORT("<name><b>a</b></name>"),
    PORT("<name xmlns='http://example/'>a</name>"),
    PORT("<number>1</number><protocol>tcp</protocol><number>2</number>"),
    PORTS("<record id='a'/>"),
    PORTS("<record date='2002'/>"),
    PORTS("<record date='2002-13'/>"),
    PORTS("<record date=' 2002-09'/>"),
    PORTS("<record updated='2002-09-32'/>"),
    PORT("<name id='a'>a</name>"),
    /* Its fields. */
    PORT("<protocol>TCP</protocol>"),
    PORT("<protocol>quic</protocol>"),
    PORT("<number>65536</number>"),
    PORT("<number>70000</number>"),
    PORT("<number>100000</number>"),
    PORT("<number>1-65536</number>"),
    PORT("<number>080</number>"),
    PORT("<number>-1</number>"),
    PORT("<number>1-</number>"),
    PORT("<number>1-2-3</number>"),
    PORT("<number>0x10</number>"),
    PORT("<number>1 - 2</number>"),
    PORT("<number>one</number>"),
    PORT("<sc>4294967296</sc>"),
    PORT("<sc>+1</sc>"),
    PORT("<sc>01</sc>"),
    PORT("<ipv6>Y</ipv6>"),
    PORT("<assignee>A</assignee>"),
    PORT("<assignee><xref type='rfc' data='rfc1'/></assignee>"),
    PORT("<assignee><xref type='person' data='A'/>"
	 "<xref type='person' data='B'/></assignee>"),
    PORT("<xref data='A'/>"),
    PORT("<xref type='rfc-errata' data='1'/>"),
    PORT("<xref type='rfc' data='rfc1' href='a'/>"),
    PORT("<xref type='rfc' data='rfc1'><br/></xref>"),
    PORT("<xref type='person'/>"),
    PORT("<xref type='person' data=''/>"),
    PORT("<xref type='person' data='A'>B</xref>"),
    PORT("<note><i>a</i></note>"),
    PORT("<note><br>a</br></note>"),
    PORT("<note><paragraph><paragraph/></paragraph></note>"),
    PORT("<unauthorized><br/></unauthorized>"),
    PROTOCOL("<value>256</value>"),
    PROTOCOL("<value>1-256</value>"),
    PROTOCOL("<value>007</value>"),
    PROTOCOL("<number>1</number>"),
    PROTOCOL("<protocol>tcp</protocol>"),
    PROTOCOL("<ipv6>y</ipv6>"),
};

/* What xmllint says of files, which are words of the shell. */
static struct run
validate(const char *files)
{
	if (!have("xmllint"))
		cr_skip("no xmllint");
	return run_shell(
	    "xmllint --noout --relaxng schemas/registry.rng %s", files);
}

/* Check that each of n documents is taken, or refused. */
static void
expect(const char *const documents[], size_t n, int taken)
{
	char *dir = scratch(), *path, *verdict;
	struct run r;
	size_t i;

	for (i = 0; i < n; i++) {
		path = format("%s/%03zu.xml", dir, i);
		write_file(path, documents[i], strlen(documents[i]));
		free(path);
	}
	path = format("'%s'/*.xml", dir);
	r = validate(path);
	free(path);
	for (i = 0; i < n; i++) {
		verdict = format("%s/%03zu.xml %s\n", dir, i,
		    taken ? "validates" : "fails to validate");
		cr_expect_not_null(strstr(r.err, verdict), "%s", documents[i]);
		free(verdict);
	}
	free(dir);
}

Test(rng, takes_what_iana_may_publish)
{
	expect(good, N(good), 1);
}

Test(rng, refuses_all_else)
{
	expect(bad, N(bad), 0);
}

/* Whether the parser takes a document, whatever the number of records. */
static int
parses(const char *document)
{
	struct parse_options options = {NULL, 0, 1, NULL};
	struct diag diag = {0};
	struct table table;
	FILE *in = fmemopen((char *)document, strlen(document), "r");
	int status;

	diag.tool = "test";
	diag.out = fopen("/dev/null", "w");
	status = parse_xml(&table, in, &options, &diag);
	table_free(&table);
	fclose(diag.out);
	fclose(in);
	return status == STATUS_OK;
}

Test(rng, agrees_with_the_parser)
{
	size_t i;

	for (i = 0; i < N(good); i++)
		cr_expect(parses(good[i]), "%s", good[i]);
	for (i = 0; i < N(bad); i++)
		cr_expect_not(parses(bad[i]), "%s", bad[i]);
}

Test(rng, takes_every_real_file)
{
	char **files = registry_files(".xml");
	struct run r;
	size_t i;

	cr_assert_not_null(files[0]);
	for (i = 0; files[i] != NULL; i++) {
		r = validate(format("'%s'", files[i]));
		cr_expect_eq(r.status, 0, "%s", r.err);
	}
}
