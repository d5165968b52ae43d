#include "decode/utf16.h"

enum { REPLACEMENT = 0xfffd };

static uint32_t next_code(struct rd *r)
{
	uint32_t high = rd_le16(r), low;
	struct rd look = *r;

	if (high < 0xd800 || high > 0xdfff)
		return high;
	low = rd_le16(&look);
	if (high > 0xdbff || !rd_ok(&look) || low < 0xdc00 || low > 0xdfff)
		return REPLACEMENT;
	*r = look;
	return 0x10000 + ((high - 0xd800) << 10 | (low - 0xdc00));
}

static size_t encode(uint32_t code, char out[4])
{
	static const uint8_t lead[] = {0, 0, 0xc0, 0xe0, 0xf0};
	size_t n = code < 0x80 ? 1 : code < 0x800 ? 2 : code < 0x10000 ? 3 : 4;

	if (n == 1) {
		out[0] = (char)code;
		return 1;
	}
	for (size_t i = n - 1; i > 0; i--, code >>= 6)
		out[i] = (char)(0x80 | (code & 0x3f));
	out[0] = (char)(lead[n] | code);
	return n;
}

size_t utf16_text(struct rd r, char *out, size_t cap)
{
	size_t n = 0, length;
	char one[4];

	while (rd_left(&r) >= 2) {
		uint32_t code = next_code(&r);

		if (code == 0)
			break;
		length = encode(code, one);
		if (length > cap - n)
			break;
		memcpy(out + n, one, length);
		n += length;
	}
	return n;
}
