/* SPDX-License-Identifier: MIT */
/*
 * Formats: what an emitter gets and does.  A format is one function in a file
 * of its own and its line in formats.def.
 */
#ifndef EMIT_H
#define EMIT_H

#include <stdio.h>

#include "diag.h"
#include "overlay.h"
#include "record.h"
#include "select.h"
#include "snapshot.h"

struct format;
struct ledger;
struct profile;

struct emission {
	const struct format *format; /* what is written */
	const struct table *table;
	struct snapshot_header header; /* of the table */
	const unsigned char *selected; /* verdicts; see select.h */
	const struct overlay *overlay; /* the rows of all overlays */
	const struct profile *profile; /* of those who will read it */
	struct ledger *ledger;	   /* for formats of entries; see entries.h */
	const char *prefix;	   /* of identifiers */
	const struct table *since; /* an older snapshot, or NULL */
	const unsigned char *selected_since; /* the same for it */
	const char *since_file;
	const char *style;   /* one that the format has, or NULL */
	const char *fail_on; /* a severity of changes, or NULL */
	int descriptions;    /* with them, where they are big */
	int no_aliases;
	const struct selection *asked; /* for; what is selected follows of it */
	int in_colour; /* the stream is a terminal that has some */
	int verbose;   /* say on diag's stream what was made */
};

/*
 * Write a format to a stream.  An emitter looks at selected rows only.  Errors
 * of the stream are its caller's; what cannot be emitted is reported.  Returns
 * STATUS_OK, STATUS_DIFFERENT if all was written and there is what fail_on
 * asks about, STATUS_DATA after messages, or STATUS_OS.
 */
typedef int emitter(const struct emission *, FILE *, struct diag *);

#define FORMAT(ident, name, registry, artifact, doc) emitter emit_##ident;
#include "formats.def"
#undef FORMAT

struct format {
	const char *name;
	const char *registry;
	const char *artifact;
	const char *doc;
	emitter *emit;
	int keeps_ledger;
	int has_pages; /* of what is asked for, in a style */
};

extern const struct format formats[];
extern const size_t n_formats;

/* The format of that name, for a registry if one is given, or NULL. */
const struct format *format_find(const char *name, const char *registry);

/* Whether row i was selected. */
static inline int
is_selected(const struct emission *e, size_t i)
{
	return e->selected[i] == VERDICT_SELECTED;
}

#endif
