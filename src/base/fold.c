#include "base/fold.h"

#include <stdint.h>
#include <string.h>

/* Half-width katakana U+FF66..U+FF9D to full width (Unicode, Halfwidth and Fullwidth Forms). */
static const uint16_t half_kana[] = {
	0x30f2, 0x30a1, 0x30a3, 0x30a5, 0x30a7, 0x30a9, 0x30e3, 0x30e5, 0x30e7, 0x30c3, 0x30fc, 0x30a2,
	0x30a4, 0x30a6, 0x30a8, 0x30aa, 0x30ab, 0x30ad, 0x30af, 0x30b1, 0x30b3, 0x30b5, 0x30b7, 0x30b9,
	0x30bb, 0x30bd, 0x30bf, 0x30c1, 0x30c4, 0x30c6, 0x30c8, 0x30ca, 0x30cb, 0x30cc, 0x30cd, 0x30ce,
	0x30cf, 0x30d2, 0x30d5, 0x30d8, 0x30db, 0x30de, 0x30df, 0x30e0, 0x30e1, 0x30e2, 0x30e4, 0x30e6,
	0x30e8, 0x30e9, 0x30ea, 0x30eb, 0x30ec, 0x30ed, 0x30ef, 0x30f3};

enum { LONG_VOWEL = 0x30fc, VOICED = 0x3099, HALF_VOICED = 0x309a };

/* The next character, and how many bytes it takes; a byte that is none stands for itself. */
static uint32_t next(const unsigned char *s, size_t n, size_t *ret_bytes)
{
	unsigned lead = s[0];
	size_t more = lead < 0xc2 ? 0 : lead < 0xe0 ? 1 : lead < 0xf0 ? 2 : lead < 0xf5 ? 3 : 0;
	uint32_t c = more == 1 ? lead & 31 : more == 2 ? lead & 15 : more == 3 ? lead & 7 : lead;

	*ret_bytes = 1;
	if (more >= n)
		return lead;
	for (size_t i = 1; i <= more; i++) {
		if ((s[i] & 0xc0) != 0x80)
			return lead;
		c = c << 6 | (s[i] & 63);
	}
	*ret_bytes = more + 1;
	return c;
}

static uint32_t folded(uint32_t c)
{
	if (c >= 'A' && c <= 'Z')
		return c + 32;
	if (c < 0x80)
		return c == '\t' || c == '\n' ? ' ' : c;
	if (c >= 0xff01 && c <= 0xff5e)
		return folded(c - 0xff01 + '!');
	if (c >= 0xff66 && c <= 0xff9d)
		return half_kana[c - 0xff66];
	if (c == 0xff9e || c == 0x309b)
		return VOICED;
	if (c == 0xff9f || c == 0x309c)
		return HALF_VOICED;
	if (c >= 0x3041 && c <= 0x3096)
		return c + 0x60; /* hiragana */
	if (c == 0x3000 || c == 0xa0)
		return ' ';
	if ((c >= 0x2010 && c <= 0x2015) || c == 0x2212 || c == 0xff70)
		return c == 0xff70 ? LONG_VOWEL : '-';
	if ((c >= 0xc0 && c <= 0xde && c != 0xd7) || (c >= 0x391 && c <= 0x3a9) || (c >= 0x410 && c <= 0x42f))
		return c + 32;
	return c;
}

static bool is_katakana(uint32_t c) { return (c >= 0x30a1 && c <= 0x30fa) || c == LONG_VOWEL; }

/* ka and a voicing mark: ga. 0: they do not go together. */
static uint32_t voiced(uint32_t c, uint32_t mark)
{
	bool ha = c >= 0x30cf && c <= 0x30db && (c - 0x30cf) % 3 == 0;

	if (mark == HALF_VOICED)
		return ha ? c + 2 : 0;
	if (c == 0x30a6)
		return 0x30f4; /* vu */
	if (ha || (c >= 0x30ab && c <= 0x30c1 && (c & 1)) || c == 0x30c4 || c == 0x30c6 || c == 0x30c8)
		return c + 1;
	return 0;
}

