/* What evidence makes likely, as rows of assumption and assumption_why. */
#include "assess/ask.h"
#include "assess/attack.h"
#include "assess/group.h"
#include "assess/wording.h"

#include "base/hash.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { REASON_MEMORY = 24 << 20, SLOTS = 2 * 2048 };

_Static_assert(SLOTS >= 2 * ATTACK_ROWS, "half of the slots stay free");

/* An end's kind as people see it. */
#define KIND(device)                                                                                         \
	"(SELECT coalesce((SELECT value FROM device_lock k WHERE k.device = d.id AND k.field = 'kind'), "    \
	"d.kind) FROM device d WHERE d.id = " device ")"

static const char insert_row[] =
	"INSERT INTO assumption VALUES (?1, ?2, ?3, ?4, nullif(?5, 0), nullif(?6, 0), nullif(?7, 0), "
	"nullif(?8, 0), coalesce(" KIND("?4") ", 'unknown'), CASE WHEN ?5 <> 0 THEN coalesce(" KIND(
		"?5") ", 'unknown') WHEN ?6 <> 0 THEN 'outside' END, ?9, 'proposed', 0, NULL, 0)";

/* ?7, ?8 NULL: in the finding's own words. */
static const char insert_why[] =
	"INSERT INTO assumption_why VALUES (?1, ?2, ?3, ?4, nullif(?5, 0), nullif(?6, 0), "
	"coalesce(?7, (SELECT title_ja FROM finding WHERE id = ?5), ''), "
	"coalesce(?8, (SELECT title_en FROM finding WHERE id = ?5), ''))";

/* What an assumption of this attack hangs on. */
struct slot {
	int64_t device, peer, outside, id;
};

struct proposer {
	sqlite3 *db;
	struct wording *wording;
	struct arena *arena;
	sqlite3_stmt *row, *why;
	uint64_t steps;
	int64_t id; /* of the last assumption */
	/* of the attack at hand: */
	const struct attack *attack;
	struct slot slot[SLOTS];
	size_t count;
	int64_t dropped;
	bool stopped;
};

static int step(sqlite3_stmt *st)
{
	int code = sqlite3_step(st);

	sqlite3_reset(st);
	return code == SQLITE_DONE ? 0 : -EIO;
}

static struct slot *slot_of(struct proposer *p, const struct group *g)
{
	uint64_t h = hash_two(hash_two((uint64_t)g->device, (uint64_t)g->peer), (uint64_t)g->outside);
	struct slot *s;

	for (;; h++) {
		s = &p->slot[h % SLOTS];
		if (!s->id || (s->device == g->device && s->peer == g->peer && s->outside == g->outside))
			return s;
	}
}

static int put_row(struct proposer *p, const struct group *g, enum attack_weight weight)
{
	char key[ATTACK_PLACE];

	if (g->peer || g->outside)
		snprintf(key, sizeof key, "d%lld~%c%lld", (long long)g->device, g->peer ? 'd' : 'o',
			 (long long)(g->peer ? g->peer : g->outside));
	else
		snprintf(key, sizeof key, "d%lld", (long long)g->device);
	sqlite3_bind_int64(p->row, 1, ++p->id);
	sqlite3_bind_text(p->row, 2, p->attack->name, -1, SQLITE_STATIC);
	sqlite3_bind_text(p->row, 3, key, -1, SQLITE_STATIC);
	sqlite3_bind_int64(p->row, 4, g->device);
	sqlite3_bind_int64(p->row, 5, g->peer);
	sqlite3_bind_int64(p->row, 6, g->outside);
	sqlite3_bind_int64(p->row, 7, g->flow);
	sqlite3_bind_int64(p->row, 8, g->packets ? g->packet[0] : 0);
	sqlite3_bind_int(p->row, 9, (int)weight);
	return step(p->row);
}

static int put_why(struct proposer *p, int64_t assumption, const struct attack_reason *r,
		   const struct groups *all, const struct group *g)
{
	char text[LANG_COUNT][TEXT_SENTENCE_ROOM];

	sqlite3_bind_int64(p->why, 1, assumption);
	sqlite3_bind_text(p->why, 2, r->name, -1, SQLITE_STATIC);
	sqlite3_bind_int(p->why, 3, (int)r->weight);
	sqlite3_bind_int64(p->why, 4, g->total);
	sqlite3_bind_int64(p->why, 5, g->finding);
	sqlite3_bind_int64(p->why, 6, g->packets ? g->packet[0] : 0);
	for (int l = 0; l < LANG_COUNT; l++) {
		if (r->say.ja)
			wording_sentence(p->wording, (enum language)l, &r->say, all, g, text[l],
					 TEXT_SENTENCE_ROOM);
		sqlite3_bind_text(p->why, 7 + l, r->say.ja ? text[l] : NULL, -1, SQLITE_STATIC);
	}
	return step(p->why);
}

