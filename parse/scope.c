/* SPDX-License-Identifier: MIT */
/*
 * The scope machine: each element must have a rule for where it stands, and
 * each attribute must be named there.  Nothing is skipped silently.
 */
#include <string.h>

#include "normalise.h"
#include "scope.h"

/*
 * What may stand outside a record, in every registry.  The rules for what
 * stands inside one place follow each other.
 */
static const struct rule common[] = {
    {PLACE_DOCUMENT, "registry", PLACE_REGISTRY, 0, ATTRIBUTE_ID, 0},
    {PLACE_REGISTRY, "record", PLACE_RECORD, 0,
	ATTRIBUTE_DATE | ATTRIBUTE_UPDATED, 1},
    {PLACE_REGISTRY, "title", PLACE_TITLE, 0, 0, 0},
    {PLACE_REGISTRY, "category", PLACE_REMARK, 0, 0, 0},
    {PLACE_REGISTRY, "updated", PLACE_UPDATED, 0, 0, 0},
    {PLACE_REGISTRY, "xref", PLACE_REMARK, 0, REFERENCE, 1},
    {PLACE_REGISTRY, "registration_rule", PLACE_REMARK, 0, 0, 0},
    {PLACE_REGISTRY, "expert", PLACE_REMARK, 0, 0, 0},
    {PLACE_REGISTRY, "note", PLACE_REMARK, 0, ATTRIBUTE_TITLE, 1},
    {PLACE_REGISTRY, "footnote", PLACE_FOOTNOTE, 0, ATTRIBUTE_ANCHOR, 1},
    {PLACE_REGISTRY, "registry", PLACE_GROUP, 0, ATTRIBUTE_ID, 1},
    {PLACE_REGISTRY, "people", PLACE_PEOPLE, 0, 0, 0},
    {PLACE_GROUP, "record", PLACE_RECORD, 0, ATTRIBUTE_DATE | ATTRIBUTE_UPDATED,
	1},
    {PLACE_GROUP, "title", PLACE_REMARK, 0, 0, 0},
    {PLACE_GROUP, "xref", PLACE_REMARK, 0, REFERENCE, 1},
    {PLACE_GROUP, "registration_rule", PLACE_REMARK, 0, 0, 0},
    {PLACE_GROUP, "expert", PLACE_REMARK, 0, 0, 0},
    {PLACE_GROUP, "note", PLACE_REMARK, 0, ATTRIBUTE_TITLE, 1},
    {PLACE_GROUP, "footnote", PLACE_FOOTNOTE, 0, ATTRIBUTE_ANCHOR, 1},
    {PLACE_ASSIGNEE, "xref", PLACE_XREF, 0, REFERENCE, 0},
    {PLACE_PROSE, "xref", PLACE_MENTION, 0, REFERENCE, 1},
    {PLACE_PROSE, "br", PLACE_BREAK, 0, 0, 1},
    {PLACE_PROSE, "paragraph", PLACE_PARAGRAPH, 0, 0, 1},
    {PLACE_PARAGRAPH, "xref", PLACE_MENTION, 0, REFERENCE, 1},
    {PLACE_PARAGRAPH, "br", PLACE_BREAK, 0, 0, 1},
    {PLACE_FOOTNOTE, "xref", PLACE_MENTION, 0, REFERENCE, 1},
    {PLACE_FOOTNOTE, "br", PLACE_BREAK, 0, 0, 1},
    {PLACE_REMARK, "xref", PLACE_REMARK, 0, REFERENCE, 1},
    {PLACE_REMARK, "br", PLACE_REMARK, 0, 0, 1},
    {PLACE_REMARK, "paragraph", PLACE_REMARK, 0, 0, 1},
    {PLACE_PEOPLE, "person", PLACE_PERSON, 0, ATTRIBUTE_ID, 1},
    {PLACE_PERSON, "name", PLACE_FIELD, COLUMN_DESCRIPTION, 0, 0},
    {PLACE_PERSON, "org", PLACE_FIELD, COLUMN_NOTE, 0, 0},
    {PLACE_PERSON, "uri", PLACE_URI, 0, 0, 1},
    {PLACE_PERSON, "updated", PLACE_FIELD, COLUMN_MODIFIED, 0, 0},
};

/* In the order of their bits. */
static const char *const attribute_names[N_ATTRIBUTES] = {
    "data", "type", "section", "id", "date", "updated", "anchor", "title"};

static const size_t n_common = sizeof(common) / sizeof(common[0]);

void
scope_start(struct parse *p)
{
	const struct rule *rule;
	int place;

	p->frame = p->frames;
	for (place = 0; place < PLACE_COUNT; place++)
		p->spans[place].first = p->spans[place].end = common;
	for (rule = common; rule < common + n_common; rule++) {
		struct span *span = &p->spans[rule->inside];

		if (span->first == span->end)
			span->first = rule;
		span->end = rule + 1;
	}
}

