/* SPDX-License-Identifier: MIT */
/*
 * Artifacts, read back: each has an item for every row of its emission that its
 * format can hold, with what the row says, and no other item.  Lists in html
 * are only counted; descriptions and aliases in nmap, nss-db and avahi are not
 * looked at; in explain, only names are.  c-lookup is C, and is read back by
 * the target lookup and by the tests.
 */
#ifndef READBACK_H
#define READBACK_H

#include "emit.h"

/*
 * Demand that of an artifact without a NUL, of an emission that selects all
 * rows, asks for port 80, compares with its own table, and has no overlay; its
 * ledger, if the format keeps one, is made.
 */
typedef void readback(const struct emission *, const char *artifact);

readback readback_json, readback_dns_sd, readback_html;
readback readback_c_constants, readback_nmap, readback_nss_db, readback_avahi;
readback readback_svg_map, readback_explain, readback_changes;

#endif
