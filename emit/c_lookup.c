/* SPDX-License-Identifier: MIT */
/*
 * c-lookup: the registry as a C library in one header.  What does not depend
 * on the registry is in lookup/, and put into arrays of lines by make.
 */
#include <inttypes.h>

#include "artifact.h"
#include "comment.h"
#include "emit.h"
#include "lookup_put.h"
#include "number.h"

static const char *const declare[] = {
#include "emit/lookup/declare.inc"
    NULL};
static const char *const layout[] = {
#include "emit/lookup/layout.inc"
    NULL};
static const char *const functions[] = {
#include "emit/lookup/rows.inc"
/* These need what rows.h has. */
#include "emit/lookup/entries.inc"
#include "emit/lookup/names.inc"
#include "emit/lookup/ports.inc"
#include "emit/lookup/servent.inc"
    NULL};

/* Seeds that are tried: so many that a last free slot is sure to be hit. */
static uint32_t
budget(const struct emission *e)
{
	size_t n = e->table->n;

	return n > UINT32_MAX / 64 ? UINT32_MAX : (uint32_t)n * 32 + UINT16_MAX;
}

static void
put_sizes(const struct lookup *l, const char *start, FILE *out)
{
	struct lookup_size sizes[LOOKUP_TABLES];
	size_t n = lookup_sizes(l, sizes), total = 0, i;

	fprintf(out, "%s%zu entries, %zu aliases\n", start, l->entries,
	    l->n_aliases);
	for (i = 0; i < n; i++) {
		fprintf(out, "%s%-17s %7zu bytes\n", start, sizes[i].name,
		    sizes[i].bytes);
		total += sizes[i].bytes;
	}
	fprintf(out, "%s%-17s %7zu bytes\n", start, "total", total);
}

/* Returns 0, or -1 (ENOMEM). */
static int
put_banner(const struct lookup *l, FILE *out)
{
	const struct snapshot_header *h = &l->e->header;
	struct buffer text = {0};
	int result;

	buffer_puts(&text, "/*\n * ");
	comment_add(&text, h->title);
	buffer_puts(&text, " of ");
	comment_add(&text, h->updated);
	buffer_puts(&text, ",\n * ");
	comment_add(&text, h->url);
	buffer_puts(&text, "\n * " ARTIFACT_KEY ": ");
	artifact_put(&text, l->e);
	fprintf(out,
	    "%s\n"
	    " *\n"
	    " * Made by portreg-emit; do not edit.  The data is in the public\n"
	    " * domain (CC0-1.0); the code may be used under the MIT licence.\n"
	    " * SPDX-License-Identifier: CC0-1.0 AND MIT\n"
	    " *\n"
	    " * Include it where it is needed; in one C or C++ file, define\n"
	    " * IANA_SERVICES_IMPLEMENTATION before.  IANA_SERVICES_STATIC,\n"
	    " * defined beside it, keeps the functions to that file.\n"
	    " * See iana_services(3).\n"
	    " *\n",
	    buffer_string(&text));
	put_sizes(l, " * ", out);
	fputs(" */\n", out);
	result = text.failed ? -1 : 0;
	buffer_free(&text);
	return result;
}

static void
put_lines(const char *const lines[], FILE *out)
{
	for (; *lines != NULL; lines++)
		fputs(*lines, out);
}

static int
put_header(struct lookup *l, FILE *out)
{
	if (put_banner(l, out) != 0)
		return STATUS_OS;
	fprintf(out,
	    "#ifndef IANA_SERVICES_H\n"
	    "#define IANA_SERVICES_H\n\n"
	    "/* The registry's date, YYYYMMDD, and number of entries here. */\n"
	    "#define IANA_SERVICES_DATE %lu\n"
	    "#define IANA_SERVICES_ENTRIES %zu\n"
	    "#define IANA_SERVICES_VERSION \"" PORTREG_VERSION "\"\n",
	    date_number(l->e->header.updated), l->entries);
	put_lines(declare, out);
	fputs("\n#endif /* IANA_SERVICES_H */\n\n"
	      "#if defined(IANA_SERVICES_IMPLEMENTATION) && \\\n"
	      "    !defined(IANA_SERVICES_IMPLEMENTED)\n"
	      "#define IANA_SERVICES_IMPLEMENTED\n\n",
	    out);
	if (l->descriptions != NULL)
		fputs("#define IANA_SERVICES_DESCRIPTIONS\n", out);
	put_lines(layout, out);
	fputs("\n", out);
	if (lookup_put(l, out) != 0)
		return STATUS_OS;
	fputs("\n", out);
	put_lines(functions, out);
	fputs("\n#endif /* IANA_SERVICES_IMPLEMENTATION */\n", out);
	return STATUS_OK;
}

int
emit_c_lookup(const struct emission *e, FILE *out, struct diag *diag)
{
	struct lookup l = {.e = e, .diag = diag};
	int status = lookup_make(&l, budget(e));

	if (status == STATUS_OK)
		status = put_header(&l, out);
	if (status == STATUS_OK && e->verbose)
		put_sizes(&l, "portreg-emit: ", diag->out);
	lookup_free(&l);
	return status;
}
