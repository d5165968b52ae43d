#include "base/text.h"

#include "base/out.h"

#include <iconv.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { MARKS_MAX = 2 }; /* combining marks in a row */

struct text text_z(const char *s) { return (struct text){s, s ? strlen(s) : 0}; }

bool text_is_plain(struct text raw)
{
	for (size_t i = 0; i < raw.n; i++)
		if (raw.s[i] < 32 || raw.s[i] > 126)
			return false;
	return true;
}

/* One UTF-8 character (RFC 3629): its length and code point, or 0 when these bytes are none. */
static size_t utf8_next(const unsigned char *p, size_t n, uint32_t *ret_code)
{
	static const uint32_t least[] = {0, 0, 0x80, 0x800, 0x10000};
	size_t len = p[0] < 0x80 ? 1 : p[0] >> 5 == 6 ? 2 : p[0] >> 4 == 14 ? 3 : p[0] >> 3 == 30 ? 4 : 0;
	uint32_t code = len == 1 ? p[0] : p[0] & (0x7fu >> len);

	if (len == 0 || len > n)
		return 0;
	for (size_t i = 1; i < len; i++) {
		if (p[i] >> 6 != 2)
			return 0;
		code = code << 6 | (p[i] & 0x3f);
	}
	if (len > 1 && (code < least[len] || code > 0x10ffff || (code >= 0xd800 && code < 0xe000)))
		return 0;
	*ret_code = code;
	return len;
}

/* Characters that change how the rest is shown, or show nothing: they are written as codes. */
static bool deceives(uint32_t c)
{
	return c < 0x20 || (c >= 0x7f && c < 0xa0) || c == 0xad || c == 0x034f || c == 0x061c ||
	       c == 0x115f || c == 0x1160 || (c >= 0x180b && c <= 0x180f) || (c >= 0x200b && c <= 0x200f) ||
	       (c >= 0x2028 && c <= 0x202e) || (c >= 0x2060 && c <= 0x206f) || c == 0x2800 || c == 0x3164 ||
	       c == 0xfeff || c == 0xffa0 || (c >= 0xfff0 && c <= 0xfffb) || (c >= 0xe0000 && c <= 0xe0fff) ||
	       (c & 0xfffe) == 0xfffe;
}

/* Room between words: at the ends of a name it only hides that another name is meant. */
static bool is_blank(uint32_t c)
{
	return c == ' ' || c == 0xa0 || c == 0x1680 || (c >= 0x2000 && c <= 0x200a) || c == 0x202f ||
	       c == 0x205f || c == 0x3000;
}

/* Marks that stand over or under the letter before them; two are a language, a heap of them covers the lines around. */
static bool is_mark(uint32_t c)
{
	return (c >= 0x0300 && c <= 0x036f) || (c >= 0x1ab0 && c <= 0x1aff) || (c >= 0x1dc0 && c <= 0x1dff) ||
	       (c >= 0x20d0 && c <= 0x20ff) || (c >= 0xfe20 && c <= 0xfe2f);
}

static bool is_utf8(const unsigned char *p, size_t n)
{
	uint32_t code;
	size_t len;

	for (; n > 0; p += len, n -= len) {
		len = utf8_next(p, n, &code);
		if (len == 0)
			return false;
	}
	return true;
}

/* UTF-8 that ends within a character, as a name does that was cut to the bytes there is room for: is it? The whole characters before must hold
 * one that only UTF-8 has. */
static bool is_utf8_cut(const unsigned char *p, size_t n)
{
	bool told = false;
	uint32_t code;
	size_t len;

	for (; n > 0; p += len, n -= len) {
		len = utf8_next(p, n, &code);
		if (len == 0)
			break;
		told |= len > 1;
	}
	if (!told || n == 0 || n > 3 || p[0] < 0xc2 || p[0] > 0xf4 ||
	    n >= (p[0] < 0xe0   ? 2U
		  : p[0] < 0xf0 ? 3U
				: 4U))
		return false;
	for (size_t i = 1; i < n; i++)
		if (p[i] >> 6 != 2)
			return false;
	return true;
}

bool text_is_utf8(struct text raw) { return is_utf8((const unsigned char *)raw.s, raw.n); }

bool text_shows(struct text raw)
{
	const unsigned char *p = (const unsigned char *)raw.s;
	uint32_t code;
	size_t len;

	for (size_t n = raw.n; n > 0; p += len, n -= len) {
		len = utf8_next(p, n, &code);
		if (len == 0 || deceives(code))
			return false;
	}
	return true;
}

