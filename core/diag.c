/* SPDX-License-Identifier: MIT */
/* Diagnostics that are safe to print on a terminal or in a log. */
#include <errno.h>
#include <stdarg.h>
#include <string.h>

#include "diag.h"

void
diag_quote(FILE *out, const char *s, size_t most)
{
	for (; *s != '\0'; s++) {
		if (most-- == 0) {
			fputs("...", out);
			return;
		}
		if (*s >= 0x20 && *s < 0x7f && *s != '\\')
			fputc(*s, out);
		else
			fprintf(out, "\\x%02x", (unsigned char)*s);
	}
}

/* The words of a message may have text of an input among them, too. */
static void
put_words(FILE *out, const char *fmt, va_list ap)
{
	/* A message is needed most when there is no memory. */
	char words[DIAG_WORDS + 2] = "";

	if (vsnprintf(words, sizeof(words), fmt, ap) < 0)
		diag_quote(out, fmt, DIAG_WORDS);
	else
		diag_quote(out, words, DIAG_WORDS);
}

static void
put(struct diag *d, size_t line, const char *level, const char *datum,
    size_t most, const char *fmt, va_list ap)
{
	fprintf(d->out, "%s: ", d->tool);
	if (d->file != NULL) {
		diag_quote(d->out, d->file, DIAG_PATH);
		if (line > 0)
			fprintf(d->out, ":%zu", line);
		fputs(": ", d->out);
	}
	fputs(level, d->out);
	put_words(d->out, fmt, ap);
	if (datum != NULL) {
		fputs(": '", d->out);
		diag_quote(d->out, datum, most);
		fputc('\'', d->out);
	}
}

void
diag_error(struct diag *d, size_t line, const char *datum, const char *fmt, ...)
{
	va_list ap;

	if (d->errors++ >= DIAG_SHOWN)
		return;
	va_start(ap, fmt);
	put(d, line, "", datum, DIAG_DATUM, fmt, ap);
	va_end(ap);
	fputc('\n', d->out);
}

void
diag_warn(struct diag *d, size_t line, const char *datum, const char *fmt, ...)
{
	va_list ap;

	if (d->warnings++ >= DIAG_SHOWN)
		return;
	va_start(ap, fmt);
	put(d, line, "warning: ", datum, DIAG_DATUM, fmt, ap);
	va_end(ap);
	fputc('\n', d->out);
}

int
diag_fail(struct diag *d, int status, const char *datum, const char *fmt, ...)
{
	/* What is asked for wrongly is no error of the system. */
	int error = status == STATUS_USAGE ? 0 : errno;
	va_list ap;

	va_start(ap, fmt);
	put(d, 0, "", datum, DIAG_PATH, fmt, ap);
	va_end(ap);
	if (error != 0)
		fprintf(d->out, ": %s", strerror(error));
	fputc('\n', d->out);
	return status;
}

static void
put_rest(struct diag *d, size_t n, const char *what)
{
	if (n > DIAG_SHOWN)
		fprintf(
		    d->out, "%s: %zu more %s\n", d->tool, n - DIAG_SHOWN, what);
}

void
diag_finish(struct diag *d)
{
	put_rest(d, d->errors, "errors");
	put_rest(d, d->warnings, "warnings");
}
