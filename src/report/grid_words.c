/* What shows a function, in words. */
#include "report/grid_table.h"

#include "assess/assess.h"
#include "assess/control.h"
#include "assess/evidence.h"
#include "assess/record_kind.h"
#include "respond/alarm_words.h"

#include <stdio.h>
#include <string.h>

static const char *const bound_names[] = {"check", "record", "detector", "control", "pack"};

/* A title without its holes: the form for missing values where there is one, other holes as dots. */
static void without_holes(enum language l, const char *text, char *buf, size_t room)
{
	const char *device = lang(l, "grid.any-device");
	size_t n = 0;

	while (*text && n + 1 < room) {
		size_t plain = strcspn(text, "{");
		int wrote = snprintf(buf + n, room - n, "%.*s", (int)plain, text);

		n += wrote > 0 ? (size_t)wrote : 0;
		text += plain;
		if (*text == '{' && n + 1 < room) {
			bool named = strncmp(text, "{device}", 8) == 0 || strncmp(text, "{by}", 4) == 0 ||
				     strncmp(text, "{on}", 4) == 0;

			wrote = snprintf(buf + n, room - n, "%s", named ? device : "…");
			n += wrote > 0 ? (size_t)wrote : 0;
			text += strcspn(text, "}");
			text += *text == '}';
			text += l == LANG_JA &&
				*text == ' '; /* 機器 に: the blank was for a name in Latin letters */
		}
	}
}

static void of_sentence(enum language l, const struct sentence *s, char *buf, size_t room)
{
	const char *text = l == LANG_JA ? (s->ja_without ? s->ja_without : s->ja)
					: (s->en_without ? s->en_without : s->en);

	without_holes(l, text, buf, room);
	if (l == LANG_EN && buf[0] >= 'a' && buf[0] <= 'z')
		buf[0] = (char)(buf[0] - 'a' + 'A');
}

static void of_record(enum language l, const struct grid_binding *b, char *buf, size_t room)
{
	const struct record_kind *k = record_kind(b->name);
	int topic = k && b->topic ? record_topic(k, b->topic) : -1;

	if (k)
		snprintf(buf, room, "%s%s%s", k->title[l],
			 topic < 0      ? ""
			 : l == LANG_JA ? "："
					: ": ",
			 topic < 0 ? "" : k->topics[topic].title[l]);
}

static const struct control *control_of(const char *name)
{
	for (size_t i = 0; i < control_count; i++)
		if (strcmp(controls[i].name, name) == 0)
			return &controls[i];
	return NULL;
}

char *grid_bound_title(enum language l, const struct grid_binding *b, char *buf, size_t room)
{
	const struct check *check = b->of == GRID_CHECK ? check_by_name(b->name) : NULL;
	const struct alarm_words *words = b->of == GRID_DETECTOR ? alarm_words_of(b->name) : NULL;
	const struct control *control = b->of == GRID_CONTROL ? control_of(b->name) : NULL;
	char key[64];

	snprintf(buf, room, "%s", b->name);
	snprintf(key, sizeof key, "grid.pack-%.40s", b->name);
	if (check)
		of_sentence(l, &check->title, buf, room);
	else if (words)
		of_sentence(l, &words->title, buf, room);
	else if (control)
		snprintf(buf, room, "%s", control->title[l]);
	else if (b->of == GRID_RECORD)
		of_record(l, b, buf, room);
	else if (b->of == GRID_PACK)
		snprintf(buf, room, "%s", lang(l, key));
	return buf;
}

char *grid_bound_words(enum language l, const struct grid_binding *b, char *buf, size_t room)
{
	char key[32];

	snprintf(key, sizeof key, "grid.of-%s", bound_names[b->of]);
	snprintf(buf, room, "%s %s%s%s", lang(l, key), b->name, b->topic ? ":" : "",
		 b->topic ? b->topic : "");
	return buf;
}

const char *grid_kind_title(enum language l, const char *kind)
{
	char key[64];
	const char *words;

	snprintf(key, sizeof key, "kinds.%.50s", kind);
	words = lang(l, key);
	return words == key ? kind : words;
}