void text_put(struct out *o, struct text raw)
{
	const unsigned char *p = (const unsigned char *)raw.s;
	size_t len;

	for (size_t n = raw.n; n > 0; p += len, n -= len) {
		uint32_t code = *p;

		len = utf8_next(p, n, &code);
		if (len == 0 || (code != '\n' && code != '\t' && deceives(code)))
			out_fmt(o, code < 0x100 ? "<%02x>" : "<%04X>", (unsigned)code);
		else
			out_put(o, p, len);
		len = len ? len : 1;
	}
}

/* Converts from CP932 when every byte of it is valid there; returns the length or (size_t)-1. */
static size_t from_cp932(const char *s, size_t n, char *out, size_t room)
{
	static iconv_t cd = NULL;
	char *in = (char *)(uintptr_t)s, *to = out;
	size_t left = n, space = room;

	if (!cd)
		cd = iconv_open("UTF-8", "CP932");
	if (cd == (iconv_t)-1)
		return (size_t)-1;
	iconv(cd, NULL, NULL, NULL, NULL);
	if (iconv(cd, &in, &left, &to, &space) == (size_t)-1)
		return (size_t)-1;
	return (size_t)(to - out);
}

static struct text trim(struct text t)
{
	while (t.n > 0 && (t.s[t.n - 1] == '\0' || t.s[t.n - 1] == ' ' || t.s[t.n - 1] == '\t' ||
			   t.s[t.n - 1] == '\r' || t.s[t.n - 1] == '\n'))
		t.n--;
	while (t.n > 0 && (t.s[0] == ' ' || t.s[0] == '\t' || t.s[0] == '\r' || t.s[0] == '\n'))
		t.s++, t.n--;
	return t;
}

/* Does CP932 text look like words, rather than chance bytes (or Chinese, or EUC) that happen to be valid? Needs kana or one of the common kanji (rows 1 to 47: lead bytes
 * up to 0x97), or a run of half-width kana; rare kanji alone count only where no half-width kana stands among them. `raw`: the bytes, `utf8`: what they became. */
static bool reads_as_japanese(struct text raw, const char *utf8, size_t n)
{
	const unsigned char *b = (const unsigned char *)raw.s;
	size_t common = 0, rare = 0, kana = 0, len;
	uint32_t code;

	for (const unsigned char *p = (const unsigned char *)utf8; n > 0; p += len, n -= len) {
		len = utf8_next(p, n, &code);
		if (len == 0 || (deceives(code) && code != '\t'))
			return false;
	}
	for (size_t i = 0; i < raw.n; i++) {
		bool two = (b[i] >= 0x81 && b[i] <= 0x9f) || b[i] >= 0xe0;

		kana += b[i] >= 0xa1 && b[i] <= 0xdf;
		common += two && b[i] >= 0x82 && b[i] <= 0x97;
		rare += two && b[i] >= 0x98;
		i += two;
	}
	return common > 0 || (rare > 0 ? kana == 0 : kana >= 2);
}

/* blanks: those are shown as codes, too. */
static size_t clean_utf8(struct text t, bool blanks, char *out)
{
	const unsigned char *p = (const unsigned char *)t.s;
	size_t left = t.n, used = 0, marks = 0;

	for (int kept = 0; left > 0 && kept < TEXT_MAX; kept++) {
		uint32_t code = 0;
		size_t len = utf8_next(p, left, &code);
		bool coded = deceives(code) || (blanks && is_blank(code));

		marks = len && is_mark(code) ? marks + 1 : 0;
		coded |= marks > MARKS_MAX;
		if (len == 0)
			used += (size_t)snprintf(out + used, 7, "<%02x>", *p);
		else if (code == '\t' && !blanks)
			out[used++] = ' ';
		else if (coded && code < 0x10000)
			used += (size_t)snprintf(out + used, 7, code < 0x100 ? "<%02x>" : "<%04X>",
						 (unsigned)code);
		else if (coded)
			out[used++] = '?';
		else
			for (size_t i = 0; i < len; i++)
				out[used++] = (char)p[i];
		len = len ? len : 1;
		p += len;
		left -= len;
	}
	out[used] = '\0';
	return used;
}

/* Blanks of other widths at both ends; what is no UTF-8 is left alone. */
static struct text trim_wide(struct text t)
{
	uint32_t code;
	size_t len;

