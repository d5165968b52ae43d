#include "assess/ask.h"
#include "assess/group.h"
#include "assess/run.h"
#include "assess/wording.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>

enum { CHECK_MEMORY = 24 << 20 }; /* of one check's groups */

enum { INSERT_FINDING, INSERT_ABOUT, INSERT_ITEM, INSERT_PACKET, INSERTS };

static const char *const inserts[INSERTS] = {
	"INSERT INTO finding(check_name, severity, device, outside, flow, key, evidence_total, title_ja, "
	"title_en, why_ja, why_en,"
	" do_ja, do_en) VALUES (?1, ?2, nullif(?3, 0), nullif(?4, 0), nullif(?5, 0), ?6, ?7, ?8, ?9, ?10, "
	"?11, ?12, ?13)",
	"INSERT INTO finding_about VALUES (?1, nullif(?2, 0), nullif(?3, 0), nullif(?4, 0))",
	"INSERT INTO finding_item VALUES (?1, ?2)",
	"INSERT INTO finding_packet VALUES (?1, ?2)",
};

struct writer {
	struct run *run;
	struct wording *wording;
	struct arena *arena;
	sqlite3_stmt *st[INSERTS];
};

static int put(sqlite3_stmt *st)
{
	int r = sqlite3_step(st);

	sqlite3_reset(st);
	return r == SQLITE_DONE ? 0 : -EIO;
}

static int put_about(struct writer *w, int64_t finding, int64_t device, int64_t outside, int64_t flow)
{
	sqlite3_stmt *st = w->st[INSERT_ABOUT];

	sqlite3_bind_int64(st, 1, finding);
	sqlite3_bind_int64(st, 2, device);
	sqlite3_bind_int64(st, 3, outside);
	sqlite3_bind_int64(st, 4, flow);
	return put(st);
}

static int put_abouts(struct writer *w, int64_t finding, const struct group *f)
{
	int e = f->device || f->outside || f->flow ? put_about(w, finding, f->device, f->outside, f->flow)
						   : 0;

	for (unsigned i = 0; i < f->about.kept && e == 0; i++)
		if (f->about.id[i] != f->device)
			e = put_about(w, finding, f->about.id[i], 0, 0);
	for (unsigned i = 0; i < f->elsewhere.kept && e == 0; i++)
		e = put_about(w, finding, 0, f->elsewhere.id[i], 0);
	return e;
}

static int put_parts(struct writer *w, int64_t finding, const struct check *c, const struct group *f)
{
	sqlite3_stmt *item = w->st[INSERT_ITEM], *packet = w->st[INSERT_PACKET];
	int e = put_abouts(w, finding, f);

	for (size_t i = 0; c->items[i] && e == 0; i++) {
		sqlite3_bind_int64(item, 1, finding);
		sqlite3_bind_text(item, 2, c->items[i], -1, SQLITE_STATIC);
		e = put(item);
	}
	for (unsigned i = 0; i < f->packets && e == 0; i++) {
		sqlite3_bind_int64(packet, 1, finding);
		sqlite3_bind_int64(packet, 2, f->packet[i]);
		e = put(packet);
	}
	return e;
}

static int put_finding(struct writer *w, const struct check *c, const struct groups *g, const struct group *f)
{
	const struct sentence *part[] = {&c->title, &c->why, &c->act};
	char text[3][LANG_COUNT][TEXT_SENTENCE_ROOM];
	sqlite3_stmt *st = w->st[INSERT_FINDING];

	sqlite3_bind_text(st, 1, c->name, -1, SQLITE_STATIC);
	sqlite3_bind_int(st, 2, (int)c->severity);
	sqlite3_bind_int64(st, 3, f->device);
	sqlite3_bind_int64(st, 4, f->outside);
	sqlite3_bind_int64(st, 5, f->flow);
	sqlite3_bind_text(st, 6, f->key, -1, SQLITE_STATIC);
	sqlite3_bind_int64(st, 7, f->total);
	for (int p = 0; p < 3; p++)
		for (int l = 0; l < LANG_COUNT; l++) {
			wording_sentence(w->wording, (enum language)l, part[p], g, f, text[p][l],
					 p == 0 ? TITLE_ROOM : TEXT_SENTENCE_ROOM);
			sqlite3_bind_text(st, 8 + 2 * p + l, text[p][l], -1, SQLITE_STATIC);
		}
	if (put(st) < 0)
		return -EIO;
	return put_parts(w, sqlite3_last_insert_rowid(w->run->db), c, f);
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
	asked = ruled_out(w->run, c) ? ASKED_DONE
				     : ask(w->run->db, c->question, w->run->steps, groups_row, &g);
	groups_sort(&g);
	for (size_t i = 0; i < g.count && e == 0; i++)
		e = put_finding(w, c, &g, g.list[i]);
	o->findings = (int64_t)g.count;
	o->unfinished = asked != ASKED_DONE;
	if (e == 0 && (o->unfinished || g.dropped))
		e = run_limit(w->run, o, g.dropped);
	return e;
}

static int ask_all(struct writer *w)
{
	int e = 0;

	for (int severity = 0; severity < SEVERITY_COUNT; severity++)
		for (size_t i = 0; i < w->run->count && e == 0; i++)
			if ((int)w->run->list[i].severity == severity) {
				e = answer_check(w, &w->run->outcome[i]);
				arena_reset(w->arena);
			}
	return e;
}

int findings_make(struct run *r)
{
	struct writer w = {.run = r, .arena = arena_new(CHECK_MEMORY)};
	int e = w.arena ? wording_new(r->db, &w.wording) : -ENOMEM;

	for (int i = 0; i < INSERTS && e == 0; i++)
		if (sqlite3_prepare_v2(r->db, inserts[i], -1, &w.st[i], NULL) != SQLITE_OK)
			e = -EIO;
	if (e == 0)
		e = ask_all(&w);
	for (int i = 0; i < INSERTS; i++)
		sqlite3_finalize(w.st[i]);
	wording_free(w.wording);
	if (w.arena)
		arena_free(w.arena);
	return e;
}
