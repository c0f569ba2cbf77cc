/* SPDX-License-Identifier: MIT */
/*
 * Bytes as a services and a protocols file: every model reads it, findings come
 * in the order of lines, and each can be printed in both styles as one
 * printable line.
 */
#include <stdlib.h>

#include "target.h"
#include "verify.h"

static struct verification v;

/* Whether every byte is printable ASCII or a line feed. */
static int
is_printable(const char *s, size_t n)
{
	size_t i;

	for (i = 0; i < n; i++)
		if (s[i] != '\n' && (s[i] < ' ' || s[i] > '~'))
			return 0;
	return 1;
}

static void
print(int is_json)
{
	const struct finding_style style = {"file", is_json};
	char *s = NULL;
	size_t n, i, lines = 0;
	FILE *out = open_memstream(&s, &n);

	target_demand(out != NULL, "a stream for output does not open");
	target_demand(
	    findings_print(&v.findings, &v.promises, &style, out) == 0,
	    "findings are not printed");
	target_demand(fclose(out) == 0, "no memory for output");
	target_demand(is_printable(s, n), "a control character in a report");
	for (i = 0; i < n; i++)
		lines += s[i] == '\n';
	target_demand(lines == v.findings.errors + v.findings.notes,
	    "not one line for each finding");
	free(s);
}

static void
verify(const char *database, const uint8_t *data, size_t n)
{
	target_demand(verify_read(&v, database_find(database),
			  (struct span){(const char *)data, n}) == 0 &&
			  verify_compare(&v) == 0,
	    "a file cannot be verified");
	findings_sort(&v.findings);
	if (v.findings.list.len > 0) {
		print(0);
		print(1);
	}
	verify_free(&v);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t n)
{
	verify("services", data, n);
	verify("protocols", data, n);
	return 0;
}
