/* SPDX-License-Identifier: MIT */
/* What differs between an export and its registry, said row by row. */
#include <stdlib.h>
#include <string.h>

#include "against.h"
#include "number.h"
#include "pair.h"

/* How much of what is equal is shown before a difference in a long text. */
enum {
	SHOWN_BEFORE = 16
};

struct comparison {
	const char *path, *xml; /* of both files */
	const struct export *is, *should;
	size_t next; /* of should: the first row not yet looked at */
	struct diag *diag;
	int failed; /* memory ran out */
};

static void
put_clipped(FILE *out, const char *s, size_t from)
{
	fprintf(out, "%s%.*s%s'", from > 0 ? "'..." : "'", DIAG_DATUM, s + from,
	    strlen(s + from) > DIAG_DATUM ? "..." : "");
}

/*
 * "'this' instead of 'that'", from shortly before they part, not escaped.
 * Returns a string to be freed, or NULL (ENOMEM).
 */
static char *
make_contrast(const char *is, const char *should)
{
	char *s = NULL;
	size_t n, same = 0, from;
	FILE *out = open_memstream(&s, &n);

	if (out == NULL)
		return NULL;
	while (is[same] != '\0' && is[same] == should[same])
		same++;
	from = same < DIAG_DATUM / 2 ? 0 : same - SHOWN_BEFORE;
	put_clipped(out, is, from);
	fputs(" instead of ", out);
	put_clipped(out, should, from);
	if (fclose(out) == 0)
		return s;
	free(s);
	return NULL;
}

/* What tells a row from others, for a message; NULL for ENOMEM. */
static const char *
make_key(struct buffer *key, const struct export *e, const struct export_row *r)
{
	size_t i;

	key->len = 0;
	for (i = 0; i < KEY_TITLES; i++) {
		const char *s = export_field(e, r, i);

		if (key->len > 0 && *s != '\0')
			buffer_put(key, ' ');
		buffer_puts(key, s);
	}
	return buffer_string(key);
}

static void
say_of_row(struct comparison *c, const struct export *e,
    const struct export_row *r, const char *what)
{
	struct buffer key = {0};
	const char *s = make_key(&key, e, r);

	if (e == c->should) {
		c->diag->file = c->xml;
		diag_error(c->diag, r->line, s, "%s", what);
		c->diag->file = c->path;
	} else {
		diag_error(c->diag, r->line, s, "row %zu, column 1: %s",
		    r->number, what);
	}
	c->failed |= key.failed;
	buffer_free(&key);
}

/* The records up to a row that the export lacks. */
static void
say_missing(struct comparison *c, size_t end)
{
	for (; c->next < end; c->next++)
		if (c->should->rows[c->next].partner == NO_ROW)
			say_of_row(c, c->should, &c->should->rows[c->next],
			    "record that the export lacks");
}

static void
compare_fields(struct comparison *c, const struct export_row *r,
    const struct export_row *other)
{
	const struct mapper *m = c->is->mapper;
	size_t i;

	for (i = 0; i < m->n_titles; i++) {
		const char *is = export_field(c->is, r, i);
		const char *should = export_field(c->should, other, i);
		char *contrast;

		if (strcmp(is, should) == 0)
			continue;
		contrast = make_contrast(is, should);
		if (contrast == NULL)
			c->failed = 1;
		diag_error(c->diag, r->line, NULL,
		    "row %zu, column %zu (%s): %s, line %zu of the XML",
		    r->number, i + 1, m->titles[i].text,
		    contrast == NULL ? "differs" : contrast, other->line);
		free(contrast);
	}
}

static void
compare_row(struct comparison *c, const struct export_row *r)
{
	if (r->partner == NO_ROW) {
		say_of_row(c, c->is, r, "not in the XML");
		return;
	}
	if (r->moved)
		say_of_row(c, c->is, r, "not in the order of the XML");
	else
		say_missing(c, r->partner);
	compare_fields(c, r, &c->should->rows[r->partner]);
}

/* The latest date in an export, or "". */
static const char *
find_latest(const struct export *e)
{
	const char *latest = "";
	size_t i, row;

	for (i = 0; i < e->mapper->n_titles; i++) {
		if (e->mapper->titles[i].column != COLUMN_REGISTERED &&
		    e->mapper->titles[i].column != COLUMN_MODIFIED)
			continue;
		for (row = 0; row < e->n; row++) {
			const char *s = export_field(e, &e->rows[row], i);

			if (strcmp(s, latest) > 0 && date_valid(s))
				latest = s;
		}
	}
	return latest;
}

/* An export has no date of its own, but those of its rows tell. */
static void
compare_dates(struct comparison *c, const char *updated)
{
	const char *is = find_latest(c->is), *should = find_latest(c->should);

	if (*is == '\0' || *should == '\0' || strcmp(is, should) == 0)
		return;
	if (strcmp(is, updated) > 0)
		diag_error(c->diag, 0, is,
		    "has a date after %s, that of the XML: they are of "
		    "different times",
		    updated);
	else
		diag_error(c->diag, 0, is,
		    "the latest date in it is not that in the XML of %s, "
		    "which is %s (are they of different times?)",
		    updated, should);
}

static int
compare(struct comparison *c, const char *updated)
{
	size_t errors = c->diag->errors, i;

	compare_dates(c, updated);
	for (i = 0; i < c->is->n; i++)
		compare_row(c, &c->is->rows[i]);
	say_missing(c, c->should->n);
	if (c->failed)
		return STATUS_OS;
	return c->diag->errors > errors ? STATUS_DATA : STATUS_OK;
}

int
against_check(FILE *in, struct export *should, const char *xml,
    const char *updated, struct diag *diag)
{
	struct export is = {.mapper = should->mapper};
	struct comparison c = {diag->file, xml, &is, should, 0, diag, 0};
	int status = export_read(&is, in, diag);

	if (status == STATUS_OK && pair_rows(&is, should) != 0)
		status = STATUS_OS;
	if (status == STATUS_OK)
		status = compare(&c, updated);
	export_free(&is);
	return status;
}
