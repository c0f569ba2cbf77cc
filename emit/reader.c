/* SPDX-License-Identifier: MIT */
/* The table of readers, in the order of the manual page. */
#include <string.h>

#include "reader.h"
#include "scan.h"

const struct reader readers[READERS] = {
    [READER_GLIBC] = {"glibc", "", 1, 0, 0, 0, read_glibc},
    [READER_MUSL] = {"musl", "sctp dccp", 1, 0, 127, 10, read_musl},
    [READER_FREEBSD] = {"freebsd", "", 1, 0, 0, 10, read_bsd},
    [READER_MKDB] = {"services_mkdb", "", 1, 0, 0, 0, read_mkdb},
    [READER_OPENBSD] = {"openbsd", "", 1, 0, 1024, 10, read_bsd},
    [READER_NSS_DB] = {"nss_db", "", 1, 0, 0, 0, read_nss_db},
    [READER_NMAP] = {"nmap", "dccp", 0, 0, 1023, 10, read_nmap},
    [READER_WIRESHARK] = {"wireshark", "", 0, 1, 1023, 0, read_wireshark},
};

int
reader_is_for(const struct reader *reader, struct span protocol)
{
	struct span rest = {reader->silent, strlen(reader->silent)}, word;

	while (span_word(&rest, is_blank, &word))
		if (word.n == protocol.n &&
		    memcmp(word.s, protocol.s, word.n) == 0)
			return 0;
	return 1;
}
