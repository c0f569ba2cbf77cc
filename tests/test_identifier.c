/* SPDX-License-Identifier: MIT */
/* Names as parts of C identifiers. */
#include <criterion/criterion.h>
#include <string.h>

#include "identifier.h"

static const struct {
	const char *text;
	const char *identifier;
} names[] = {
    {"sanity", "SANITY"},
    {"http-alt", "HTTP_ALT"},
    {"3com-tsmux", "3COM_TSMUX"},
    {"EtherNet-IP-1", "ETHERNET_IP_1"},
    {"edi_service", "EDI_SERVICE"},
    {"z39.50", "Z39_50"},
    {"A/N", "A_N"},
    {"TP++", "TP"},
    {"a--b", "A_B"},
    {"-a-", "A"},
    {"_a__b_", "A_B"},
    {"Apple Remote Desktop (Net Assistant)",
	"APPLE_REMOTE_DESKTOP_NET_ASSISTANT"},
    {"na\303\257ve", "NA_VE"},
    {"\303\251", ""},
    {"++", ""},
    {"", ""},
};

Test(identifier, of_a_name_has_no_underscore_at_an_end_nor_two_in_a_row)
{
	size_t i;

	for (i = 0; i < sizeof(names) / sizeof(names[0]); i++) {
		struct buffer b = {0};

		buffer_puts(&b, "_");
		identifier_add(&b, names[i].text);
		cr_expect_str_eq(buffer_string(&b) + 1, names[i].identifier);
		buffer_free(&b);
	}
}

Test(identifier, is_possible_where_there_is_a_letter_or_digit)
{
	size_t i;

	for (i = 0; i < sizeof(names) / sizeof(names[0]); i++)
		cr_expect_eq(identifier_possible(names[i].text),
		    names[i].identifier[0] != '\0', "'%s'", names[i].text);
}
