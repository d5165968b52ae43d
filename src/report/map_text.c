/* How wide texts are. A browser is not at hand: widths are those of DejaVu Sans, the widest face a fall-back
 * is likely to be. */
#include "report/map.h"

#include "base/text.h"

#include <string.h>

static double one_em(const char *one)
{
	char c = one[0];

	if (one[1] || c < ' ')
		return text_columns(one) == 2 ? 1 : 0.7;
	if (strchr("il.,:;|'!()[]jtfrI /", c))
		return 0.42;
	if (strchr("mwMW@%", c))
		return 0.95;
	return c >= 'A' && c <= 'Z' ? 0.74 : 0.66;
}

double text_ems(const char *utf8)
{
	double ems = 0;

	for (const char *p = utf8; *p;) {
		char one[5] = {0};
		size_t n = 1;

		while (n < 4 && ((unsigned char)p[n] & 0xc0) == 0x80)
			n++;
		memcpy(one, p, n);
		ems += one_em(one);
		p += n;
	}
	return ems;
}

const char *text_fit(struct arena *a, const char *utf8, double ems)
{
	char cut[256];
	double used = 0;
	size_t n = 0;

	if (text_ems(utf8) <= ems)
		return arena_text(a, utf8, strlen(utf8));
	while (utf8[n] && n < sizeof cut - 8) {
		char one[5] = {0};
		size_t len = 1;

		while (len < 4 && ((unsigned char)utf8[n + len] & 0xc0) == 0x80)
			len++;
		memcpy(one, utf8 + n, len);
		used += text_ems(one);
		if (used > ems - 1)
			break;
		memcpy(cut + n, one, len);
		n += len;
	}
	memcpy(cut + n, "…", sizeof "…");
	return arena_text(a, cut, strlen(cut));
}
