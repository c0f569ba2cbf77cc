/* SPDX-License-Identifier: MIT */
/*
 * Failures in our words: libcurl's texts may mislead, so its code decides,
 * and its text is only quoted where it says more about the TLS handshake.
 */
#include <errno.h>
#include <stdlib.h>

#include "tool.h"
#include "url.h"
#include "verdict.h"

enum {
	HTTP_OK = 200,
	HTTP_REDIRECTS = 300,
	HTTP_NOT_MODIFIED = 304,
	HTTP_ERRORS = 400,
	HTTP_TOO_MANY = 429,
	HTTP_SERVER_ERRORS = 500,
	HTTP_NONE = 600 /* from here on, there is no meaning */
};

/* OpenSSL's results of a verification (X509_V_ERR_...) that need a hint. */
enum {
	VERIFY_NOT_YET_VALID = 9,
	VERIFY_EXPIRED = 10
};

static const struct {
	CURLcode code;
	int status;
	const char *what;
	int quote; /* libcurl's text is worth quoting */
} failures[] = {
    {CURLE_URL_MALFORMAT, STATUS_USAGE, "not a URL", 0},
    {CURLE_COULDNT_RESOLVE_HOST, STATUS_UNAVAILABLE, "cannot resolve the host",
	0},
    {CURLE_COULDNT_RESOLVE_PROXY, STATUS_UNAVAILABLE,
	"cannot resolve the proxy", 0},
    {CURLE_COULDNT_CONNECT, STATUS_UNAVAILABLE, "cannot connect", 0},
    {CURLE_OPERATION_TIMEDOUT, STATUS_TRY_LATER,
	"too slow, or no answer in time", 0},
    {CURLE_SSL_CONNECT_ERROR, STATUS_UNAVAILABLE, "no TLS connection", 1},
    {CURLE_PEER_FAILED_VERIFICATION, STATUS_UNAVAILABLE,
	"the certificate is not trusted", 1},
    {CURLE_SSL_CACERT_BADFILE, STATUS_NO_INPUT, "cannot read the CA file", 0},
    {CURLE_FILE_COULDNT_READ_FILE, STATUS_NO_INPUT, "cannot read", 0},
    {CURLE_GOT_NOTHING, STATUS_UNAVAILABLE, "the server sent nothing", 0},
    {CURLE_SEND_ERROR, STATUS_UNAVAILABLE, "the connection broke", 0},
    {CURLE_RECV_ERROR, STATUS_UNAVAILABLE, "the connection broke", 0},
    {CURLE_WEIRD_SERVER_REPLY, STATUS_UNAVAILABLE, "not an HTTP answer", 0},
    {CURLE_UNSUPPORTED_PROTOCOL, STATUS_UNAVAILABLE, "not an HTTP answer", 0},
    {CURLE_OUT_OF_MEMORY, STATUS_OS, "out of memory", 0},
};

/* Codes of what may not be so the next time; trust is not among them. */
static const CURLcode passing[] = {CURLE_OPERATION_TIMEDOUT,
    CURLE_COULDNT_CONNECT, CURLE_GOT_NOTHING, CURLE_RECV_ERROR,
    CURLE_PARTIAL_FILE};

/* Whether an HTTP status says that another may come later. */
static int
is_busy(long http)
{
	return http == HTTP_TOO_MANY ||
	       (http >= HTTP_SERVER_ERRORS && http < HTTP_NONE);
}

static int
is_passing(CURLcode code, long http)
{
	size_t i;

	if (is_busy(http))
		return 1;
	for (i = 0; i < sizeof(passing) / sizeof(passing[0]); i++)
		if (passing[i] == code)
			return 1;
	return 0;
}

/*
 * Whether the headers were too large: by our limit, or by libcurl's for one
 * line, which it reports as a lack of memory once it has sent the request.
 */
static int
has_large_header(const struct transfer *t, CURL *curl, CURLcode code)
{
	long sent = 0;

	if (t->header_bytes > (size_t)TRANSFER_HEADERS_KIB * 1024)
		return 1;
#if LIBCURL_VERSION_NUM >= 0x080600
	if (code == CURLE_TOO_LARGE)
		return 1;
#endif
	curl_easy_getinfo(curl, CURLINFO_REQUEST_SIZE, &sent);
	return code == CURLE_OUT_OF_MEMORY && sent > 0 && !t->headers_end;
}

/* Name where a redirect leads, but no password, which would end in a log. */
static int
judge_redirect(const char *to, long http, struct diag *diag)
{
	char *shown = url_hide_user(to);

	errno = 0;
	diag_fail(diag, STATUS_UNAVAILABLE, shown,
	    "HTTP %ld, a redirect, which is not followed", http);
	free(shown);
	return STATUS_UNAVAILABLE;
}

static int
judge_http(struct transfer *t, CURL *curl, long http, struct diag *diag)
{
	int conditional = t->etag != NULL || t->last_modified != NULL;
	char *to = NULL;

	if (http == HTTP_OK)
		return STATUS_OK;
	if (http == HTTP_NOT_MODIFIED) {
		t->unchanged = conditional;
		return conditional ? STATUS_OK
				   : diag_fail(diag, STATUS_UNAVAILABLE, NULL,
					 "HTTP 304, but nothing was asked "
					 "conditionally");
	}
	if (is_busy(http))
		return diag_fail(diag, STATUS_TRY_LATER, NULL,
		    "HTTP %ld: try again later", http);
	if (http >= HTTP_ERRORS)
		return diag_fail(
		    diag, STATUS_UNAVAILABLE, NULL, "HTTP %ld", http);
	curl_easy_getinfo(curl, CURLINFO_REDIRECT_URL, &to);
	if (http >= HTTP_REDIRECTS && to != NULL)
		return judge_redirect(to, http, diag);
	return diag_fail(
	    diag, STATUS_UNAVAILABLE, NULL, "unexpected HTTP %ld", http);
}

