/* SPDX-License-Identifier: MIT */
/* The URLs that are fetched from. */
#ifndef URL_H
#define URL_H

#include "diag.h"
#include "record.h"

/*
 * Check a URL of the user's: https or file, and without a user name.
 * Returns 0, or -1 after a message.
 */
int url_check(const char *url, struct diag *);

/*
 * Check that a file URL is of a regular file, if it is of anything: others
 * may have no end, or no start.  Other URLs pass.  Returns STATUS_OK, or
 * STATUS_NO_INPUT or STATUS_OS after a message.
 */
int url_check_file(const char *url, struct diag *);

/*
 * A URL without its user name and password.  Returns a string to be freed, or
 * NULL if it cannot be told where they are (or ENOMEM).
 */
char *url_hide_user(const char *url);

/* Whether a URL is of a file; else it is https. */
int url_is_file(const char *url);

/* Whether a URL is a folder, to which a registry's file name is added. */
int url_is_folder(const char *url);

/*
 * The URL of a registry, or of its export: base, with a name if it is a
 * folder, or the registry's own if it is NULL.  Returns a string to be freed,
 * or NULL (ENOMEM).
 */
char *url_make(const struct registry *, const char *base, int export);

#endif
