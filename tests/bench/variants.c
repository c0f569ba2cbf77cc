/* SPDX-License-Identifier: MIT */
/* The ways to look something up. */
#include <arpa/inet.h>

#include <cdb.h>
#include <fcntl.h>
#include <netdb.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "iana_services.h"
#include "peers.h"
#include "variants.h"

enum {
	KEY = 64,
	PORTS = 65536
};

static struct cdb cdb;
static uint16_t array[PORTS][4];

static int
call_alone(const struct query *q)
{
	return q->port | q->name[0];
}

static int
name_library(const struct query *q)
{
	return (int)iana_by_name(q->name, q->protocol);
}

static int
name_bsearch(const struct query *q)
{
	return peer_find_name(q->name, q->protocol) != NULL;
}

static int
name_gperf_pointer(const struct query *q)
{
	return gperf_pointer_find(q->name, strlen(q->name)) != NULL;
}

static int
name_gperf_pool(const struct query *q)
{
	return gperf_pool_find(q->name, strlen(q->name)) != NULL;
}

static int
name_cdb(const struct query *q)
{
	char key[KEY];
	size_t n = strlen(q->name);

	if (n > KEY - 2)
		return 0;
	memcpy(key, q->name, n);
	key[n] = (char)q->protocol;
	return cdb_find(&cdb, key, (unsigned)n + 1) > 0;
}

static int
name_libc(const struct query *q)
{
	return getservbyname(q->name, q->proto) != NULL;
}

static int
port_library(const struct query *q)
{
	return (int)iana_by_port(q->port, q->protocol);
}

static int
port_array(const struct query *q)
{
	return array[q->port][q->protocol];
}

static int
port_bsearch(const struct query *q)
{
	return peer_find_port(q->port, q->protocol) != NULL;
}

static int
port_cdb(const struct query *q)
{
	char key[3];

	key[0] = (char)q->protocol;
	key[1] = (char)(q->port >> 8);
	key[2] = (char)q->port;
	return cdb_find(&cdb, key, sizeof(key)) > 0;
}

static int
port_libc(const struct query *q)
{
	return getservbyport(htons((uint16_t)q->port), q->proto) != NULL;
}

const struct variant by_name[] = {
    {"call alone", call_alone, 0},
    {"library", name_library, 0},
    {"bsearch", name_bsearch, 0},
    {"gperf", name_gperf_pointer, 0},
    {"gperf -P", name_gperf_pool, 0},
    {"tinycdb", name_cdb, 0},
    {"getservbyname", name_libc, 1},
};
const size_t n_by_name = sizeof(by_name) / sizeof(by_name[0]);

const struct variant by_port[] = {
    {"call alone", call_alone, 0},
    {"library", port_library, 0},
    {"plain array", port_array, 0},
    {"bsearch", port_bsearch, 0},
    {"tinycdb", port_cdb, 0},
    {"getservbyport", port_libc, 1},
};
const size_t n_by_port = sizeof(by_port) / sizeof(by_port[0]);

/* The two keys of a row: the first is NAME PROTOCOL, the other starts so. */
static int
add_row(struct cdb_make *m, const struct peer *p)
{
	char key[KEY], value[2] = {(char)(p->port >> 8), (char)p->port};
	size_t n = strlen(p->name);

	if (n > KEY - 2)
		return -1;
	memcpy(key, p->name, n);
	key[n] = (char)p->protocol;
	if (cdb_make_put(m, key, (unsigned)n + 1, value, 2, CDB_PUT_INSERT) < 0)
		return -1;
	key[0] = (char)p->protocol;
	memcpy(key + 1, value, 2);
	return cdb_make_put(m, key, 3, p->name, (unsigned)n, CDB_PUT_INSERT) < 0
		   ? -1
		   : 0;
}

static int
make_cdb(const char *path)
{
	int fd = open(path, O_RDWR | O_CREAT | O_TRUNC, 0666);
	struct cdb_make m;
	size_t i;

	if (fd < 0 || cdb_make_start(&m, fd) != 0)
		return -1;
	for (i = 0; i < n_peers; i++)
		if (add_row(&m, &peers_by_name[i]) != 0)
			return -1;
	return cdb_make_finish(&m) != 0 || cdb_init(&cdb, fd) != 0 ? -1 : 0;
}

int
variants_start(const char *path)
{
	size_t i;

	for (i = 0; i < n_peers; i++) {
		const struct peer *p = &peers_by_port[i];

		array[p->port][p->protocol] = (uint16_t)(i + 1);
	}
	return make_cdb(path);
}
