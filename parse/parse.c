/* SPDX-License-Identifier: MIT */
/* A parse from beginning to end: the reader, the checks, the order. */
#include <string.h>

#include "against.h"
#include "scope.h"
#include "snapshot.h"
#include "tool.h"

#define REGISTRY(ident, id, url, export, columns, floor, fresh) \
	extern const struct mapper mapper_##ident;
#include "registries.def"
#undef REGISTRY

/* In the order of registries[]. */
static const struct mapper *const mappers[] = {
#define REGISTRY(ident, id, url, export, columns, floor, fresh) &mapper_##ident,
#include "registries.def"
#undef REGISTRY
};

const struct mapper *
mapper_find(const struct registry *registry)
{
	return mappers[registry - registries];
}

/* Check what can only be known at the end. */
static void
check(struct parse *p)
{
	size_t floor = p->options->floor == DEFAULT_FLOOR ? p->registry->floor
							  : p->options->floor;

	if (p->records < floor)
		diag_error(p->diag, 0, NULL,
		    "only %zu records, fewer than the least plausible %zu",
		    p->records, floor);
	if (p->title.len == 0)
		diag_error(p->diag, 0, NULL, "no <title>");
	if (p->updated.len == 0)
		diag_error(p->diag, 0, NULL, "no <updated>");
	if (alias_check(&p->aliases, p->diag) != 0)
		p->failed = 1;
	if (people_check(&p->people, p->table, p->diag) != 0)
		p->failed = 1;
}

static int
finish(struct parse *p, const char *sha256)
{
	struct snapshot_header h;

	h.title = buffer_string(&p->title);
	h.updated = buffer_string(&p->updated);
	h.url = p->registry->url;
	memcpy(h.sha256, sha256, sizeof(h.sha256));
	if (snapshot_set_header(p->table, &h, p->table->n - 1) != 0 ||
	    table_sort(p->table) != 0)
		return STATUS_OS;
	return snapshot_check_crowd(p->table, p->diag);
}

/* Compare with the export, whose name diag keeps if something is wrong. */
static int
check_export(struct parse *p)
{
	const char *xml = p->diag->file;
	FILE *in;
	int status = tool_open_file(&in, p->options->against, p->diag);

	if (status != STATUS_OK)
		return status;
	status = against_check(
	    in, &p->projection, xml, buffer_string(&p->updated), p->diag);
	fclose(in);
	if (status == STATUS_OK)
		p->diag->file = xml;
	return status;
}

static void
free_parse(struct parse *p)
{
	struct buffer *const buffers[] = {&p->text, &p->assignee, &p->contact,
	    &p->reference, &p->title, &p->updated};
	size_t i;

	for (i = 0; i < sizeof(buffers) / sizeof(buffers[0]); i++)
		buffer_free(buffers[i]);
	xref_free(&p->xref);
	people_free(&p->people);
	alias_free(&p->aliases);
	export_free(&p->projection);
}

int
parse_xml(struct table *t, FILE *in, const struct parse_options *options,
    struct diag *diag)
{
	struct parse p;
	struct xml_handler handler = scope_handler;
	char sha256[DIGEST_HEX + 1];
	size_t errors = diag->errors;
	int status;

	memset(&p, 0, sizeof(p));
	p.table = t;
	p.diag = diag;
	p.options = options;
	p.registry = registries;
	handler.data = &p;
	scope_start(&p);
	/* The first row is the registry's, and filled in at the end. */
	if (table_init(t, registries) != 0 || table_add(t) == NULL)
		return STATUS_OS;
	status = xml_read(in, &handler, diag, sha256);
	if (scope_failed(&p))
		status = STATUS_OS;
	if (status == STATUS_OK && p.mapper != NULL)
		check(&p);
	if (status == STATUS_OK && diag->errors > errors)
		status = STATUS_DATA;
	if (status == STATUS_OK)
		status = finish(&p, sha256);
	if (status == STATUS_OK && !p.failed && options->against != NULL)
		status = check_export(&p);
	if (scope_failed(&p))
		status = STATUS_OS;
	free_parse(&p);
	return status;
}
