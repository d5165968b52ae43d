#include "assess/proof.h"

#include "assess/proof_parts.h"
#include "assess/sql.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { PROOF_MEMORY = 64 << 20, LINE_MEMORY = 16 << 20 };

const char *proof_what_name(enum row_proof_what what)
{
	static const char *const names[PROOF_WHATS] = {"verdict", "check",    "finding",  "record",
						       "missing", "decision", "signature"};

	return names[what];
}

/* --- what is asked of the store, once each row; live: of the site of now, whatever the moment */

static const struct {
	const char *sql;
	bool live;
} queries[Q_QUERIES] = {
	[Q_EVENT] = {"SELECT at, actor, lower(hex(hash)) FROM event WHERE seq = ?1", true},
	[Q_NAME] = {"SELECT name FROM contact WHERE 'c' || id = ?2 AND ?1 = ?1", true},
	[Q_ANSWER] = {"SELECT seq FROM answered WHERE system = ?3 AND sheet = ?4 AND item = ?2 AND ?1 = ?1",
		      false},
	[Q_OUTCOME] = {"SELECT version, at FROM outcome WHERE check_name = ?2 AND system = ?3 AND ?1 = ?1",
		       true},
	[Q_FINDING] =
		{"SELECT f.check_name, f.severity, f.device, f.outside, f.flow, f.key, f.evidence_total,"
		 " f.title_ja, f.title_en, (SELECT first_seen FROM finding_life y WHERE y.id = f.id)"
		 " FROM finding f WHERE f.id = ?1",
		 true},
	[Q_PACKETS] = {"SELECT packet FROM finding_packet WHERE finding = ?1 ORDER BY packet", true},
	[Q_SOURCE] = {"SELECT s.name, t.digest, p.gone FROM source s LEFT JOIN taken t ON t.source = s.id"
		      " LEFT JOIN packet_file p ON p.source = s.id WHERE s.id = ?1",
		      true},
	[Q_RECORD] = {"SELECT kind, topic, version, hash, seq, expires_on, attachment, attachment_hash, "
		      "says, device"
		      " FROM record WHERE id = ?1",
		      false},
	[Q_DECISION] = {"SELECT seq FROM decision WHERE system = ?3 AND sheet = ?4 AND item = ?2 AND ?1 = ?1",
			false},
	[Q_SIGNATURE] = {"SELECT seq, value FROM signature WHERE id = ?1", false},
};

sqlite3_stmt *proof_query(struct proving *g, enum proof_query q, int64_t first, const char *text)
{
	sqlite3_stmt *st = g->query[q];

	sqlite3_reset(st);
	sqlite3_bind_int64(st, 1, first);
	if (text)
		sqlite3_bind_text(st, 2, text, -1, SQLITE_TRANSIENT);
	return sqlite3_step(st) == SQLITE_ROW ? st : NULL;
}

static int prepare(struct proving *g)
{
	for (size_t i = 0; i < Q_QUERIES; i++) {
		g->query[i] = sql_of(queries[i].live ? g->live : g->kept, queries[i].sql, "");
		if (!g->query[i])
			return -EIO;
		if (sqlite3_bind_parameter_count(g->query[i]) >= 3)
			sqlite3_bind_text(g->query[i], 3, g->ask->system, -1, SQLITE_STATIC);
		if (sqlite3_bind_parameter_count(g->query[i]) >= 4)
			sqlite3_bind_text(g->query[i], 4, g->ask->sheet, -1, SQLITE_STATIC);
	}
	return 0;
}

/* --- lines */

const char *proof_kept(struct proving *g, sqlite3_stmt *st, int column)
{
	const char *s = (const char *)sqlite3_column_text(st, column);

	return s ? arena_text(g->line, s, strlen(s)) : "";
}

void proof_event(struct proving *g, struct row_proof *p)
{
	sqlite3_stmt *st = p->seq ? proof_query(g, Q_EVENT, p->seq, NULL) : NULL;

	if (!st)
		return;
	p->at = sqlite3_column_int64(st, 0);
	p->by = proof_kept(g, st, 1);
	p->event_hash = proof_kept(g, st, 2);
	if (p->by && (st = proof_query(g, Q_NAME, 0, p->by)) && sqlite3_column_type(st, 0) == SQLITE_TEXT)
		p->who = proof_kept(g, st, 0);
}