static size_t bytes_of(uint32_t c, char buf[4])
{
	if (c < 0x80)
		return buf[0] = (char)c, 1;
	if (c < 0x800)
		return buf[0] = (char)(0xc0 | c >> 6), buf[1] = (char)(0x80 | (c & 63)), 2;
	if (c < 0x10000)
		return buf[0] = (char)(0xe0 | c >> 12), buf[1] = (char)(0x80 | (c >> 6 & 63)),
		       buf[2] = (char)(0x80 | (c & 63)), 3;
	return buf[0] = (char)(0xf0 | c >> 18), buf[1] = (char)(0x80 | (c >> 12 & 63)),
	       buf[2] = (char)(0x80 | (c >> 6 & 63)), buf[3] = (char)(0x80 | (c & 63)), 4;
}

struct folding {
	char *out;
	size_t n, room;
	uint32_t held[2]; /* the last characters, not written yet: a mark may follow, or the word may end */
	unsigned count;
};

static bool put(struct folding *f, uint32_t c)
{
	char buf[4];
	size_t n = bytes_of(c, buf);

	if (f->n + n >= f->room)
		return false;
	memcpy(f->out + f->n, buf, n);
	f->n += n;
	return true;
}

/* A long vowel at the end of a katakana word goes. */
static bool release(struct folding *f, uint32_t following)
{
	bool fits = true;
	unsigned keep = f->count;

	if (keep == 2 && f->held[1] == LONG_VOWEL && !is_katakana(following))
		keep = 1;
	if (keep == 2 && is_katakana(following)) { /* the older one goes out, the younger waits */
		fits = put(f, f->held[0]);
		f->held[0] = f->held[1];
		f->count = 1;
		return fits;
	}
	if (keep == 1 && is_katakana(following) && f->count == 1)
		return true;
	for (unsigned i = 0; i < keep; i++)
		fits = fits && put(f, f->held[i]);
	f->count = 0;
	return fits;
}

static bool take(struct folding *f, uint32_t c)
{
	uint32_t together;

	if ((c == VOICED || c == HALF_VOICED) && f->count && (together = voiced(f->held[f->count - 1], c))) {
		f->held[f->count - 1] = together;
		return true;
	}
	if (c == ' ' && f->count == 0 && (f->n == 0 || f->out[f->n - 1] == ' '))
		return true; /* one space between words, none before the first */
	if (!release(f, c))
		return false;
	if (is_katakana(c)) {
		f->held[f->count++] = c;
		return true;
	}
	return put(f, c);
}

size_t fold(const char *s, size_t n, char *out, size_t room)
{
	struct folding f = {.out = out, .room = room};
	const unsigned char *p = (const unsigned char *)s, *end = p + n;
	size_t bytes;

	while (p < end) {
		unsigned char raw = *p;
		uint32_t c = next(p, (size_t)(end - p), &bytes);

		p += bytes;
		if (bytes == 1 && raw >= 0x80)
			c = '?';
		if (!take(&f, folded(c)))
			break;
	}
	release(&f, 0);
	while (f.n && out[f.n - 1] == ' ')
		f.n--;
	out[f.n] = '\0';
	return f.n;
}

/* How common a byte is in such texts: kana share their first bytes, addresses their digits. */
static int commonness(unsigned char c)
{
	if (c == 0xe3)
		return 3;
	return c >= 0x81 && c <= 0x84 ? 2 : (c >= '0' && c <= ':') || c == '.' || c == '-';
}

/* As memmem(), which sets up a table for each call: texts here are short, and there are many of them. */
static bool stands_in(const char *text, size_t n, const char *word, size_t length)
{
	const char *end = text + n;
	size_t at = 0;

	for (size_t i = 1; i < length; i++)
		if (commonness((unsigned char)word[i]) < commonness((unsigned char)word[at]))
			at = i;
	for (const char *p = text + at; p + (length - at) <= end; p++) {
		p = memchr(p, word[at], (size_t)(end - p) - (length - at) + 1);
		if (!p)
			return false;
		if (memcmp(p - at, word, length) == 0)
			return true;
	}
	return false;
}

bool fold_finds(const char *query, const char *folded_text, size_t n)
{
	while (*query) {
		size_t word = strcspn(query, " ");

		if (word && (word > n || !stands_in(folded_text, n, query, word)))
			return false;
		query += word + (query[word] == ' ');
	}
	return true;
}
