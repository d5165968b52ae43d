#include "respond/alarm_fill.h"

#include "base/text.h"
#include "fact/protocol_name.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>

/* Values are from the wire, in the end: cleaned, unless they are. */
static const char *keep(struct alarm_fill *f, const char *s)
{
	size_t n = s ? strlen(s) : 0;
	char *to = f->text + f->used, clean[TEXT_ROOM];

	if (n && !text_shows(text_of(s, n))) {
		n = text_clean(text_of(s, n), clean);
		s = clean;
	}

	if (n == 0 || f->used + n + 1 > sizeof f->text)
		return NULL;
	memcpy(to, s, n + 1);
	f->used += n + 1;
	return to;
}

static void add(struct alarm_fill *f, enum language l, const char *name, const char *value)
{
	if (f->count[l] + 1 >= FILL_HOLES || !name || !value)
		return;
	f->arg[l][f->count[l]++] = (struct lang_arg){name, value};
}

void alarm_fill_add(struct alarm_fill *f, const char *name, const char *ja, const char *en)
{
	const char *kept = keep(f, name);

	add(f, LANG_JA, kept, keep(f, ja));
	add(f, LANG_EN, kept, keep(f, en));
}

void alarm_fill_number(struct alarm_fill *f, const char *name, int64_t v)
{
	char digits[24];

	snprintf(digits, sizeof digits, "%lld", (long long)v);
	alarm_fill_add(f, name, digits, digits);
}

/* Detectors say the title; people read the short name of their language. */
static void add_protocol(struct alarm_fill *f, const char *title)
{
	for (enum protocol p = PROTO_none + 1; p < PROTO_COUNT; p++)
		if (strcmp(protocol_title(p), title) == 0) {
			alarm_fill_add(f, "protocol", protocol_name(p, LANG_JA), protocol_name(p, LANG_EN));
			return;
		}
	alarm_fill_add(f, "protocol", title, title);
}

static void add_member(struct alarm_fill *f, const char *name, const char *value)
{
	size_t n = strlen(name);

	if (strcmp(name, "by_ja") == 0 || strcmp(name, "on_ja") == 0)
		add(f, LANG_JA, *name == 'b' ? "by" : "on", keep(f, value));
	else if (n == 5 && (strcmp(name, "by_en") == 0 || strcmp(name, "on_en") == 0))
		add(f, LANG_EN, *name == 'b' ? "by" : "on", keep(f, value));
	else if (strcmp(name, "protocol") == 0)
		add_protocol(f, value);
	else
		alarm_fill_add(f, name, value, value);
}

int alarm_fill_begin(struct alarm_fill *f, struct store *s, const char *data)
{
	sqlite3_stmt *st = NULL;
	int r = SQLITE_OK;

	*f = (struct alarm_fill){0};
	if (!data || !*data)
		return 0;
	if (sqlite3_prepare_v2(store_db(s), "SELECT key, value FROM json_each(?1) WHERE value IS NOT NULL",
			       -1, &st, NULL) != SQLITE_OK)
		return -EIO;
	sqlite3_bind_text(st, 1, data, -1, SQLITE_STATIC);
	while ((r = sqlite3_step(st)) == SQLITE_ROW)
		add_member(f, (const char *)sqlite3_column_text(st, 0),
			   (const char *)sqlite3_column_text(st, 1));
	sqlite3_finalize(st);
	return r == SQLITE_DONE ? 0 : -EIO;
}

static const struct sentence *of_many(const struct sentence *many, const struct sentence *one, bool is_many)
{
	return is_many && many->ja ? many : one;
}

const struct sentence *alarm_title(const struct alarm_words *w, bool many)
{
	return of_many(&w->many_title, &w->title, many);
}

const struct sentence *alarm_expected(const struct alarm_words *w, bool many)
{
	return of_many(&w->many_expected, &w->expected, many);
}

const struct sentence *alarm_came(const struct alarm_words *w, bool many)
{
	return of_many(&w->many_came, &w->came, many);
}

static bool has(const struct alarm_fill *f, enum language l, const char *name, size_t n)
{
	for (unsigned i = 0; i < f->count[l]; i++)
		if (strlen(f->arg[l][i].name) == n && memcmp(f->arg[l][i].name, name, n) == 0)
			return true;
	return false;
}

/* Is every hole filled? */
static bool whole(const struct alarm_fill *f, enum language l, const char *text)
{
	const char *end;

	for (const char *p = text; (p = strchr(p, '{')) && (end = strchr(p, '}')); p = end)
		if (!has(f, l, p + 1, (size_t)(end - p - 1)))
			return false;
	return true;
}

static char *fill(const struct alarm_fill *f, enum language l, const char *text, char buf[FILL_SENTENCE])
{
	struct lang_arg arg[FILL_HOLES + 4];
	static const char *const always[] = {"by", "on"};
	unsigned n = f->count[l];

	memcpy(arg, f->arg[l], n * sizeof *arg);
	for (size_t i = 0; i < sizeof always / sizeof *always; i++)
		if (!has(f, l, always[i], strlen(always[i])))
			arg[n++] = (struct lang_arg){always[i],
						     lang(l, f->many ? "alarm.these" : "alarm.somebody")};
	arg[n] = (struct lang_arg){NULL, NULL};
	return lang_fill_buf(buf, FILL_SENTENCE, text, arg);
}

char *alarm_fill_sentence(const struct alarm_fill *f, enum language l, const struct sentence *s,
			  char buf[FILL_SENTENCE])
{
	const char *full = l == LANG_JA ? s->ja : s->en,
		   *without = l == LANG_JA ? s->ja_without : s->en_without;

	if (!full)
		return memcpy(buf, "", 1);
	return fill(f, l, without && !whole(f, l, full) ? without : full, buf);
}

char *alarm_fill_step(const struct alarm_fill *f, enum language l, const char *text, char buf[FILL_SENTENCE])
{
	return fill(f, l, text, buf);
}
