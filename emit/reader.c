/* SPDX-License-Identifier: MIT */
/* The tables of readers, in the order of the manual page. */
#include <string.h>

#include "reader.h"
#include "scan.h"

enum {
	BSD_ALIASES = 34 /* of a line that FreeBSD's libc keeps */
};

const struct reader readers[READERS] = {
    [READER_GLIBC] = {.name = "glibc", .names = 1, .read = read_glibc},
    [READER_MUSL] = {.name = "musl",
	.silent = "sctp dccp",
	.names = 1,
	.most = 127,
	.base = 10,
	.read = read_musl},
    [READER_FREEBSD] = {.name = "freebsd",
	.names = 1,
	.base = 10,
	.most_aliases = BSD_ALIASES,
	.read = read_bsd},
    [READER_MKDB] = {.name = "services_mkdb", .names = 1, .read = read_mkdb},
    [READER_OPENBSD] = {.name = "openbsd",
	.names = 1,
	.most = 1024,
	.base = 10,
	.read = read_bsd},
    [READER_NSS_DB] = {.name = "nss_db", .names = 1, .read = read_nss_db},
    [READER_NMAP] = {.name = "nmap",
	.silent = "dccp",
	.most = 1023,
	.base = 10,
	.read = read_nmap},
    [READER_WIRESHARK] = {.name = "wireshark",
	.last = 1,
	.most = 1023,
	.read = read_wireshark},
};

/* OpenBSD reads lines of any length of this file. */
const struct reader protocol_readers[READERS] = {
    [READER_GLIBC] = {.name = "glibc",
	.names = 1,
	.read = read_protocols_glibc},
    [READER_MUSL] = {.name = "musl",
	.names = 1,
	.is_fixed = 1,
	.read = read_protocols_musl},
    [READER_FREEBSD] = {.name = "freebsd",
	.names = 1,
	.most = 1024,
	.most_number = UINT16_MAX,
	.most_aliases = BSD_ALIASES,
	.read = read_protocols_bsd},
    [READER_OPENBSD] = {.name = "openbsd",
	.names = 1,
	.most_number = INT32_MAX - 1,
	.read = read_protocols_bsd},
};

int
reader_is_for(const struct reader *reader, struct span protocol)
{
	const char *silent = reader->silent == NULL ? "" : reader->silent;
	struct span rest = {silent, strlen(silent)}, word;

	while (span_word(&rest, is_blank, &word))
		if (word.n == protocol.n &&
		    memcmp(word.s, protocol.s, word.n) == 0)
			return 0;
	return 1;
}
