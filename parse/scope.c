/* SPDX-License-Identifier: MIT */
/*
 * The scope machine: each element must have a rule for where it stands, and
 * each attribute must be named there.  Nothing is skipped silently.
 */
#include <string.h>

#include "scope.h"

#define REFERENCE "type data section"

/* What may stand outside a record, in every registry. */
static const struct rule common[] = {
    {PLACE_DOCUMENT, "registry", PLACE_REGISTRY, 0, "id", 0},
    {PLACE_REGISTRY, "record", PLACE_RECORD, 0, "date updated", 1},
    {PLACE_REGISTRY, "title", PLACE_TITLE, 0, "", 0},
    {PLACE_REGISTRY, "category", PLACE_REMARK, 0, "", 0},
    {PLACE_REGISTRY, "updated", PLACE_UPDATED, 0, "", 0},
    {PLACE_REGISTRY, "xref", PLACE_REMARK, 0, REFERENCE, 1},
    {PLACE_REGISTRY, "registration_rule", PLACE_REMARK, 0, "", 0},
    {PLACE_REGISTRY, "expert", PLACE_REMARK, 0, "", 0},
    {PLACE_REGISTRY, "note", PLACE_REMARK, 0, "title", 1},
    {PLACE_REGISTRY, "footnote", PLACE_FOOTNOTE, 0, "anchor", 1},
    {PLACE_REGISTRY, "registry", PLACE_GROUP, 0, "id", 1},
    {PLACE_REGISTRY, "people", PLACE_PEOPLE, 0, "", 0},
    {PLACE_GROUP, "record", PLACE_RECORD, 0, "date updated", 1},
    {PLACE_GROUP, "title", PLACE_REMARK, 0, "", 0},
    {PLACE_GROUP, "xref", PLACE_REMARK, 0, REFERENCE, 1},
    {PLACE_GROUP, "registration_rule", PLACE_REMARK, 0, "", 0},
    {PLACE_GROUP, "expert", PLACE_REMARK, 0, "", 0},
    {PLACE_GROUP, "note", PLACE_REMARK, 0, "title", 1},
    {PLACE_GROUP, "footnote", PLACE_FOOTNOTE, 0, "anchor", 1},
    {PLACE_ASSIGNEE, "xref", PLACE_XREF, 0, REFERENCE, 0},
    {PLACE_PROSE, "xref", PLACE_MENTION, 0, REFERENCE, 1},
    {PLACE_PROSE, "br", PLACE_BREAK, 0, "", 1},
    {PLACE_PROSE, "paragraph", PLACE_PARAGRAPH, 0, "", 1},
    {PLACE_PARAGRAPH, "xref", PLACE_MENTION, 0, REFERENCE, 1},
    {PLACE_PARAGRAPH, "br", PLACE_BREAK, 0, "", 1},
    {PLACE_FOOTNOTE, "xref", PLACE_MENTION, 0, REFERENCE, 1},
    {PLACE_FOOTNOTE, "br", PLACE_BREAK, 0, "", 1},
    {PLACE_REMARK, "xref", PLACE_REMARK, 0, REFERENCE, 1},
    {PLACE_REMARK, "br", PLACE_REMARK, 0, "", 1},
    {PLACE_REMARK, "paragraph", PLACE_REMARK, 0, "", 1},
    {PLACE_PEOPLE, "person", PLACE_PERSON, 0, "id", 1},
    {PLACE_PERSON, "name", PLACE_FIELD, COLUMN_DESCRIPTION, "", 0},
    {PLACE_PERSON, "org", PLACE_FIELD, COLUMN_NOTE, "", 0},
    {PLACE_PERSON, "uri", PLACE_URI, 0, "", 1},
    {PLACE_PERSON, "updated", PLACE_FIELD, COLUMN_MODIFIED, "", 0},
};

static const size_t n_common = sizeof(common) / sizeof(common[0]);

size_t
scope_line(const struct parse *p)
{
	return p->frames[p->depth].line;
}

