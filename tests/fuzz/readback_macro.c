/* SPDX-License-Identifier: MIT */
/* c-constants: macros in the order of their rows. */
#include <stdlib.h>
#include <string.h>

#include "readback.h"
#include "target.h"

enum {
	SHORT = 60 /* bytes of a description that is not cut */
};

/* A letter of ASCII as a capital, a digit, or '\0'. */
static char
capital(char c)
{
	if ((c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9'))
		return c;
	return c >= 'a' && c <= 'z' ? (char)(c & ~0x20) : '\0';
}

/* Whether an identifier starts with the letters and digits of a name. */
static int
has_name(const char *identifier, const char *name)
{
	for (; *name != '\0'; name++) {
		char c = capital(*name);

		if (c == '\0')
			continue;
		while (*identifier == '_')
			identifier++;
		if (*identifier++ != c)
			return 0;
	}
	return 1;
}

/* The name of the next macro that has a value, or NULL. */
static const char *
next_macro(const char *at)
{
	static const char start[] = "\n#define ";

	while ((at = strstr(at, start)) != NULL) {
		at += sizeof(start) - 1;
		if (at[strcspn(at, " \n")] == ' ')
			return at;
	}
	return NULL;
}

/* Whether a text of the registry is words, which are written as they are. */
static int
is_words(const char *s)
{
	const char *at = s;

	while (capital(*at) != '\0' || (*at == ' ' && at[1] != ' '))
		at++;
	return *at == '\0' && at - s <= SHORT;
}

/* What starts at the name of a macro is that of one end of a record. */
static void
demand_macro(
    const char *at, const struct table *t, const struct record *r, int is_last)
{
	const char *text = record_text(t, r, COLUMN_DESCRIPTION);
	int32_t number = is_last ? r->last : r->first;
	const char *stem = strcmp(t->registry->id, "protocol-numbers") == 0
			       ? "IANA_PROTOCOL_"
			       : "IANA_PORT_";
	const char *end, *comment;
	size_t n = strlen(stem);

	target_demand(at != NULL, "a row has no macro");
	target_demand(strncmp(at, stem, n) == 0 &&
			  has_name(at + n, record_text(t, r, COLUMN_NAME)),
	    "a macro is not called as its row");
	target_demand(strtol(at + strcspn(at, " "), NULL, 10) == number,
	    "a macro is another number than its row");
	end = at + strcspn(at, "\n");
	comment = strstr(at, "/*");
	if (comment != NULL && comment > end)
		comment = NULL;
	target_demand(comment == NULL || strstr(comment + 2, "*/") == end - 2,
	    "a comment does not end with its line");
	if (!is_last && is_words(text))
		target_demand(
		    *text == '\0' ||
			(comment != NULL &&
			    strncmp(comment + 3, text, strlen(text)) == 0 &&
			    strncmp(comment + 3 + strlen(text), " */", 3) == 0),
		    "a macro has another description than its row");
}

void
readback_c_constants(const struct emission *e, const char *artifact)
{
	const struct table *t = e->table;
	const char *at = next_macro(artifact); /* the version */
	size_t i;

	for (i = 0; i < t->n && at != NULL; i++) {
		const struct record *r = &t->records[i];

		if (r->kind != KIND_ASSIGNED || r->first == NO_NUMBER ||
		    record_get(t, r, COLUMN_NAME) == NULL)
			continue;
		at = next_macro(at);
		demand_macro(at, t, r, 0);
		if (r->first == r->last)
			continue;
		at = next_macro(at);
		demand_macro(at, t, r, 1);
	}
	target_demand(at != NULL && next_macro(at) == NULL,
	    "there are more macros than rows");
}
