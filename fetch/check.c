/* SPDX-License-Identifier: MIT */
/* The gates: what came is the registry, whole, and not older than before. */
#include <sys/stat.h>

#include <string.h>
#include <strings.h>
#include <time.h>

#include "buffer.h"
#include "check.h"
#include "number.h"
#include "tool.h"
#include "transfer.h"
#include "xml.h"

enum {
	START = 1024, /* bytes that tell HTML and compressed bodies */
	TAIL = 64     /* bytes that hold the closing tag, and blanks after it */
};

static const char closing[] = "</registry>";

/* What is collected while the document is read. */
struct body {
	const struct registry *registry;
	struct diag *diag;
	struct buffer updated;
	uint64_t records;
	size_t depth; /* elements that are open */
	int in_updated;
};

/* Whether what stands in the n bytes at s, in whichever case. */
static int
contains(const char *s, size_t n, const char *what)
{
	size_t i, len = strlen(what);

	for (i = 0; i + len <= n; i++)
		if (strncasecmp(s + i, what, len) == 0)
			return 1;
	return 0;
}

/* Name the usual wrong bodies, which XML errors would only hint at. */
const char *
check_start(FILE *in)
{
	char s[START];
	size_t n = fread(s, 1, sizeof(s), in);

	if (ferror(in))
		return NULL;
	if (n == 0)
		return "empty, not the registry";
	if (n >= 2 && memcmp(s, "\x1f\x8b", 2) == 0)
		return "compressed, which was not asked for";
	if (contains(s, n, "<html") || contains(s, n, "<!doctype html"))
		return "HTML, not the registry (captive portal?)";
	return NULL;
}

/*
 * Whether the closing tag is the last that is there, or too many blanks to
 * know.  A body that ends early may have been sent without any error.
 */
static int
ends_closed(FILE *in)
{
	char s[TAIL];
	size_t all, n, len = sizeof(closing) - 1;

	if (fseek(in, -(long)sizeof(s), SEEK_END) != 0)
		rewind(in);
	all = n = fread(s, 1, sizeof(s), in);
	while (n > 0 && strchr(" \t\r\n", s[n - 1]) != NULL && s[n - 1] != '\0')
		n--;
	return (n == 0 && all == sizeof(s)) ||
	       (n >= len && memcmp(s + n - len, closing, len) == 0);
}

/* Whether the element that starts has that id; if not, say so. */
static int
check_id(struct body *b, struct xml *x, size_t n_attributes)
{
	struct xml_attribute a;
	struct buffer id = {0};
	size_t i;
	int same = 0;

	for (i = 0; i < n_attributes; i++) {
		if (!xml_attribute(x, i, &a) || strcmp(a.name, "id") != 0)
			continue;
		/* Only the message needs memory. */
		same = a.length == strlen(b->registry->id) &&
		       memcmp(a.value, b->registry->id, a.length) == 0;
		buffer_add(&id, a.value, a.length);
	}
	if (!same)
		diag_error(b->diag, xml_line(x), buffer_string(&id),
		    "another registry than '%s'", b->registry->id);
	buffer_free(&id);
	return same;
}

static void
on_start(void *data, struct xml *x, const char *name, int known_space,
    size_t n_attributes)
{
	struct body *b = data;

	if (b->depth++ == 0) {
		if (strcmp(name, "registry") != 0 || !known_space) {
			diag_error(b->diag, xml_line(x), name,
			    "the root is not <registry> of %s", XML_NAMESPACE);
			xml_stop(x);
		} else if (!check_id(b, x, n_attributes)) {
			xml_stop(x);
		}
	}
	if (!known_space)
		return;
	b->records += strcmp(name, "record") == 0;
	b->in_updated = b->depth == 2 && strcmp(name, "updated") == 0;
	if (b->in_updated)
		b->updated.len = 0;
}

static void
on_end(void *data, struct xml *x)
{
	struct body *b = data;

	(void)x;
	b->depth--;
	b->in_updated = 0;
}

static void
on_text(void *data, struct xml *x, const char *s, size_t n)
{
	struct body *b = data;

	(void)x;
	if (b->in_updated)
		buffer_add(&b->updated, s, n);
}

static int
on_odd(void *data)
{
	const struct body *b = data;

	return b->in_updated;
}

/* The date of a day from today; "" if the clock has none. */
static void
make_date(int from_today, char date[CHECK_DATE + 1])
{
	time_t t = time(NULL) + (time_t)from_today * 24 * 60 * 60;
	struct tm tm;

	if (gmtime_r(&t, &tm) == NULL ||
	    strftime(date, CHECK_DATE + 1, "%Y-%m-%d", &tm) == 0)
		*date = '\0';
}

