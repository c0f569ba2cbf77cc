/* SPDX-License-Identifier: MIT */
/* A port by binary search over structures of pointers. */
#include "peers.h"

const struct peer *
peer_find_port(int port, int protocol)
{
	size_t low = 0, high = n_peers, middle;
	int order;

	while (low < high) {
		middle = low + (high - low) / 2;
		order = port - peers_by_port[middle].port;
		if (order == 0)
			order = protocol - peers_by_port[middle].protocol;
		if (order == 0)
			return &peers_by_port[middle];
		if (order < 0)
			high = middle;
		else
			low = middle + 1;
	}
	return NULL;
}
