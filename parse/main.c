/* SPDX-License-Identifier: MIT */
/* portreg-parse: IANA's XML to a snapshot. */
#include <getopt.h>

#include "batch.h"
#include "tool.h"

static const char usage[] =
    "usage: portreg-parse [-hV] [-o FILE] [-r REGISTRY] [--people]\n"
    "                     [--lock FILE] [--against EXPORT.csv] [FILE.xml]\n"
    "       portreg-parse -d DIR [-r REGISTRY] [--people] [--lock FILE]\n"
    "                     [FILE.xml...]\n";

enum {
	OPTION_PEOPLE = 256,
	OPTION_LOCK,
	OPTION_AGAINST
};

static const struct option long_options[] = {
    {"directory", required_argument, NULL, 'd'},
    {"output", required_argument, NULL, 'o'},
    {"registry", required_argument, NULL, 'r'},
    {"people", no_argument, NULL, OPTION_PEOPLE},
    {"lock", required_argument, NULL, OPTION_LOCK},
    {"against", required_argument, NULL, OPTION_AGAINST},
    {"help", no_argument, NULL, 'h'},
    {"version", no_argument, NULL, 'V'},
    {NULL, 0, NULL, 0},
};

static int
set_registry(struct batch *b, const char *id, struct diag *diag)
{
	b->options.registry = registry_find(id);
	if (b->options.registry != NULL)
		return STATUS_OK;
	return diag_fail(diag, STATUS_USAGE, id, "unknown registry");
}

/* Returns -1 to go on, or the status to exit with. */
static int
read_option(struct batch *b, int option, char **argv, struct diag *diag)
{
	switch (option) {
	case 'd':
		b->dir = optarg;
		if (*optarg != '\0')
			return -1;
		diag_fail(diag, STATUS_USAGE, optarg, "no directory");
		return tool_usage(usage);
	case 'o':
		b->output = optarg;
		return -1;
	case 'r':
		return set_registry(b, optarg, diag) == STATUS_OK
			   ? -1
			   : tool_usage(usage);
	case OPTION_PEOPLE:
		b->options.people = 1;
		return -1;
	case OPTION_LOCK:
		b->lock = optarg;
		if (*optarg != '\0')
			return -1;
		diag_fail(diag, STATUS_USAGE, optarg, "no lock");
		return tool_usage(usage);
	case OPTION_AGAINST:
		b->options.against = optarg;
		return -1;
	case 'h':
		return tool_help(diag, usage);
	case 'V':
		return tool_version(diag);
	default:
		return tool_bad_option(diag, argv, usage);
	}
}

static int
has_standard_twice(const struct batch *b)
{
	size_t i, n = 0;

	for (i = 0; i < b->n; i++)
		n += (size_t)tool_is_standard(b->inputs[i]);
	return n > 1;
}

/* Check what is asked for.  Returns 0, or -1 after a message. */
static int
check(const struct batch *b, struct diag *diag)
{
	if (b->dir == NULL && b->n > 1) {
		diag_fail(diag, STATUS_USAGE, b->inputs[1],
		    "more than one file needs -d");
		return -1;
	}
	if (b->dir != NULL &&
	    (b->output != NULL || b->options.against != NULL)) {
		diag_fail(diag, STATUS_USAGE, b->dir,
		    "a directory is for all snapshots, without -o and "
		    "--against");
		return -1;
	}
	if (has_standard_twice(b)) {
		diag_fail(diag, STATUS_USAGE, NULL,
		    "standard input cannot be two files");
		return -1;
	}
	return 0;
}

int
main(int argc, char **argv)
{
	static char *standard_input[] = {NULL};
	struct batch batch = {.options.floor = DEFAULT_FLOOR};
	struct diag diag;
	int option, status;

	tool_start(&diag, "portreg-parse");
	while ((option = getopt_long(
		    argc, argv, "d:o:r:hV", long_options, NULL)) != -1) {
		status = read_option(&batch, option, argv, &diag);
		if (status != -1)
			return status;
	}
	batch.inputs = optind < argc ? argv + optind : standard_input;
	batch.n = optind < argc ? (size_t)(argc - optind) : 1;
	if (check(&batch, &diag) != 0)
		return tool_usage(usage);
	status = batch_run(&batch, &diag);
	return status == STATUS_USAGE ? tool_usage(usage) : status;
}
