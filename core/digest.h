/* SPDX-License-Identifier: MIT */
/* SHA-256 (FIPS 180-4), as libgcrypt computes it. */
#ifndef DIGEST_H
#define DIGEST_H

#include <stddef.h>
#include <string.h>

enum {
	DIGEST_HEX = 64
}; /* its length in hexadecimal */

/* Whether s is a digest as digest_hex writes it. */
static inline int
digest_valid(const char *s)
{
	return strlen(s) == DIGEST_HEX &&
	       strspn(s, "0123456789abcdef") == DIGEST_HEX;
}

struct digest; /* one that is being computed */

/*
 * Start libgcrypt.  It ends the program by SIGABRT where it cannot find out
 * whether the system asks for FIPS mode, so call this before any file is made.
 */
void digest_setup(void);

/* Start a digest.  Returns it, or NULL (errno is set). */
struct digest *digest_new(void);

/* Add n bytes. */
void digest_add(struct digest *, const void *, size_t n);

/* Write the digest in lower-case hexadecimal; no byte can be added then. */
void digest_hex(struct digest *, char hex[DIGEST_HEX + 1]);

void digest_free(struct digest *);

#endif
