/* SPDX-License-Identifier: MIT */
/* portreg-parse: IANA's XML to a snapshot. */
#include <getopt.h>
#include <string.h>

#include "lock.h"
#include "output.h"
#include "parse.h"
#include "snapshot.h"
#include "tool.h"

static const char usage[] =
    "usage: portreg-parse [-hV] [-o FILE] [-r REGISTRY] [--people]\n"
    "                     [--lock FILE] [FILE.xml]\n";

struct arguments {
	struct parse_options options;
	const char *output;
	const char *lock;
	const char *input;
};

enum {
	OPTION_PEOPLE = 256,
	OPTION_LOCK
};

static const struct option long_options[] = {
    {"output", required_argument, NULL, 'o'},
    {"registry", required_argument, NULL, 'r'},
    {"people", no_argument, NULL, OPTION_PEOPLE},
    {"lock", required_argument, NULL, OPTION_LOCK},
    {"help", no_argument, NULL, 'h'},
    {"version", no_argument, NULL, 'V'},
    {NULL, 0, NULL, 0},
};

static int
set_registry(struct arguments *a, const char *id, struct diag *diag)
{
	a->options.registry = registry_find(id);
	if (a->options.registry != NULL)
		return STATUS_OK;
	return diag_fail(diag, STATUS_USAGE, id, "unknown registry");
}

/* Returns -1 to go on, or the status to exit with. */
static int
read_option(struct arguments *a, int option, char **argv, struct diag *diag)
{
	switch (option) {
	case 'o':
		a->output = optarg;
		return -1;
	case 'r':
		return set_registry(a, optarg, diag) == STATUS_OK
			   ? -1
			   : tool_usage(usage);
	case OPTION_PEOPLE:
		a->options.people = 1;
		return -1;
	case OPTION_LOCK:
		a->lock = optarg;
		return -1;
	case 'h':
		return tool_help(diag, usage);
	case 'V':
		return tool_version(diag);
	default:
		return tool_bad_option(diag, argv, usage);
	}
}

/* Put both in place, once both are written. */
static int
commit(struct output *out, struct output *lock, struct diag *diag)
{
	int status = output_commit(out, diag);

	if (lock == NULL)
		return status;
	if (status == STATUS_OK)
		return output_commit(lock, diag);
	output_abort(lock);
	return status;
}

static int
write_table(const struct table *t, const struct arguments *a, struct diag *diag)
{
	struct output out, lock;
	int status = output_open(&out, a->output, diag);

	if (status != STATUS_OK)
		return status;
	if (snapshot_write(t, out.stream) != 0)
		status = tool_explain(diag, STATUS_OS);
	else if (a->lock != NULL)
		status = lock_open(&lock, a->lock, t, diag);
	if (status == STATUS_OK)
		return commit(&out, a->lock == NULL ? NULL : &lock, diag);
	output_abort(&out);
	return status;
}

static int
run(const struct arguments *a, struct diag *diag)
{
	struct table table = {0};
	FILE *in;
	int status = tool_open(&in, a->input, diag);

	if (status != STATUS_OK)
		return status;
	status = parse_xml(&table, in, &a->options, diag);
	if (status == STATUS_OK)
		status = write_table(&table, a, diag);
	else
		status = tool_explain(diag, status);
	diag_finish(diag);
	table_free(&table);
	fclose(in);
	return status;
}

int
main(int argc, char **argv)
{
	struct arguments a = {{NULL, DEFAULT_FLOOR, 0}, NULL, NULL, NULL};
	struct diag diag;
	int option, status;

	tool_start(&diag, "portreg-parse");
	while ((option = getopt_long(
		    argc, argv, "o:r:hV", long_options, NULL)) != -1) {
		status = read_option(&a, option, argv, &diag);
		if (status != -1)
			return status;
	}
	if (argc - optind > 1)
		return tool_usage(usage);
	a.input = argv[optind];
	return run(&a, &diag);
}
