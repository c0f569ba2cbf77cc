/* SPDX-License-Identifier: MIT */
/* Lists of ids and references: one writer and one reader. */
#include <errno.h>
#include <string.h>

#include "list.h"

static const char special[] = ";#|\\";

const char list_person[] = "person";

const char *
list_type(const char *s, size_t n)
{
	static const char *const types[] = {
	    list_person, "rfc", "draft", "uri", "text", "note", "registry"};
	size_t i;

	for (i = 0; i < sizeof(types) / sizeof(types[0]); i++)
		if (strlen(types[i]) == n && memcmp(types[i], s, n) == 0)
			return types[i];
	return NULL;
}

static void
add_escaped(struct buffer *b, const char *s)
{
	for (;;) {
		size_t n = strcspn(s, special);

		buffer_add(b, s, n);
		if (s[n] == '\0')
			return;
		buffer_put(b, '\\');
		buffer_put(b, s[n]);
		s += n + 1;
	}
}

static void
add_part(struct buffer *b, char mark, const char *s)
{
	if (s == NULL)
		return;
	buffer_put(b, mark);
	add_escaped(b, s);
}

static void
separate(struct buffer *b)
{
	if (b->len > 0)
		buffer_puts(b, "; ");
}

void
list_add_id(struct buffer *b, const char *id)
{
	separate(b);
	add_escaped(b, id);
}

void
list_add_reference(struct buffer *b, const char *type, const char *data,
    const char *section, const char *text)
{
	separate(b);
	buffer_puts(b, type);
	add_part(b, ':', data == NULL ? "" : data);
	add_part(b, '#', section);
	add_part(b, '|', text);
}

/*
 * Copy up to the next of marks that is not escaped, or the end of the item,
 * and a NUL.  Returns the mark, ';' or '\0' at the end, or -1.
 */
static int
copy_part(struct list_reader *l, const char *marks)
{
	for (;;) {
		size_t n = strcspn(l->at, special);
		const char *colon = memchr(l->at, ':', n);

		if (strchr(marks, ':') != NULL && colon != NULL)
			n = (size_t)(colon - l->at);
		buffer_add(&l->item, l->at, n);
		l->at += n;
		if (*l->at != '\\')
			break;
		if (l->at[1] == '\0' || strchr(special, l->at[1]) == NULL)
			return -1;
		buffer_put(&l->item, l->at[1]);
		l->at += 2;
	}
	buffer_put(&l->item, '\0');
	if (*l->at == '\0' || *l->at == ';' || strchr(marks, *l->at) != NULL)
		return *l->at;
	return -1;
}

/* Step over the separator.  Returns 1, or -1 if it is malformed. */
static int
finish(struct list_reader *l, int mark)
{
	if (mark == ';') {
		if (l->at[1] != ' ' || l->at[2] == '\0')
			return -1;
		l->at += 2;
	}
	return mark == -1 ? -1 : 1;
}

static int
check(struct list_reader *l, int result)
{
	if (l->item.failed)
		return -1;
	if (result < 0)
		errno = EINVAL;
	return result;
}

int
list_next_id(struct list_reader *l, const char **id)
{
	int result;

	if (*l->at == '\0')
		return 0;
	l->item.len = 0;
	result = finish(l, copy_part(l, ""));
	/* Without memory, there may be no string. */
	if (l->item.failed)
		return -1;
	*id = l->item.data;
	return check(l, result > 0 && **id == '\0' ? -1 : result);
}

/* A type is a word, in which nothing needs to be escaped. */
static int
is_type(const char *s)
{
	return *s != '\0' && s[strspn(s, "abcdefghijklmnopqrstuvwxyz")] == '\0';
}

int
list_next_reference(struct list_reader *l, struct reference *r)
{
	size_t data = 0, section = 0, text = 0;
	int mark;

	if (*l->at == '\0')
		return 0;
	l->item.len = 0;
	mark = copy_part(l, ":");
	if (mark != ':' || l->item.failed || !is_type(l->item.data))
		return check(l, -1);
	l->at++;
	data = l->item.len;
	mark = copy_part(l, "#|");
	if (mark == '#') {
		l->at++;
		section = l->item.len;
		mark = copy_part(l, "|");
	}
	if (mark == '|') {
		l->at++;
		text = l->item.len;
		mark = copy_part(l, "");
	}
	if (finish(l, mark) < 0 || l->item.failed)
		return check(l, -1);
	r->type = l->item.data;
	r->data = l->item.data[data] == '\0' ? NULL : l->item.data + data;
	r->section = section == 0 ? NULL : l->item.data + section;
	r->text = text == 0 ? NULL : l->item.data + text;
	return 1;
}

void
list_free(struct list_reader *l)
{
	buffer_free(&l->item);
}
