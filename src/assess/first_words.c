#include "assess/first_parts.h"
#include "assess/sql.h"
#include "assess/wording.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>

static const char kind_sql[] = "SELECT a.kind = b.kind AND a.maker IS b.maker AND a.model IS b.model FROM "
			       "device_shown a, device_shown b WHERE a.id = ?1 AND b.id = ?2";
/* Conversations by which it was reached so (first.c: reach_sql). */
static const char reach_sql[] =
	"SELECT f.id, f.client, f.client_outside FROM flow f JOIN device d ON d.id = f.server LEFT JOIN "
	"device c ON "
	"c.id = f.client WHERE f.server = ?1 AND f.answered = 1 AND f.to_group = 0 AND f.scan = 0 AND CASE "
	"WHEN "
	"f.client_outside IS NOT NULL THEN 0 WHEN c.router = 0 AND d.router = 0 AND coalesce(c.behind, 0) <> "
	"coalesce(d.behind, 0) THEN 1 ELSE 2 END = ?2 ORDER BY f.id";
static const char flaws_sql[] =
	"SELECT f.id, w.check_name, w.control, f.title_ja, f.title_en FROM weakness w JOIN finding f ON "
	"f.check_name = "
	"w.check_name AND f.device = w.device WHERE w.device = ?1 ORDER BY w.severity, w.check_name, f.id";
static const char attacks_sql[] = "SELECT id FROM assumption WHERE (device = ?1 OR peer = ?1) AND state <> "
				  "'rejected' ORDER BY weight, id";

int first_words_begin(struct choosing *x)
{
	sqlite3 *db = store_db(x->store);
	const struct {
		const char *sql;
		sqlite3_stmt **st;
	} all[] = {{kind_sql, &x->kind},
		   {reach_sql, &x->reach},
		   {flaws_sql, &x->flaws},
		   {attacks_sql, &x->attacks}};

	for (size_t i = 0; i < sizeof all / sizeof *all; i++)
		if (sqlite3_prepare_v2(db, all[i].sql, -1, all[i].st, NULL) != SQLITE_OK)
			return -EIO;
	return wording_new(db, &x->words);
}

void first_words_end(struct choosing *x)
{
	sqlite3_finalize(x->kind);
	sqlite3_finalize(x->reach);
	sqlite3_finalize(x->flaws);
	sqlite3_finalize(x->attacks);
	wording_free(x->words);
}

bool first_same_kind(struct choosing *x, int64_t a, int64_t b)
{
	bool same;

	sqlite3_bind_int64(x->kind, 1, a);
	sqlite3_bind_int64(x->kind, 2, b);
	same = sqlite3_step(x->kind) == SQLITE_ROW && sqlite3_column_int(x->kind, 0);
	sqlite3_reset(x->kind);
	return same;
}

/* --- one reason */

static struct first_reason *reason(struct first_place *p, enum first_why why)
{
	struct first_reason *r;

	if (p->reasons >= FIRST_REASONS)
		return NULL;
	r = &p->reason[p->reasons++];
	*r = (struct first_reason){.why = why};
	return r;
}

static void row(struct first_reason *r, char letter, int64_t id)
{
	if (r->rows < FIRST_ROWS)
		r->row[r->rows++] = (struct first_row){letter, id};
	r->total++;
}

struct filling {
	const char *key; /* of data/lang */
	int64_t n;
	int64_t device;               /* {who}; 0 none */
	int64_t outside;              /* {who}; 0 none */
	const char *text[LANG_COUNT]; /* {what} */
};

static void say(struct choosing *x, struct first_reason *r, const struct filling *f)
{
	char who[NAME_ROOM], n[24];

	snprintf(n, sizeof n, "%lld", (long long)f->n);
	for (int l = 0; l < LANG_COUNT; l++) {
		who[0] = '\0';
		if (f->device)
			wording_device(x->words, (enum language)l, f->device, who);
		else if (f->outside)
			wording_outside(x->words, f->outside, who);
		const struct lang_arg args[] = {
			{"n", n}, {"who", who}, {"what", f->text[l] ? f->text[l] : ""}, {NULL, NULL}};

		lang_fill_buf(r->sentence[l], sizeof r->sentence[l], lang((enum language)l, f->key), args);
	}
}

/* --- each of them */

