/* SPDX-License-Identifier: MIT */
/* libcurl: its options, and the bytes that it brings. */
#include <curl/curl.h>
#include <errno.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "buffer.h"
#include "sidecar.h"
#include "tool.h"
#include "transfer.h"
#include "url.h"
#include "verdict.h"

enum {
	HEADERS_MOST = TRANSFER_HEADERS_KIB * 1024
};

/* Set an option; a failure is kept for the end. */
#define SET(option, value) \
	(failed |= curl_easy_setopt(curl, option, value) != CURLE_OK)

/* The options that are the same for every transfer. */
static const struct {
	CURLoption option;
	long value;
} settings[] = {
    {CURLOPT_SSL_VERIFYPEER, 1},
    {CURLOPT_SSL_VERIFYHOST, 2},
    {CURLOPT_SSLVERSION, CURL_SSLVERSION_TLSv1_2},
    {CURLOPT_SSL_OPTIONS, CURLSSLOPT_NO_PARTIALCHAIN},
    {CURLOPT_FOLLOWLOCATION, 0},
    {CURLOPT_FAILONERROR, 1},
    {CURLOPT_HTTP_VERSION, CURL_HTTP_VERSION_1_1},
    {CURLOPT_HTTP09_ALLOWED, 0},
    {CURLOPT_SUPPRESS_CONNECT_HEADERS, 1},
    {CURLOPT_NETRC, CURL_NETRC_IGNORED},
    {CURLOPT_DISALLOW_USERNAME_IN_URL, 1},
    {CURLOPT_CONNECTTIMEOUT, TRANSFER_CONNECT},
    {CURLOPT_TIMEOUT, TRANSFER_TOTAL},
    {CURLOPT_LOW_SPEED_LIMIT, TRANSFER_SLOW_BYTES},
    {CURLOPT_LOW_SPEED_TIME, TRANSFER_SLOW_SECONDS},
    /* Signals are the output module's; that includes SIGPIPE, see below. */
    {CURLOPT_NOSIGNAL, 1},
    {CURLOPT_NOPROGRESS, 0},
};

int
transfer_setup(struct diag *diag)
{
	/* libcurl would write the keys of the session where this says. */
	unsetenv("SSLKEYLOGFILE");
	signal(SIGPIPE, SIG_IGN);
	if (curl_global_init(CURL_GLOBAL_DEFAULT) == CURLE_OK)
		return STATUS_OK;
	errno = 0;
	return diag_fail(
	    diag, STATUS_INTERNAL, NULL, "libcurl cannot be started");
}

void
transfer_cleanup(void)
{
	curl_global_cleanup();
}

/* Write the body; the cap is kept here too, as old libcurls forget it. */
static size_t
on_body(char *s, size_t size, size_t n, void *data)
{
	struct transfer *t = data;

	(void)size; /* always 1 */
	if (n > TRANSFER_MOST - t->bytes) {
		t->too_large = 1;
		return 0;
	}
	t->bytes += n;
	errno = 0;
	if (fwrite(s, 1, n, t->out) == n)
		return n;
	t->error = errno;
	return 0;
}

/* The value of a header line if it is of that name, without blanks. */
static const char *
header_value(const char *line, size_t *n, const char *name)
{
	size_t len = strlen(name);

	if (*n < len || strncasecmp(line, name, len) != 0)
		return NULL;
	line += len;
	*n -= len;
	while (*n > 0 && (*line == ' ' || *line == '\t')) {
		line++;
		--*n;
	}
	while (*n > 0 && strchr(" \t\r\n", line[*n - 1]) != NULL)
		--*n;
	return line;
}

static int
keep_header(char **to, const char *line, size_t n, const char *name)
{
	const char *value = header_value(line, &n, name);

	if (value == NULL || !sidecar_keeps(value, n))
		return 0;
	free(*to);
	*to = strndup(value, n);
	return *to == NULL ? -1 : 0;
}

/* Keep the validators of the last answer; there may be 1xx before it. */
static size_t
on_header(char *line, size_t size, size_t n, void *data)
{
	struct transfer *t = data;

	(void)size; /* always 1 */
	if (n >= 5 && memcmp(line, "HTTP/", 5) == 0) {
		transfer_free(t);
		t->header_bytes = 0;
	}
	t->header_bytes += n;
	t->headers_end = n > 0 && (*line == '\r' || *line == '\n');
	if (t->header_bytes > HEADERS_MOST)
		return 0;
	errno = 0;
	if (keep_header(&t->new_etag, line, n, "ETag:") != 0 ||
	    keep_header(&t->new_last_modified, line, n, "Last-Modified:") !=
		0) {
		t->error = errno;
		return 0;
	}
	return n;
}

