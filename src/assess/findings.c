#include "assess/ask.h"
#include "assess/attack.h"
#include "assess/control.h"
#include "assess/group.h"
#include "assess/run.h"
#include "assess/wording.h"
#include "inventory/rows.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>

extern const char evidence_times_sql[]; /* evidence-times.sql */

enum { CHECK_MEMORY = 24 << 20 }; /* of one check's groups */

static const char insert_finding[] =
	"INSERT INTO finding(check_name, severity, device, outside, flow, key, evidence_total, title_ja, "
	"title_en, why_ja, why_en,"
	" do_ja, do_en) VALUES (?1, ?2, nullif(?3, 0), nullif(?4, 0), nullif(?5, 0), ?6, ?7, ?8, ?9, ?10, "
	"?11, ?12, ?13)";

struct writer {
	struct run *run;
	struct wording *wording;
	struct arena *arena;
	sqlite3_stmt *finding;
	struct rows held, about, item, packet; /* held: of findings, in a held table (store/held.h) */
};

static void put_id(struct rows *r, int64_t id)
{
	if (id)
		rows_int(r, id);
	else
		rows_null(r);
}

static void put_about(struct writer *w, int64_t finding, int64_t device, int64_t outside, int64_t flow)
{
	rows_int(&w->about, finding);
	put_id(&w->about, device);
	put_id(&w->about, outside);
	put_id(&w->about, flow);
	rows_next(&w->about);
}

static void put_abouts(struct writer *w, int64_t finding, const struct group *f)
{
	if (f->device || f->outside || f->flow)
		put_about(w, finding, f->device, f->outside, f->flow);
	for (unsigned i = 0; i < f->about.kept; i++)
		if (f->about.id[i] != f->device)
			put_about(w, finding, f->about.id[i], 0, 0);
	for (unsigned i = 0; i < f->elsewhere.kept; i++)
		put_about(w, finding, 0, f->elsewhere.id[i], 0);
}

static void put_parts(struct writer *w, int64_t finding, const struct check *c, const struct group *f)
{
	put_abouts(w, finding, f);
	for (size_t i = 0; c->items[i]; i++) {
		rows_int(&w->item, finding);
		rows_word(&w->item, c->items[i]);
		rows_next(&w->item);
	}
	for (unsigned i = 0; i < f->packets; i++) {
		rows_int(&w->packet, finding);
		rows_int(&w->packet, f->packet[i]);
		rows_next(&w->packet);
	}
}

enum part { TITLE, WHY, ACT, PARTS };

/* In a brief run a title may be among the first as long as fewer of its severity were worded. */
static bool is_wanted(struct run *r, const struct check *c, enum part part, enum language l)
{
	unsigned *left = &r->titles[c->severity];

	if (!r->brief)
		return true;
	return part == TITLE && l == r->language && *left && (*left)--;
}

/* The sentences of a finding; "" are those that nobody wants. */
static void put_words(struct writer *w, const struct check *c, const struct groups *g, const struct group *f,
		      void put(struct writer *, int column, const char *text))
{
	const struct sentence *part[PARTS] = {&c->title, &c->why, &c->act};
	char text[TEXT_SENTENCE_ROOM];

	for (int p = 0; p < PARTS; p++)
		for (int l = 0; l < LANG_COUNT; l++) {
			*text = '\0';
			if (is_wanted(w->run, c, (enum part)p, (enum language)l))
				wording_sentence(w->wording, (enum language)l, part[p], g, f, text,
						 p == TITLE ? TITLE_ROOM : TEXT_SENTENCE_ROOM);
			put(w, 8 + 2 * p + l, text);
		}
}

static void bind_words(struct writer *w, int column, const char *text)
{
	sqlite3_bind_text(w->finding, column, text, -1, SQLITE_TRANSIENT);
}

static void hold_words(struct writer *w, int column, const char *text)
{
	(void)column;
	rows_word(&w->held, text);
}

/* The finding's id. */
static int64_t hold_finding(struct writer *w, const struct check *c, const struct groups *g,
			    const struct group *f)
{
	int64_t id = (int64_t)held_rows(w->held.held) + 1;
	struct rows *r = &w->held;

	rows_int(r, id);
	rows_word(r, c->name);
	rows_int(r, c->severity);
	put_id(r, f->device);
	put_id(r, f->outside);
	put_id(r, f->flow);
	rows_word(r, f->key);
	rows_int(r, f->total);
	put_words(w, c, g, f, hold_words);
	rows_null(r); /* a brief run does not ask when its evidence was seen */
	rows_null(r);
	rows_next(r);
	return id;
}

