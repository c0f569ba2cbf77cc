/* SPDX-License-Identifier: MIT */
/* Numbers and dates, checked. */
#include <stddef.h>
#include <string.h>

#include "number.h"

int
number_parse(const char *s, size_t n, uint64_t most, uint64_t *value)
{
	uint64_t v = 0;
	size_t i;

	if (n == 0 || (s[0] == '0' && n > 1))
		return -1;
	for (i = 0; i < n; i++) {
		uint64_t digit = (uint64_t)(s[i] - '0');

		if (s[i] < '0' || s[i] > '9' || digit > most ||
		    v > (most - digit) / 10)
			return -1;
		v = v * 10 + digit;
	}
	*value = v;
	return 0;
}

static unsigned
days_in_month(unsigned year, unsigned month)
{
	static const unsigned char days[] = {
	    31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
	int leap = (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;

	return month == 2 && leap ? 29 : days[month - 1];
}

/* The value of n digits at s, or 0. */
static unsigned
digits(const char *s, size_t n)
{
	unsigned v = 0;

	for (; n > 0; n--, s++) {
		if (*s < '0' || *s > '9')
			return 0;
		v = v * 10 + (unsigned)(*s - '0');
	}
	return v;
}

int
date_valid(const char *s)
{
	size_t len = strlen(s);
	unsigned year, month, day;

	if ((len != 7 && len != 10) || s[4] != '-')
		return 0;
	year = digits(s, 4);
	month = digits(s + 5, 2);
	if (year == 0 || month == 0 || month > 12)
		return 0;
	if (len == 7)
		return 1;
	day = digits(s + 8, 2);
	return s[7] == '-' && day > 0 && day <= days_in_month(year, month);
}

unsigned long
date_number(const char *date)
{
	unsigned long n = 0;
	size_t digits = 0;

	for (; *date != '\0'; date++)
		if (*date != '-') {
			n = n * 10 + (unsigned long)(*date - '0');
			digits++;
		}
	return digits < 8 ? n * 100 : n;
}
