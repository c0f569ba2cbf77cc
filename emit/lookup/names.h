
/*
 * Whether a name of the tables is that of n bytes, at least 4.  Its tag told
 * that its length is the same in 4 bits; so a byte that is 0 is no end of it,
 * and a name can only be longer if there are long ones.  As many bytes as are
 * read here follow all names.
 */
static inline int
iana_is(const unsigned char *t, const unsigned char *s, size_t n)
{
	size_t second = iana_second(n), third = iana_third(n);

	if (IANA_LONGEST > IANA_WORDS && t[n] != 0)
		return 0;
	return ((iana_load4(s) ^ iana_load4(t)) |
		   (iana_load4(s + second) ^ iana_load4(t + second)) |
		   (iana_load4(s + third) ^ iana_load4(t + third)) |
		   (iana_load4(s + n - 4) ^ iana_load4(t + n - 4))) == 0;
}

/* The same of any name, with or without regard to case. */
IANA_SELDOM int
iana_is_like(const char *t, const char *s, size_t n, int compare)
{
	size_t i;
	int fold;

	for (i = 0; i < n && s[i] != 0; i++) {
		fold = s[i] | 0x20;
		if (s[i] != t[i] &&
		    (compare == IANA_EXACT || fold != (t[i] | 0x20) ||
			fold < 0x61 || fold > 0x7a))
			return 0;
	}
	return i == n && t[n] == 0;
}

/* The slot of a hash. */
static inline uint32_t
iana_slot_of(uint64_t h)
{
	return iana_slot(
	    h, IANA_GET(seeds, iana_bucket(h, IANA_SEEDS)), IANA_SLOTS);
}

/* The row after one in its list; 0 at the end. */
static uint32_t
iana_list_next(uint32_t row)
{
	if ((iana_marks(row) >> 8 & IANA_END) != 0)
		return 0;
	return row + (iana_kind(row) == IANA_AT_RANGE ? 2 : 1);
}

/* The row of the entry that a row is for. */
static uint32_t
iana_target(uint32_t row)
{
	return iana_kind(row) == IANA_ALIAS ? iana_value(row) : row;
}

IANA_SERVICES_API uint32_t
iana_find(const char *name, size_t n, int protocol, int compare, uint32_t entry)
{
	uint32_t row, next, target, found, protocols = 0, after = entry;
	unsigned char copy[4];
	uint64_t h;
	int is_list;

	if (name == NULL || n - 1 >= IANA_LONGEST ||
	    (entry != 0 && iana_row_of(entry) == IANA_ROWS - 1))
		return 0;
	h = n < 4 ? iana_hash(iana_extend((const unsigned char *)name, n, copy),
			4, IANA_SALT)
		  : iana_hash((const unsigned char *)name, n, IANA_SALT);
	row = iana_slot_of(h);
	if ((iana_marks(row) >> 8 & IANA_TAG) != iana_tag(h, n))
		return 0;
	is_list = iana_kind(row) == IANA_LIST;
	for (next = is_list ? iana_value(row) : row;;) {
		row = next;
		next = is_list ? iana_list_next(row) : 0;
		target = iana_target(row);
		if (iana_is_like(iana_row_name(row), name, n, compare))
			protocols |= iana_how(row);
		/* Rows for one entry are neighbours. */
		if (next != 0 && iana_target(next) == target)
			continue;
		if (after == 0 || (after >> 3) - 1 == target) {
			if (after != 0)
				protocols &= UINT32_C(0x1e) << (after & 7);
			after = 0;
			found = iana_entry(target, protocols, protocol);
			if (found != 0)
				return found;
		}
		protocols = 0;
		if (next == 0)
			return 0;
	}
}

/* What nearly all look-ups need is here; iana_find does the rest. */
IANA_SERVICES_API uint32_t
iana_by_name_n(const char *name, size_t n, int protocol)
{
	const unsigned char *s = (const unsigned char *)name;
	unsigned char copy[4];
	uint32_t row, marks, over = (uint32_t)protocol;
	size_t m = n;
	uint64_t h;

	if (!IANA_LIKELY(name != NULL) || !IANA_LIKELY(n - 1 < IANA_LONGEST))
		return 0;
	if (!IANA_LIKELY(n >= 4)) {
		s = iana_extend(s, n, copy);
		m = 4;
	}
	h = iana_hash(s, m, IANA_SALT);
	row = iana_slot_of(h);
	marks = iana_marks(row);
	if (((marks >> 8 ^ iana_tag(h, n)) & IANA_TAG) != 0)
		return 0;
	if (!IANA_LIKELY((marks & 0xff) < IANA_ALIAS << IANA_KIND_SHIFT) &&
	    iana_kind(row) == IANA_LIST) {
		row = iana_value(row);
		marks = iana_marks(row);
	}
	if (IANA_LIKELY(over < IANA_ANY_PROTOCOL) &&
	    IANA_LIKELY(marks >> over & 1) &&
	    (IANA_LONGEST <= IANA_WORDS || IANA_LIKELY(n <= IANA_WORDS)) &&
	    IANA_LIKELY(
		iana_is((const unsigned char *)iana_row_name(row), s, m))) {
		if (!IANA_LIKELY(
			(marks & 0xff) < IANA_ALIAS << IANA_KIND_SHIFT))
			row = iana_target(row);
		return (row + 1) << 3 | over;
	}
	return iana_find(name, n, protocol, IANA_EXACT, 0);
}
