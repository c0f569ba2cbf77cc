/*
 * The tables: what they hold, and how a name is found in them.  The emitter
 * that fills them is compiled with these lines too.
 */
#include <stddef.h>
#include <stdint.h>

/*
 * A name starts at one of IANA_SLOTS rows, by its hash, and a port at the row
 * that iana_ports has for it.  The rows after the slots are what did not fit:
 * lists, and ports with several entries.  The last row is nobody's.
 */
enum {
	IANA_AT_PORT,  /* an entry with one port, which is its value */
	IANA_AT_NONE,  /* an entry without a port */
	IANA_ALIAS,    /* an alias of the entry in the row that is its value */
	IANA_AT_RANGE, /* an entry with the ports from its value to the next's
			*/
	IANA_LIST,     /* of names: see the rows from the one of its value on */
	IANA_SHARED,   /* a port: see iana_tables.shared from its name on */
	IANA_TAIL,     /* the last port of the range before it */

	IANA_KIND_SHIFT = 5,   /* how: one bit a protocol, and the kind */
	IANA_PROTOCOLS = 0x1f, /* these bits */
	IANA_TAG = 0x7f, /* tag: what iana_tag says of the name, in a slot */
	IANA_END = 0x01, /* tag: the list ends here, after the slots */
	IANA_FAR = 0x80, /* tag: 64 KiB are to be added to the name */
	IANA_PAGE_SHIFT = 5,   /* a page is 32 ports */
	IANA_PAGE_MASK = 0x1f, /* the port within its page */
	IANA_PROTOCOL = 0x07,  /* share: the protocol of an entry at a port */
	IANA_CONTINUED = 0x40, /* share: of a range that began before */
	IANA_SHARE_END = 0x80, /* share: the last one of the port */
	IANA_WORDS = 16	       /* bytes of a name that are read at once */
};

/*
 * What is so nearly always, and functions that are seldom called, are told to
 * compilers that take it; with others, code is a bit slower.
 */
#ifdef __GNUC__
#define IANA_LIKELY(x) __builtin_expect((x) != 0, 1)
#define IANA_SELDOM    static __attribute__((cold, noinline))
#else
#define IANA_LIKELY(x) (x)
#define IANA_SELDOM    static
#endif

/* A description that is not an offset but where one a protocol stands. */
#define IANA_VARIOUS UINT32_C(0x80000000)

/* Of up to IANA_WORDS bytes, all; of more, the first and the last ones. */
struct iana_words {
	uint64_t head, tail;
};

/* Blanks where there are no bytes; with them, letters lose their case. */
#define IANA_BLANKS UINT64_C(0x2020202020202020)

static inline uint64_t
iana_load4(const unsigned char *s)
{
	return (uint64_t)s[0] | (uint64_t)s[1] << 8 | (uint64_t)s[2] << 16 |
	       (uint64_t)s[3] << 24;
}

/*
 * The words of n bytes, which is not 0.  Quarters of them overlap in names of
 * less than 16; so there is no branch on most lengths.
 */
static inline struct iana_words
iana_take(const unsigned char *s, size_t n)
{
	struct iana_words w;
	size_t second, third;

	if (!IANA_LIKELY(n >= 4)) {
		w.head = (IANA_BLANKS & ~UINT64_C(0xffffff)) | s[0] |
			 (uint64_t)s[n >> 1] << 8 | (uint64_t)s[n - 1] << 16;
		w.tail = IANA_BLANKS;
		return w;
	}
	second = n < 8 ? n - 4 : 4;
	third = n < 8 ? 0 : n - 8;
	w.head = iana_load4(s) | iana_load4(s + second) << 32;
	w.tail = iana_load4(s + third) | iana_load4(s + n - 4) << 32;
	return w;
}

/*
 * The hash of a name of n bytes, whatever the case of its letters.  The salt
 * is odd; it changes which names have equal hashes, if any.
 */
static inline uint64_t
iana_hash(struct iana_words w, size_t n, uint64_t salt)
{
	uint64_t h = (w.head | IANA_BLANKS) * salt +
		     (w.tail | IANA_BLANKS) * UINT64_C(0xd6e8feb86659fd93) +
		     n * (salt >> 1);

	return h ^ h >> 32;
}

/* The tag of a name: its length, of which 4 bits are kept, and some hash. */
static inline uint32_t
iana_tag(uint64_t h, size_t n)
{
	return (uint32_t)(h >> 32 & 0x70) | (uint32_t)(n & 0x0f);
}

/* A 32-bit number, scaled down to one below n. */
static inline uint32_t
iana_scale(uint32_t x, uint32_t n)
{
	return (uint32_t)((uint64_t)x * n >> 32);
}

/* Where in n seeds that of a hash is, and to which of n slots it sends it. */
static inline uint32_t
iana_bucket(uint64_t h, uint32_t n)
{
	return iana_scale((uint32_t)(h >> 32), n);
}

static inline uint32_t
iana_slot(uint64_t h, uint32_t seed, uint32_t n)
{
	return iana_scale((uint32_t)h + seed * (uint32_t)(h >> 32), n);
}
