/* OSCAL's kinds of text. Prose is Markdown: what stands in our texts is no markup and is escaped, so that a
 * device that calls itself "<script>" or "*a*" is called so by whoever renders it. */
#include "report/oscal_parts.h"

#include <ctype.h>
#include <stdio.h>
#include <string.h>

static bool is_blank(char c) { return (unsigned char)c <= ' ' || c == 0x7f; }

static bool is_markup(char c) { return c && strchr("\\`*_[]<>{}~^&\"", c); }

/* A copy as JSON value: outer blanks go, inner runs of blanks and line ends become one blank (lines: line
 * ends stay). */
static void put(struct out *o, const char *key, const char *text, bool lines, bool escape)
{
	struct out made;
	const char *bytes;
	size_t n = text ? strlen(text) : 0;

	while (n && is_blank(text[n - 1]))
		n--;
	while (n && is_blank(*text))
		text++, n--;
	if (n == 0 || out_init(&made, -1) < 0)
		return;
	for (size_t i = 0; i < n; i++) {
		if (lines && text[i] == '\n')
			out_char(&made, '\n');
		else if (is_blank(text[i])) {
			if (!is_blank(text[i - 1]))
				out_char(&made, ' ');
		} else {
			if (escape && is_markup(text[i]))
				out_char(&made, '\\');
			out_char(&made, text[i]);
		}
	}
	bytes = out_bytes(&made, &n);
	json_text(o, key, bytes, n);
	out_clear(&made);
}

void oscal_line(struct out *o, const char *key, const char *text) { put(o, key, text, false, true); }
void oscal_prose(struct out *o, const char *key, const char *text) { put(o, key, text, true, true); }
void oscal_plain(struct out *o, const char *key, const char *text) { put(o, key, text, false, false); }

/* Letters beyond ASCII are tokens, too, and never needed here. */
void oscal_token(struct out *o, const char *key, const char *text)
{
	char made[OSCAL_ID];
	size_t n = 0;

	if (!isalpha((unsigned char)*text))
		made[n++] = '_';
	for (; *text && n + 1 < sizeof made; text++)
		made[n++] = isalnum((unsigned char)*text) || strchr("._-", *text) ? *text : '-';
	json_text(o, key, made, n);
}

static bool is_empty(const char *s)
{
	while (s && *s && is_blank(*s))
		s++;
	return !s || !*s;
}

void oscal_prop_of(struct out *o, const char *ns, const char *name, const char *value)
{
	if (is_empty(value))
		return;
	json_object(o, NULL);
	json_str(o, "name", name);
	if (ns)
		json_str(o, "ns", ns);
	oscal_plain(o, "value", value);
	json_end_object(o);
}

void oscal_prop(struct out *o, const char *name, const char *value, const char *class, const char *remarks)
{
	if (is_empty(value))
		return;
	json_object(o, NULL);
	json_str(o, "name", name);
	json_str(o, "ns", OSCAL_NS);
	oscal_plain(o, "value", value);
	if (class)
		oscal_token(o, "class", class);
	oscal_prose(o, "remarks", remarks);
	json_end_object(o);
}

void oscal_prop_int(struct out *o, const char *name, int64_t value)
{
	char text[24];

	snprintf(text, sizeof text, "%lld", (long long)value);
	oscal_prop(o, name, text, NULL, NULL);
}

void oscal_prop_time(struct out *o, const char *name, int64_t us)
{
	struct out made;
	const char *bytes;
	size_t n;

	if (us == 0 || out_init(&made, -1) < 0)
		return;
	out_time(&made, us);
	bytes = out_bytes(&made, &n);
	oscal_prop(o, name, bytes, NULL, NULL);
	out_clear(&made);
}

void oscal_uuid(struct out *o, const char *key, const struct oscal_state *s, const char *name)
{
	struct uuid u = uuid_of(&s->space, name);
	char text[UUID_TEXT];

	json_str(o, key, uuid_text(&u, text));
}

void oscal_href(struct out *o, const char *key, const struct oscal_state *s, const char *name)
{
	struct uuid u = uuid_of(&s->space, name);
	char text[UUID_TEXT + 1] = "#";

	uuid_text(&u, text + 1);
	json_str(o, key, text);
}

/* A record is valid until a day is over, where the site is. */
void oscal_day_end(struct out *o, const char *key, const struct oscal_state *s, const char *day)
{
	int zone = s->zone_minutes, east = zone < 0 ? -zone : zone;
	char text[40];

	if (!day || !*day)
		return;
	snprintf(text, sizeof text, "%sT23:59:59%c%02d:%02d", day, zone < 0 ? '-' : '+', east / 60,
		 east % 60);
	json_str(o, key, text);
}

const char *oscal_words(const struct oscal_state *s, const char *lang_key, const struct lang_arg *args)
{
	struct out made;
	const char *bytes, *text = "";
	size_t n;

	if (out_init(&made, -1) < 0)
		return text;
	lang_fill(&made, lang(s->ask->language, lang_key), args);
	bytes = out_bytes(&made, &n);
	text = arena_text(s->arena, bytes, n);
	out_clear(&made);
	return text ? text : "";
}

void oscal_sentence(struct out *o, const char *key, const struct oscal_state *s, const char *lang_key,
		    const struct lang_arg *args)
{
	oscal_prose(o, key, oscal_words(s, lang_key, args ? args : (const struct lang_arg[]){{NULL, NULL}}));
}

char *oscal_item(const struct oscal_state *s, const char *item, const char *suffix, char to[OSCAL_ID])
{
	snprintf(to, OSCAL_ID, "%.20s-%.20s%.16s", s->prefix, item, suffix);
	return to;
}

char *oscal_control(const struct oscal_state *s, const struct oscal_row *r, const char *suffix,
		    char to[OSCAL_ID])
{
	if (!r->own)
		return oscal_item(s, r->item, suffix, to);
	snprintf(to, OSCAL_ID, "own-%.20s%.16s", r->item, suffix);
	return to;
}
