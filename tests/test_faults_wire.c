/* SPDX-License-Identifier: MIT */
/*
 * The catalogue of faults, faults/catalogue.tsv: those of networks, TLS and
 * HTTP that need a server which is wrong byte by byte.
 */
#include <criterion/criterion.h>
#include <string.h>

#include "wire.h"

#define COUNT(a) (sizeof(a) / sizeof((a)[0]))

struct fault {
	const char *row;
	const char *answers; /* of faults/wire.py */
	const char *before;  /* in front of the tool, in the shell */
	int status;
	const char *text;
};

#define TRUNCATED "truncated: no closing </registry>"
#define BROKEN	  "the connection broke"
#define UNTRUSTED "the certificate is not trusted: "
#define CLOCK	  "the certificate is not trusted (is the clock right?): "
#define NO_TLS	  "no TLS connection: "
#define NOT_HTTP  "not an HTTP answer"
#define TOO_LARGE "larger than the limit of 64 MiB"
#define HEADERS	  "the response headers are larger than the limit of 64 KiB"

static void
expect(const struct fault *faults, size_t n)
{
	size_t i;

	for (i = 0; i < n; i++) {
		const struct fault *f = &faults[i];
		char *what = format("%s %s", f->row, f->answers);
		struct wire w = wire_run(f->answers, "--retry 0", f->before);

		wire_expect(&w, f->status, f->text, what);
		wire_free(&w);
	}
}

static const struct fault network[] = {
    {"N1", "good", "PORT=9;", 69, "cannot connect"},
    {"N4", "close-at-once", "", 69, NO_TLS},
    {"N6", "nothing", "", 69, "the server sent nothing"},
    {"N7", "reset-in-body", "", 69, BROKEN},
    {"N8", "cut-length", "", 69, "truncated: got 500 of 8027 bytes"},
    {"N9", "cut-in-chunk", "", 69, "truncated after 494 bytes"},
    {"N10", "no-last-chunk", "", 69, "truncated after 8027 bytes"},
    {"N11", "close-delimited", "", 65, TRUNCATED},
    {"N12", "close-abruptly", "", 65, TRUNCATED},
    {"N15", "endless", "", 65, TOO_LARGE},
    {"N16", "banner", "", 69, NO_TLS},
};

Test(faults_wire, networks, .timeout = 600)
{
	expect(network, COUNT(network));
}

static const struct fault tls[] = {
    {"T1", "expired", "", 69, CLOCK},
    {"T3", "host", "", 69, UNTRUSTED},
    {"T4", "wildcard", "", 69, UNTRUSTED},
    {"T5", "self", "", 69, UNTRUSTED},
    {"T6", "alone", "", 69, UNTRUSTED},
    {"T7", "by-leaf", "", 69, UNTRUSTED},
    {"T8", "small", "", 69, UNTRUSTED},
    {"T9", "sha1", "", 69, UNTRUSTED},
    {"T10", "tls-1.1", "", 69, NO_TLS},
    {"T11", "null-cipher", "", 69, NO_TLS},
    {"T12", "plain-http", "", 69, NO_TLS},
    {"T13", "good", ": > \"$D.pem\"; set -- --cacert \"$D.pem\";", 66,
	"cannot read the CA file: "},
    {"T14", "common-name", "", 0, ""},
    {"T17", "chain", "", 0, ""},
    {"T17", "tls-1.2", "", 0, ""},
};

Test(faults_wire, certificates, .timeout = 600)
{
	expect(tls, COUNT(tls));
}

/* It is preloaded, before the library of a sanitizer. */
#define FAKETIME                                                   \
	"ASAN_OPTIONS=\"$ASAN_OPTIONS:verify_asan_link_order=0\" " \
	"faketime -f "

static const struct fault clocks[] = {
    {"T2", "good", FAKETIME "-20y", 69, CLOCK},
    {"L3", "good", FAKETIME "+1y", 69, CLOCK},
};

Test(faults_wire, clocks, .timeout = 600)
{
	if (!have("faketime"))
		cr_skip("no faketime");
	expect(clocks, COUNT(clocks));
}

