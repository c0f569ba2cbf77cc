/* SPDX-License-Identifier: MIT */
/* What the end of a transfer means: libcurl's code and the HTTP status. */
#ifndef VERDICT_H
#define VERDICT_H

#include <curl/curl.h>

#include "diag.h"
#include "transfer.h"

/*
 * Judge a transfer that ended with that code; text is libcurl's own for it.
 * Returns STATUS_OK, with unchanged set for HTTP 304, or another status after
 * a message.
 */
int verdict_find(
    struct transfer *, CURL *, CURLcode, const char *text, struct diag *);

#endif
