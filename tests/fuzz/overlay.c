/* SPDX-License-Identifier: MIT */
/*
 * Bytes as the overlays of a small snapshot, parted by NULs, in a layer each:
 * what is refused is reported, the ledger of what is emitted closes, and a
 * services file has nothing that its readers read in different ways.
 */
#include <stdlib.h>
#include <string.h>

#include "emit.h"
#include "ledger.h"
#include "profile.h"
#include "target.h"
#include "verify.h"

enum {
	MOST_LAYERS = 4
};

#define COLUMNS                                                         \
	"kind,name,port_first,port_last,protocol,description,alias_of," \
	"assignee,contact,reference,registered,modified,service_code,"  \
	"unauthorized,note\n"
#define NUMBER_COLUMNS                                                   \
	"kind,name,number_first,number_last,description,ipv6_extension," \
	"contact,reference,registered,modified,note\n"
#define DIGEST \
	"0000000000000000000000000000000000000000000000000000000000000000\n"

static const char services[] =
    COLUMNS "registry,service-names-port-numbers,,,,Services,,,,"
	    "uri:https://example.org/,,2026-01-02,,,rows=12 sha256=" DIGEST
	    "assigned,nicname,43,43,tcp,Who Is,,,,,,,,,\n"
	    "assigned,http,80,80,tcp,Web,,,,,,,,,\n"
	    "assigned,www,80,80,tcp,Web,,,,,,,,,\n"
	    "alias,w_w,80,80,tcp,,www,,,,,,,,\n"
	    "assigned,http,80,80,udp,Web,,,,,,,,,\n"
	    "assigned,cl/1,172,172,tcp,,,,,,,,,,\n"
	    "assigned,x11,6000,6002,tcp,,,,,,,,,,\n"
	    "assigned,x,6001,6001,tcp,,,,,,,,,,\n"
	    "assigned,s,6001,6001,sctp,,,,,,,,,,\n"
	    "unassigned,,7000,7001,,Unassigned,,,,,,,,,\n"
	    "assigned,p,7002,7002,,,,,,,,,,,\n"
	    "assigned,n,,,tcp,,,,,,,,,,\n";

static const char protocols[] =
    NUMBER_COLUMNS "registry,protocol-numbers,,,Protocols,,,"
		   "uri:https://example.org/,,2026-01-02,"
		   "rows=5 sha256=" DIGEST "assigned,TCP,6,6,,,,,,,\n"
		   "unassigned,,7,9,,,,,,,\n"
		   "assigned,UDP,17,17,User Datagram,,,,,,\n"
		   "assigned,a b,18,18,,,,,,,\n"
		   "reserved,Reserved,255,255,,,,,,,\n";

static struct table tables[2];
static struct verification v;

static void
read_tables(void)
{
	static const char *const texts[] = {services, protocols};
	struct diag diag = target_diag();
	size_t i;

	for (i = 0; i < 2; i++) {
		FILE *in = target_open(texts[i], strlen(texts[i]));

		target_demand(snapshot_read(&tables[i], in, &diag) == STATUS_OK,
		    "the snapshot is refused");
		fclose(in);
	}
}

/* Read up to the next NUL.  Returns a status. */
static int
read_layer(struct overlay *o, const char **at, const char *end)
{
	struct diag diag = target_diag();
	const char *nul = memchr(*at, '\0', (size_t)(end - *at));
	size_t n = (size_t)((nul == NULL ? end : nul) - *at);
	int status = STATUS_DATA;
	FILE *in;

	if (n > 0) {
		in = target_open(*at, n);
		status = overlay_take(o, in, "overlay", &diag);
		fclose(in);
		target_demand(status == STATUS_OK || diag.errors > 0,
		    "an overlay is refused without a message");
	}
	*at = nul == NULL ? end : nul + 1;
	return status;
}

/* No error of the file as such; a name may be that of several services. */
static void
verify(const char *s, size_t n)
{
	const struct finding *list;
	size_t i;

	target_demand(verify_read(&v, database_find("services"),
			  (struct span){s, n}) == 0 &&
			  verify_compare(&v) == 0,
	    "a services file cannot be verified");
	findings_sort(&v.findings);
	list = (const struct finding *)(const void *)v.findings.list.data;
	for (i = 0; i < v.findings.list.len / sizeof(*list); i++)
		target_demand(list[i].cause == CAUSE_NAME_TAKEN ||
				  list[i].cause == CAUSE_SECOND_NAME ||
				  list[i].cause == ODD_RULE,
		    "a services file that readers read in different ways");
	verify_free(&v);
}

static void
emit_one(struct emission *e, const char *name)
{
	size_t i, n, counts[OUTCOME_COUNT];
	struct diag diag = target_diag();
	char *s = NULL;
	FILE *out = open_memstream(&s, &n);
	int status;

	target_demand(out != NULL, "a stream for output does not open");
	for (i = 0; strcmp(formats[i].name, name) != 0; i++)
		continue;
	e->format = &formats[i];
	status = formats[i].emit(e, out, &diag);
	target_demand(fclose(out) == 0, "no memory for output");
	target_demand(status == STATUS_OK || diag.errors > 0,
	    "refused without a message");
	if (status == STATUS_OK) {
		target_demand(ledger_close(e->ledger, counts, &diag) == 0,
		    "the ledger does not close");
		if (strcmp(name, "services") == 0)
			verify(s, n);
	}
	free(s);
}

static void
emit_all(const struct table *t, const struct overlay *o)
{
	static const char *const names[][2] = {
	    {"services", "nss-db"}, {"protocols", "protocols"}};
	/* All rows are selected: VERDICT_SELECTED is 0. */
	unsigned char *selected = calloc(t->n + o->n + 1, 1);
	struct emission e = {.table = t, .overlay = o, .selected = selected};
	struct buffer url = {0};
	size_t rows, i, is_numbers = t == &tables[1];

	target_demand(selected != NULL, "no memory for verdicts");
	e.profile = profile_find(NULL);
	e.prefix = "IANA_";
	snapshot_get_header(t, &e.header, &rows, &url);
	for (i = 0; i < 2; i++) {
		struct ledger ledger = {0};

		e.ledger = &ledger;
		emit_one(&e, names[is_numbers][i]);
		ledger_free(&ledger);
	}
	buffer_free(&url);
	free(selected);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t n)
{
	const char *at = (const char *)data, *end = at + n;
	struct overlay o = {0};
	int status = STATUS_OK, i;

	if (tables[0].n == 0)
		read_tables();
	for (i = 0; i < MOST_LAYERS && status == STATUS_OK && at < end; i++)
		status = read_layer(&o, &at, end);
	for (i = 0; i < 2 && status == STATUS_OK; i++) {
		struct diag diag = target_diag();

		if (overlay_check(&o, &tables[i], &diag) == STATUS_OK)
			emit_all(&tables[i], &o);
	}
	overlay_free(&o);
	return 0;
}