static const struct fault http[] = {
    {"H1", "http-400", "", 69, "HTTP 400"},
    {"H1", "http-410", "", 69, "HTTP 410"},
    {"H2", "login", "", 69, "HTTP 401"},
    {"H2", "http-407", "", 69, "HTTP 407"},
    {"H4", "http-201", "", 69, "unexpected HTTP 201"},
    {"H4", "http-205", "", 69, "unexpected HTTP 205"},
    {"H6", "http-302", "", 69, "unexpected HTTP 302"},
    {"H15", "length-huge", "", 65, TOO_LARGE},
    {"H15", "length-negative", "", 69, NOT_HTTP},
    {"H15", "length-junk", "", 69, NOT_HTTP},
    {"H16", "length-short", "", 65, TRUNCATED},
    {"H17", "length-twice", "", 65, TRUNCATED},
    {"H18", "chunk-junk", "", 69, BROKEN},
    {"H18", "chunk-overflow", "", 69, BROKEN},
    {"H19", "gzip", "", 65, "compressed, which was not asked for"},
    {"H22", "long-header", "", 69, HEADERS},
    {"H22", "long-status", "", 69, HEADERS},
    {"H23", "many-headers", "", 69, HEADERS},
    {"H23", "endless-headers", "", 69, HEADERS},
    {"H24", "early-hints", "", 0, ""},
    {"H25", "http-0-9", "", 69, NOT_HTTP},
    {"H25", "httq", "", 69, NOT_HTTP},
    {"H25", "http-9-9", "", 69, NOT_HTTP},
    {"H25", "status-2x0", "", 69, NOT_HTTP},
    {"H25", "nul-in-header", "", 69, NOT_HTTP},
    {"H26", "escape-in-reason", "", 69, "HTTP 404"},
    {"H26", "escape-in-location", "", 69,
	"HTTP 302, a redirect, which is not followed: 'https://x/\\x1b[31m'"},
};

Test(faults_wire, answers, .timeout = 600)
{
	expect(http, COUNT(http));
}

static const struct fault surroundings[] = {
    {"L5", "good", "export https_proxy=http://127.0.0.1:9;", 69,
	"cannot connect; a proxy is set by the environment: 'https_proxy'"},
    {"L5", "good", "export ALL_PROXY=http://127.0.0.1:9;", 69,
	"cannot connect; a proxy is set by the environment: 'ALL_PROXY'"},
    {"L5", "good", "export https_proxy=http://127.0.0.1:9 no_proxy=localhost;",
	0, ""},
    {"L8", "good", "unset HOME TMPDIR;", 0, ""},
    {"L8", "good", "export HOME=/nonexistent TMPDIR=/nonexistent;", 0, ""},
};

Test(faults_wire, surroundings, .timeout = 600)
{
	expect(surroundings, COUNT(surroundings));
}

#define INJECT                                                     \
	"ASAN_OPTIONS=\"$ASAN_OPTIONS:detect_leaks=0\" strace -f " \
	"-o /dev/null -e inject="

static const struct fault calls[] = {
    {"N17", "good", INJECT "socket:error=EMFILE", 69, "cannot connect"},
    {"N17", "good", INJECT "socket:error=EACCES", 69, "cannot connect"},
    {"N18", "good", INJECT "recvfrom:error=ECONNRESET", 69, NO_TLS},
    {"N18", "good", INJECT "sendto:error=EPIPE", 69, NO_TLS},
    {"N18", "good", INJECT "getrandom:error=ENOSYS", 69, NO_TLS},
    {"N19", "good", INJECT "poll:error=EINTR:when=1..3", 0, ""},
};

Test(faults_wire, system_calls, .timeout = 600)
{
	if (run_shell("strace -o /dev/null true").status != 0)
		cr_skip("no strace, or no right to trace");
	expect(calls, COUNT(calls));
}

/* All at once, as each takes as long as the limit that ends it. */
static const char *const slow[] = {"silent", "blackhole", "slow",
    "stall-before", "stall-in-head", "stall-after-head"};

Test(faults_wire, limits_of_time, .timeout = 600)
{
	struct wire w[COUNT(slow)];
	size_t i;

	for (i = 0; i < COUNT(slow); i++)
		w[i] = wire_start(slow[i], "--retry 0");
	for (i = 0; i < COUNT(slow); i++) {
		wire_wait(&w[i]);
		wire_expect(
		    &w[i], 75, "too slow, or no answer in time", slow[i]);
		wire_free(&w[i]);
	}
}