/* One pair or element for which one reason holds. */
static int put(struct proposer *p, const struct attack_reason *r, const struct groups *all,
	       const struct group *g)
{
	struct slot *s;
	int e = 0;

	if (!g->device || g->device == g->peer)
		return 0;
	s = slot_of(p, g);
	if (!s->id) {
		if (p->count == ATTACK_ROWS) {
			p->dropped++;
			return 0;
		}
		e = put_row(p, g, r->weight);
		*s = (struct slot){g->device, g->peer, g->outside, p->id};
		p->count++;
	}
	return e < 0 ? e : put_why(p, s->id, r, all, g);
}

static int ask_reason(struct proposer *p, const struct attack_reason *r)
{
	struct groups g;
	int asked, e = groups_init_pairs(&g, p->arena, ATTACK_ROWS);

	if (e < 0)
		return e;
	asked = ask(p->db, r->question, p->steps, groups_row, &g);
	groups_sort(&g);
	for (size_t i = 0; i < g.count && e == 0; i++)
		e = put(p, r, &g, g.list[i]);
	p->dropped += g.dropped;
	p->stopped |= asked != ASKED_DONE;
	return e;
}

static int put_limit(struct proposer *p)
{
	sqlite3_stmt *st = NULL;
	int e;

	if (sqlite3_prepare_v2(p->db,
			       "INSERT INTO limit_ VALUES ('attack ' || ?1 || CASE WHEN ?4 THEN ' (stopped)' "
			       "ELSE '' END, ?2, ?3)",
			       -1, &st, NULL) != SQLITE_OK)
		return -EIO;
	sqlite3_bind_text(st, 1, p->attack->name, -1, SQLITE_STATIC);
	sqlite3_bind_int64(st, 2, (int64_t)p->count);
	sqlite3_bind_int64(st, 3, p->dropped);
	sqlite3_bind_int(st, 4, p->stopped);
	e = step(st);
	sqlite3_finalize(st);
	return e;
}

/* Reasons stand gravest first, so that the first one that holds gives a row its weight. */
static int propose(struct proposer *p, const struct attack *a)
{
	int e = 0;

	p->attack = a;
	p->count = 0;
	p->dropped = 0;
	p->stopped = false;
	memset(p->slot, 0, sizeof p->slot);
	for (size_t i = 0; i < a->reason_count && e == 0; i++) {
		e = ask_reason(p, &a->reasons[i]);
		arena_reset(p->arena);
	}
	return e == 0 && (p->dropped || p->stopped) ? put_limit(p) : e;
}

static int proposer_begin(struct proposer *p)
{
	int e = p->arena ? wording_new(p->db, &p->wording) : -ENOMEM;

	if (e == 0 && (sqlite3_prepare_v2(p->db, insert_row, -1, &p->row, NULL) != SQLITE_OK ||
		       sqlite3_prepare_v2(p->db, insert_why, -1, &p->why, NULL) != SQLITE_OK))
		e = -EIO;
	return e;
}

static void proposer_end(struct proposer *p)
{
	sqlite3_finalize(p->row);
	sqlite3_finalize(p->why);
	wording_free(p->wording);
	if (p->arena)
		arena_free(p->arena);
	free(p);
}

int attacks_propose(struct store *s)
{
	struct proposer *p = calloc(1, sizeof *p);
	int e;

	if (!p)
		return -ENOMEM;
	p->db = store_db(s);
	p->arena = arena_new(REASON_MEMORY);
	p->steps = ask_budget(ask_number(p->db, "SELECT COUNT(*) FROM device", 0));
	e = proposer_begin(p);
	if (e == 0 && sqlite3_exec(p->db, "DELETE FROM assumption; DELETE FROM assumption_why", NULL, NULL,
				   NULL) != SQLITE_OK)
		e = -EIO;
	for (size_t i = 0; i < attack_count && e == 0; i++)
		e = propose(p, &attacks[i]);
	proposer_end(p);
	return e < 0 ? e : attacks_refresh(s);
}
