/* SPDX-License-Identifier: MIT */
/* Set what libxml2 would grow. */
#include "reserve.h"
#include "xml.h"

#if LIBXML_VERSION < 21200

void
reserve_buffer(void)
{
	xmlDefaultBufferSize = XML_MOST_RUN;
}

int
reserve_attributes(xmlParserCtxtPtr ctxt)
{
	/* Each has at least the bytes of " a=''", and five pointers. */
	size_t most = XML_MOST_RUN / 5 + 1;

	ctxt->atts = xmlMalloc(most * 5 * sizeof(*ctxt->atts));
	ctxt->attallocs = xmlMalloc(most * sizeof(*ctxt->attallocs));
	if (ctxt->atts == NULL || ctxt->attallocs == NULL)
		return -1;
	ctxt->maxatts = (int)most * 5;
	return 0;
}

#else

void
reserve_buffer(void)
{
}

int
reserve_attributes(xmlParserCtxtPtr ctxt)
{
	(void)ctxt;
	return 0;
}

#endif
