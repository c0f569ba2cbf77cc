/* SPDX-License-Identifier: MIT */
/*
 * The catalogue of faults: each system call and each allocation of each tool
 * fails once, by faults/sweep.py, and limits and disks are in the way.
 */
#include <criterion/criterion.h>
#include <stdlib.h>
#include <string.h>

#include "emit.h"
#include "place.h"
#include "sample.h"

/* For the sweep of formats. */
static const char low[] =
    "reserved,,0,0,tcp,Reserved,,,,,,,,,\n"
    "assigned,tcpmux,1,1,tcp,TCP Port Service,,IESG,IETF_Chair,rfc:rfc1078; "
    "uri:https://example.org/,2001-02-03,2004-05,,used by others,See "
    "[RFC1078]\n"
    "assigned,tcpmux,1,1,udp,TCP Port Service,,,,,,,7,,\n"
    "assigned,discard,9,9,dccp,Discard,,,,,,,1145656131,,\n"
    "assigned,whoispp,63,63,tcp,whois++,,,,,,,,,\n"
    "alias,whois++,63,63,tcp,whois++,whoispp,,,,,,,,\n"
    "assigned,http,80,80,tcp,World Wide Web HTTP,,,,,,,,,\n"
    "assigned,www,80,80,tcp,World Wide Web HTTP,,,,,,,,,duplicate\n"
    "unassigned,,90,95,,Unassigned,,,,,,,,,\n";
static const char high[] =
    "assigned,x11,6000,6063,tcp,X Window System,,,,,,,,,\n"
    "assigned,dns-llq,,,tcp,DNS Queries,,,,,,,,,\"Defined TXT keys: a=<b> "
    "c\"\n"
    "assigned,dns-llq,,,udp,DNS Queries,,,,,,,,,Defined TXT keys: None\n";
static const char before[] = "assigned,gone,100,100,tcp,Gone,,,,,,,,,\n"
			     "assigned,old,101,101,tcp,Renamed,,,,,,,,,\n"
			     "assigned,moved,102,102,tcp,Moved,,,,,,,,,\n"
			     "unassigned,,110,120,,Unassigned,,,,,,,,,\n";
static const char after[] = "assigned,new,101,101,tcp,Renamed,,,,,,,,,\n"
			    "assigned,moved,103,103,tcp,Moved,,,,,,,,,\n"
			    "unassigned,,110,112,,Unassigned,,,,,,,,,\n"
			    "assigned,added,113,113,sctp,Added,,,,,,,,,\n"
			    "unassigned,,114,120,,Unassigned,,,,,,,,,\n";
static const char ports_overlay[] =
    "action,port,protocol,name,of,source,why\n"
    "add,200,tcp,added-here,,RFC 1,needed\n"
    "alias,9,dccp,sink,discard,RFC 863,old name\n"
    "prefer,80,tcp,http,,RFC 9110,default port\n"
    "drop,1,udp,tcpmux,,RFC 1078,TCP only\n";
static const char verified[] = "tcpmux 1/tcp mux # same\n"
			       "tcpmux 1/udp\nother 1/tcp\n"
			       "bad line\nx 70000/tcp\nlong 9/sctp a b c d\n";
static const char numbers_overlay[] =
    "number,name,aliases,source\n112,vrrp,carp CARP,carp(4)\n";

/* Sanitizers want to be the first library, and trace. */
static void
need(const char *needs)
{
	if (is_sanitized())
		cr_skip("sanitizers replace what is swept");
	if (!have("python3") || run_shell("%s", needs).status != 0)
		cr_skip("no python3, or not: %s", needs);
}

