/* SPDX-License-Identifier: MIT */
/*
 * c-constants: numbers of assigned names as C macros, in a header that any C
 * or C++ compiler takes.
 */
#include <stdlib.h>
#include <string.h>

#include "artifact.h"
#include "comment.h"
#include "emit.h"
#include "identifier.h"
#include "number.h"
#include "repeats.h"

struct macros {
	const struct emission *e;
	struct diag *diag;
	struct buffer stem; /* what each identifier starts with */
	/*
	 * One flag a row: records of that name and protocol have several
	 * numbers.  All rows count here, selected or not, so that a selection
	 * never renames a macro.
	 */
	unsigned char *several;
	struct buffer text; /* a key or a line in the making */
};

/* Which end of a range a macro is for. */
enum end {
	END_FIRST,
	END_LAST,
	END_COUNT
};

static const char *
get(const struct macros *m, const struct record *r, enum column_id id)
{
	return record_get(m->e->table, r, id);
}

/* Whether a record has a macro; names without a number have none. */
static int
is_macro(const struct record *r)
{
	return r->kind == KIND_ASSIGNED && r->text[COLUMN_NAME] != 0 &&
	       r->first != NO_NUMBER;
}

static int
is_range(const struct record *r)
{
	return r->first != r->last;
}

/*
 * Append the identifier of a record's macro.  None can be that of the guard or
 * the version, where the stem goes on with "S" instead of "_".
 */
static void
add_identifier(struct macros *m, const struct record *r, enum end end)
{
	struct buffer *b = &m->text;

	buffer_add(b, m->stem.data, m->stem.len);
	buffer_put(b, '_');
	identifier_add(b, get(m, r, COLUMN_NAME));
	if (r->protocol != PROTOCOL_NONE) {
		buffer_put(b, '_');
		identifier_add(b, protocol_name((enum protocol)r->protocol));
	}
	if (m->several[r - m->e->table->records]) {
		buffer_put(b, '_');
		buffer_puts(b, record_text(m->e->table, r, COLUMN_FIRST));
	}
	if (is_range(r))
		buffer_puts(b, end == END_LAST ? "_LAST" : "_FIRST");
}

/* The key of a row for find_several. */
static const char *
name_key(void *data, size_t i)
{
	struct macros *m = data;
	const struct record *r = &m->e->table->records[i];

	if (!is_macro(r))
		return NULL;
	m->text.len = 0;
	buffer_put(&m->text, (char)('0' + r->protocol));
	buffer_puts(&m->text, get(m, r, COLUMN_NAME));
	return m->text.failed ? NULL : buffer_string(&m->text);
}

static void
mark_several(void *data, const char *key, size_t i, size_t j)
{
	struct macros *m = data;

	(void)key;
	m->several[i] = m->several[j] = 1;
}

static int
find_several(struct macros *m)
{
	struct repeats names = {m->e->table->n, name_key, mark_several, m};

	m->several = calloc(m->e->table->n + 1, 1);
	return m->several == NULL ? -1 : repeats_find(&names);
}

/* The macro of item i of find_clashes: END_COUNT items a row. */
static const char *
macro_key(void *data, size_t i)
{
	struct macros *m = data;
	size_t row = i / END_COUNT;
	const struct record *r = &m->e->table->records[row];
	enum end end = (enum end)(i % END_COUNT);

	if (!is_selected(m->e, row) || !is_macro(r) ||
	    (end == END_LAST && !is_range(r)))
		return NULL;
	m->text.len = 0;
	add_identifier(m, r, end);
	return m->text.failed ? NULL : buffer_string(&m->text);
}

static void
report_clash(void *data, const char *key, size_t i, size_t j)
{
	struct macros *m = data;
	const struct record *a = &m->e->table->records[i / END_COUNT];
	const struct record *b = &m->e->table->records[j / END_COUNT];

	diag_error(m->diag, a->line, get(m, a, COLUMN_NAME),
	    "%s is also the macro of line %u", key, (unsigned)b->line);
	diag_error(m->diag, b->line, get(m, b, COLUMN_NAME),
	    "%s is also the macro of line %u", key, (unsigned)a->line);
}