/* The variable of the environment that names a proxy for https, or NULL. */
static const char *
proxy_variable(void)
{
	static const char *const names[] = {
	    "https_proxy", "HTTPS_PROXY", "all_proxy", "ALL_PROXY"};
	const char *value;
	size_t i;

	for (i = 0; i < sizeof(names) / sizeof(names[0]); i++) {
		value = getenv(names[i]);
		if (value != NULL && *value != '\0')
			return names[i];
	}
	return NULL;
}

/* libcurl takes what cannot be read of a file for its end. */
static int
judge_file(const struct transfer *t, CURL *curl, struct diag *diag)
{
	curl_off_t size = -1;

	curl_easy_getinfo(curl, CURLINFO_CONTENT_LENGTH_DOWNLOAD_T, &size);
	if (size <= (curl_off_t)t->bytes)
		return STATUS_OK;
	return diag_fail(diag, STATUS_IO, NULL,
	    "cannot read: got %zu of %zu bytes", (size_t)t->bytes,
	    (size_t)size);
}

static int
judge_partial(const struct transfer *t, CURL *curl, struct diag *diag)
{
	curl_off_t announced = -1;

	curl_easy_getinfo(curl, CURLINFO_CONTENT_LENGTH_DOWNLOAD_T, &announced);
	if (announced < 0)
		return diag_fail(diag, STATUS_UNAVAILABLE, NULL,
		    "truncated after %zu bytes", (size_t)t->bytes);
	return diag_fail(diag, STATUS_UNAVAILABLE, NULL,
	    "truncated: got %zu of %zu bytes", (size_t)t->bytes,
	    (size_t)announced);
}

/* What a person can do about a failure; "" if nothing is known. */
static const char *
hint(CURL *curl, CURLcode code)
{
	long result = 0;

	if (code != CURLE_PEER_FAILED_VERIFICATION)
		return "";
	curl_easy_getinfo(curl, CURLINFO_SSL_VERIFYRESULT, &result);
	return result == VERIFY_NOT_YET_VALID || result == VERIFY_EXPIRED
		   ? " (is the clock right?)"
		   : "";
}

static int
judge_failure(const struct transfer *t, CURL *curl, CURLcode code,
    const char *text, struct diag *diag)
{
	const char *proxy = proxy_variable();
	size_t i = 0, n = sizeof(failures) / sizeof(failures[0]);

	while (i < n && failures[i].code != code)
		i++;
	if (i == n)
		return diag_fail(diag, STATUS_UNAVAILABLE,
		    curl_easy_strerror(code), "the transfer failed");
	if (code == CURLE_SSL_CACERT_BADFILE)
		text = t->cacert;
	else if (!failures[i].quote)
		text = NULL;
	if (proxy != NULL && (code == CURLE_COULDNT_CONNECT ||
				 code == CURLE_COULDNT_RESOLVE_PROXY ||
				 code == CURLE_OPERATION_TIMEDOUT))
		return diag_fail(diag, failures[i].status, proxy,
		    "%s; a proxy is set by the environment", failures[i].what);
	return diag_fail(diag, failures[i].status, text, "%s%s",
	    failures[i].what, hint(curl, code));
}

int
verdict_find(struct transfer *t, CURL *curl, CURLcode code, const char *text,
    struct diag *diag)
{
	long http = 0, proxy = 0;
	curl_off_t asked = 0;

	errno = t->error;
	if (t->error == ENOMEM)
		return tool_explain(diag, STATUS_OS);
	if (t->error != 0)
		return diag_fail(diag, STATUS_IO, NULL, "cannot write");
	curl_easy_getinfo(curl, CURLINFO_RESPONSE_CODE, &http);
	curl_easy_getinfo(curl, CURLINFO_HTTP_CONNECTCODE, &proxy);
	if (t->too_large)
		code = CURLE_FILESIZE_EXCEEDED;
	if (code == CURLE_FILESIZE_EXCEEDED)
		return diag_fail(diag, STATUS_DATA, NULL,
		    "larger than the limit of %d MiB", TRANSFER_MOST_MIB);
	if (has_large_header(t, curl, code))
		return diag_fail(diag, STATUS_UNAVAILABLE, NULL,
		    "the response headers are larger than the limit of %d KiB",
		    TRANSFER_HEADERS_KIB);
	t->passing = !url_is_file(t->url) && is_passing(code, http);
	curl_easy_getinfo(curl, CURLINFO_RETRY_AFTER, &asked);
	t->retry_after = asked;
	if (proxy >= HTTP_REDIRECTS)
		return diag_fail(diag, STATUS_UNAVAILABLE, NULL,
		    "the proxy answers HTTP %ld", proxy);
	if (code == CURLE_PARTIAL_FILE)
		return judge_partial(t, curl, diag);
	/* A file has no HTTP status. */
	if (code == CURLE_HTTP_RETURNED_ERROR ||
	    (code == CURLE_OK && http != 0))
		return judge_http(t, curl, http, diag);
	return code == CURLE_OK ? judge_file(t, curl, diag)
				: judge_failure(t, curl, code, text, diag);
}
