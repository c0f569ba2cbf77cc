/* SPDX-License-Identifier: MIT */
/* SHA-256 by libgcrypt, which uses the processor's own instructions. */
#include <errno.h>
#include <gcrypt.h>
#include <stdio.h>

#include "digest.h"

enum {
	DIGEST_BYTES = 32
};

void
digest_setup(void)
{
	if (gcry_control(GCRYCTL_INITIALIZATION_FINISHED_P))
		return;
	gcry_check_version(NULL);
	gcry_control(GCRYCTL_DISABLE_SECMEM, 0);
	gcry_control(GCRYCTL_INITIALIZATION_FINISHED, 0);
}

struct digest *
digest_new(void)
{
	gcry_md_hd_t md;

	digest_setup();
	if (gcry_md_open(&md, GCRY_MD_SHA256, 0) != 0) {
		errno = ENOMEM;
		return NULL;
	}
	return (struct digest *)md;
}

void
digest_add(struct digest *d, const void *s, size_t n)
{
	gcry_md_write((gcry_md_hd_t)d, s, n);
}

void
digest_hex(struct digest *d, char hex[DIGEST_HEX + 1])
{
	const unsigned char *bytes =
	    gcry_md_read((gcry_md_hd_t)d, GCRY_MD_SHA256);
	int i;

	for (i = 0; i < DIGEST_BYTES; i++)
		snprintf(&hex[(size_t)i * 2], 3, "%02x", bytes[i]);
}

void
digest_free(struct digest *d)
{
	if (d != NULL)
		gcry_md_close((gcry_md_hd_t)d);
}