	while (t.n > 0 && (len = utf8_next((const unsigned char *)t.s, t.n, &code)) && is_blank(code))
		t.s += len, t.n -= len;
	for (bool more = true; more && t.n > 0;) {
		more = false;
		for (size_t back = 1; back <= 3 && back <= t.n && !more; back++)
			if (utf8_next((const unsigned char *)t.s + t.n - back, back, &code) == back &&
			    is_blank(code))
				t.n -= back, more = true;
	}
	return t;
}

size_t text_clean(struct text raw, char out[TEXT_ROOM])
{
	char converted[TEXT_MAX * 4 * 3];
	struct text t = trim(raw);
	size_t n;

	if (t.n > TEXT_MAX * 4) /* no more than TEXT_MAX characters can come of these; cut at a character */
		for (t.n = TEXT_MAX * 4; t.n > TEXT_MAX * 4 - 4 && ((unsigned char)t.s[t.n] >> 6) == 2;)
			t.n--;
	if (text_is_plain(t)) {
		n = t.n < TEXT_MAX ? t.n : TEXT_MAX;
		if (n)
			memcpy(out, t.s, n);
		out[n] = '\0';
		return n;
	}
	if (!is_utf8((const unsigned char *)t.s, t.n)) {
		n = is_utf8_cut((const unsigned char *)t.s, t.n)
			    ? (size_t)-1
			    : from_cp932(t.s, t.n, converted, sizeof converted);
		if (n != (size_t)-1 && reads_as_japanese(t, converted, n))
			t = text_of(converted, n);
	}
	return clean_utf8(trim_wide(t), false, out);
}

size_t text_clean_name(struct text raw, char out[TEXT_ROOM])
{
	size_t n = text_clean(raw, out);

	while (n == 0 && raw.n > 0 && raw.s[raw.n - 1] == '\0')
		raw.n--;
	if (n > 0 || raw.n == 0)
		return n;
	raw.n = raw.n < TEXT_MAX ? raw.n : TEXT_MAX;
	return clean_utf8(raw, true, out);
}

char *text_to_utf8(const char *bytes, size_t n, size_t *ret_n, const char **ret_encoding)
{
	bool bom = n >= 3 && memcmp(bytes, "\xef\xbb\xbf", 3) == 0;
	char *out = malloc(n * 3 + 1);
	size_t len;

	if (!out)
		return NULL;
	if (bom)
		bytes += 3, n -= 3;
	if (is_utf8((const unsigned char *)bytes, n)) {
		if (n)
			memcpy(out, bytes, n);
		len = n;
		*ret_encoding = "UTF-8";
	} else {
		len = from_cp932(bytes, n, out, n * 3);
		*ret_encoding = "Shift_JIS";
	}
	if (len == (size_t)-1) {
		free(out);
		return NULL;
	}
	out[len] = '\0';
	*ret_n = len;
	return out;
}

/* Wide ranges of Unicode 14 East Asian Width W and F, coarse: enough for columns of names. */
static bool is_wide(uint32_t c)
{
	return (c >= 0x1100 && c <= 0x115f) || (c >= 0x2e80 && c <= 0xa4cf && c != 0x303f) ||
	       (c >= 0xac00 && c <= 0xd7a3) || (c >= 0xf900 && c <= 0xfaff) || (c >= 0xfe30 && c <= 0xfe6f) ||
	       (c >= 0xff00 && c <= 0xff60) || (c >= 0xffe0 && c <= 0xffe6) ||
	       (c >= 0x1f300 && c <= 0x1f9ff) || (c >= 0x20000 && c <= 0x3fffd);
}

int text_columns(const char *utf8)
{
	const unsigned char *p = (const unsigned char *)utf8;
	size_t left = strlen(utf8), len;
	uint32_t code;
	int columns = 0;

	for (; left > 0; p += len, left -= len) {
		len = utf8_next(p, left, &code);
		if (len == 0)
			len = 1, code = '?';
		columns += is_wide(code) ? 2 : 1;
	}
	return columns;
}

int text_within(const char *s, int most)
{
	int n = 0;

	while (n <= most && s[n]) /* not strnlen(): `most` may be more than s has room for */
		n++;
	if (n <= most)
		return n;
	for (n = most; n > 0 && ((unsigned char)s[n] & 0xc0) == 0x80; n--)
		;
	return n;
}
