#include "press/margin.h"

#include "press/glyphs.h"

#include <stdio.h>
#include <string.h>

/* "&" would begin a code there. */
const char *margin_text(struct arena *a, const char *text, const char *after, char to[MARGIN_ROOM])
{
	const char *s = glyphs_plain(a, text);
	size_t n, whole;

	n = whole = (size_t)snprintf(to, MARGIN_ROOM, "&L");
	for (; s && *s && n < MARGIN_TEXT; s++) {
		if (((unsigned char)*s & 0xc0) != 0x80)
			whole = n;
		if (*s != '&' && *s != '\t')
			to[n++] = *s;
	}
	if (s && *s)
		n = whole;
	snprintf(to + n, MARGIN_ROOM - n, "%s%s", s && *s ? "…" : "", after);
	return to;
}
