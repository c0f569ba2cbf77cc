/* SPDX-License-Identifier: MIT */
/* The keys of DNS-SD's TXT records (RFC 6763, section 6) in IANA's notes. */
#ifndef TXT_KEYS_H
#define TXT_KEYS_H

#include <stddef.h>

/* What a note says of keys; the strings are parts of the note. */
struct txt_keys {
	size_t before;	  /* bytes of the note that come before it */
	const char *list; /* "" if there are none, NULL if it is not a list */
};

/*
 * Find "Defined TXT keys:" in a note, in any case and with any blanks, and
 * whether what follows is a list of keys: items as for txt_keys_next, each a
 * word or "key=value", with or without a remark in parentheses, or "none".
 * All else may be prose.
 */
struct txt_keys txt_keys_find(const char *note);

/* Where the reading of a list is. */
struct txt_items {
	const char *at, *end; /* what is left of the list */
	const char *run;      /* a part whose words are items, ... */
	size_t run_n;	      /* ... and what is left of it */
};

/* Start to read a list, which must outlive it. */
struct txt_items txt_keys_items(const char *list);

/*
 * The next item of a list, as IANA wrote it.  Items are parted by commas and
 * LFs, and by blanks where each has a "="; what stands in brackets, braces or
 * quotes is not looked into.  Sets *n to the item's bytes.  Returns it, or NULL
 * at the end.
 */
const char *txt_keys_next(struct txt_items *, size_t *n);

#endif
