/* One font, chosen by name, and texts made fit for it. Noto Sans CJK JP when it is installed (it has more
 * characters), else IPAex Gothic; when neither is there nothing is printed. No other font steps in silently:
 * a character that the font has not is printed as 〓, the printers' sign for a missing type, and counted, so
 * that a name with 𠮷 in it is never quietly changed. */
#ifndef MIMAMORI_PRESS_GLYPHS_H
#define MIMAMORI_PRESS_GLYPHS_H

#include "base/arena.h"
#include "report/press.h"

#include <fontconfig/fontconfig.h>

struct glyphs {
	const char *family; /* of the font, for pango */
	FcPattern *font;
	const FcCharSet *set;
	struct arena *arena; /* borrowed; texts lie in it */
	uint32_t missing_kinds;
	struct press_missing missing[PRESS_MISSING_MAX];
};

int glyphs_open(struct glyphs *g, struct arena *a); /* 0, or -ENOENT: no such font */
void glyphs_close(struct glyphs *g);

/* The text as it can be printed: valid UTF-8, control characters as blanks (a line feed stays), µ as μ,
 * voiced kana composed (macOS writes them in two), variation selectors dropped, what is missing as 〓. In the
 * arena; NULL at its limit. */
const char *glyphs_text(struct glyphs *g, const char *s);

/* The text as it is, but valid UTF-8 and without what no XML may hold (control characters but tab and line
 * feed; U+FFFE and U+FFFF): for XLSX, whose reader has fonts of his own and may send it back. */
const char *glyphs_plain(struct arena *a, const char *s);

/* Three texts as one. In the arena; "" at its limit. */
const char *text_join(struct arena *a, const char *first, const char *between, const char *second);

#endif