int
check_is_ahead(const char *updated)
{
	char latest[CHECK_DATE + 1];

	make_date(CHECK_AHEAD, latest);
	/* The forms of dates are such that their order is that of text. */
	return *latest != '\0' && strcmp(updated, latest) > 0;
}

void
check_age(
    const struct summary *s, const struct registry *registry, struct diag *diag)
{
	char oldest[CHECK_DATE + 1];

	make_date(-registry->fresh, oldest);
	if (strcmp(s->updated, oldest) < 0)
		diag_warn(diag, 0, NULL,
		    "<updated> %s is over %d days old (does the server keep "
		    "changes back?)",
		    s->updated, registry->fresh);
}

/* Check what is known at the end, and take it over. */
static int
summarise(struct body *b, struct summary *summary)
{
	const char *updated = buffer_string(&b->updated);
	size_t errors = b->diag->errors;

	if (b->updated.failed)
		return STATUS_OS;
	if (b->records < b->registry->floor)
		diag_error(b->diag, 0, NULL,
		    "only %zu records, fewer than the least plausible %zu",
		    (size_t)b->records, b->registry->floor);
	if (*updated == '\0')
		diag_error(b->diag, 0, NULL, "no <updated>");
	else if (!date_valid(updated))
		diag_error(b->diag, 0, updated, "<updated> is not a date");
	else if (check_is_ahead(updated))
		diag_error(b->diag, 0, updated,
		    "<updated> is yet to come (is the clock right?)");
	if (b->diag->errors > errors)
		return STATUS_DATA;
	summary->records = b->records;
	memcpy(summary->updated, updated, strlen(updated) + 1);
	return STATUS_OK;
}

/*
 * Check the document.  Of one that does not end with its closing tag, but may
 * end with a comment, the error of the XML would say less than that.
 */
static int
check_xml(FILE *in, const struct registry *registry, struct summary *summary,
    char *sha256, struct diag *diag)
{
	struct body b = {.registry = registry, .diag = diag};
	size_t errors = diag->errors;
	int closed = ends_closed(in);
	struct diag silent = *diag;
	const struct xml_handler handler = {
	    &b, on_start, on_end, on_text, on_odd};
	int status;

	silent.errors = DIAG_SHOWN;
	rewind(in);
	status = xml_read(in, &handler, closed ? diag : &silent, sha256);
	if (status == STATUS_DATA && diag->errors == errors)
		diag_error(diag, 0, NULL, "truncated: no closing </registry>");
	if (status == STATUS_OK)
		status = summarise(&b, summary);
	buffer_free(&b.updated);
	return tool_explain(diag, status);
}

int
check_size(FILE *in, struct diag *diag)
{
	struct stat st;

	if (fstat(fileno(in), &st) != 0 ||
	    (uint64_t)st.st_size <= TRANSFER_MOST)
		return STATUS_OK;
	diag_error(diag, 0, NULL, "larger than the limit of %d MiB",
	    TRANSFER_MOST_MIB);
	return STATUS_DATA;
}

int
check_body(FILE *in, const struct registry *registry, struct summary *summary,
    char sha256[DIGEST_HEX + 1], struct diag *diag)
{
	const char *problem;

	rewind(in);
	problem = check_start(in);
	if (ferror(in))
		return tool_explain(diag, STATUS_IO);
	if (problem != NULL) {
		diag_error(diag, 0, NULL, "%s", problem);
		return STATUS_DATA;
	}
	return check_xml(in, registry, summary, sha256, diag);
}

int
check_date(const struct summary *s, const char *updated, const char *whose,
    struct diag *diag)
{
	if (strcmp(s->updated, updated) >= 0)
		return STATUS_OK;
	diag_error(diag, 0, NULL, "<updated> %s is before %s, %s", s->updated,
	    whose, updated);
	return STATUS_DATA;
}

int
check_lock(const struct summary *s, const struct lock_row *lock,
    const char *sha256, int force, struct diag *diag)
{
	int status = check_date(s, lock->updated, "the lock's", diag);

	if (!force &&
	    s->records * 100 < lock->records * (100 - CHECK_DECREASE)) {
		diag_error(diag, 0, NULL,
		    "only %zu records, over %d %% fewer than the lock's %zu "
		    "(--force takes them)",
		    (size_t)s->records, CHECK_DECREASE, (size_t)lock->records);
		status = STATUS_DATA;
	}
	if (status == STATUS_OK && strcmp(s->updated, lock->updated) == 0 &&
	    strcmp(sha256, lock->source_sha256) != 0)
		diag_warn(diag, 0, NULL,
		    "<updated> %s is the lock's, but the content is not",
		    s->updated);
	return status;
}