static int reach(struct choosing *x, struct first_place *p, const struct candidate *c)
{
	static const char *const keys[] = {"risk.why-internet", "risk.why-other-segment",
					   "risk.why-same-segment", "risk.why-not-seen"};
	struct first_reason *r = reason(p, WHY_REACH);
	struct filling f = {.key = keys[c->reach]};

	sqlite3_bind_int64(x->reach, 1, c->device);
	sqlite3_bind_int(x->reach, 2, (int)c->reach);
	while (c->reach != REACH_UNSEEN && sqlite3_step(x->reach) == SQLITE_ROW) {
		if (r->total == 0) {
			f.device = sqlite3_column_int64(x->reach, 1);
			f.outside = sqlite3_column_int64(x->reach, 2);
		}
		row(r, 'n', sqlite3_column_int64(x->reach, 0));
	}
	sqlite3_reset(x->reach);
	f.n = r->total;
	if (c->reach != REACH_UNSEEN && !f.device && !f.outside)
		f.key = c->reach == REACH_INTERNET ? "risk.why-internet-bare" : "risk.why-same-segment-bare";
	say(x, r, &f);
	return 0;
}

/* The easiest flaw, by its own finding; what is covered and what is not. */
static int flaws(struct choosing *x, struct first_place *p, const struct candidate *c)
{
	struct first_reason *ease = c->flaws ? reason(p, WHY_EASE) : NULL, open = {.why = WHY_UNCOVERED},
			    shut = {.why = WHY_COVERED};
	char title[LANG_COUNT][FIRST_SENTENCE];
	const struct control *by = NULL;

	memset(title, 0, sizeof title);
	sqlite3_bind_int64(x->flaws, 1, c->device);
	while (ease && sqlite3_step(x->flaws) == SQLITE_ROW) {
		int64_t id = sqlite3_column_int64(x->flaws, 0);
		const struct weak_check *w = weak_check((const char *)sqlite3_column_text(x->flaws, 1));
		const char *control = (const char *)sqlite3_column_text(x->flaws, 2);

		if (w && w->ease == c->ease) {
			if (ease->total == 0)
				for (int l = 0; l < LANG_COUNT; l++)
					snprintf(title[l], FIRST_SENTENCE, "%s",
						 (const char *)sqlite3_column_text(x->flaws, 3 + l));
			row(ease, 'f', id);
		}
		row(control ? &shut : &open, 'f', id);
		by = control && !by ? control_named(control) : by;
	}
	sqlite3_reset(x->flaws);
	if (ease) {
		char key[64];

		snprintf(key, sizeof key, "risk.why-%s", first_ease_token(c->ease));
		say(x, ease, &(struct filling){.key = key, .n = ease->total, .text = {title[0], title[1]}});
	}
	if (open.total) {
		struct first_reason *r = reason(p, WHY_UNCOVERED);

		say(x, &open, &(struct filling){.key = "risk.why-uncovered", .n = open.total});
		if (r)
			*r = open;
	}
	if (shut.total && by) {
		struct first_reason *r = reason(p, WHY_COVERED);

		say(x, &shut,
		    &(struct filling){.key = "risk.why-covered",
				      .n = shut.total,
				      .text = {by->title[0], by->title[1]}});
		if (r) {
			*r = shut;
			row(r, 'd', c->device);
		}
	}
	return 0;
}

static int worth(struct choosing *x, struct first_place *p, const struct candidate *c)
{
	struct first_reason *r = reason(p, c->commands ? WHY_COMMANDS : WHY_WORTH);
	const struct worst_case *w = c->worst == SIZE_MAX ? NULL : &x->worst->list[c->worst];
	const char *story = w && w->story ? w->story : "";

	if (!r)
		return 0;
	if (!w) {
		say(x, r, &(struct filling){.key = "risk.why-no-worst"});
		return 0;
	}
	row(r, 'r', w->record);
	if (c->commands)
		row(r, 'd', c->commands);
	say(x, r,
	    &(struct filling){.key = c->commands ? "risk.why-commands"
				     : w->device ? "risk.why-worth"
						 : "risk.why-worth-system",
			      .device = c->commands,
			      .text = {story, story}});
	return 0;
}

static int attacks(struct choosing *x, struct first_place *p, const struct candidate *c)
{
	struct first_reason found = {.why = WHY_ATTACKS}, *r;

	sqlite3_bind_int64(x->attacks, 1, c->device);
	while (sqlite3_step(x->attacks) == SQLITE_ROW)
		row(&found, 't', sqlite3_column_int64(x->attacks, 0));
	sqlite3_reset(x->attacks);
	if (!found.total || !(r = reason(p, WHY_ATTACKS)))
		return 0;
	say(x, &found, &(struct filling){.key = "risk.why-attacks", .n = found.total});
	*r = found;
	return 0;
}

int first_reasons(struct choosing *x, struct first_place *p, const struct candidate *c)
{
	int e = reach(x, p, c);

	e = e < 0 ? e : worth(x, p, c);
	e = e < 0 ? e : flaws(x, p, c);
	return e < 0 ? e : attacks(x, p, c);
}
