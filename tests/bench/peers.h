/* SPDX-License-Identifier: MIT */
/*
 * What the library is compared with.  tests/bench/lookup.sh makes each an
 * object file of its own, so that its size and relocations can be seen.
 */
#ifndef PEERS_H
#define PEERS_H

#include <stddef.h>

/* A row of a table in Wireshark's shape. */
struct peer {
	const char *name;
	unsigned short port;
	unsigned char protocol; /* as the library numbers them */
};

/* Sorted by name and protocol, or by port and protocol. */
extern const struct peer peers_by_name[], peers_by_port[];
extern const size_t n_peers;

/* The binary search in such a table.  Returns a row, or NULL. */
const struct peer *peer_find_name(const char *name, int protocol);
const struct peer *peer_find_port(int port, int protocol);

/* What gperf makes of the names: with pointers, or one pool (-P). */
struct gperf_pointer {
	const char *name;
	unsigned short port;
};

struct gperf_pool {
	int name;
	unsigned short port;
};

const struct gperf_pointer *gperf_pointer_find(const char *, size_t n);
const struct gperf_pool *gperf_pool_find(const char *, size_t n);

#endif
