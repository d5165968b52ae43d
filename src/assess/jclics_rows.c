/* Reading J-CLICS: slots, counts, and the file of another site. */
#include "assess/jclics.h"

#include "assess/evidence.h"
#include "assess/record_kind.h"
#include "assess/sql.h"
#include "base/text.h"
#include "store/journal.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>

static const char *text(sqlite3_stmt *st, int column)
{
	return (const char *)sqlite3_column_text(st, column);
}

static void read_slot(sqlite3_stmt *st, const char *today, struct jclics_slot *to)
{
	char hash[65] = "";

	to->field = text(st, 1);
	to->question = text(st, 2);
	to->answer = text(st, 3);
	to->reason = text(st, 4);
	to->contact = sqlite3_column_int64(st, 5);
	to->answered_on = text(st, 6);
	to->expires_on = text(st, 7);
	to->expired = to->answer && to->expires_on && strcmp(to->expires_on, today) < 0;
	if (to->question)
		hash_hex(to->question, strlen(to->question), hash);
	to->other_question = to->answer && to->question && (!text(st, 8) || strcmp(text(st, 8), hash) != 0);
	to->checks = text(st, 9);
	to->records = text(st, 10);
}

static const char rows[] = "WITH RECURSIVE n(slot) AS (SELECT 1 UNION ALL SELECT slot + 1 FROM n WHERE slot "
			   "< ?2) SELECT n.slot, "
			   "t.field, t.question, a.answer, a.reason, a.contact, a.answered_on, a.expires_on, "
			   "a.question_hash, b.checks, "
			   "b.records FROM n LEFT JOIN jclics_text t ON t.edition = ?1 AND t.slot = n.slot "
			   "LEFT JOIN jclics_answer a ON "
			   "a.edition = ?1 AND a.slot = n.slot LEFT JOIN jclics_bound b ON b.edition = ?1 "
			   "AND b.slot = n.slot ORDER BY "
			   "n.slot";

int jclics_each(struct store *s, const struct jclics_edition *e, const char *today,
		int (*fn)(void *ctx, const struct jclics_slot *slot), void *ctx)
{
	sqlite3_stmt *st = sql_of(s, rows, "ti", e->name, (int64_t)e->slots);
	int r = SQLITE_DONE, code = 0;

	while (st && code >= 0 && (r = sqlite3_step(st)) == SQLITE_ROW) {
		struct jclics_slot slot = {.slot = (unsigned)sqlite3_column_int(st, 0)};

		read_slot(st, today, &slot);
		code = fn(ctx, &slot);
	}
	sqlite3_finalize(st);
	return code < 0 ? code : st && r == SQLITE_DONE ? 0 : -EIO;
}

/* An answer that has expired, or was to another question, is none any more. */
static int count(void *ctx, const struct jclics_slot *s)
{
	struct jclics_counts *n = ctx;
	bool counts = s->answer && !s->expired && !s->other_question;

	n->imported += s->question != NULL;
	n->answered += counts;
	n->said_yes += counts && strcmp(s->answer, "yes") == 0;
	n->expired += s->answer && !counts;
	return 0;
}

int jclics_count(struct store *s, const struct jclics_edition *e, const char *today,
		 struct jclics_counts *ret)
{
	*ret = (struct jclics_counts){0};
	return jclics_each(s, e, today, count, ret);
}

/* --- what stands beside */

static bool binding_of(const char *word, bool record, struct grid_binding *to)
{
	const struct check *c = record ? NULL : check_by_name(word);
	size_t n = strcspn(word, ":");
	char kind[64];
	const struct record_kind *k;
	int topic;

	*to = (struct grid_binding){GRID_CHECK, c ? c->name : NULL, NULL, false};
	if (!record)
		return c != NULL;
	snprintf(kind, sizeof kind, "%.*s", (int)n, word);
	k = record_kind(kind);
	topic = k && word[n] ? record_topic(k, word + n + 1) : -1;
	*to = (struct grid_binding){GRID_RECORD, k ? k->name : NULL, topic < 0 ? NULL : k->topics[topic].name,
				    false};
	return k && (!word[n] || topic >= 0);
}

