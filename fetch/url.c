/* SPDX-License-Identifier: MIT */
/* URLs: which are allowed, and how folders become files. */
#include <sys/stat.h>

#include <curl/curl.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "tool.h"
#include "url.h"

static int
is_allowed(CURLU *parsed)
{
	char *scheme = NULL;
	int allowed = 0;

	if (curl_url_get(parsed, CURLUPART_SCHEME, &scheme, 0) == CURLUE_OK)
		allowed =
		    strcmp(scheme, "https") == 0 || strcmp(scheme, "file") == 0;
	curl_free(scheme);
	return allowed;
}

int
url_check(const char *url, struct diag *diag)
{
	CURLU *parsed = curl_url();
	CURLUcode code =
	    curl_url_set(parsed, CURLUPART_URL, url, CURLU_DISALLOW_USER);
	int allowed = code == CURLUE_OK && is_allowed(parsed);

	curl_url_cleanup(parsed);
	errno = 0;
	/* Not quoted: a password would end in a log. */
	if (strchr(url, '@') != NULL)
		url = NULL;
	if (code == CURLUE_USER_NOT_ALLOWED)
		diag_fail(diag, STATUS_USAGE, NULL,
		    "a user name in the URL is not allowed");
	else if (code != CURLUE_OK && code != CURLUE_UNSUPPORTED_SCHEME)
		diag_fail(diag, STATUS_USAGE, url, "not a URL");
	else if (!allowed)
		diag_fail(diag, STATUS_USAGE, url, "neither https nor file");
	return allowed ? 0 : -1;
}

/* The path of a file URL, for curl_free; NULL if it has none. */
static char *
make_path(const char *url)
{
	CURLU *parsed = curl_url();
	char *encoded = NULL, *path = NULL;

	if (curl_url_set(parsed, CURLUPART_URL, url, 0) == CURLUE_OK &&
	    curl_url_get(parsed, CURLUPART_PATH, &encoded, 0) == CURLUE_OK)
		path = curl_easy_unescape(NULL, encoded, 0, NULL);
	curl_free(encoded);
	curl_url_cleanup(parsed);
	return path;
}

int
url_check_file(const char *url, struct diag *diag)
{
	struct stat st;
	char *path;
	int other;

	if (!url_is_file(url))
		return STATUS_OK;
	path = make_path(url);
	errno = 0;
	if (path == NULL)
		return tool_explain(diag, STATUS_OS);
	other = stat(path, &st) == 0 && !S_ISREG(st.st_mode);
	curl_free(path);
	errno = 0;
	return other ? diag_fail(
			   diag, STATUS_NO_INPUT, NULL, "not a regular file")
		     : STATUS_OK;
}

char *
url_hide_user(const char *url)
{
	CURLU *parsed;
	char *hidden = NULL, *copy = NULL;

	if (strchr(url, '@') == NULL)
		return strdup(url);
	parsed = curl_url();
	if (curl_url_set(parsed, CURLUPART_URL, url,
		CURLU_NON_SUPPORT_SCHEME) == CURLUE_OK &&
	    curl_url_set(parsed, CURLUPART_USER, NULL, 0) == CURLUE_OK &&
	    curl_url_set(parsed, CURLUPART_PASSWORD, NULL, 0) == CURLUE_OK &&
	    curl_url_get(parsed, CURLUPART_URL, &hidden, 0) == CURLUE_OK)
		copy = strdup(hidden);
	curl_free(hidden);
	curl_url_cleanup(parsed);
	return copy;
}

int
url_is_file(const char *url)
{
	return strncasecmp(url, "file:", 5) == 0;
}

int
url_is_folder(const char *url)
{
	size_t n = strlen(url);

	return n > 0 && url[n - 1] == '/';
}

char *
url_make(const struct registry *registry, const char *base, int export)
{
	const char *suffix = export ? ".csv" : ".xml";
	size_t size;
	char *url;

	if (base == NULL)
		return strdup(export ? registry->export : registry->url);
	if (!url_is_folder(base))
		return strdup(base);
	size = strlen(base) + strlen(registry->id) + strlen(suffix) + 1;
	url = malloc(size);
	if (url != NULL)
		snprintf(url, size, "%s%s%s", base, registry->id, suffix);
	return url;
}
