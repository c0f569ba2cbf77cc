/* SPDX-License-Identifier: MIT */
/* One run of verify: read a file of any size, compare, print. */
#include <string.h>

#include "tool.h"
#include "verify.h"

enum {
	CHUNK = 64 * 1024
};

/* Read a stream to its end.  Returns STATUS_OK, STATUS_IO or STATUS_OS. */
static int
read_all(FILE *in, struct buffer *content)
{
	size_t n;

	do {
		if (buffer_reserve(content, CHUNK) != 0)
			return STATUS_OS;
		n = fread(content->data + content->len, 1, CHUNK, in);
		content->len += n;
	} while (n > 0);
	return ferror(in) ? STATUS_IO : STATUS_OK;
}

static int
report(struct verification *v, const struct verify_options *options, FILE *out)
{
	struct finding_style style = {options->file, 0};

	if (tool_is_standard(style.file))
		style.file = "standard input";
	style.is_json =
	    options->style != NULL && strcmp(options->style, "json") == 0;
	findings_sort(&v->findings);
	if (findings_print(&v->findings, &v->promises, &style, out) != 0)
		return STATUS_OS;
	return v->findings.errors > 0 ? STATUS_DATA : STATUS_OK;
}

int
verify_run(const struct verify_options *options, FILE *out, struct diag *diag)
{
	static struct verification v;
	struct buffer content = {0};
	FILE *in;
	int status = tool_open(&in, options->file, diag);

	if (status != STATUS_OK)
		return status;
	status = read_all(in, &content);
	fclose(in);
	if (status == STATUS_OK) {
		if (verify_read(&v, options->database,
			(struct span){content.data, content.len}) != 0 ||
		    (options->against != NULL &&
			verify_against(&v, options->against) != 0) ||
		    verify_compare(&v) != 0)
			status = STATUS_OS;
		else
			status = report(&v, options, out);
		verify_free(&v);
	}
	buffer_free(&content);
	return tool_explain(diag, status);
}
