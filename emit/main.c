/* SPDX-License-Identifier: MIT */
/* portreg-emit: a snapshot to one of the formats. */
#include <getopt.h>
#include <stdlib.h>
#include <string.h>

#include "emit.h"
#include "job.h"
#include "tool.h"

static const char usage[] =
    "usage: portreg-emit -f FORMAT [-v] [-o FILE] [--profile P]\n"
    "                    [--ports A-B,...] [--protocol P,...] [--names FILE]\n"
    "                    [--prefix P] [--overlay FILE]... [--ledger FILE]\n"
    "                    [--descriptions] [--no-aliases] [SNAPSHOT.csv]\n"
    "       portreg-emit -f changes --since OLD.csv [-o FILE]\n"
    "                    [--style text|markdown|json] [--fail-on SEVERITY]\n"
    "                    [SNAPSHOT.csv]\n"
    "       portreg-emit -f FORMAT --check FILE [--profile P]\n"
    "                    [--ports A-B,...] [--protocol P,...] [--names FILE]\n"
    "                    [--prefix P] [--overlay FILE]... [--descriptions]\n"
    "                    [--no-aliases] [SNAPSHOT.csv]\n"
    "       portreg-emit -f explain [--ports A-B,...] [--names NAME,...]\n"
    "                    [--style text|markdown|json] [--overlay FILE]...\n"
    "                    [-o FILE] [SNAPSHOT.csv]\n"
    "       portreg-emit -f services|protocols --verify FILE [-o FILE]\n"
    "                    [--against SNAPSHOT.csv] [--style text|json]\n"
    "       portreg-emit -d DIR [-v] [--profile P] [--ports A-B,...]\n"
    "                    [--protocol P,...] [--names FILE] [--prefix P]\n"
    "                    [--overlay FILE]... [--descriptions] [--no-aliases]\n"
    "                    [SNAPSHOT.csv]\n"
    "       portreg-emit --manifest LOCK [-o FILE] ARTIFACT...\n"
    "       portreg-emit -l\n"
    "       portreg-emit -hV\n";

enum {
	OPTION_PORTS = 256,
	OPTION_PROTOCOL,
	OPTION_NAMES,
	OPTION_PREFIX,
	OPTION_OVERLAY,
	OPTION_SINCE,
	OPTION_CHECK,
	OPTION_FAIL_ON,
	OPTION_PROFILE,
	OPTION_LEDGER,
	OPTION_DESCRIPTIONS,
	OPTION_NO_DESCRIPTIONS,
	OPTION_NO_ALIASES,
	OPTION_VERIFY,
	OPTION_AGAINST,
	OPTION_STYLE,
	OPTION_MANIFEST
};

static const struct option long_options[] = {
    {"format", required_argument, NULL, 'f'},
    {"output", required_argument, NULL, 'o'},
    {"directory", required_argument, NULL, 'd'},
    {"list", no_argument, NULL, 'l'},
    {"ports", required_argument, NULL, OPTION_PORTS},
    {"protocol", required_argument, NULL, OPTION_PROTOCOL},
    {"names", required_argument, NULL, OPTION_NAMES},
    {"prefix", required_argument, NULL, OPTION_PREFIX},
    {"overlay", required_argument, NULL, OPTION_OVERLAY},
    {"since", required_argument, NULL, OPTION_SINCE},
    {"check", required_argument, NULL, OPTION_CHECK},
    {"fail-on", required_argument, NULL, OPTION_FAIL_ON},
    {"profile", required_argument, NULL, OPTION_PROFILE},
    {"ledger", required_argument, NULL, OPTION_LEDGER},
    {"descriptions", no_argument, NULL, OPTION_DESCRIPTIONS},
    {"no-descriptions", no_argument, NULL, OPTION_NO_DESCRIPTIONS},
    {"no-aliases", no_argument, NULL, OPTION_NO_ALIASES},
    {"verbose", no_argument, NULL, 'v'},
    {"verify", required_argument, NULL, OPTION_VERIFY},
    {"against", required_argument, NULL, OPTION_AGAINST},
    {"style", required_argument, NULL, OPTION_STYLE},
    {"manifest", required_argument, NULL, OPTION_MANIFEST},
    {"help", no_argument, NULL, 'h'},
    {"version", no_argument, NULL, 'V'},
    {NULL, 0, NULL, 0},
};

/* The names of the formats, one a line, each once. */
static int
list(struct diag *diag)
{
	size_t i, k;

	for (i = 0; i < n_formats; i++) {
		for (k = 0; strcmp(formats[k].name, formats[i].name) != 0; k++)
			continue;
		if (k == i)
			puts(formats[i].name);
	}
	return tool_finish(diag);
}

/* Returns -1 to go on, or the status to exit with. */
static int
read_option(struct job *job, int option, char **argv, struct diag *diag)
{
	switch (option) {
	case 'f':
		job->format = optarg;
		return -1;
	case 'o':
		job->output = optarg;
		return -1;
	case 'd':
		job->dir = optarg;
		return -1;
	case OPTION_PORTS:
		job->selection.ports = optarg;
		return -1;
	case OPTION_PROTOCOL:
		job->selection.protocols = optarg;
		return -1;
	case OPTION_NAMES:
		job->selection.names = optarg;
		return -1;
	case OPTION_PREFIX:
		job->prefix = optarg;
		return -1;
	case OPTION_OVERLAY:
		job->overlays[job->n_overlays++] = optarg;
		return -1;
	case OPTION_SINCE:
		job->since = optarg;
		return -1;
	case OPTION_CHECK:
		job->check = optarg;
		return -1;
	case OPTION_FAIL_ON:
		job->fail_on = optarg;
		return -1;
	case OPTION_PROFILE:
		job->profile = optarg;
		return -1;
	case OPTION_LEDGER:
		job->ledger = optarg;
		return -1;
	case OPTION_DESCRIPTIONS:
	case OPTION_NO_DESCRIPTIONS:
		job->descriptions = option == OPTION_DESCRIPTIONS;
		return -1;
	case OPTION_NO_ALIASES:
		job->no_aliases = 1;
		return -1;
	case 'v':
		job->verbose = 1;
		return -1;
	case OPTION_VERIFY:
		job->verify.file = optarg;
		return -1;
	case OPTION_AGAINST:
		job->against = optarg;
		return -1;
	case OPTION_STYLE:
		job->style = optarg;
		return -1;
	case OPTION_MANIFEST:
		job->lock = optarg;
		return -1;
	case 'l':
		return list(diag);
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
	struct job job = {0};
	struct diag diag;
	int option, status = -1;

	tool_start(&diag, "portreg-emit");
	job.overlays = calloc((size_t)argc, sizeof(*job.overlays));
	if (job.overlays == NULL)
		return tool_explain(&diag, STATUS_OS);
	while (status == -1 && (option = getopt_long(argc, argv, "f:o:d:lvhV",
				    long_options, NULL)) != -1)
		status = read_option(&job, option, argv, &diag);
	job.files = argv + optind;
	job.n_files = (size_t)(argc - optind);
	job.input = job.lock == NULL ? argv[optind] : NULL;
	if (status == -1 && job_check(&job, &diag) != 0)
		status = tool_usage(usage);
	if (status == -1) {
		status = job_run(&job, &diag);
		if (status == STATUS_USAGE)
			tool_usage(usage);
	}
	free(job.overlays);
	return status;
}
