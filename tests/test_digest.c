/* SPDX-License-Identifier: MIT */
/* SHA-256, added in one go, in pieces, and beside the caller. */
#include <criterion/criterion.h>
#include <string.h>

#include "digest.h"

/* FIPS 180-4's examples: "abc", and a million times "a". */
static const char abc[] =
    "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";
static const char million[] =
    "cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0";

Test(digest, is_that_of_all_that_was_added)
{
	char hex[DIGEST_HEX + 1];
	struct digest *d = digest_new();

	digest_add(d, "a", 1);
	digest_add_beside(d, "b", 1);
	digest_add(d, "c", 1);
	digest_hex(d, hex);
	cr_expect_str_eq(hex, abc);
	digest_hex(d, hex);
	cr_expect_str_eq(hex, abc, "to ask does not change it");
	digest_free(d);
}

Test(digest, takes_two_buffers_in_turn_beside_the_caller)
{
	static char buffers[2][1000];
	char hex[DIGEST_HEX + 1];
	struct digest *d = digest_new();
	size_t i;

	for (i = 0; i < 1000; i++) {
		memset(buffers[i % 2], 'a', sizeof(buffers[0]));
		digest_add_beside(d, buffers[i % 2], sizeof(buffers[0]));
		/* The buffer before is the caller's again. */
		memset(buffers[1 - i % 2], 'b', sizeof(buffers[0]));
	}
	digest_hex(d, hex);
	cr_expect_str_eq(hex, million);
	digest_free(d);
}
