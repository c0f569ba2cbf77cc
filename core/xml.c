/* SPDX-License-Identifier: MIT */
/* The gated XML reader, on libxml2's SAX2 interface. */
#include <errno.h>
#include <libxml/parser.h>
#include <libxml/parserInternals.h>
#include <libxml/xmlerror.h>
#include <string.h>

#include "gate.h"
#include "reserve.h"
#include "xml.h"

struct xml {
	const struct xml_handler *handler;
	struct diag *diag;
	xmlParserCtxtPtr ctxt;
	const xmlChar **attributes; /* of the element that starts */
	const xmlChar *space;	    /* the namespace seen last, and known */
	FILE *stream;
	struct gate gate;
	struct digest *digest;
	int status;
	int stopped;
};

size_t
xml_line(const struct xml *x)
{
	return x->ctxt->input == NULL ? 0 : (size_t)x->ctxt->input->line;
}

int
xml_attribute(const struct xml *x, size_t i, struct xml_attribute *a)
{
	/* Five pointers each: name, prefix, namespace, value, its end. */
	const xmlChar **p = x->attributes + 5 * i;

	a->name = (const char *)p[0];
	a->value = (const char *)p[3];
	a->length = (size_t)(p[4] - p[3]);
	if (p[1] == NULL)
		return 1;
	diag_error(
	    x->diag, xml_line(x), a->name, "attribute of another namespace");
	return 0;
}

void
xml_stop(struct xml *x)
{
	x->stopped = 1;
	xmlStopParser(x->ctxt);
}

static void
refuse(struct xml *x, size_t line, const char *what)
{
	if (!x->stopped)
		diag_error(x->diag, line, NULL, "%s", what);
	xml_stop(x);
}

/* libxml2 interns names, so one look at the pointer is nearly always enough. */
static int
known_space(struct xml *x, const xmlChar *uri)
{
	if (uri == NULL)
		return 0;
	if (uri != x->space && strcmp((const char *)uri, XML_NAMESPACE) == 0)
		x->space = uri;
	return uri == x->space;
}

/* The dictionary has all names that were met. */
static int
has_too_many_names(struct xml *x)
{
	if (xmlDictSize(x->ctxt->dict) <= XML_MOST_NAMES)
		return 0;
	refuse(x, xml_line(x), "too many different names");
	return 1;
}

static void
on_start(void *data, const xmlChar *name, const xmlChar *prefix,
    const xmlChar *uri, int n_spaces, const xmlChar **spaces, int n,
    int n_defaulted, const xmlChar **attributes)
{
	struct xml *x = data;

	(void)prefix;
	(void)n_spaces;
	(void)spaces;
	(void)n_defaulted;
	if (x->stopped || has_too_many_names(x))
		return;
	x->attributes = attributes;
	x->handler->start(x->handler->data, x, (const char *)name,
	    known_space(x, uri), (size_t)n);
}

static void
on_end(
    void *data, const xmlChar *name, const xmlChar *prefix, const xmlChar *uri)
{
	struct xml *x = data;

	(void)name;
	(void)prefix;
	(void)uri;
	if (!x->stopped)
		x->handler->end(x->handler->data, x);
}

static void
on_text(void *data, const xmlChar *s, int n)
{
	struct xml *x = data;

	if (!x->stopped)
		x->handler->text(
		    x->handler->data, x, (const char *)s, (size_t)n);
}

static void
on_odd(struct xml *x, const char *what)
{
	if (!x->stopped && x->handler->odd(x->handler->data))
		diag_error(x->diag, xml_line(x), NULL, "%s inside text", what);
}

static void
on_comment(void *data, const xmlChar *text)
{
	(void)text;
	on_odd(data, "comment");
}

static void
on_instruction(void *data, const xmlChar *target, const xmlChar *text)
{
	(void)target;
	(void)text;
	if (!has_too_many_names(data))
		on_odd(data, "processing instruction");
}

static void
on_cdata(void *data, const xmlChar *s, int n)
{
	on_odd(data, "CDATA section");
	on_text(data, s, n);
}

static void
on_doctype(void *data, const xmlChar *name, const xmlChar *public_id,
    const xmlChar *system_id)
{
	(void)name;
	(void)public_id;
	(void)system_id;
	refuse(data, xml_line(data), "DOCTYPE is not allowed");
}

