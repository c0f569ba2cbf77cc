/* SPDX-License-Identifier: MIT */
/* What portreg-fetch tries again, and how long it waits before. */
#include <criterion/criterion.h>
#include <string.h>

#include "retry.h"
#include "run.h"
#include "wire.h"

#define COUNT(a) (sizeof(a) / sizeof((a)[0]))

Test(fetch_retry, pauses_grow_and_differ)
{
	cr_expect_eq(retry_pause(1, 0, 0), 500);
	cr_expect_eq(retry_pause(1, 0, 500), 1000);
	cr_expect_eq(retry_pause(1, 0, 501), 500);
	cr_expect_eq(retry_pause(2, 0, 0), 1000);
	cr_expect_eq(retry_pause(3, 0, 2000), 4000);
	cr_expect_eq(retry_pause(1, -5, 7), 507);
	cr_expect_eq(retry_pause(1, 2, 7), 2000);
	cr_expect_eq(retry_pause(3, 1, 0), 2000);
	cr_expect_eq(retry_pause(1, 61, 7), 60000);
	cr_expect_eq(retry_pause(1, INT64_MAX, 7), 60000);
}

/* Answers of wire.py, one a connection, and how many connections there are. */
static const struct {
	const char *answers;
	const char *option;
	int status;
	const char *err;
	size_t connections;
} runs[] = {
    {"http-503,good", NULL, 0, "", 2},
    {"http-503,good", "--retry 0", 75, "HTTP 503: try again later", 1},
    {"http-429-retry,cut-length,good", NULL, 0, "", 3},
    {"cut-in-chunk,good", "--retry 1", 0, "", 2},
    {"nothing,good", "--retry 1", 0, "", 2},
    {"http-600,good", NULL, 69, "HTTP 600", 1},
    {"http-500,http-500,http-500,http-503,good", NULL, 75,
	"HTTP 503: try again later", 4},
    {"http-503,http-404,good", NULL, 69, "HTTP 404", 2},
    {"http-404,good", NULL, 69, "HTTP 404", 1},
    {"close-delimited,good", NULL, 65, "truncated: no closing </registry>", 1},
    {"long-header,good", NULL, 69,
	"the response headers are larger than the limit of 64 KiB", 1},
};

Test(fetch_retry, only_what_may_pass_is_tried_again, .timeout = 600)
{
	size_t i;

	for (i = 0; i < COUNT(runs); i++) {
		struct wire w = wire_run(runs[i].answers,
		    runs[i].option == NULL ? "" : runs[i].option, "");

		wire_expect(&w, runs[i].status, runs[i].err, runs[i].answers);
		cr_expect_eq(w.connections, runs[i].connections, "%s: %zu",
		    runs[i].answers, w.connections);
		wire_free(&w);
	}
}

Test(fetch_retry, trust_is_not_tried_again)
{
	struct wire w = wire_run("expired,good", "", "");

	wire_expect(&w, 69,
	    "the certificate is not trusted (is the clock right?): ",
	    "expired");
	cr_expect_eq(w.connections, 1);
	wire_free(&w);
}
