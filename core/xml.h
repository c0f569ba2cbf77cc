/* SPDX-License-Identifier: MIT */
/*
 * The gated XML reader: libxml2's SAX2 interface, fed with chunks that passed
 * the checks below.  Whatever is refused is reported with its line.
 *
 * Refused, beside what is not well-formed: more than XML_MOST_BYTES bytes, a
 * NUL byte, an encoding other than UTF-8, a document type declaration, a run
 * of XML_MOST_RUN bytes without "<" (tags and texts of that size), more than
 * XML_MOST_NAMES different names (of elements, attributes, instructions and
 * namespaces: libxml2 2.9 takes the longer to find one the more there are; its
 * own are counted), a comment,
 * processing instruction or CDATA section where the handler collects text.
 */
#ifndef XML_H
#define XML_H

#include <stddef.h>
#include <stdio.h>

#include "diag.h"
#include "digest.h"

#define XML_NAMESPACE "http://www.iana.org/assignments"

enum {
	XML_CHUNK = 64 * 1024,
	XML_MOST_RUN = 32 * 1024,
	XML_MOST_NAMES = 1000,
	XML_MOST_BYTES = 512 * 1024 * 1024
};

struct xml; /* a reader */

/* One attribute: name is a string, value has length bytes and no NUL. */
struct xml_attribute {
	const char *name;
	const char *value;
	size_t length;
};

/*
 * What to do with what is read.  data is the caller's.  start gets the
 * element's local name, whether it is in XML_NAMESPACE, and how many
 * attributes it has, which are read with xml_attribute while start runs.  The
 * reader keeps each name of an element or attribute until the end of the
 * document, so that one at the address of another is the same.  text may come
 * in pieces.  odd is called for a comment, a processing instruction or a CDATA
 * section, and returns whether to refuse it.
 */
struct xml_handler {
	void *data;
	void (*start)(void *, struct xml *, const char *name, int known_space,
	    size_t n_attributes);
	void (*end)(void *, struct xml *);
	void (*text)(void *, struct xml *, const char *, size_t);
	int (*odd)(void *);
};

/*
 * Read a document from a stream to its end and report all that is wrong in
 * diag, which also counts what handlers report.  sha256 gets the digest of
 * the bytes read.  Returns STATUS_OK, STATUS_DATA if there was an error,
 * STATUS_IO if the stream cannot be read, or STATUS_OS out of memory.
 */
int xml_read(FILE *, const struct xml_handler *, struct diag *,
    char sha256[DIGEST_HEX + 1]);

/* The line that is being read, from 1; exact for lines of any number. */
size_t xml_line(const struct xml *);

/*
 * Get attribute i, from 0, of the element that starts.  Returns 1, or 0 after
 * a message if it is of a namespace, as none of IANA's is.
 */
int xml_attribute(const struct xml *, size_t i, struct xml_attribute *);

/* Stop reading, after a problem that makes the rest pointless. */
void xml_stop(struct xml *);

#endif
