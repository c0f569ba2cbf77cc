/* SPDX-License-Identifier: MIT */
/*
 * The ledger: what became of each input row.  Rows are numbered: those of the
 * snapshot first, as in its table, then those of the overlays.
 */
#ifndef LEDGER_H
#define LEDGER_H

#include <stddef.h>

#include "diag.h"
#include "output.h"
#include "overlay.h"
#include "record.h"

enum outcome {
	OUTCOME_NONE,	       /* not decided yet */
	OUTCOME_EMITTED,       /* it is an entry */
	OUTCOME_ALIAS,	       /* it is an alias of what detail names */
	OUTCOME_FILTERED,      /* by what detail names */
	OUTCOME_UNREPRESENTED, /* by the rule that detail names */
	OUTCOME_SHADOWED,      /* by the row that by is */
	OUTCOME_APPLIED,       /* an overlay's row that says what others are */
	OUTCOME_COUNT
};

struct account {
	enum outcome outcome;
	const char *detail; /* a string that outlives the ledger, or NULL */
	size_t by;	    /* a row, or LEDGER_NO_ROW */
};

#define LEDGER_NO_ROW ((size_t)-1)

struct ledger {
	const struct table *table;
	const struct overlay *overlay;
	const char *snapshot; /* its file */
	struct account *accounts;
	size_t n;
};

/* Open the books.  Returns 0, or -1 (ENOMEM). */
int ledger_start(struct ledger *, const struct table *, const struct overlay *,
    const char *snapshot);

/* Say what became of a row; by may be LEDGER_NO_ROW.  The last word holds. */
void ledger_note(
    struct ledger *, size_t row, enum outcome, const char *detail, size_t by);

/* The number of an overlay's row. */
size_t ledger_overlay_row(const struct ledger *, const struct overlay_row *);

/* The file of a row, and its line there. */
const char *ledger_file(const struct ledger *, size_t row);
size_t ledger_line(const struct ledger *, size_t row);

/*
 * Where a row comes from: the n bytes "iana" for one of the snapshot, or what
 * overlay_origin says.
 */
const char *ledger_origin(const struct ledger *, size_t row, size_t *n);

/*
 * Warn that a rule keeps a name of a row out of every file of a format, unless
 * the ledger says so already.  Returns whether this was the first time.
 */
int ledger_warn(const struct ledger *, struct diag *, const char *format,
    size_t row, const char *name, const char *rule);

/*
 * Count the outcomes.  Returns 0, or -1 if a row has none, which is reported:
 * the ledger does not close.
 */
int ledger_close(
    const struct ledger *, size_t counts[OUTCOME_COUNT], struct diag *);

/* The word for an outcome, as the file has it. */
const char *outcome_word(enum outcome);

/*
 * Write the ledger as CSV, a row for each input row:
 * file,line,origin,kind,name,first,last,protocol,outcome,detail,by_file,by_line.
 * The kind of an overlay's row is its action.  Returns 0, or -1 (ENOMEM).
 */
int ledger_write(const struct ledger *, FILE *);

void ledger_free(struct ledger *);

#endif
