/* SPDX-License-Identifier: MIT */
/* References and how they read inside text. */
#include <string.h>

#include "xref.h"

void
xref_mention(struct xref *x, struct buffer *out)
{
	const char *data = buffer_string(&x->data);

	buffer_put(out, '[');
	if (x->text.len > 0) {
		buffer_puts(out, buffer_string(&x->text));
	} else if (x->type != NULL && strcmp(x->type, "rfc") == 0 &&
		   strncmp(data, "rfc", 3) == 0) {
		buffer_puts(out, "RFC");
		buffer_puts(out, data + 3);
	} else {
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
