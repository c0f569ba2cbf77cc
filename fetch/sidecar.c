/* SPDX-License-Identifier: MIT */
/* The sidecar, a line "key: value" each; see portreg-fetch(1). */
#include <stdlib.h>
#include <string.h>

#include "number.h"
#include "sidecar.h"
#include "tool.h"

int
sidecar_keeps(const char *value, size_t n)
{
	size_t i;

	for (i = 0; i < n; i++)
		if (value[i] < 0x20 || value[i] > 0x7e)
			return 0;
	return n > 0 && n <= SIDECAR_VALIDATOR;
}

static int
set(char **to, const char *value)
{
	free(*to);
	*to = strdup(value);
	return *to == NULL ? -1 : 0;
}

/* Take one line over; what is not understood counts as absent. */
static int
take(struct sidecar *s, const char *key, const char *value)
{
	size_t n = strlen(value);

	if (strcmp(key, "url") == 0)
		return set(&s->url, value);
	if (strcmp(key, "sha256") == 0 && digest_valid(value))
		memcpy(s->sha256, value, n + 1);
	if (strcmp(key, "records") == 0)
		number_parse(value, n, UINT32_MAX, &s->summary.records);
	if (strcmp(key, "updated") == 0 && date_valid(value) &&
	    !check_is_ahead(value))
		memcpy(s->summary.updated, value, n + 1);
	if (strcmp(key, "etag") == 0 && sidecar_keeps(value, n))
		return set(&s->etag, value);
	if (strcmp(key, "last-modified") == 0 && sidecar_keeps(value, n))
		return set(&s->last_modified, value);
	return 0;
}

static int
read_lines(struct sidecar *s, FILE *in)
{
	char *line = NULL, *colon;
	size_t size = 0;
	int result = 0;

	while (result == 0 && getline(&line, &size, in) > 0) {
		line[strcspn(line, "\n")] = '\0';
		colon = strstr(line, ": ");
		if (colon == NULL)
			continue;
		*colon = '\0';
		result = take(s, line, colon + 2);
	}
	free(line);
	return result;
}

/* Whether a sidecar is complete and of the file of that digest. */
static int
is_of(const struct sidecar *s, const char *sha256)
{
	return s->url != NULL && s->summary.records > 0 &&
	       s->summary.updated[0] != '\0' && s->sha256[0] != '\0' &&
	       strcmp(s->sha256, sha256) == 0;
}

int
sidecar_read(struct sidecar *s, const char *path, const char *sha256)
{
	FILE *in;
	int result;

	memset(s, 0, sizeof(*s));
	if (tool_open_regular(&in, path, NULL) != STATUS_OK || in == NULL)
		return 0;
	result = read_lines(s, in);
	fclose(in);
	if (!is_of(s, sha256))
		sidecar_free(s);
	return result;
}

int
sidecar_open(struct output *out, const struct sidecar *s, const char *path,
    struct diag *diag)
{
	int status = output_open(out, path, diag);

	if (status != STATUS_OK)
		return status;
	fprintf(out->stream, "url: %s\nsha256: %s\nrecords: %zu\nupdated: %s\n",
	    s->url, s->sha256, (size_t)s->summary.records, s->summary.updated);
	if (s->etag != NULL)
		fprintf(out->stream, "etag: %s\n", s->etag);
	if (s->last_modified != NULL)
		fprintf(out->stream, "last-modified: %s\n", s->last_modified);
	status = output_settle(out, diag);
	if (status != STATUS_OK)
		output_abort(out);
	return status;
}

void
sidecar_free(struct sidecar *s)
{
	free(s->url);
	free(s->etag);
	free(s->last_modified);
	memset(s, 0, sizeof(*s));
}
