/* SPDX-License-Identifier: MIT */
/* A name by binary search over structures of pointers. */
#include <string.h>

#include "peers.h"

const struct peer *
peer_find_name(const char *name, int protocol)
{
	size_t low = 0, high = n_peers, middle;
	int order;

	while (low < high) {
		middle = low + (high - low) / 2;
		order = strcmp(name, peers_by_name[middle].name);
		if (order == 0)
			order = protocol - peers_by_name[middle].protocol;
		if (order == 0)
			return &peers_by_name[middle];
		if (order < 0)
			high = middle;
		else
			low = middle + 1;
	}
	return NULL;
}