static int
on_progress(void *data, curl_off_t total, curl_off_t now, curl_off_t up_total,
    curl_off_t up_now)
{
	(void)up_total;
	(void)up_now;
	progress_draw(data, progress_now(), (uint64_t)now, (uint64_t)total);
	return 0;
}

static int
set_callbacks(CURL *curl, struct transfer *t)
{
	int failed = 0;

	SET(CURLOPT_WRITEFUNCTION, on_body);
	SET(CURLOPT_WRITEDATA, t);
	SET(CURLOPT_HEADERFUNCTION, on_header);
	SET(CURLOPT_HEADERDATA, t);
	SET(CURLOPT_XFERINFOFUNCTION, on_progress);
	SET(CURLOPT_XFERINFODATA, t->progress);
	return failed;
}

/* Allow only the scheme that the URL has. */
static int
set_protocol(CURL *curl, const struct transfer *t)
{
	int failed = 0;

#if LIBCURL_VERSION_NUM >= 0x075500
	SET(CURLOPT_PROTOCOLS_STR, url_is_file(t->url) ? "file" : "https");
#else
	SET(CURLOPT_PROTOCOLS,
	    (long)(url_is_file(t->url) ? CURLPROTO_FILE : CURLPROTO_HTTPS));
#endif
	return failed;
}

static int
set_options(CURL *curl, struct transfer *t)
{
	int failed = set_callbacks(curl, t) | set_protocol(curl, t);
	size_t i;

	for (i = 0; i < sizeof(settings) / sizeof(settings[0]); i++)
		SET(settings[i].option, settings[i].value);
	SET(CURLOPT_MAXFILESIZE_LARGE, (curl_off_t)TRANSFER_MOST);
	SET(CURLOPT_URL, t->url);
	SET(CURLOPT_USERAGENT, TRANSFER_AGENT);
	if (t->cacert != NULL) {
		/* Without the second, the system's directory is trusted too. */
		SET(CURLOPT_CAINFO, t->cacert);
		SET(CURLOPT_CAPATH, NULL);
	}
	return failed ? -1 : 0;
}

/* Add "name: value" to a list of headers.  Returns 0, or -1 (ENOMEM). */
static int
add_header(struct curl_slist **list, const char *name, const char *value)
{
	struct buffer line = {0};
	struct curl_slist *longer = NULL;

	if (value == NULL)
		return 0;
	buffer_puts(&line, name);
	buffer_puts(&line, value);
	buffer_put(&line, '\0');
	if (!line.failed)
		longer = curl_slist_append(*list, line.data);
	buffer_free(&line);
	if (longer == NULL)
		return -1;
	*list = longer;
	return 0;
}

static int
perform(CURL *curl, struct transfer *t, struct curl_slist *headers,
    struct diag *diag)
{
	char text[CURL_ERROR_SIZE] = "";
	CURLcode code;

	errno = 0;
	if (set_options(curl, t) != 0 ||
	    curl_easy_setopt(curl, CURLOPT_HTTPHEADER, headers) != CURLE_OK ||
	    curl_easy_setopt(curl, CURLOPT_ERRORBUFFER, text) != CURLE_OK)
		return diag_fail(diag, STATUS_INTERNAL, NULL,
		    "libcurl does not know what is asked of it");
	code = curl_easy_perform(curl);
	/* libcurl makes headers of a file's time; it cannot be asked for. */
	if (url_is_file(t->url))
		transfer_free(t);
	errno = 0;
	if (fflush(t->out) != 0 && t->error == 0)
		t->error = errno;
	return verdict_find(t, curl, code, text, diag);
}

int
transfer_run(struct transfer *t, struct diag *diag)
{
	struct curl_slist *headers = NULL;
	CURL *curl = curl_easy_init();
	int status = STATUS_OS;

	/* Of a try before this one, nothing is left. */
	t->unchanged = t->passing = t->too_large = t->error = 0;
	t->headers_end = 0;
	t->bytes = t->header_bytes = 0;
	t->retry_after = 0;
	transfer_free(t);
	if (curl != NULL &&
	    add_header(&headers, "If-None-Match: ", t->etag) == 0 &&
	    add_header(&headers, "If-Modified-Since: ", t->last_modified) == 0)
		status = perform(curl, t, headers, diag);
	else
		tool_explain(diag, status);
	curl_slist_free_all(headers);
	curl_easy_cleanup(curl);
	return status;
}

void
transfer_free(struct transfer *t)
{
	free(t->new_etag);
	free(t->new_last_modified);
	t->new_etag = NULL;
	t->new_last_modified = NULL;
}
