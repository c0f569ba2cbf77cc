/* SPDX-License-Identifier: MIT */
/* The ledger: what became of each input row. */
#include <stdio.h>
#include <stdlib.h>

#include "buffer.h"
#include "ledger.h"
#include "rows.h"

static const char *const words[OUTCOME_COUNT] = {
    [OUTCOME_NONE] = "none",
    [OUTCOME_EMITTED] = "emitted",
    [OUTCOME_ALIAS] = "alias",
    [OUTCOME_FILTERED] = "filtered",
    [OUTCOME_UNREPRESENTED] = "unrepresentable",
    [OUTCOME_SHADOWED] = "shadowed",
    [OUTCOME_APPLIED] = "applied",
};

int
ledger_start(struct ledger *l, const struct table *t, const struct overlay *o,
    const char *snapshot)
{
	l->table = t;
	l->overlay = o;
	l->snapshot = snapshot;
	l->n = t->n + o->n;
	l->accounts = calloc(l->n + 1, sizeof(*l->accounts));
	return l->accounts == NULL ? -1 : 0;
}

void
ledger_note(struct ledger *l, size_t row, enum outcome outcome,
    const char *detail, size_t by)
{
	l->accounts[row] = (struct account){outcome, detail, by};
}

size_t
ledger_overlay_row(const struct ledger *l, const struct overlay_row *row)
{
	return l->table->n + (size_t)(row - l->overlay->rows);
}

/* The overlay's row of a number, or NULL. */
static const struct overlay_row *
overlay_row(const struct ledger *l, size_t row)
{
	return row < l->table->n ? NULL : &l->overlay->rows[row - l->table->n];
}

const char *
ledger_file(const struct ledger *l, size_t row)
{
	const struct overlay_row *o = overlay_row(l, row);

	return o == NULL ? l->snapshot : o->file;
}

size_t
ledger_line(const struct ledger *l, size_t row)
{
	const struct overlay_row *o = overlay_row(l, row);

	return o == NULL ? l->table->records[row].line : o->line;
}

const char *
ledger_origin(const struct ledger *l, size_t row, size_t *n)
{
	const struct overlay_row *o = overlay_row(l, row);

	if (o != NULL)
		return overlay_origin(o->file, n);
	*n = sizeof(OVERLAY_IANA) - 1;
	return OVERLAY_IANA;
}

int
ledger_warn(const struct ledger *ledger, struct diag *diag, const char *format,
    size_t row, const char *name, const char *rule)
{
	const char *file = diag->file;

	if (ledger->accounts[row].outcome == OUTCOME_UNREPRESENTED)
		return 0;
	diag->file = ledger_file(ledger, row);
	diag_warn(diag, ledger_line(ledger, row), name, "%s: %s", format, rule);
	diag->file = file;
	return 1;
}

int
ledger_close(
    const struct ledger *l, size_t counts[OUTCOME_COUNT], struct diag *diag)
{
	size_t i;

	for (i = 0; i < OUTCOME_COUNT; i++)
		counts[i] = 0;
	for (i = 0; i < l->n; i++)
		counts[l->accounts[i].outcome]++;
	if (counts[OUTCOME_NONE] == 0)
		return 0;
	diag_error(diag, 0, NULL,
	    "the ledger does not close: %zu of %zu rows "
	    "have no outcome",
	    counts[OUTCOME_NONE], l->n);
	return -1;
}

const char *
outcome_word(enum outcome outcome)
{
	return words[outcome];
}

/* Append the file and line of a row. */
static void
add_place(const struct ledger *l, size_t row, struct buffer *b)
{
	char line[24];

	if (row == LEDGER_NO_ROW) {
		buffer_put(b, ',');
		return;
	}
	row_add_field(b, ledger_file(l, row));
	snprintf(line, sizeof(line), ",%zu", ledger_line(l, row));
	buffer_puts(b, line);
}

static void
add_origin(const struct ledger *l, size_t row, struct buffer *b)
{
	struct buffer origin = {0};
	const char *s;
	size_t n;

	s = ledger_origin(l, row, &n);
	buffer_add(&origin, s, n);
	row_add_field(b, buffer_string(&origin));
	b->failed |= origin.failed;
	buffer_free(&origin);
}

static void
add_numbers(int32_t first, int32_t last, const char *protocol, struct buffer *b)
{
	char text[40] = ",,,";

	if (first != NO_NUMBER)
		snprintf(text, sizeof(text), ",%d,%d,", (int)first, (int)last);
	buffer_puts(b, text);
	buffer_puts(b, protocol);
}

/* Append what a row of the snapshot, or of an overlay, says. */
static void
add_row(const struct ledger *l, size_t row, struct buffer *b)
{
	const struct overlay_row *o = overlay_row(l, row);
	const struct record *r;

	if (o == NULL) {
		r = &l->table->records[row];
		buffer_puts(b, kind_name((enum kind)r->kind));
		buffer_put(b, ',');
		row_add_field(b, record_text(l->table, r, COLUMN_NAME));
		add_numbers(r->first, r->last,
		    protocol_name((enum protocol)r->protocol), b);
		return;
	}
	buffer_puts(b, overlay_word(o->action));
	buffer_put(b, ',');
	row_add_field(b, o->name);
	add_numbers(o->number, o->number, protocol_name(o->protocol), b);
}

int
ledger_write(const struct ledger *l, FILE *out)
{
	struct buffer b = {0};
	size_t i;
	int failed = 0;

	fputs("file,line,origin,kind,name,first,last,protocol,outcome,detail,"
	      "by_file,by_line\n",
	    out);
	for (i = 0; i < l->n && !failed; i++) {
		const struct account *a = &l->accounts[i];

		b.len = 0;
		add_place(l, i, &b);
		buffer_put(&b, ',');
		add_origin(l, i, &b);
		buffer_put(&b, ',');
		add_row(l, i, &b);
		buffer_put(&b, ',');
		buffer_puts(&b, outcome_word(a->outcome));
		buffer_put(&b, ',');
		row_add_field(&b, a->detail == NULL ? "" : a->detail);
		buffer_put(&b, ',');
		add_place(l, a->by, &b);
		buffer_put(&b, '\n');
		failed = b.failed;
		fwrite(b.data, 1, b.len, out);
	}
	buffer_free(&b);
	return failed ? -1 : 0;
}

void
ledger_free(struct ledger *l)
{
	free(l->accounts);
	l->accounts = NULL;
}