/* Report identifiers that are empty or not unique, before any is written. */
static int
check(struct macros *m)
{
	const struct table *t = m->e->table;
	struct repeats clashes = {t->n * END_COUNT, macro_key, report_clash, m};
	size_t errors = m->diag->errors;
	size_t i;

	for (i = 0; i < t->n; i++) {
		const struct record *r = &t->records[i];

		if (is_selected(m->e, i) && is_macro(r) &&
		    !identifier_possible(get(m, r, COLUMN_NAME)))
			diag_error(m->diag, r->line, get(m, r, COLUMN_NAME),
			    "no letter or digit to make a macro of");
	}
	if (repeats_find(&clashes) != 0)
		return STATUS_OS;
	return m->diag->errors > errors ? STATUS_DATA : STATUS_OK;
}

static void
put_banner(struct macros *m, FILE *out)
{
	const struct snapshot_header *h = &m->e->header;
	const char *stem = buffer_string(&m->stem);

	m->text.len = 0;
	buffer_puts(&m->text, "/*\n * ");
	comment_add(&m->text, h->title);
	buffer_puts(&m->text, " of ");
	comment_add(&m->text, h->updated);
	buffer_puts(&m->text, ",\n * ");
	comment_add(&m->text, h->url);
	buffer_puts(&m->text, "\n * " ARTIFACT_KEY ": ");
	artifact_put(&m->text, m->e);
	fprintf(out,
	    "%s\n"
	    " *\n"
	    " * Made by portreg-emit; do not edit.  The data is in the\n"
	    " * public domain: SPDX-License-Identifier: CC0-1.0\n"
	    " */\n",
	    buffer_string(&m->text));
	fprintf(out, "#ifndef %sS_H\n#define %sS_H\n\n", stem, stem);
	fprintf(out,
	    "/* The date of the registry, YYYYMMDD. */\n"
	    "#define %sS_VERSION %lu\n\n",
	    stem, date_number(h->updated));
}

/* Numbers are written as the snapshot spells them: decimal, not padded. */
static void
put_macro(struct macros *m, const struct record *r, enum end end, FILE *out)
{
	struct buffer *b = &m->text;
	const char *description = get(m, r, COLUMN_DESCRIPTION);

	b->len = 0;
	buffer_puts(b, "#define ");
	add_identifier(m, r, end);
	buffer_put(b, ' ');
	buffer_puts(b, record_text(m->e->table, r,
			   end == END_LAST ? COLUMN_LAST : COLUMN_FIRST));
	if (description != NULL && end == END_FIRST) {
		buffer_puts(b, " /* ");
		comment_add(b, description);
		buffer_puts(b, " */");
	}
	buffer_put(b, '\n');
	fwrite(b->data, 1, b->len, out);
}

static void
put_header(struct macros *m, FILE *out)
{
	size_t i;

	put_banner(m, out);
	for (i = 0; i < m->e->table->n; i++) {
		const struct record *r = &m->e->table->records[i];

		if (!is_selected(m->e, i) || !is_macro(r))
			continue;
		put_macro(m, r, END_FIRST, out);
		if (is_range(r))
			put_macro(m, r, END_LAST, out);
	}
	fprintf(out, "\n#endif /* %sS_H */\n", buffer_string(&m->stem));
}

static const char *
family(const struct registry *registry)
{
	return strcmp(registry->id, "protocol-numbers") == 0 ? "PROTOCOL"
							     : "PORT";
}

int
emit_c_constants(const struct emission *e, FILE *out, struct diag *diag)
{
	struct macros m = {.e = e, .diag = diag};
	int status = STATUS_OS;

	buffer_puts(&m.stem, e->prefix);
	buffer_puts(&m.stem, family(e->table->registry));
	if (find_several(&m) == 0)
		status = check(&m);
	if (status == STATUS_OK)
		put_header(&m, out);
	if (m.stem.failed || m.text.failed)
		status = STATUS_OS;
	free(m.several);
	buffer_free(&m.stem);
	buffer_free(&m.text);
	return status;
}
