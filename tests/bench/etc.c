/* SPDX-License-Identifier: MIT */
/*
 * What the C library takes for a look-up in what lies in /etc: a mix of names
 * and ports, in one process.  Prints the mean nanoseconds of a look-up by name
 * and by port, each the median of the rounds.
 *
 * usage: etc ROUNDS
 */
#include <arpa/inet.h>
#include <netdb.h>
#include <stdio.h>
#include <stdlib.h>

#include "measure.h"

/* Early and late in the file, by alias, and not there. */
static const struct {
	const char *name, *protocol;
	unsigned short port;
} mix[] = {
    {"ssh", "tcp", 22},
    {"domain", "udp", 53},
    {"http", "tcp", 80},
    {"www", "tcp", 110},
    {"ntp", "udp", 123},
    {"imap2", "tcp", 143},
    {"ldap", "tcp", 389},
    {"https", "tcp", 443},
    {"submission", "tcp", 587},
    {"imaps", "tcp", 993},
    {"nfs", "tcp", 2049},
    {"mysql", "tcp", 3306},
    {"rdp", "tcp", 3389},
    {"sip", "udp", 5060},
    {"postgresql", "tcp", 5432},
    {"mdns", "udp", 5353},
    {"http-alt", "tcp", 8080},
    {"vnc", "tcp", 25565},
    {"no-such-name", "udp", 40000},
};

enum {
	MIX = sizeof(mix) / sizeof(mix[0]),
	MILLION = 1000000 /* nanoseconds of a millisecond */
};

static void
look_up(int by_port)
{
	size_t i;

	for (i = 0; i < MIX; i++)
		if (by_port)
			getservbyport(htons(mix[i].port), mix[i].protocol);
		else
			getservbyname(mix[i].name, mix[i].protocol);
}

int
main(int argc, char **argv)
{
	size_t rounds = argc > 1 ? strtoul(argv[1], NULL, 10) : 0, i;
	double *ns = calloc(rounds + 1, sizeof(*ns));
	int by_port;

	if (rounds == 0 || ns == NULL) {
		fputs("usage: etc ROUNDS\n", stderr);
		free(ns);
		return 1;
	}
	for (by_port = 0; by_port < 2; by_port++) {
		look_up(by_port);
		for (i = 0; i < rounds; i++) {
			double start = measure_now();

			look_up(by_port);
			ns[i] = (measure_now() - start) * MILLION / MIX;
		}
		printf(
		    "%.0f%c", measure_median(ns, rounds), by_port ? '\n' : ' ');
	}
	free(ns);
	return 0;
}
