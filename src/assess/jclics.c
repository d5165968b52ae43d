#include "assess/jclics.h"

#include "assess/event.h"
#include "assess/evidence.h"
#include "assess/record_expiry.h"
#include "assess/record_kind.h"
#include "assess/sql.h"
#include "base/text.h"
#include "store/journal.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

const struct jclics_edition *jclics_named(const char *edition)
{
	for (size_t i = 0; edition && i < jclics_edition_count; i++)
		if (strcmp(jclics_editions[i].name, edition) == 0)
			return &jclics_editions[i];
	return NULL;
}

static int known(const char *edition, unsigned slot, struct err *err)
{
	const struct jclics_edition *e = jclics_named(edition);

	if (!e)
		return err_set(err, -ENOENT, edition, "no-edition", "%s", "");
	if (slot < 1 || slot > e->slots)
		return err_set(err, -ENOENT, edition, "no-slot", "%u", e->slots);
	return 0;
}

/* --- texts */

int jclics_import(struct store *s, const struct jclics_edition *e, const struct jclics_texts *t,
		  const struct writing *w, struct err *err)
{
	struct event_body b;
	struct out all;
	char hash[65] = "";
	size_t n;
	int r = t->count ? out_init(&all, -1) : err_set(err, -EINVAL, e->name, "no-questions", "%s", "");

	if (r < 0)
		return r;
	r = sql_run(s, "DELETE FROM jclics_text WHERE edition = ?1", "t", e->name);
	for (size_t i = 0; i < t->count && r == 0; i++) {
		const struct jclics_text *x = &t->text[i];

		r = sql_run(s,
			    "INSERT INTO jclics_text(edition, slot, field, question) VALUES (?1, ?2, ?3, ?4)",
			    "titt", e->name, (int64_t)x->slot, x->field, x->question);
		out_str(&all, x->question);
		out_char(&all, '\n');
	}
	out_bytes(&all, &n);
	hash_hex(out_bytes(&all, NULL), n, hash);
	out_clear(&all);
	if (r < 0)
		return event_failed(s, r, err);
	event_begin(&b);
	json_str(&b.o, "edition", e->name);
	json_int(&b.o, "count", (int64_t)t->count);
	json_str(&b.o, "hash", hash);
	return event_told(&b, s, "jclics-imported", w, err);
}

/* Of the question as it stands now; "" when none was taken in. */
static void question_hash(struct store *s, const char *edition, unsigned slot, char ret[65])
{
	sqlite3_stmt *st = sql_of(s, "SELECT question FROM jclics_text WHERE edition = ?1 AND slot = ?2",
				  "ti", edition, (int64_t)slot);

	*ret = '\0';
	if (st && sqlite3_step(st) == SQLITE_ROW) {
		const char *q = (const char *)sqlite3_column_text(st, 0);

		hash_hex(q ? q : "", q ? strlen(q) : 0, ret);
	}
	sqlite3_finalize(st);
}

/* --- answers */

static size_t characters(const char *s)
{
	size_t n = 0;

	for (; *s; s++)
		n += (*s & 0xc0) != 0x80;
	return n;
}

static bool blank(const char *s) { return !s || s[strspn(s, " \t\r\n")] == '\0'; }

static int may_answer(const char *answer, const char *reason, const char *expires_on, const struct writing *w,
		      struct err *err)
{
	char day[DATE_ROOM];

	if (!answer || (strcmp(answer, "yes") != 0 && strcmp(answer, "no") != 0))
		return err_set(err, -EINVAL, answer ? answer : "", "bad-answer", "%s", "");
	if (blank(reason))
		return err_set(err, -EINVAL, "", "no-reason", "%s", "");
	if (!text_shows(text_z(reason)))
		return err_set(err, -EINVAL, "", "bad-reason", "%s", "");
	if (characters(reason) > JCLICS_REASON_MOST)
		return err_set(err, -EINVAL, "", "long-reason", "%d", JCLICS_REASON_MOST);
	if (expires_on && (!date_parse(expires_on, day) || strcmp(day, w->today) < 0))
		return err_set(err, -EINVAL, expires_on, "bad-date", "%s", "");
	return 0;
}