static int64_t insert(struct writer *w, const struct check *c, const struct groups *g, const struct group *f)
{
	sqlite3_stmt *st = w->finding;
	int code;

	sqlite3_bind_text(st, 1, c->name, -1, SQLITE_STATIC);
	sqlite3_bind_int(st, 2, (int)c->severity);
	sqlite3_bind_int64(st, 3, f->device);
	sqlite3_bind_int64(st, 4, f->outside);
	sqlite3_bind_int64(st, 5, f->flow);
	sqlite3_bind_text(st, 6, f->key, -1, SQLITE_STATIC);
	sqlite3_bind_int64(st, 7, f->total);
	put_words(w, c, g, f, bind_words);
	code = sqlite3_step(st);
	sqlite3_reset(st);
	return code == SQLITE_DONE ? sqlite3_last_insert_rowid(w->run->db) : -EIO;
}

static int put_finding(struct writer *w, const struct check *c, const struct groups *g, const struct group *f)
{
	int64_t id = w->finding ? insert(w, c, g, f) : hold_finding(w, c, g, f);

	if (id < 0)
		return (int)id;
	put_parts(w, id, c, f);
	return 0;
}

/* Does the run's own account say that there is nothing to find? */
static bool ruled_out(struct run *r, const struct check *c)
{
	char sql[128];

	snprintf(sql, sizeof sql, "SELECT value FROM setting WHERE key = '%.40s'", c->given ? c->given : "");
	return c->given && ask_number(r->db, sql, 1) == 0;
}

/* Asks one check and writes its findings. What goes wrong with the check itself is named and is no failure of
 * the run. */
static int answer_check(struct writer *w, struct outcome *o)
{
	const struct check *c = o->check;
	struct groups g;
	int asked, e = groups_init(&g, w->arena);

	if (e < 0)
		return e;
	o->ruled_out = ruled_out(w->run, c);
	asked = o->ruled_out ? ASKED_DONE : ask(w->run->db, c->question, w->run->steps, groups_row, &g);
	groups_sort(&g);
	for (size_t i = 0; i < g.count && e == 0; i++)
		e = put_finding(w, c, &g, g.list[i]);
	o->findings = (int64_t)g.count;
	o->unfinished = asked != ASKED_DONE;
	if (e == 0 && (o->unfinished || g.dropped))
		e = run_limit(w->run, o, g.dropped);
	return e;
}

/* last: those that ask what the others found, and no others. */
static int ask_all(struct writer *w, bool last)
{
	int e = 0;

	for (int severity = 0; severity < SEVERITY_COUNT; severity++)
		for (size_t i = 0; i < w->run->count && e == 0; i++)
			if ((int)w->run->list[i].severity == severity && w->run->list[i].last == last) {
				e = answer_check(w, &w->run->outcome[i]);
				arena_reset(w->arena);
			}
	return e;
}

/* What was prepared for it is given back whatever came of it; the first error counts. */
static int writer_end(struct writer *w, int e)
{
	struct rows *all[] = {&w->held, &w->about, &w->item, &w->packet};

	for (size_t i = 0; i < sizeof all / sizeof *all; i++) {
		int of_rows = rows_end(all[i]);

		e = e ? e : of_rows;
	}
	sqlite3_finalize(w->finding);
	wording_free(w->wording);
	if (w->arena)
		arena_free(w->arena);
	return e;
}

static int finding_begin(struct writer *w)
{
	if (store_held(w->run->store, "finding"))
		return rows_begin(&w->held, w->run->store, "finding", 16);
	return sqlite3_prepare_v2(w->run->db, insert_finding, -1, &w->finding, NULL) == SQLITE_OK ? 0 : -EIO;
}

static int findings_of(struct run *r, bool last)
{
	struct writer w = {.run = r, .arena = arena_new(CHECK_MEMORY)};
	int e = w.arena ? wording_new(r->db, &w.wording) : -ENOMEM;

	if (e == 0)
		e = finding_begin(&w);
	if (e == 0)
		e = rows_begin(&w.about, r->store, "finding_about", 4);
	if (e == 0)
		e = rows_begin(&w.item, r->store, "finding_item", 2);
	if (e == 0)
		e = rows_begin(&w.packet, r->store, "finding_packet", 2);
	if (e == 0)
		e = ask_all(&w, last);
	return writer_end(&w, e);
}

/* When their evidence was seen: not asked for where only titles are shown. */
static int put_times(struct run *r)
{
	if (r->brief)
		return 0;
	return sqlite3_exec(r->db, evidence_times_sql, NULL, NULL, NULL) == SQLITE_OK ? 0 : -EIO;
}

int findings_make(struct run *r)
{
	int e = findings_of(r, false);

	if (e == 0)
		e = weakness_make(r);
	if (e == 0 && !r->brief)
		e = attacks_propose(r->store);
	if (e == 0)
		e = findings_of(r, true);
	return e < 0 ? e : put_times(r);
}
