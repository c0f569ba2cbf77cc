/* SPDX-License-Identifier: MIT */
/*
 * What portreg-fetch asks of libcurl, down to the last option: most of them
 * guard against servers that no test can be.  The two functions of libcurl
 * that are defined here are in place of its own, in the tests only.
 */
#include <criterion/criterion.h>
#include <curl/curl.h>
#include <stdarg.h>
#include <stdint.h>
#include <string.h>

#include "run.h"
#include "transfer.h"

#define COUNT(a) (sizeof(a) / sizeof((a)[0]))

enum {
	MOST = 64
};

/* The options that were set. */
static struct setting {
	CURLoption option;
	int64_t number;
	const char *text;
} asked[MOST];
static size_t n_asked;

CURLcode(curl_easy_setopt)(CURL *curl, CURLoption option, ...)
{
	struct setting *s = &asked[n_asked++];
	va_list ap;

	(void)curl;
	cr_assert_leq(n_asked, MOST);
	s->option = option;
	va_start(ap, option);
	if (option < CURLOPTTYPE_OBJECTPOINT)
		s->number = va_arg(ap, long);
	else if (option < CURLOPTTYPE_FUNCTIONPOINT)
		s->text = va_arg(ap, const char *);
	else if (option >= CURLOPTTYPE_OFF_T)
		s->number = va_arg(ap, curl_off_t);
	va_end(ap);
	return CURLE_OK;
}

CURLcode(curl_easy_perform)(CURL *curl)
{
	(void)curl;
	return CURLE_COULDNT_CONNECT;
}

static void
transfer(const char *url, const char *cacert)
{
	struct diag diag = {"test", url, stderr, 0, 0};
	struct transfer t = {.url = url, .cacert = cacert};

	t.out = fopen("/dev/null", "w");
	diag.out = t.out;
	n_asked = 0;
	cr_expect_eq(transfer_run(&t, &diag), STATUS_UNAVAILABLE);
	fclose(t.out);
	transfer_free(&t);
}

/* The last value of an option, or NULL. */
static const struct setting *
find(CURLoption option)
{
	size_t i = n_asked;

	while (i > 0 && asked[i - 1].option != option)
		i--;
	return i == 0 ? NULL : &asked[i - 1];
}

/* Every option that has a number, with reasons in transfer.c. */
static const struct setting numbers[] = {
    {CURLOPT_SSL_VERIFYPEER, 1, NULL},
    {CURLOPT_SSL_VERIFYHOST, 2, NULL},
    {CURLOPT_SSLVERSION, CURL_SSLVERSION_TLSv1_2, NULL},
    {CURLOPT_SSL_OPTIONS, CURLSSLOPT_NO_PARTIALCHAIN, NULL},
    {CURLOPT_FOLLOWLOCATION, 0, NULL},
    {CURLOPT_FAILONERROR, 1, NULL},
    {CURLOPT_HTTP_VERSION, CURL_HTTP_VERSION_1_1, NULL},
    {CURLOPT_HTTP09_ALLOWED, 0, NULL},
    {CURLOPT_SUPPRESS_CONNECT_HEADERS, 1, NULL},
    {CURLOPT_NETRC, CURL_NETRC_IGNORED, NULL},
    {CURLOPT_DISALLOW_USERNAME_IN_URL, 1, NULL},
    {CURLOPT_CONNECTTIMEOUT, 15, NULL},
    {CURLOPT_TIMEOUT, 300, NULL},
    {CURLOPT_LOW_SPEED_LIMIT, 100, NULL},
    {CURLOPT_LOW_SPEED_TIME, 30, NULL},
    {CURLOPT_NOSIGNAL, 1, NULL},
    {CURLOPT_NOPROGRESS, 0, NULL},
    {CURLOPT_MAXFILESIZE_LARGE, 64 * 1024 * 1024, NULL},
};

Test(fetch_settings, leave_nothing_to_the_defaults_of_libcurl)
{
	const struct setting *s;
	size_t i, n = 0;

	transfer("https://localhost/x", NULL);
	for (i = 0; i < COUNT(numbers); i++) {
		s = find(numbers[i].option);
		cr_expect(s != NULL && s->number == numbers[i].number,
		    "option %d", (int)numbers[i].option);
	}
	for (i = 0; i < n_asked; i++)
		n += asked[i].option < CURLOPTTYPE_OBJECTPOINT ||
		     asked[i].option >= CURLOPTTYPE_OFF_T;
#if LIBCURL_VERSION_NUM < 0x075500
	n--; /* CURLOPT_PROTOCOLS */
#endif
	cr_expect_eq(n, COUNT(numbers), "an option that is not known here");
	s = find(CURLOPT_USERAGENT);
	cr_expect(s != NULL && strncmp(s->text, "portreg/", 8) == 0);
	cr_expect_null(find(CURLOPT_CAINFO));
	cr_expect_null(find(CURLOPT_ACCEPT_ENCODING));
}

Test(fetch_settings, a_ca_file_takes_the_place_of_the_directory)
{
	const struct setting *s;

	transfer("https://localhost/x", "ca.pem");
	s = find(CURLOPT_CAINFO);
	cr_expect(s != NULL && strcmp(s->text, "ca.pem") == 0);
	s = find(CURLOPT_CAPATH);
	cr_expect(s != NULL && s->text == NULL, "the system is trusted too");
}

static const struct {
	const char *url;
	const char *scheme;
	long bit; /* before libcurl 7.85 */
} schemes[] = {
    {"https://localhost/x", "https", CURLPROTO_HTTPS},
    {"HTTPS://localhost/x", "https", CURLPROTO_HTTPS},
    {"file:///x", "file", CURLPROTO_FILE},
    {"FILE:///x", "file", CURLPROTO_FILE},
};

Test(fetch_settings, allow_no_scheme_but_that_of_the_url)
{
	const struct setting *s;
	size_t i;

	for (i = 0; i < COUNT(schemes); i++) {
		transfer(schemes[i].url, NULL);
#if LIBCURL_VERSION_NUM >= 0x075500
		s = find(CURLOPT_PROTOCOLS_STR);
		cr_expect(s != NULL && strcmp(s->text, schemes[i].scheme) == 0,
		    "%s", schemes[i].url);
#else
		s = find(CURLOPT_PROTOCOLS);
		cr_expect(s != NULL && s->number == schemes[i].bit, "%s",
		    schemes[i].url);
#endif
	}
}
