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

/* Whether a URL is a folder, to which a registry's file name is added. */
int url_is_folder(const char *url);

/*
 * The URL of a registry: base, or the registry's own if it is NULL.  Returns
 * a string to be freed, or NULL (ENOMEM).
 */
char *url_make(const struct registry *, const char *base);

#endif
