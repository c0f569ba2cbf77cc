
/* Whether a name of the tables is that of n bytes, none of which is 0. */
IANA_SELDOM int
iana_is_long(const unsigned char *t, const unsigned char *s, size_t n)
{
	size_t i = 0;

	while (i < n && s[i] == t[i] && s[i] != 0)
		i++;
	return i == n && t[n] == 0;
}

/*
 * Whether the words of a name of the tables are those of n bytes, and it ends
 * there.  Its tag told that its length is the same in 4 bits; so a byte that
 * is 0 is no end of it, and a name can only be longer if there are long ones.
 */
static inline int
iana_ends(
    const unsigned char *t, size_t n, struct iana_words v, struct iana_words w)
{
	if (IANA_LONGEST > IANA_WORDS && t[n] != 0)
		return 0;
	return ((v.head ^ w.head) | (v.tail ^ w.tail)) == 0;
}

/* Whether a name of the tables is that of n bytes, with these words. */
IANA_SELDOM int
iana_is(const char *name, const unsigned char *s, size_t n, struct iana_words w)
{
	const unsigned char *t = (const unsigned char *)name;

	if (n > IANA_WORDS)
		return iana_is_long(t, s, n);
	/* There are as many bytes after all names as may be read here. */
	return iana_ends(t, n, iana_take(t, n), w);
}

static int
iana_lower(int c)
{
	return c >= 0x41 && c <= 0x5a ? c | 0x20 : c;
}

/* The same without regard to case. */
IANA_SELDOM int
iana_is_like(const char *name, const unsigned char *s, size_t n)
{
	const unsigned char *t = (const unsigned char *)name;
	size_t i = 0;

	while (i < n && s[i] != 0 && iana_lower(s[i]) == iana_lower(t[i]))
		i++;
	return i == n && t[n] == 0;
}

/* The slot of a name, or IANA_SLOTS if it has the tag of another one. */
static inline uint32_t
iana_slot_of(struct iana_words w, size_t n)
{
	uint64_t h = iana_hash(w, n, IANA_SALT);
	uint32_t seed = iana_tables.seeds[iana_bucket(h, IANA_SEEDS)];
	uint32_t slot = iana_slot(h, seed, IANA_SLOTS);

	return (iana_tables.rows[slot].tag & IANA_TAG) == iana_tag(h, n)
		   ? slot
		   : IANA_SLOTS;
}

/* What is looked for among the rows of a slot. */
struct iana_query {
	const unsigned char *name;
	size_t n;
	struct iana_words words;
	int compare;
};

/* The protocols over which a row has the name, or 0. */
IANA_SELDOM uint32_t
iana_protocols(const struct iana_query *q, uint32_t row)
{
	const struct iana_row *r = &iana_tables.rows[row];
	const char *name = iana_row_name(r);

	if (q->compare == IANA_EXACT ? !iana_is(name, q->name, q->n, q->words)
				     : !iana_is_like(name, q->name, q->n))
		return 0;
	return r->how & IANA_PROTOCOLS;
}

/* The row after one in its list; 0 at the end. */
static uint32_t
iana_list_next(uint32_t row)
{
	if ((iana_tables.rows[row].tag & IANA_END) != 0)
		return 0;
	return row + (iana_kind(row) == IANA_AT_RANGE ? 2 : 1);
}

/* The row of the entry that a row is for. */
static uint32_t
iana_target(uint32_t row)
{
	return iana_kind(row) == IANA_ALIAS ? iana_tables.rows[row].value : row;
}

/* The first entry of a list after one that is there, or at all after 0. */
IANA_SELDOM uint32_t
iana_search(
    const struct iana_query *q, uint32_t row, int protocol, uint32_t after)
{
	uint32_t target, protocols, entry;

	while (row != 0) {
		/* Rows for one entry are neighbours. */
		target = iana_target(row);
		protocols = iana_protocols(q, row);
		while ((row = iana_list_next(row)) != 0 &&
		       iana_target(row) == target)
			protocols |= iana_protocols(q, row);
		if (after != 0 && (after >> 3) - 1 != target)
			continue;
		if (after != 0)
			protocols &= UINT32_C(0x1e) << (after & 7);
		after = 0;
		entry = iana_entry(target, protocols, protocol);
		if (entry != 0)
			return entry;
	}
	return 0;
}

IANA_SERVICES_API uint32_t
iana_find(const char *name, size_t n, int protocol, int compare, uint32_t entry)
{
	struct iana_query q;
	uint32_t row;

	if (name == NULL || n == 0 || n > IANA_LONGEST)
		return 0;
	if (entry != 0 && iana_row_of(entry) == NULL)
		return 0;
	q.name = (const unsigned char *)name;
	q.n = n;
	q.words = iana_take(q.name, n);
	q.compare = compare;
	row = iana_slot_of(q.words, n);
	if (row == IANA_SLOTS)
		return 0;
	if (iana_kind(row) == IANA_LIST)
		return iana_search(
		    &q, iana_tables.rows[row].value, protocol, entry);
	/* A row of 0 is none, but here it can be one. */
	if (entry != 0 && (entry >> 3) - 1 != iana_target(row))
		return 0;
	return iana_entry(iana_target(row),
	    iana_protocols(&q, row) &
		(entry == 0 ? UINT32_C(0x1f) : UINT32_C(0x1e) << (entry & 7)),
	    protocol);
}

/* What nearly all look-ups need is here; iana_find does the rest. */
IANA_SERVICES_API uint32_t
iana_by_name_n(const char *name, size_t n, int protocol)
{
	const unsigned char *s = (const unsigned char *)name, *t;
	uint32_t row, how, over = (uint32_t)protocol;
	struct iana_words w;

	if (!IANA_LIKELY(name != NULL) || !IANA_LIKELY(n - 1 < IANA_LONGEST))
		return 0;
	if (IANA_LONGEST > IANA_WORDS && !IANA_LIKELY(n <= IANA_WORDS))
		return iana_find(name, n, protocol, IANA_EXACT, 0);
	w = iana_take(s, n);
	row = iana_slot_of(w, n);
	if (row == IANA_SLOTS)
		return 0;
	how = iana_tables.rows[row].how;
	if (!IANA_LIKELY(how < IANA_AT_RANGE << IANA_KIND_SHIFT))
		return iana_find(name, n, protocol, IANA_EXACT, 0);
	t = (const unsigned char *)iana_row_name(&iana_tables.rows[row]);
	if (!IANA_LIKELY(iana_ends(t, n, iana_take(t, n), w)))
		return 0;
	if (!IANA_LIKELY(how < IANA_ALIAS << IANA_KIND_SHIFT))
		row = iana_tables.rows[row].value;
	if (IANA_LIKELY(over < IANA_ANY_PROTOCOL) &&
	    IANA_LIKELY(how >> over & 1))
		return (row + 1) << 3 | over;
	return iana_entry_any(row, how, protocol);
}

IANA_SERVICES_API uint32_t
iana_by_name(const char *name, int protocol)
{
	size_t n = 0;

	if (name == NULL)
		return 0;
#if defined(__GNUC__) && __STDC_HOSTED__
	/* Nothing but faster. */
	n = __builtin_strlen(name);
#else
	while (n <= IANA_LONGEST && name[n] != '\0')
		n++;
#endif
	return iana_by_name_n(name, n, protocol);
}
