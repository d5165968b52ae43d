/* One alarm in words. */
#include "respond/alarm.h"
#include "respond/alarm_fill.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

static int take(char **to, const char *s)
{
	*to = strdup(s);
	return *to ? 0 : -ENOMEM;
}

static int steps(const struct alarm_fill *f, enum language l, const char *const *from, char **to)
{
	char buf[FILL_SENTENCE];
	int r = 0;

	for (unsigned i = 0; i < ALARM_STEPS && from[i] && r == 0; i++)
		r = take(&to[i], alarm_fill_step(f, l, from[i], buf));
	return r;
}

static int in_language(const struct alarm_fill *f, enum language l, const struct alarm_words *w,
		       struct alarm_text *t)
{
	char buf[FILL_SENTENCE];
	int r = take(&t->title[l], alarm_fill_sentence(f, l, alarm_title(w, f->many), buf));

	if (r == 0)
		r = take(&t->expected[l], alarm_fill_sentence(f, l, alarm_expected(w, f->many), buf));
	if (r == 0)
		r = take(&t->came[l], alarm_fill_sentence(f, l, alarm_came(w, f->many), buf));
	if (r == 0)
		r = steps(f, l, w->first[l], t->first[l]);
	return r < 0 ? r : steps(f, l, w->dont[l], t->dont[l]);
}

int alarm_words_filled(const struct alarm_fill *f, const struct alarm_words *w, struct alarm_text *ret)
{
	int r = 0;

	*ret = (struct alarm_text){0};
	for (int l = 0; l < LANG_COUNT && r == 0; l++)
		r = in_language(f, (enum language)l, w, ret);
	if (r < 0)
		alarm_text_clear(ret);
	return r;
}

/* Of a detector that this program does not know: what the row says. */
static int titles_only(sqlite3_stmt *st, struct alarm_text *ret)
{
	int r = 0;

	*ret = (struct alarm_text){0};
	for (int l = 0; l < LANG_COUNT && r == 0; l++)
		if ((r = take(&ret->title[l], (const char *)sqlite3_column_text(st, 5 + l))) == 0 &&
		    (r = take(&ret->expected[l], "")) == 0)
			r = take(&ret->came[l], "");
	if (r < 0)
		alarm_text_clear(ret);
	return r;
}

static int from_row(struct store *s, sqlite3_stmt *st, struct alarm_text *ret)
{
	const struct alarm_words *w = alarm_words_of((const char *)sqlite3_column_text(st, 0));
	struct alarm_fill f;
	int r = alarm_fill_begin(&f, s, (const char *)sqlite3_column_text(st, 1));

	if (r < 0)
		return r;
	alarm_fill_number(&f, "count", sqlite3_column_int64(st, 2));
	alarm_fill_number(&f, "devices", sqlite3_column_int64(st, 3));
	f.many = sqlite3_column_int(st, 4);
	return w ? alarm_words_filled(&f, w, ret) : titles_only(st, ret);
}

int alarm_text(struct store *s, int64_t id, struct alarm_text *ret)
{
	sqlite3_stmt *st = NULL;
	int r;

	if (sqlite3_prepare_v2(store_db(s),
			       "SELECT detector, data, count, concerned, grouped = 'many', title_ja, "
			       "title_en FROM alarm "
			       "WHERE id = ?1",
			       -1, &st, NULL) != SQLITE_OK)
		return -EIO;
	sqlite3_bind_int64(st, 1, id);
	r = sqlite3_step(st);
	r = r == SQLITE_ROW ? from_row(s, st, ret) : r == SQLITE_DONE ? -ENOENT : -EIO;
	sqlite3_finalize(st);
	return r;
}

void alarm_text_clear(struct alarm_text *t)
{
	for (int l = 0; l < LANG_COUNT; l++) {
		free(t->title[l]);
		free(t->expected[l]);
		free(t->came[l]);
		for (unsigned i = 0; i < ALARM_STEPS; i++) {
			free(t->first[l][i]);
			free(t->dont[l][i]);
		}
	}
	*t = (struct alarm_text){0};
}
