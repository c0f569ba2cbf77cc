/* SPDX-License-Identifier: MIT */
/* One run of verify: read a file, compare, print. */
#include <string.h>

#include "beside.h"
#include "tool.h"
#include "verify.h"

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
	status = beside_read(in, &content, diag);
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
