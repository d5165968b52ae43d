#include "base/text.h"

#include "base/out.h"

#include <iconv.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

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
	return c < 0x20 || (c >= 0x7f && c < 0xa0) || c == 0xad || c == 0x061c ||
	       (c >= 0x200b && c <= 0x200f) || (c >= 0x2028 && c <= 0x202e) || (c >= 0x2060 && c <= 0x206f) ||
	       c == 0xfeff || (c >= 0xfff0 && c <= 0xfffb) || (c >= 0xe0000 && c <= 0xe0fff) ||
	       (c & 0xfffe) == 0xfffe;
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

/* Does CP932 text look like words, rather than chance bytes that happen to be valid? Needs a double-byte
 * character or a run of half-width kana. */
static bool reads_as_japanese(const char *utf8, size_t n)
{
	uint32_t code;
	size_t len, kana = 0;

	for (const unsigned char *p = (const unsigned char *)utf8; n > 0; p += len, n -= len) {
		len = utf8_next(p, n, &code);
		if (len == 0 || (deceives(code) && code != '\t'))
			return false;
		if (code >= 0x3000 && code < 0xa000)
			return true;
		kana += code >= 0xff61 && code <= 0xff9f;
	}
	return kana >= 2;
}

static size_t clean_utf8(struct text t, char *out)
{
	const unsigned char *p = (const unsigned char *)t.s;
	size_t left = t.n, used = 0;

	for (int kept = 0; left > 0 && kept < TEXT_MAX; kept++) {
		uint32_t code = 0;
		size_t len = utf8_next(p, left, &code);

		if (len == 0)
			used += (size_t)snprintf(out + used, 7, "<%02x>", *p);
		else if (code == '\t')
			out[used++] = ' ';
		else if (deceives(code) && code < 0x10000)
			used += (size_t)snprintf(out + used, 7, code < 0x100 ? "<%02x>" : "<%04X>",
						 (unsigned)code);
		else if (deceives(code))
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
		n = from_cp932(t.s, t.n, converted, sizeof converted);
		if (n != (size_t)-1 && reads_as_japanese(converted, n))
			t = text_of(converted, n);
	}
	return clean_utf8(t, out);
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
	int n = (int)strnlen(s, (size_t)most + 1);

	if (n <= most)
		return n;
	for (n = most; n > 0 && ((unsigned char)s[n] & 0xc0) == 0x80; n--)
		;
	return n;
}