/* Sweep in a directory; what was printed. */
static char *
sweep_in(
    const char *dir, const char *first, const char *second, const char *what)
{
	struct run r = run_shell("cd '%s' && cc -shared -fPIC -o memory.so "
				 "'%s/tests/faults/memory.c' && exec python3 "
				 "'%s/tests/faults/sweep.py' '%s' '%s' '%s' %s",
	    dir, tree(), tree(), built(), first, second, what);

	cr_expect_eq(r.status, 0, "%s: %s%s", what, r.out, r.err);
	cr_expect_not_null(strstr(r.out, " faults, 0 not borne\n"));
	cr_expect_null(
	    strstr(format("\n%s", r.out), "\n0 faults"), "nothing was swept");
	return r.out;
}

static void
sweep(const char *what)
{
	char *dir = scratch();
	char *path = format("%s/" PLACE_REGISTRY ".xml", dir);
	char *body = place_registry(PLACE_REGISTRY, "2026-03-09", 150);

	write_file(path, body, strlen(body));
	sweep_in(
	    dir, path, format("%s/data/protocol-numbers.csv", tree()), what);
}

Test(faults_sweep, system_calls, .timeout = 600)
{
	need("strace -o /dev/null true");
	sweep("calls");
}

static void
need_glibc(void)
{
	if (strstr(getenv("PORTREG_CFLAGS"), "--coverage") != NULL)
		cr_skip("gcov allocates at the end, and crashes");
	need("ldd --version 2>&1 | grep -q -i glibc");
}

Test(faults_sweep, allocations, .timeout = 600)
{
	need_glibc();
	sweep("memory");
}

/*
 * Records of all kinds, and n services with an alias each, whose description
 * has the word.
 */
static char *
records(const char *more, const char *word, int n)
{
	char *all = format("%s%s", low, more);
	int i, port;

	for (i = 1; i <= n; i++) {
		port = 1000 + 2 * i;
		all = format("%sassigned,svc-%d,%d,%d,tcp,Service %s,,,,,,,,,\n"
			     "alias,svc_%d,%d,%d,tcp,Service,svc-%d,,,,,,,,\n",
		    all, i, port, port, word, i, port, port, i);
	}
	return sample_write(
	    "service-names-port-numbers", format("%s%s", all, high));
}

/* Sweep with two snapshots of n services more, all of which differ. */
static char *
sweep_services(const char *dir, int n, const char *what)
{
	return sweep_in(
	    dir, records(before, "old", n), records(after, "new", n), what);
}

/* A list has room for 256 items at first; what grows is swept apart. */
enum {
	FEW = 10,
	MANY = 300
};

Test(faults_sweep, allocations_of_each_format, .timeout = 600)
{
	char *dir = scratch(), *out[3],
	     *overlay = format("%s/overlay.csv", dir),
	     *path = format("%s/services", dir);
	size_t i;

	need_glibc();
	write_file(overlay, ports_overlay, strlen(ports_overlay));
	write_file(path, verified, strlen(verified));
	out[0] = sweep_services(dir, FEW, "formats");
	out[1] = sweep_services(dir, MANY, "growth");
	remove(path);
	path = format("%s/protocols", dir);
	write_file(path, "tcp 6 TCP\ntcp 7 x\n", 18);
	write_file(overlay, numbers_overlay, strlen(numbers_overlay));
	path = format("%s/data/protocol-numbers.csv", tree());
	out[2] = sweep_in(dir, path, path, "formats");
	for (i = 0; i < n_formats; i++) {
		char *name = format(" %s ", formats[i].name);

		cr_expect(strstr(out[0], name) != NULL ||
			      strstr(out[2], name) != NULL,
		    "not swept: %s", name);
	}
	for (i = 0; i < 3; i++)
		cr_expect(strstr(out[i], " --names --verify ") != NULL,
		    "not swept: %s", out[i]);
}

Test(faults_sweep, limits_of_size_and_closed_descriptors, .timeout = 600)
{
	need("true");
	sweep("limits");
}

Test(faults_sweep, disks_that_are_full_or_read_only, .timeout = 600)
{
	need("unshare -m mount -t tmpfs none /mnt");
	sweep("disks");
}
