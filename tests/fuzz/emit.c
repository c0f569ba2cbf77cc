/* SPDX-License-Identifier: MIT */
/*
 * Bytes as a snapshot that goes to every format of its registry: an artifact is
 * UTF-8 without characters that act, as controls do, but tabs and line feeds;
 * one that is a database of nsswitch.conf(5) is read by all of its readers as
 * its lines promise; and others say what the records say, see readback.h.
 */
#include <stdlib.h>
#include <string.h>

#include "emit.h"
#include "ledger.h"
#include "profile.h"
#include "readback.h"
#include "target.h"
#include "text.h"
#include "verify.h"

enum {
	MOST_PORTS = 512
};

static void
check_text(const char *s, size_t n)
{
	size_t i, length;
	uint32_t c;

	for (i = 0; i < n; i += length) {
		length = text_decode(s + i, &c);
		target_demand(length > 0, "an artifact that is not UTF-8");
		target_demand(!text_is_active(c) || c == '\t' || c == '\n',
		    "a character that acts in an artifact");
	}
}

/* What reads a format back. */
static const struct {
	const char *format;
	readback *readback;
} readbacks[] = {
    {"avahi", readback_avahi},
    {"c-constants", readback_c_constants},
    {"changes", readback_changes},
    {"dns-sd", readback_dns_sd},
    {"explain", readback_explain},
    {"html", readback_html},
    {"json", readback_json},
    {"nmap", readback_nmap},
    {"nss-db", readback_nss_db},
    {"svg-map", readback_svg_map},
};

static void
check_records(const struct emission *e, const char *artifact)
{
	size_t i;

	for (i = 0; i < sizeof(readbacks) / sizeof(readbacks[0]); i++)
		if (strcmp(readbacks[i].format, e->format->name) == 0)
			readbacks[i].readback(e, artifact);
}

/* The readers' answers to what was written. */
static void
check_readers(const struct format *format, const char *s, size_t n)
{
	static struct verification v;
	const struct database *database = database_find(format->name);

	if (database == NULL)
		return;
	target_demand(verify_read(&v, database, (struct span){s, n}) == 0 &&
			  verify_compare(&v) == 0,
	    "an artifact cannot be verified");
	findings_sort(&v.findings);
	target_demand(v.findings.errors == 0,
	    "a reader finds another thing than was written");
	verify_free(&v);
}

static void
emit_one(struct emission *e, const struct format *format)
{
	struct diag diag = target_diag();
	char *s = NULL;
	size_t n;
	FILE *out = open_memstream(&s, &n);
	int status;

	target_demand(out != NULL, "a stream for output does not open");
	e->format = format;
	status = format->emit(e, out, &diag);
	target_demand(fclose(out) == 0, "no memory for output");
	target_demand(status == STATUS_OK || diag.errors > 0,
	    "refused without a message");
	target_demand(status == STATUS_OK || n == 0, "refused after a byte");
	check_text(s, n);
	if (status == STATUS_OK) {
		check_readers(format, s, n);
		check_records(e, s);
	}
	free(s);
}

static void
emit_all(const struct table *t)
{
	struct overlay overlay = {0};
	static const struct selection asked = {.ports = "0-9,80,6001,65535"};
	struct emission e = {.table = t, .overlay = &overlay};
	struct buffer url = {0};
	unsigned char *selected = calloc(t->n + 1, 1);
	size_t rows, i, counts[OUTCOME_COUNT];

	target_demand(selected != NULL, "no memory for verdicts");
	e.selected = selected;
	e.profile = profile_find(NULL);
	e.prefix = "IANA_";
	e.since = t;
	e.selected_since = selected;
	e.asked = &asked;
	target_demand(snapshot_get_header(t, &e.header, &rows, &url) == 0,
	    "a snapshot was accepted without its first row");
	for (i = 0; i < n_formats; i++)
		if (*formats[i].registry == '\0' ||
		    strcmp(formats[i].registry, t->registry->id) == 0) {
			struct ledger ledger = {0};
			struct diag diag = target_diag();

			e.ledger = &ledger;
			emit_one(&e, &formats[i]);
			target_demand(
			    ledger.accounts == NULL ||
				ledger_close(&ledger, counts, &diag) == 0,
			    "the ledger does not close");
			ledger_free(&ledger);
		}
	buffer_free(&url);
	free(selected);
}

/*
 * Some formats have a line for each port of a range; thousands of them take
 * seconds here, and show nothing new.
 */
static int
is_narrow(const struct table *t)
{
	long ports = 0;
	size_t i;

	for (i = 0; i < t->n; i++)
		if (t->records[i].kind == KIND_ASSIGNED)
			ports += t->records[i].last - t->records[i].first;
	return ports <= MOST_PORTS;
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t n)
{
	struct diag diag = target_diag();
	struct table t;
	FILE *in;

	if (n == 0)
		return 0;
	in = target_open(data, n);
	if (snapshot_read(&t, in, &diag) == STATUS_OK && is_narrow(&t))
		emit_all(&t);
	table_free(&t);
	fclose(in);
	return 0;
}