void proof_lacks(struct proving *g, struct row_proof *p, const char *key, const char *hole,
		 const char *const value[LANG_COUNT])
{
	char text[1024];

	for (int l = 0; l < LANG_COUNT; l++) {
		lang_fill_buf(text, sizeof text, lang((enum language)l, key),
			      (const struct lang_arg[]){{hole, value ? value[l] : ""}, {NULL, NULL}});
		p->lacks[l] = arena_text(g->line, text, strlen(text));
	}
}

int proof_tell(struct proving *g, struct row_proof *p)
{
	const char **const texts[] = {
		&p->id,      &p->hash,       &p->says,           &p->title[LANG_JA], &p->title[LANG_EN],
		&p->by,      &p->event_hash, &p->until,          &p->validity,       &p->met_by,
		&p->subject, &p->attachment, &p->attachment_hash};
	int r;

	for (size_t i = 0; i < sizeof texts / sizeof *texts; i++)
		if (!*texts[i])
			*texts[i] = "";
	r = g->fn(g->ctx, p);
	arena_reset(g->line);
	return r;
}

/* --- verdict, decision, signatures */

static void both(struct row_proof *p, const char *topic, const char *before, const char *token)
{
	char key[64];

	snprintf(key, sizeof key, "%s.%s%s", topic, before, token);
	for (int l = 0; l < LANG_COUNT; l++)
		p->title[l] = lang((enum language)l, key);
}

/* Judged now, it may be that nobody told the journal yet: a record expired last night. Then no event tells of
 * it. */
static int64_t told(struct proving *g, const struct sheet_row *row)
{
	sqlite3_stmt *st = proof_query(g, Q_ANSWER, 0, row->item);
	int64_t seq = st ? sqlite3_column_int64(st, 0) : 0;
	sqlite3_stmt *same =
		seq ? sql_of(g->kept,
			     "SELECT 1 FROM answered WHERE system = ?1 AND sheet = ?2 AND item = ?3 AND "
			     "evidence_hash = ?4",
			     "tttt", g->ask->system, g->ask->sheet, row->item, row->evidence_hash)
		    : NULL;

	if (same && sqlite3_step(same) != SQLITE_ROW)
		seq = 0;
	sqlite3_finalize(same);
	return seq;
}

static int verdict(struct proving *g, const struct sheet_row *row)
{
	struct row_proof p = {.item = row->item,
			      .what = PROOF_VERDICT,
			      .id = row->item,
			      .hash = row->evidence_hash,
			      .says = row->verdict,
			      .until = row->expires,
			      .validity = row->expired ? "expired" : "valid",
			      .seq = told(g, row)};

	both(&p, "verdict", "", row->verdict);
	p.lacks[LANG_JA] = row->needs[LANG_JA];
	p.lacks[LANG_EN] = row->needs[LANG_EN];
	proof_event(g, &p);
	return proof_tell(g, &p);
}

static int decision(struct proving *g, const struct sheet_row *row)
{
	struct row_proof p = {.item = row->item,
			      .what = PROOF_DECISION,
			      .id = row->item,
			      .hash = row->decision.hash,
			      .says = row->decision.choice,
			      .validity = "valid"};
	sqlite3_stmt *st;

	if (!row->decision.choice)
		return 0;
	if ((st = proof_query(g, Q_DECISION, 0, row->item)))
		p.seq = sqlite3_column_int64(st, 0);
	both(&p, "sheet", "choice-", row->decision.choice);
	proof_event(g, &p);
	p.who = row->decision.who;
	return proof_tell(g, &p);
}

static int signature(struct proving *g, const struct sheet_row *row, const struct sheet_signature *s)
{
	static const struct {
		unsigned bit;
		const char *validity, *lacks;
	} why[] = {{REOPENED_DECISION, "reopened-decision", "audit.lacks-decision"},
		   {REOPENED_EVIDENCE, "reopened-evidence", "audit.lacks-evidence"},
		   {REOPENED_QUESTION, "reopened-question", "audit.lacks-question"}};
	struct row_proof p = {.item = row->item, .what = PROOF_SIGNATURE, .says = s->side};
	sqlite3_stmt *st = proof_query(g, Q_SIGNATURE, s->id, NULL);
	char id[24];

	snprintf(id, sizeof id, "g%lld", (long long)s->id);
	p.id = id;
	p.validity = s->proven ? "valid" : "declared";
	if (!s->proven)
		proof_lacks(g, &p, "audit.lacks-key", "", NULL);
	for (size_t i = 3; i-- > 0;)
		if (s->reopened & why[i].bit) {
			p.validity = why[i].validity;
			proof_lacks(g, &p, why[i].lacks, "", NULL);
		}
	both(&p, "sheet", "side-", s->side);
	if (st) {
		p.seq = sqlite3_column_int64(st, 0);
		p.hash = proof_kept(g, st, 1);
	}
	proof_event(g, &p);
	p.who = s->who;
	return proof_tell(g, &p);
}

