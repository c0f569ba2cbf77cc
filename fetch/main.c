/* SPDX-License-Identifier: MIT */
/* portreg-fetch: a first form. */
int
main(void)
{
	return 0;
}
