/* SPDX-License-Identifier: MIT */
/*
 * Look-ups in one process, side by side: each variant answers the same
 * questions in each round, in a random order.  A ratio is the median of those
 * to the library within a round.
 *
 * usage: lookup CDB ROUNDS JSON
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "iana_services.h"
#include "measure.h"
#include "peers.h"
#include "variants.h"

enum {
	SETS = 4,
	POPULAR = 32,
	SLOW = 100,		 /* questions that slow variants get */
	COLD = 40,		 /* single questions after a walk */
	WALK = 48 * 1024 * 1024, /* bytes, more than any cache has */
	LINE = 64,
	MOST_VARIANTS = 8
};

static const char *const set_names[SETS] = {"hit", "miss", "popular", "cold"};

static const char *const popular[] = {"http", "https", "ssh", "domain", "smtp",
    "ftp", "telnet", "imap", "imaps", "pop3", "pop3s", "ntp", "snmp", "ldap",
    "ldaps", "mysql", "postgresql", "nfs", "sip", "sips", "rtsp", "bgp",
    "syslog", "kerberos", "tftp", "rsync", "git", "mdns", "xmpp-client",
    "isakmp", "radius", "submission"};

struct set {
	struct query *queries;
	size_t n;
};

static unsigned char *walked;
static volatile int sink; /* keeps what is measured from being dropped */

static double
now(void)
{
	struct timespec t;

	clock_gettime(CLOCK_MONOTONIC, &t);
	return (double)t.tv_sec * 1e9 + (double)t.tv_nsec;
}

/* A number that only looks random, below n. */
static size_t
draw(size_t n)
{
	static unsigned long long x = 88172645463325252ULL;

	x ^= x << 13;
	x ^= x >> 7;
	x ^= x << 17;
	return (size_t)(x % n);
}

static struct query
make_query(const struct peer *p)
{
	struct query q = {strdup(p->name), iana_protocol_name(p->protocol),
	    p->port, p->protocol};

	return q;
}

/* Change a question so that neither its name nor its port is there. */
static void
make_miss(struct query *q)
{
	char *s = strdup(q->name);

	do
		s[draw(strlen(s))] =
		    "abcdefghijklmnopqrstuvwxyz-0123"[draw(31)];
	while (iana_by_name(s, IANA_ANY_PROTOCOL) != 0);
	q->name = s;
	do
		q->port = (int)draw(65536);
	while (iana_by_port(q->port, IANA_ANY_PROTOCOL) != 0);
}

static void
make_sets(struct set sets[SETS])
{
	size_t i, k;
	struct query swap;

	for (i = 0; i < SETS; i++)
		sets[i].queries = calloc(n_peers, sizeof(struct query));
	for (i = 0; i < n_peers; i++) {
		sets[0].queries[i] = make_query(&peers_by_name[i]);
		k = draw(i + 1);
		swap = sets[0].queries[k];
		sets[0].queries[k] = sets[0].queries[i];
		sets[0].queries[i] = swap;
	}
	for (i = 0; i < n_peers; i++) {
		sets[1].queries[i] = sets[0].queries[i];
		make_miss(&sets[1].queries[i]);
		k = draw(sizeof(popular) / sizeof(popular[0]));
		sets[2].queries[i] = sets[0].queries[i];
		sets[2].queries[i].name = popular[k];
		sets[2].queries[i].proto = "tcp";
		sets[2].queries[i].protocol = IANA_TCP;
		sets[2].queries[i].port =
		    iana_port(iana_by_name(popular[k], IANA_TCP));
		if (sets[2].queries[i].port < 0)
			sets[2].queries[i].port = 80;
	}
	sets[3] = sets[0];
	for (i = 0; i < SETS; i++)
		sets[i].n = n_peers;
}