static int signatures(struct proving *g, const struct sheet_row *row)
{
	int r = 0;

	for (size_t i = 0; i < row->signature_count && r == 0; i++)
		r = signature(g, row, &row->signatures[i]);
	return r;
}

/* --- rows */

static const struct sheet_item *item_of(const struct proving *g, const char *item)
{
	for (size_t i = 0; i < g->judged.count; i++)
		if (strcmp(g->judged.row[i].item->item, item) == 0)
			return g->judged.row[i].item;
	return NULL;
}

static int one_row(void *ctx, const struct sheet_row *row)
{
	struct proving *g = ctx;
	const struct sheet_item *item = item_of(g, row->item);
	int r = 0;

	if (!item || (g->ask->item && strcmp(g->ask->item, row->item) != 0))
		return 0;
	if (g->row)
		r = g->row(g->ctx, row);
	if (r >= 0)
		r = verdict(g, row);
	if (r >= 0)
		r = proof_checks(g, row, item);
	if (r >= 0)
		r = proof_findings(g, row);
	if (r >= 0)
		r = proof_records(g, row, item);
	if (r >= 0)
		r = decision(g, row);
	return r < 0 ? r : signatures(g, row);
}

/* When findings were opened: one look at the journal for all of them. */
static int load_opened(struct proving *g)
{
	static const char sql[] =
		"SELECT CAST(substr(body->>'finding', 2) AS INTEGER) AS id, max(seq) FROM event"
		" WHERE kind = 'finding-opened' AND seq <= ?1 GROUP BY 1 ORDER BY 1";
	int64_t upto = g->ask->asof ? asof_of(g->ask->asof)->seq : INT64_MAX;
	int64_t room = sql_number(g->live, 0, "SELECT count(*) FROM event WHERE kind = 'finding-opened'", "");
	sqlite3_stmt *st = sql_of(g->live, sql, "i", upto);
	int r = st ? SQLITE_DONE : SQLITE_ERROR;

	g->opened = arena_get(g->arena, (size_t)room + 1, sizeof *g->opened);
	while (g->opened && st && g->opened_count < (size_t)room && (r = sqlite3_step(st)) == SQLITE_ROW)
		g->opened[g->opened_count++] = (struct asof_finding){.id = sqlite3_column_int64(st, 0),
								     .seq = sqlite3_column_int64(st, 1)};
	sqlite3_finalize(st);
	return !g->opened ? -ENOMEM : r == SQLITE_DONE || r == SQLITE_ROW ? 0 : -EIO;
}

static int begin(struct proving *g, const struct sheet *sheet)
{
	int64_t at = g->ask->asof ? asof_of(g->ask->asof)->at : g->ask->now;
	int r = judged_load(g->kept, at, g->ask->system, sheet, &g->judged);

	g->arena = arena_new(PROOF_MEMORY);
	g->line = arena_new(LINE_MEMORY);
	if (r == 0 && (!g->arena || !g->line))
		r = -ENOMEM;
	if (r == 0)
		r = prepare(g);
	return r < 0 ? r : load_opened(g);
}

int proof_rows(struct store *s, const struct proof_ask *ask, sheet_row_fn *row, row_proof_fn *fn, void *ctx)
{
	struct proving g = {.ask = ask, .live = s, .kept = s, .row = row, .fn = fn, .ctx = ctx};
	const struct sheet *sheet = sheet_named(ask->sheet);
	int r;

	if (!sheet)
		return -ENOENT;
	if (ask->asof)
		g.kept = asof_store(ask->asof);
	r = begin(&g, sheet);
	if (r == 0)
		r = ask->asof ? asof_rows(ask->asof, ask->system, ask->sheet, one_row, &g)
			      : sheet_rows_judged(s, &g.judged, one_row, &g);
	for (size_t i = 0; i < Q_QUERIES; i++)
		sqlite3_finalize(g.query[i]);
	judged_clear(&g.judged);
	if (g.arena)
		arena_free(g.arena);
	if (g.line)
		arena_free(g.line);
	return r < 0 ? r : 0;
}
