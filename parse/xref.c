/* SPDX-License-Identifier: MIT */
/* References and how they read inside text. */
#include <string.h>

#include "xref.h"

void
xref_mention(
    struct buffer *out, const char *type, const char *data, const char *text)
{
	buffer_put(out, '[');
	if (text != NULL && *text != '\0') {
		buffer_puts(out, text);
	} else if (type != NULL && strcmp(type, "rfc") == 0 && data != NULL &&
		   strncmp(data, "rfc", 3) == 0) {
		buffer_puts(out, "RFC");
		buffer_puts(out, data + 3);
	} else if (data != NULL) {
		buffer_puts(out, data);
	}
	buffer_put(out, ']');
}

void
xref_free(struct xref *x)
{
	buffer_free(&x->data);
	buffer_free(&x->section);
	buffer_free(&x->text);
}