int
place_collects(enum place place)
{
	switch (place) {
	case PLACE_FIELD:
	case PLACE_PROSE:
	case PLACE_NUMBER:
	case PLACE_PARAGRAPH:
	case PLACE_TITLE:
	case PLACE_UPDATED:
	case PLACE_FOOTNOTE:
	case PLACE_URI:
		return 1;
	default:
		return 0;
	}
}

/* The rule for an element inside a place; *bit is its own among them. */
static const struct rule *
find_rule(
    const struct parse *p, enum place inside, const char *name, unsigned *bit)
{
	const struct rule *rules = common;
	size_t n = n_common, i;

	if (inside == PLACE_RECORD) {
		rules = p->mapper->rules;
		n = p->mapper->n_rules;
	}
	for (*bit = 0, i = 0; i < n; i++) {
		if (rules[i].inside != inside)
			continue;
		if (strcmp(rules[i].name, name) == 0)
			return &rules[i];
		++*bit;
	}
	return NULL;
}

/* Whether the word is one of list, "a b c". */
static int
has_word(const char *list, const char *word)
{
	size_t n = strlen(word);

	for (;;) {
		size_t len = strcspn(list, " ");

		if (len == n && memcmp(list, word, n) == 0)
			return 1;
		if (list[len] == '\0')
			return 0;
		list += len + 1;
	}
}

static void
check_attributes(struct parse *p, const struct rule *rule)
{
	struct xml_attribute a;
	size_t i;

	for (i = 0; xml_attribute(p->xml, i, &a); i++)
		if (!has_word(rule->attributes, a.name))
			diag_error(p->diag, xml_line(p->xml), a.name,
			    "unknown attribute of <%s>", rule->name);
}

/* Enter an element that has no rule; all inside it is passed over. */
static void
skip(struct parse *p, const char *name, const char *why)
{
	diag_error(p->diag, xml_line(p->xml), name, "%s", why);
	p->skipped = 1;
	if (p->depth == 0)
		xml_stop(p->xml);
}

static void
on_start(void *data, struct xml *xml, const char *name, int known_space)
{
	struct parse *p = data;
	struct frame *around = &p->frames[p->depth];
	struct frame *frame = around + 1;
	const struct rule *rule;
	unsigned bit;

	p->xml = xml;
	if (p->skipped > 0) {
		p->skipped++;
		return;
	}
	rule = find_rule(p, around->place, name, &bit);
	if (!known_space)
		skip(p, name, "element of another namespace");
	else if (rule == NULL)
		skip(p, name, "unknown element");
	else if (!rule->many && (around->seen & 1UL << bit) != 0)
		skip(p, name, "second element of its kind");
	else if (p->depth + 1 == MOST_DEPTH)
		skip(p, name, "nested too deeply");
	if (p->skipped > 0)
		return;
	check_attributes(p, rule);
	around->seen |= 1UL << bit;
	frame->place = rule->place;
	frame->rule = rule;
	frame->seen = 0;
	frame->line = xml_line(xml);
	p->depth++;
	parse_begin(p, frame);
}

static void
on_end(void *data, struct xml *xml)
{
	struct parse *p = data;

	p->xml = xml;
	if (p->skipped > 0) {
		p->skipped--;
		return;
	}
	parse_end(p, &p->frames[p->depth]);
	p->depth--;
}

static void
on_text(void *data, struct xml *xml, const char *s, size_t n)
{
	struct parse *p = data;
	enum place place = p->frames[p->depth].place;
	size_t i;

	if (p->skipped > 0 || place == PLACE_REMARK)
		return;
	if (place_collects(place)) {
		buffer_add(&p->text, s, n);
	} else if (place == PLACE_XREF || place == PLACE_MENTION) {
		buffer_add(&p->xref.text, s, n);
	} else {
		for (i = 0; i < n && strchr(" \t\r\n", s[i]) != NULL; i++)
			continue;
		if (i < n)
			diag_error(p->diag, xml_line(xml), NULL,
			    "text where only elements may stand");
	}
}

static int
on_odd(void *data)
{
	struct parse *p = data;
	enum place place = p->frames[p->depth].place;

	return place_collects(place) || place == PLACE_XREF ||
	       place == PLACE_MENTION;
}

const struct xml_handler scope_handler = {
    NULL, on_start, on_end, on_text, on_odd};