int jclics_answer(struct store *s, const char *edition, unsigned slot, const char *answer, const char *reason,
		  const char *expires_on, const struct writing *w, struct err *err)
{
	char hash[65], last[DATE_ROOM];
	struct event_body b;
	int r = known(edition, slot, err);

	r = r < 0 ? r : may_answer(answer, reason, expires_on, w, err);
	if (r < 0)
		return r;
	question_hash(s, edition, slot, hash);
	if (!expires_on || !date_parse(expires_on, last))
		fiscal_last_day(w->today, site_setting(s, "fiscal-year-start", FISCAL_YEAR_START), 1, last);
	event_begin(&b);
	json_str(&b.o, "edition", edition);
	json_int(&b.o, "slot", slot);
	json_str(&b.o, "answer", answer);
	json_str(&b.o, "reason", reason);
	if (w->actor[0] == 'c' && w->actor[1] >= '1' && w->actor[1] <= '9')
		json_int(&b.o, "contact", strtoll(w->actor + 1, NULL, 10));
	json_str(&b.o, "answered_on", w->today);
	json_str(&b.o, "expires_on", last);
	json_str(&b.o, "question_hash", *hash ? hash : NULL);
	return event_told(&b, s, "jclics-answered", w, err);
}

int jclics_withdraw(struct store *s, const char *edition, unsigned slot, const struct writing *w,
		    struct err *err)
{
	struct event_body b;
	int r = known(edition, slot, err);

	if (r < 0)
		return r;
	if (!sql_number(s, 0, "SELECT 1 FROM jclics_answer WHERE edition = ?1 AND slot = ?2", "ti", edition,
			(int64_t)slot))
		return err_set(err, -ENOENT, edition, "no-answer", "%u", slot);
	event_begin(&b);
	json_str(&b.o, "edition", edition);
	json_int(&b.o, "slot", slot);
	return event_told(&b, s, "jclics-withdrawn", w, err);
}

/* --- what stands beside */

static int record_known(const char *word, struct err *err)
{
	char kind[64];
	const char *colon = strchr(word, ':');
	const struct record_kind *k;

	snprintf(kind, sizeof kind, "%.*s", (int)(colon ? (size_t)(colon - word) : strlen(word)), word);
	k = record_kind(kind);
	if (!k || (colon && record_topic(k, colon + 1) < 0))
		return err_set(err, -EINVAL, word, "no-record", "%s", "");
	return 0;
}

static int beside_known(const struct jclics_beside *b, struct err *err)
{
	int r = b->checks + b->records <= JCLICS_BOUND_MOST
			? 0
			: err_set(err, -EINVAL, "", "too-many", "%d", JCLICS_BOUND_MOST);

	for (size_t i = 0; r == 0 && i < b->checks; i++)
		r = check_by_name(b->check[i]) ? 0 : err_set(err, -EINVAL, b->check[i], "no-check", "%s", "");
	for (size_t i = 0; r == 0 && i < b->records; i++)
		r = record_known(b->record[i], err);
	return r;
}

static void list(struct out *o, const char *key, const char *const *words, size_t n)
{
	json_array(o, key);
	for (size_t i = 0; i < n; i++)
		json_str(o, NULL, words[i]);
	json_end_array(o);
}

int jclics_bind(struct store *s, const char *edition, unsigned slot, const struct jclics_beside *b,
		const struct writing *w, struct err *err)
{
	struct event_body body;
	int r = known(edition, slot, err);

	r = r < 0 ? r : beside_known(b, err);
	if (r < 0)
		return r;
	event_begin(&body);
	json_str(&body.o, "edition", edition);
	json_int(&body.o, "slot", slot);
	list(&body.o, "checks", b->check, b->checks);
	list(&body.o, "records", b->record, b->records);
	return event_told(&body, s, "jclics-bound", w, err);
}
