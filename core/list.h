/* SPDX-License-Identifier: MIT */
/*
 * The syntax of lists in a snapshot.
 *
 *	ids        = id *( "; " id )
 *	references = reference *( "; " reference )
 *	reference  = type ":" [data] ["#" section] ["|" text]
 *
 * A backslash before ";", "#", "|" or "\" makes it an ordinary character.
 * Nothing else is escaped, so the syntax is lossless.
 */
#ifndef LIST_H
#define LIST_H

#include "buffer.h"

/*
 * The type of reference that IANA spells with the n bytes at s, or NULL.  A
 * type is one constant string, so those that list_type returns are equal if
 * their addresses are.
 */
const char *list_type(const char *s, size_t n);

/* The type of a reference to a person, in the same sense. */
extern const char list_person[];

/* Append an id to a list of ids. */
void list_add_id(struct buffer *, const char *id);

/* Append a reference; data, section and text may be NULL. */
void list_add_reference(struct buffer *, const char *type, const char *data,
    const char *section, const char *text);

/* One item of a list; the strings are the reader's. */
struct reference {
	const char *type;
	const char *data;    /* or NULL */
	const char *section; /* or NULL */
	const char *text;    /* or NULL */
};

/* Zero-initialise it, set at to the list, and call list_free at the end. */
struct list_reader {
	const char *at; /* the rest of the list */
	struct buffer item;
};

/*
 * Read the next id, or reference.  Returns 1, 0 at the end of the list, or -1
 * if the list does not follow the syntax or memory ran out (errno is then
 * ENOMEM, else EINVAL).
 */
int list_next_id(struct list_reader *, const char **id);
int list_next_reference(struct list_reader *, struct reference *);

void list_free(struct list_reader *);

/* Whether a list of ids that is not empty is one id as it is. */
static inline int
list_is_id(const char *ids)
{
	return strpbrk(ids, ";#|\\") == NULL;
}

#endif