int
scope_failed(const struct parse *p)
{
	const struct buffer *const buffers[] = {&p->text, &p->assignee,
	    &p->contact, &p->reference, &p->title, &p->updated, &p->xref.data,
	    &p->xref.section, &p->xref.text, &p->aliases.keys, &p->people.ids,
	    &p->people.mentions, &p->projection.text};
	int failed = p->failed;
	size_t i;

	for (i = 0; i < sizeof(buffers) / sizeof(buffers[0]); i++)
		failed |= buffers[i]->failed;
	return failed;
}

/*
 * The rule for an element inside a place, by its number there; that of none
 * is the number of rules.  A name that was met before is known by its
 * address; see xml.h.
 */
static size_t
find_rule(struct span *span, const char *name)
{
	size_t i, n = (size_t)(span->end - span->first);

	for (i = 0; i < n; i++)
		if (span->names[i] == name)
			return i;
	for (i = 0; i < n; i++)
		if (strcmp(span->first[i].name, name) == 0) {
			span->names[i] = name;
			break;
		}
	return i;
}

/* The number of an attribute, found likewise, or N_ATTRIBUTES. */
static size_t
find_attribute(struct parse *p, const char *name)
{
	size_t i;

	for (i = 0; i < N_ATTRIBUTES; i++)
		if (p->names[i] == name)
			return i;
	for (i = 0; i < N_ATTRIBUTES; i++)
		if (strcmp(attribute_names[i], name) == 0) {
			p->names[i] = name;
			break;
		}
	return i;
}

/* Take the attributes, each of which the rule must allow. */
static void
take_attributes(struct parse *p, const struct rule *rule, size_t n)
{
	struct xml_attribute a;
	size_t i, k;

	p->present = 0;
	for (i = 0; i < n; i++) {
		if (!xml_attribute(p->xml, i, &a))
			continue;
		k = find_attribute(p, a.name);
		if (k < N_ATTRIBUTES && (rule->attributes & 1 << k) != 0) {
			p->attributes[k] = a;
			p->present |= 1 << k;
			continue;
		}
		diag_error(p->diag, xml_line(p->xml), a.name,
		    "unknown attribute of <%s>", rule->name);
	}
}

/* Enter an element that may not stand there; all inside is passed over. */
static void
skip(struct parse *p, const char *name, const char *why)
{
	diag_error(p->diag, xml_line(p->xml), name, "%s", why);
	p->skipped = 1;
	if (p->frame == p->frames)
		xml_stop(p->xml);
}

/* Where the text of a place goes, or NULL. */
static struct buffer *
find_text(struct parse *p, enum place place)
{
	if (place_collects(place))
		return &p->text;
	if (place == PLACE_XREF || place == PLACE_MENTION)
		return &p->xref.text;
	return NULL;
}

static void
on_start(void *data, struct xml *xml, const char *name, int known_space,
    size_t n_attributes)
{
	struct parse *p = data;
	struct frame *around = p->frame, *frame = around + 1;
	struct span *span = &p->spans[around->place];
	const struct rule *rule;
	unsigned long bit;
	size_t i;

	p->xml = xml;
	if (p->skipped > 0) {
		p->skipped++;
		return;
	}
	i = find_rule(span, name);
	rule = span->first + i;
	bit = 1UL << i;
	if (!known_space)
		skip(p, name, "element of another namespace");
	else if (rule == span->end)
		skip(p, name, "unknown element");
	else if (!rule->many && (around->seen & bit) != 0)
		skip(p, name, "second element of its kind");
	else if (frame == p->frames + MOST_DEPTH)
		skip(p, name, "nested too deeply");
	if (p->skipped > 0)
		return;
	take_attributes(p, rule, n_attributes);
	around->seen |= bit;
	frame->place = rule->place;
	frame->rule = rule;
	frame->seen = 0;
	frame->line = xml_line(xml);
	frame->text = find_text(p, rule->place);
	p->frame = frame;
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
	parse_end(p, p->frame);
	p->frame--;
}

/* Whether text is only blanks; nearly always, it indents a line. */
static int
is_indent(const char *s, size_t n)
{
	size_t i;

	/* Two comparisons of four bytes, which may overlap. */
	if (n >= 4 && n <= 8 && memcmp(s, "\n   ", 4) == 0 &&
	    memcmp(s + n - 4, "    ", 4) == 0)
		return 1;
	for (i = 0; i < n && is_blank(s[i]); i++)
		continue;
	return i == n;
}

static void
on_text(void *data, struct xml *xml, const char *s, size_t n)
{
	struct parse *p = data;
	const struct frame *frame = p->frame;

	if (p->skipped > 0 || frame->place == PLACE_REMARK)
		return;
	if (frame->text != NULL)
		buffer_add(frame->text, s, n);
	else if (!is_indent(s, n))
		diag_error(p->diag, xml_line(xml), NULL,
		    "text where only elements may stand");
}

static int
on_odd(void *data)
{
	struct parse *p = data;

	return p->frame->text != NULL;
}

const struct xml_handler scope_handler = {
    NULL, on_start, on_end, on_text, on_odd};
