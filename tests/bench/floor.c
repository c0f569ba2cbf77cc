/* SPDX-License-Identifier: MIT */
/*
 * The floor: the least that reading a registry costs.  A file goes through
 * libxml2's SAX2 interface as it does in portreg-parse, to handlers that do
 * nothing; nothing is checked, kept or written.
 */
#include <libxml/parser.h>
#include <libxml/parserInternals.h>
#include <stdio.h>
#include <string.h>

enum {
	STREAM_BUFFER = 1 << 15 /* that of the tools */
};

static void
on_start(void *data, const xmlChar *name, const xmlChar *prefix,
    const xmlChar *uri, int n_spaces, const xmlChar **spaces, int n,
    int n_defaulted, const xmlChar **attributes)
{
	(void)data;
	(void)name;
	(void)prefix;
	(void)uri;
	(void)n_spaces;
	(void)spaces;
	(void)n;
	(void)n_defaulted;
	(void)attributes;
}

static void
on_end(
    void *data, const xmlChar *name, const xmlChar *prefix, const xmlChar *uri)
{
	(void)data;
	(void)name;
	(void)prefix;
	(void)uri;
}

static void
on_text(void *data, const xmlChar *s, int n)
{
	(void)data;
	(void)s;
	(void)n;
}

static int
on_read(void *data, char *s, int size)
{
	return (int)fread(s, 1, (size_t)size, data);
}

static int
on_close(void *data)
{
	(void)data;
	return 0;
}

/* Returns 0 if the document is well-formed. */
static int
read_document(FILE *in)
{
	xmlParserCtxtPtr ctxt;
	xmlSAXHandler sax;
	int result;

	memset(&sax, 0, sizeof(sax));
	sax.initialized = XML_SAX2_MAGIC;
	sax.startElementNs = on_start;
	sax.endElementNs = on_end;
	sax.characters = on_text;
	/* The same as characters, or libxml2 looks at every blank twice. */
	sax.ignorableWhitespace = on_text;
	ctxt = xmlCreateIOParserCtxt(
	    &sax, in, on_read, on_close, in, XML_CHAR_ENCODING_UTF8);
	if (ctxt == NULL)
		return -1;
	xmlCtxtUseOptions(
	    ctxt, XML_PARSE_NONET | XML_PARSE_IGNORE_ENC | XML_PARSE_BIG_LINES);
	result = xmlParseDocument(ctxt);
	xmlFreeParserCtxt(ctxt);
	return result;
}

int
main(int argc, char **argv)
{
	static char buffer[STREAM_BUFFER];
	FILE *in = argc == 2 ? fopen(argv[1], "r") : NULL;
	int failed;

	if (in == NULL) {
		fputs("usage: floor FILE.xml\n", stderr);
		return 1;
	}
	setvbuf(in, buffer, _IOFBF, sizeof(buffer));
	failed = read_document(in) != 0;
	fclose(in);
	return failed;
}