/* The nanoseconds of a look-up, all of a set's one after the other. */
static double
time_all(const struct variant *v, const struct set *set)
{
	size_t n = v->is_slow ? SLOW : set->n, i;

	int sum = 0;
	double start;

	for (i = 0; i < n && !v->is_slow; i++)
		sum += v->find(&set->queries[i]);
	start = now();
	for (i = 0; i < n; i++)
		sum += v->find(&set->queries[i]);
	start = now() - start;
	sink = sum;

	return start / (double)n;
}

/* The lower quartile of single look-ups, each after the caches were used. */
static double
time_cold(const struct variant *v, const struct set *set)
{
	double times[COLD];
	size_t i, k;

	for (i = 0; i < COLD; i++) {
		for (k = 0; k < WALK; k += LINE)
			walked[k]++;
		times[i] = now();
		sink += v->find(&set->queries[draw(set->n)]);
		times[i] = now() - times[i];
	}
	measure_median(times, COLD);
	return times[COLD / 4];
}

/* The results of all rounds, and what they come to. */
struct result {
	double *ns, *ratios;
	double median, ratio;
};

static void
measure(const struct variant *variants, size_t n, struct set sets[SETS],
    size_t rounds, struct result r[][SETS])
{
	size_t round, i, k;

	for (i = 0; i < n; i++)
		for (k = 0; k < SETS; k++) {
			r[i][k].ns = calloc(rounds, sizeof(double));
			r[i][k].ratios = calloc(rounds, sizeof(double));
		}
	for (round = 0; round < rounds; round++)
		for (k = 0; k < SETS; k++) {
			for (i = 0; i < n; i++)
				if (k < SETS - 1)
					r[i][k].ns[round] =
					    time_all(&variants[i], &sets[k]);
				else if (round == 0)
					r[i][k].ns[round] =
					    time_cold(&variants[i], &sets[k]);
				else
					r[i][k].ns[round] = r[i][k].ns[0];
			for (i = 0; i < n; i++)
				r[i][k].ratios[round] =
				    r[i][k].ns[round] / r[1][k].ns[round];
		}
	for (i = 0; i < n; i++)
		for (k = 0; k < SETS; k++) {
			r[i][k].median = measure_median(r[i][k].ns, rounds);
			r[i][k].ratio = measure_median(r[i][k].ratios, rounds);
		}
}

static void
put(const char *what, const struct variant *variants, size_t n,
    struct set sets[SETS], size_t rounds, FILE *json)
{
	static struct result r[MOST_VARIANTS][SETS];
	size_t i, k;

	measure(variants, n, sets, rounds, r);
	printf("\n%-15s", what);
	for (k = 0; k < SETS; k++)
		printf(" %9s  ratio", set_names[k]);
	putchar('\n');
	for (i = 0; i < n; i++) {
		printf("%-15s", variants[i].name);
		for (k = 0; k < SETS; k++)
			printf(" %9.1f %6.1f", r[i][k].median, r[i][k].ratio);
		putchar('\n');
		for (k = 0; k < SETS; k++)
			fprintf(json,
			    "{\"look-up\":\"%s\",\"variant\":\"%s\","
			    "\"questions\":\"%s\",\"ns\":%.2f,\"ratio\":%.2f}"
			    "\n",
			    what, variants[i].name, set_names[k],
			    r[i][k].median, r[i][k].ratio);
	}
}

int
main(int argc, char **argv)
{
	struct set sets[SETS];
	size_t rounds = argc == 4 ? (size_t)strtoul(argv[2], NULL, 10) : 0;
	FILE *json = rounds == 0 ? NULL : fopen(argv[3], "w");

	walked = calloc(1, WALK);
	if (json == NULL || walked == NULL || variants_start(argv[1]) != 0) {
		fputs("usage: lookup CDB ROUNDS JSON\n", stderr);
		return 1;
	}
	make_sets(sets);
	puts("Nanoseconds a look-up, and their ratios to the library's.");
	put("name to entry", by_name, n_by_name, sets, rounds, json);
	put("port to entry", by_port, n_by_port, sets, rounds, json);
	return fclose(json) != 0;
}
