#include "press/glyphs.h"

#include <errno.h>
#include <glib.h>
#include <stdio.h>
#include <string.h>

static const char *const families[] = {"Noto Sans CJK JP", "IPAexGothic"};

/* fontconfig always finds something; it is the font only when it bears the name. */
static FcPattern *named(const char *family)
{
	FcPattern *wanted = FcPatternBuild(NULL, FC_FAMILY, FcTypeString, family, (char *)NULL), *found;
	FcResult result;
	FcChar8 *name;

	FcConfigSubstitute(NULL, wanted, FcMatchPattern);
	FcDefaultSubstitute(wanted);
	found = FcFontMatch(NULL, wanted, &result);
	FcPatternDestroy(wanted);
	for (int i = 0; found && FcPatternGetString(found, FC_FAMILY, i, &name) == FcResultMatch; i++)
		if (strcmp((const char *)name, family) == 0)
			return found;
	if (found)
		FcPatternDestroy(found);
	return NULL;
}

int glyphs_open(struct glyphs *g, struct arena *a)
{
	FcCharSet *set;

	*g = (struct glyphs){.arena = a};
	for (size_t i = 0; !g->font && i < sizeof families / sizeof *families; i++) {
		g->family = families[i];
		g->font = named(families[i]);
	}
	if (!g->font)
		return -ENOENT;
	if (FcPatternGetCharSet(g->font, FC_CHARSET, 0, &set) != FcResultMatch)
		return -ENOENT;
	g->set = set;
	return 0;
}

void glyphs_close(struct glyphs *g)
{
	if (g->font)
		FcPatternDestroy(g->font);
	g->font = NULL;
}

static void count_missing(struct glyphs *g, gunichar c)
{
	uint32_t named = g->missing_kinds < PRESS_MISSING_MAX ? g->missing_kinds : PRESS_MISSING_MAX;

	for (uint32_t i = 0; i < named; i++)
		if (g->missing[i].character == c) {
			g->missing[i].count++;
			return;
		}
	if (named < PRESS_MISSING_MAX)
		g->missing[named] = (struct press_missing){c, 1};
	g->missing_kinds++;
}

static bool is_selector(gunichar c) { return (c >= 0xfe00 && c <= 0xfe0f) || (c >= 0xe0100 && c <= 0xe01ef); }
static bool is_voicing(gunichar c) { return c == 0x3099 || c == 0x309a; }

/* One character as it is to be printed, whatever the font; *at moves past what it took. 0: nothing of it is
 * printed. */
static gunichar next(const char **at)
{
	gunichar c = g_utf8_get_char(*at), after, both;

	*at = g_utf8_next_char(*at);
	after = **at ? g_utf8_get_char(*at) : 0;
	if (is_voicing(after) && g_unichar_compose(c, after, &both)) {
		*at = g_utf8_next_char(*at);
		return both;
	}
	if (is_selector(c) || c == 0xfeff)
		return 0;
	if (c != '\n' && (c < 0x20 || (c >= 0x7f && c < 0xa0)))
		return ' ';
	return c == 0xb5 ? 0x3bc : c;
}

static gunichar in_font(struct glyphs *g, gunichar c)
{
	if (c == '\n' || FcCharSetHasChar(g->set, c))
		return c;
	count_missing(g, c);
	return 0x3013;
}

const char *glyphs_text(struct glyphs *g, const char *s)
{
	char *valid = g_utf8_make_valid(s, -1);
	/* a missing character of two bytes becomes one of three */
	char *to = arena_get(g->arena, strlen(valid) * 3 + 1, 1), *end = to;

	for (const char *at = valid; to && *at;) {
		gunichar c = next(&at);

		if (c)
			end += g_unichar_to_utf8(in_font(g, c), end);
	}
	g_free(valid);
	return to;
}

const char *glyphs_plain(struct arena *a, const char *s)
{
	char *valid = g_utf8_make_valid(s, -1), *to = arena_text(a, valid, strlen(valid));

	for (char *c = to; c && *c; c++) {
		if ((unsigned char)*c < 0x20 && *c != '\n' && *c != '\t')
			*c = ' ';
		if (strncmp(c, "\xef\xbf\xbe", 3) == 0 || strncmp(c, "\xef\xbf\xbf", 3) == 0)
			c[2] = '\xbd';
	}
	g_free(valid);
	return to;
}

const char *text_join(struct arena *a, const char *first, const char *between, const char *second)
{
	size_t n = strlen(first) + strlen(between) + strlen(second) + 1;
	char *s = arena_get(a, n, 1);

	if (s)
		snprintf(s, n, "%s%s%s", first, between, second);
	return s ? s : "";
}