#if LIBXML_VERSION >= 21200
static void
on_error(void *data, const xmlError *e)
#else
static void
on_error(void *data, xmlErrorPtr e)
#endif
{
	struct xml *x = data;
	char message[DIAG_DATUM + 1];
	size_t n;

	if (x->stopped)
		return;
	if (e->code == XML_ERR_NO_MEMORY) {
		x->status = STATUS_OS;
		xml_stop(x);
		return;
	}
	n = e->message == NULL ? 0 : strcspn(e->message, "\n");
	n = n < sizeof(message) ? n : sizeof(message) - 1;
	memcpy(message, e->message == NULL ? "" : e->message, n);
	message[n] = '\0';
	diag_error(x->diag, e->line > 0 ? (size_t)e->line : 0, message,
	    "not well-formed");
	xml_stop(x);
}

/*
 * Give libxml2 nothing more.  What it has ends with a NUL where the next chunk
 * would go, and libxml2 2.9 goes on reading up to that.
 */
static int
give_none(struct xml *x, char *s)
{
	*s = '\0';
	x->stopped = 1;
	return -1;
}

/* Give libxml2 the next chunk, if it passes the gate. */
static int
on_read(void *data, char *s, int size)
{
	struct xml *x = data;
	size_t n = fread(s, 1, (size_t)size, x->stream);
	const char *problem;
	size_t line = 0;

	if (ferror(x->stream)) {
		x->status = STATUS_IO;
		return give_none(x, s);
	}
	digest_add(x->digest, s, n);
	problem = gate_check(&x->gate, s, n, &line);
	if (problem == NULL)
		return (int)n;
	if (!x->stopped)
		diag_error(x->diag, line, NULL, "%s", problem);
	return give_none(x, s);
}

static void
set_handlers(xmlSAXHandler *sax)
{
	memset(sax, 0, sizeof(*sax));
	sax->initialized = XML_SAX2_MAGIC;
	sax->startElementNs = on_start;
	sax->endElementNs = on_end;
	sax->characters = on_text;
	sax->ignorableWhitespace = on_text;
	sax->cdataBlock = on_cdata;
	sax->comment = on_comment;
	sax->processingInstruction = on_instruction;
	sax->internalSubset = on_doctype;
	sax->serror = on_error;
}

static int
parse(struct xml *x)
{
	xmlSAXHandler sax;
	int failed;

	set_handlers(&sax);
	reserve_buffer();
	x->ctxt = xmlCreateIOParserCtxt(
	    &sax, x, on_read, NULL, x, XML_CHAR_ENCODING_UTF8);
	if (x->ctxt == NULL)
		return x->status != STATUS_OK || x->stopped ? x->status
							    : STATUS_OS;
	xmlCtxtUseOptions(x->ctxt,
	    XML_PARSE_NONET | XML_PARSE_IGNORE_ENC | XML_PARSE_BIG_LINES);
	if (reserve_attributes(x->ctxt) != 0)
		x->status = STATUS_OS;
	failed = x->status == STATUS_OK && xmlParseDocument(x->ctxt) != 0;
	if (x->ctxt->errNo == XML_ERR_NO_MEMORY)
		x->status = STATUS_OS;
	if (failed && !x->stopped && x->status == STATUS_OK)
		refuse(x, xml_line(x), "not well-formed");
	xmlFreeParserCtxt(x->ctxt);
	return x->status;
}

int
xml_read(FILE *stream, const struct xml_handler *handler, struct diag *diag,
    char sha256[DIGEST_HEX + 1])
{
	struct xml x;
	size_t errors = diag->errors;

	memset(&x, 0, sizeof(x));
	x.handler = handler;
	x.diag = diag;
	x.stream = stream;
	x.digest = digest_new();
	if (x.digest == NULL)
		return STATUS_OS;
	/* What libxml2 says without a context would go to standard error. */
	xmlSetStructuredErrorFunc(&x, on_error);
	x.status = parse(&x);
	xmlSetStructuredErrorFunc(NULL, NULL);
	digest_hex(x.digest, sha256);
	digest_free(x.digest);
	if (x.status == STATUS_OK && diag->errors > errors)
		x.status = STATUS_DATA;
	return x.status;
}
