/* SPDX-License-Identifier: MIT */
/* What an artifact says of itself. */
#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "artifact.h"
#include "number.h"

enum {
	LINES = 64,
	LINE = 1024
};

int
artifact_check(const struct snapshot_header *h, struct diag *diag)
{
	const char *const texts[] = {h->title, h->url};
	size_t i;

	for (i = 0; i < sizeof(texts) / sizeof(texts[0]); i++) {
		if (strstr(texts[i], ARTIFACT_KEY) == NULL)
			continue;
		diag_error(diag, 2, texts[i],
		    "row 1: would be taken for what an artifact says of "
		    "itself");
		return STATUS_DATA;
	}
	return STATUS_OK;
}

void
artifact_spell(char text[ARTIFACT_TEXT], const struct emission *e)
{
	snprintf(text, ARTIFACT_TEXT, "%s/%d %s sha256:%s", e->format->name,
	    ARTIFACT_VERSION, e->header.updated, e->header.sha256);
}

void
artifact_put(struct buffer *b, const struct emission *e)
{
	char text[ARTIFACT_TEXT];

	artifact_spell(text, e);
	buffer_puts(b, text);
}

/* Take what ends at one of some bytes.  Returns what follows, or NULL. */
static const char *
take(const char *s, const char *ends, char *to, size_t size)
{
	size_t n = s == NULL ? 0 : strcspn(s, ends);

	if (s == NULL || n >= size || s[n] == '\0')
		return NULL;
	memcpy(to, s, n);
	to[n] = '\0';
	return s + n + 1;
}

/* Whether a word is like the names of formats. */
static int
is_format(const char *s)
{
	return *s != '\0' &&
	       s[strspn(s, "abcdefghijklmnopqrstuvwxyz0123456789-")] == '\0';
}

/* Read what stands behind the key.  Returns whether it makes sense. */
static int
read_line(struct artifact *a, const char *s)
{
	static const char digest[] = "sha256:";
	char version[8], *end;

	s += strspn(s, "\": ");
	s = take(s, "/", a->format, sizeof(a->format));
	s = take(s, " ", version, sizeof(version));
	s = take(s, " ", a->date, sizeof(a->date));
	if (s == NULL || strncmp(s, digest, sizeof(digest) - 1) != 0)
		return 0;
	a->version = strtol(version, &end, 10);
	s = take(
	    s + sizeof(digest) - 1, "\" \r\n", a->sha256, sizeof(a->sha256));
	if (s == NULL || *end != '\0' || a->version < 1)
		return 0;
	return is_format(a->format) && date_valid(a->date);
}

int
artifact_read(struct artifact *a, FILE *in)
{
	char line[LINE];
	const char *key;
	int i, result = 0;

	errno = 0;
	for (i = 0; result == 0 && i < LINES; i++) {
		if (fgets(line, sizeof(line), in) == NULL)
			break;
		key = strstr(line, ARTIFACT_KEY);
		if (key != NULL)
			result = read_line(a, key + sizeof(ARTIFACT_KEY) - 1);
	}
	if (ferror(in))
		return -1;
	rewind(in);
	return result;
}
