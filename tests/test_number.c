/* SPDX-License-Identifier: MIT */
/* Numbers and dates. */
#include <criterion/criterion.h>
#include <string.h>

#include "number.h"

static const struct {
	const char *text;
	int result;
	uint64_t value;
} numbers[] = {
    {"0", 0, 0},
    {"643", 0, 643},
    {"65535", 0, 65535},
    {"65536", -1, 0},
    {"70000", -1, 0},
    {"99999999999999999999", -1, 0},
    {"", -1, 0},
    {"080", -1, 0},
    {"-1", -1, 0},
    {"+1", -1, 0},
    {" 80", -1, 0},
    {"80 ", -1, 0},
    {"0x50", -1, 0},
};

Test(number, takes_digits_up_to_the_limit_and_nothing_else)
{
	size_t i;

	for (i = 0; i < sizeof(numbers) / sizeof(numbers[0]); i++) {
		const char *s = numbers[i].text;
		uint64_t value = 0;

		cr_expect_eq(number_parse(s, strlen(s), 65535, &value),
		    numbers[i].result, "'%s'", s);
		cr_expect_eq(value, numbers[i].value, "'%s'", s);
	}
}

static const struct {
	const char *text;
	int valid;
} dates[] = {
    {"2002-09", 1},
    {"2026-08-17", 1},
    {"2024-02-29", 1},
    {"2023-02-29", 0},
    {"1900-02-29", 0},
    {"2000-02-29", 1},
    {"2026-13", 0},
    {"2026-00-01", 0},
    {"2026-04-31", 0},
    {"2026-4-3", 0},
    {"2026", 0},
    {"2026-08-1x", 0},
    {"", 0},
};

Test(number, dates_keep_the_precision_that_iana_gives)
{
	size_t i;

	for (i = 0; i < sizeof(dates) / sizeof(dates[0]); i++)
		cr_expect_eq(date_valid(dates[i].text), dates[i].valid, "'%s'",
		    dates[i].text);
}

Test(number, writes_a_date_as_one)
{
	cr_expect_eq(date_number("2026-08-17"), 20260817);
	cr_expect_eq(date_number("2002-09"), 20020900);
}
