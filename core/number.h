/* SPDX-License-Identifier: MIT */
/* The one checked parser for numbers, and one for dates. */
#ifndef NUMBER_H
#define NUMBER_H

#include <stddef.h>
#include <stdint.h>

/*
 * Read a decimal number of at most most that fills the n bytes at s: digits
 * only, no sign, no blank, no leading zero.  Returns 0 and sets *value, or -1.
 */
int number_parse(const char *s, size_t n, uint64_t most, uint64_t *value);

/*
 * Whether s is a calendar date in the forms that IANA uses, YYYY-MM or
 * YYYY-MM-DD.
 */
int date_valid(const char *s);

/* A date in one of these forms as YYYYMMDD; a missing day is 00. */
unsigned long date_number(const char *date);

#endif
