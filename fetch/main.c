/* SPDX-License-Identifier: MIT */
/* portreg-fetch: IANA's XML to a file, checked. */
#include <getopt.h>

#include "fetch.h"
#include "tool.h"

static const char usage[] =
    "usage: portreg-fetch [-hV] [-d DIR] [--url URL] [--cacert FILE]\n"
    "                     [--lock FILE] [--force] [--retry N] REGISTRY...\n"
    "       portreg-fetch --export [-d DIR] [--url URL] [--cacert FILE]\n"
    "                     [--retry N] REGISTRY...\n"
    "       portreg-fetch --offline [-d DIR] [--lock FILE] [--force] "
    "REGISTRY...\n";

enum {
	OPTION_URL = 256,
	OPTION_CACERT,
	OPTION_LOCK,
	OPTION_FORCE,
	OPTION_EXPORT,
	OPTION_OFFLINE,
	OPTION_RETRY
};

static const struct option long_options[] = {
    {"directory", required_argument, NULL, 'd'},
    {"url", required_argument, NULL, OPTION_URL},
    {"cacert", required_argument, NULL, OPTION_CACERT},
    {"lock", required_argument, NULL, OPTION_LOCK},
    {"force", no_argument, NULL, OPTION_FORCE},
    {"export", no_argument, NULL, OPTION_EXPORT},
    {"offline", no_argument, NULL, OPTION_OFFLINE},
    {"retry", required_argument, NULL, OPTION_RETRY},
    {"help", no_argument, NULL, 'h'},
    {"version", no_argument, NULL, 'V'},
    {NULL, 0, NULL, 0},
};

/* Returns -1 to go on, or the status to exit with. */
static int
read_option(struct fetch *f, int option, char **argv, struct diag *diag)
{
	switch (option) {
	case 'd':
		f->dir = optarg;
		return -1;
	case OPTION_URL:
		f->url = optarg;
		return -1;
	case OPTION_CACERT:
		f->cacert = optarg;
		return -1;
	case OPTION_LOCK:
		f->lock = optarg;
		return -1;
	case OPTION_FORCE:
		f->force = 1;
		return -1;
	case OPTION_EXPORT:
		f->export = 1;
		return -1;
	case OPTION_OFFLINE:
		f->offline = 1;
		return -1;
	case OPTION_RETRY:
		f->retry = optarg;
		return -1;
	case 'h':
		return tool_help(diag, usage);
	case 'V':
		return tool_version(diag);
	default:
		return tool_bad_option(diag, argv, usage);
	}
}

int
main(int argc, char **argv)
{
	struct fetch fetch = {.dir = "."};
	struct diag diag;
	int option, status;

	tool_start(&diag, "portreg-fetch");
	while ((option = getopt_long(argc, argv, "d:hV", long_options, NULL)) !=
	       -1) {
		status = read_option(&fetch, option, argv, &diag);
		if (status != -1)
			return status;
	}
	fetch.ids = argv + optind;
	if (fetch_check(&fetch, &diag) != 0)
		return tool_usage(usage);
	return fetch_run(&fetch, &diag);
}