int jclics_each_beside(struct store *s, const struct jclics_slot *slot,
		       int (*fn)(void *ctx, const struct grid_binding *b), void *ctx)
{
	sqlite3_stmt *st =
		sql_of(s,
		       "SELECT value, 0, key FROM json_each(coalesce(?1, '[]')) UNION ALL SELECT value, "
		       "1, key FROM json_each(coalesce(?2, '[]')) ORDER BY 2, 3",
		       "tt", slot->checks, slot->records);
	int r = SQLITE_DONE, e = 0;

	while (st && e >= 0 && (r = sqlite3_step(st)) == SQLITE_ROW) {
		struct grid_binding b;

		if (binding_of(text(st, 0), sqlite3_column_int(st, 1) != 0, &b))
			e = fn(ctx, &b);
	}
	sqlite3_finalize(st);
	return e < 0 ? e : st && r == SQLITE_DONE ? 0 : -EIO;
}

struct against {
	struct grid_judging *judging;
	bool yes;
};

static int says_no(void *ctx, const struct grid_binding *b)
{
	struct against *a = ctx;
	struct grid_said said;
	int r = grid_judge_binding(a->judging, b, (struct grid_of){NULL, NULL}, &said);

	a->yes |= r == 0 && said.state == GRID_LACK;
	return r;
}

int jclics_against(struct store *s, struct grid_judging *j, const struct jclics_slot *slot, bool *ret)
{
	struct against a = {j, false};
	int r = 0;

	if (slot->answer && !slot->expired && strcmp(slot->answer, "yes") == 0)
		r = jclics_each_beside(s, slot, says_no, &a);
	*ret = a.yes;
	return r;
}

/* --- another site's file */

static int one_of_theirs(sqlite3_stmt *st, struct jclics_theirs *to)
{
	int64_t slot = sqlite3_column_int64(st, 0);
	const char *answer = text(st, 1), *on = text(st, 2);
	bool yes = answer && strcmp(answer, "yes") == 0, no = answer && strcmp(answer, "no") == 0;

	if (slot < 1 || slot > to->edition->slots)
		return 0;
	to->answer[slot] = (char)(sqlite3_column_int(st, 3) ? 0 : yes ? 'y' : no ? 'n' : 0);
	if (!on || !date_parse(on, to->answered_on[slot]))
		to->answered_on[slot][0] = '\0';
	return 0;
}

/* What another site calls itself is as hostile as any text. */
static void cleaned(sqlite3_stmt *st, int column, char to[TEXT_ROOM])
{
	text_clean(text_z(text(st, column) ? text(st, column) : ""), to);
}

static int head_of_theirs(struct store *s, const char *json, struct jclics_theirs *ret, struct err *err)
{
	sqlite3_stmt *st = sql_of(s,
				  "SELECT ?1->>'mimamori', ?1->>'edition', ?1->>'site', ?1->>'as_of' WHERE "
				  "json_valid(?1)",
				  "t", json);
	char edition[40];
	int r = 0;

	if (!st || sqlite3_step(st) != SQLITE_ROW) {
		r = err_set(err, -EINVAL, "", "not-json", "%s", "");
	} else if (!text(st, 0) || strcmp(text(st, 0), "jclics") != 0) {
		r = err_set(err, -EINVAL, "", "not-jclics", "%s", "");
	} else {
		ret->edition = jclics_named(sql_text(st, 1, edition, sizeof edition));
		cleaned(st, 2, ret->site);
		cleaned(st, 3, ret->as_of);
		if (!ret->edition)
			r = err_set(err, -EINVAL, edition, "no-edition", "%s", "");
	}
	sqlite3_finalize(st);
	return r;
}

int jclics_theirs_read(struct store *s, const char *bytes, size_t n, struct jclics_theirs *ret,
		       struct err *err)
{
	sqlite3_stmt *st;
	int r;

	*ret = (struct jclics_theirs){0};
	if (n > JCLICS_FILE_MAX || memchr(bytes, '\0', n))
		return err_set(err, -EINVAL, "", "not-json", "%s", "");
	if ((r = head_of_theirs(s, bytes, ret, err)) < 0)
		return r;
	st = sql_of(s,
		    "SELECT value->>'slot', value->>'answer', value->>'answered_on', value->>'expired' OR "
		    "value->>'other_question' FROM json_each(?1, '$.slots') WHERE json_type(?1, '$.slots') = "
		    "'array' AND type = 'object' LIMIT 100",
		    "t", bytes);
	while (st && (r = sqlite3_step(st)) == SQLITE_ROW)
		one_of_theirs(st, ret);
	sqlite3_finalize(st);
	return st && r == SQLITE_DONE ? 0 : err_set(err, -EINVAL, "", "not-jclics", "%s", "");
}
