/* The rows and what proves them, as proof_rows() tells it: a check or record once, however many rows stand on
 * it. SQL asks for what that leaves to the findings themselves. */
#include "report/oscal_parts.h"

#include "assess/evidence.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

struct gathering {
	struct oscal_state *s;
	enum language l;
	struct oscal_row *row; /* the one at hand */
	sqlite3_stmt *finding; /* of one: its check and what is to be done */
	size_t rows_room, proofs_room, sources_room, row_proofs_room, signatures_room, missing_room;
	int error;
};

/* Room for one more; doubled in the arena, where what it leaves lies until the end. NULL: no memory. */
static void *more(struct gathering *g, void *list, size_t count, size_t *room, size_t size)
{
	void *wider;

	if (count < *room)
		return list;
	*room = *room ? 2 * *room : 8;
	wider = arena_get(g->s->arena, *room, size);
	if (!wider)
		g->error = -ENOMEM;
	else if (count)
		memcpy(wider, list, count * size);
	return wider;
}

static const char *kept(struct gathering *g, const char *text) { return oscal_kept(g->s, text); }

/* --- rows */

/* Our own words, also where the customer's copy of the official sheet counts: that text is not ours to hand
 * on. */
static void titled(struct gathering *g, const struct sheet_row *r, struct oscal_row *to)
{
	const struct sheet *sheet = sheet_named(g->s->ask->sheet);
	const struct sheet_item *item = r->own ? NULL : sheet_item(sheet->name, r->item);

	to->title = kept(g, r->title[g->l]);
	if (!item)
		return;
	to->group = item->group;
	to->csf2 = item->group->csf2;
	to->title = g->l == LANG_JA ? item->title_ja : item->title_en;
	to->item_title = g->l == LANG_JA ? item->group->title_ja : item->group->title_en;
	to->why = g->l == LANG_JA ? item->group->why_ja : item->group->why_en;
	to->examine = g->l == LANG_JA ? item->group->examine_ja : item->group->examine_en;
}

static void asks(struct gathering *g, const struct sheet_row *r, struct oscal_row *to)
{
	to->item = kept(g, r->item);
	to->parent = kept(g, r->parent);
	to->category = kept(g, r->category);
	to->mark = kept(g, r->mark);
	to->own = r->own;
	to->lead = r->lead;
	to->lead_from = r->lead_from;
	to->levels = r->levels;
	to->levels_from = r->levels_from;
	to->asked = r->asked;
	titled(g, r, to);
}

static void says(struct gathering *g, const struct sheet_row *r, struct oscal_row *to)
{
	to->verdict = kept(g, r->verdict);
	to->grade = kept(g, r->grade);
	to->expired = r->expired;
	to->coverage = kept(g, r->coverage[g->l]);
	to->needs = kept(g, r->needs[g->l]);
	to->provisional = kept(g, r->provisional[g->l]);
	to->expires = kept(g, r->expires);
	to->state = kept(g, r->state);
	to->evidence_hash = kept(g, r->evidence_hash);
	to->question_hash = kept(g, r->question_hash);
	to->as_of = r->as_of;
	to->choice = kept(g, r->decision.choice);
	to->reason = kept(g, r->decision.reason);
	to->point = kept(g, r->decision.point);
	to->who = kept(g, r->decision.who);
	to->decided = r->decision.at;
	to->contact = r->decision.contact;
	to->open_sides = kept(g, r->open_sides);
}

static int take_row(void *ctx, const struct sheet_row *r)
{
	struct gathering *g = ctx;
	struct oscal_state *s = g->s;

	s->rows = more(g, s->rows, s->row_count, &g->rows_room, sizeof *s->rows);
	if (g->error < 0)
		return g->error;
	g->row = &s->rows[s->row_count++];
	g->row_proofs_room = g->signatures_room = g->missing_room = 0;
	asks(g, r, g->row);
	says(g, r, g->row);
	if (r->as_of > s->as_of)
		s->as_of = r->as_of;
	return g->error;
}

/* --- proofs */

static struct oscal_proof *known(const struct oscal_state *s, const struct row_proof *p)
{
	for (size_t i = 0; i < s->proof_count; i++)
		if (s->proofs[i]->what == p->what && strcmp(s->proofs[i]->id, p->id) == 0)
			return s->proofs[i];
	return NULL;
}

/* The sentence of a check speaks of one finding: of all of them, its holes are dots. */
static const char *dotted(struct gathering *g, const char *title)
{
	struct out made;
	const char *bytes, *text = NULL;
	size_t n, hole = 0;

	if (!title || out_init(&made, -1) < 0)
		return NULL;
	for (; *title; title++) {
		if (*title == '{' && hole++ == 0)
			out_str(&made, "…");
		if (hole == 0)
			out_char(&made, *title);
		if (*title == '}' && hole)
			hole--;
	}
	bytes = out_bytes(&made, &n);
	text = arena_text(g->s->arena, bytes, n);
	out_clear(&made);
	return text;
}

static struct oscal_proof *proof_of(struct gathering *g, const struct row_proof *p)
{
	struct oscal_proof *to = arena_get(g->s->arena, 1, sizeof *to);
	const struct check *check = p->what == PROOF_CHECK ? check_by_name(p->id) : NULL;

	if (!to) {
		g->error = -ENOMEM;
		return NULL;
	}
	*to = (struct oscal_proof){.what = p->what,
				   .id = kept(g, p->id),
				   .hash = kept(g, p->hash),
				   .says = kept(g, p->says),
				   .title = p->what == PROOF_CHECK ? dotted(g, p->title[g->l])
								   : kept(g, p->title[g->l]),
				   .by = kept(g, p->by),
				   .who = kept(g, p->who),
				   .until = kept(g, p->until),
				   .validity = kept(g, p->validity),
				   .attachment = kept(g, p->attachment),
				   .attachment_hash = kept(g, p->attachment_hash),
				   .version = p->version,
				   .at = p->at,
				   .found = p->found,
				   .looked = p->looked,
				   .good = p->good,
				   .device = p->device,
				   .severity = check ? check->severity : SEVERITY_INFO};
	return to;
}

/* A check or record, into the list of all and that of the row. */
static void shared(struct gathering *g, const struct row_proof *p)
{
	struct oscal_state *s = g->s;
	struct oscal_row *row = g->row;
	struct oscal_proof *to = known(s, p);

	if (!to) {
		to = proof_of(g, p);
		s->proofs = more(g, s->proofs, s->proof_count, &g->proofs_room, sizeof *s->proofs);
		if (g->error < 0)
			return;
		s->proofs[s->proof_count++] = to;
	}
	to->asked |= row->asked;
	row->proofs = more(g, row->proofs, row->proof_count, &g->row_proofs_room, sizeof *row->proofs);
	if (g->error == 0)
		row->proofs[row->proof_count++] = to;
}

static void signature(struct gathering *g, const struct row_proof *p)
{
	struct oscal_row *row = g->row;

	row->signatures =
		more(g, row->signatures, row->signature_count, &g->signatures_room, sizeof *row->signatures);
	if (g->error == 0)
		row->signatures[row->signature_count++] = proof_of(g, p);
}

static void missing(struct gathering *g, const struct row_proof *p)
{
	struct oscal_row *row = g->row;

	row->missing =
		more(g, (void *)row->missing, row->missing_count, &g->missing_room, sizeof *row->missing);
	if (g->error == 0)
		row->missing[row->missing_count++] = kept(g, p->id);
}

/* --- findings */

static struct oscal_source *source_of(struct gathering *g, const struct proof_packets *p)
{
	struct oscal_state *s = g->s;

	for (size_t i = 0; i < s->source_count; i++)
		if (s->sources[i].id == p->source)
			return &s->sources[i];
	return NULL;
}

/* Captures are few and are named before any finding, so that pointers to them stay. */
static int sources_load(struct gathering *g)
{
	struct oscal_state *s = g->s;
	sqlite3_stmt *q = NULL;
	int r;

	if (sqlite3_prepare_v2(store_db(s->ask->store), "SELECT id FROM source ORDER BY id", -1, &q, NULL) !=
	    SQLITE_OK)
		return -EIO;
	while (g->error == 0 && (r = sqlite3_step(q)) == SQLITE_ROW) {
		s->sources = more(g, s->sources, s->source_count, &g->sources_room, sizeof *s->sources);
		if (g->error == 0)
			s->sources[s->source_count++] =
				(struct oscal_source){.id = sqlite3_column_int64(q, 0)};
	}
	sqlite3_finalize(q);
	return g->error;
}

static const char *numbers(struct gathering *g, const struct proof_packets *p)
{
	struct out made;
	const char *bytes, *text = NULL;
	size_t n;

	if (out_init(&made, -1) < 0)
		return NULL;
	for (size_t i = 0; i < p->count; i++)
		out_fmt(&made, "%s%u", i ? ", " : "", p->n[i]);
	bytes = out_bytes(&made, &n);
	text = arena_text(g->s->arena, bytes, n);
	out_clear(&made);
	return text;
}

static void packets(struct gathering *g, const struct row_proof *p, struct oscal_finding *f)
{
	f->packets = arena_get(g->s->arena, p->packet_files + 1, sizeof *f->packets);
	f->packet_total = p->packet_total;
	for (size_t i = 0; f->packets && i < p->packet_files; i++) {
		struct oscal_source *source = source_of(g, &p->packets[i]);

		if (source) {
			source->file = kept(g, p->packets[i].file);
			source->digest = kept(g, p->packets[i].digest);
			source->kept = kept(g, p->packets[i].kept);
		}
		f->packets[f->packet_files++] = (struct oscal_packets){source, numbers(g, &p->packets[i]),
								       (int64_t)p->packets[i].count};
	}
}

static bool is_told(const struct oscal_proof *check, int64_t id)
{
	for (size_t i = 0; i < check->finding_count; i++)
		if (check->findings[i]->id == id)
			return true;
	return false;
}

static void told(struct gathering *g, const struct row_proof *p, struct oscal_proof *check, int64_t id)
{
	struct oscal_finding *f = arena_get(g->s->arena, 1, sizeof *f);

	if (!check->findings)
		check->findings = arena_get(g->s->arena, OSCAL_FINDINGS_MOST, sizeof(struct oscal_finding *));
	if (!f || !check->findings) {
		g->error = -ENOMEM;
		return;
	}
	*f = (struct oscal_finding){
		.id = id,
		.device = p->device,
		.hash = kept(g, p->hash),
		.title = kept(g, p->title[g->l]),
		.why = kept(g, (const char *)sqlite3_column_text(g->finding, 1 + (g->l == LANG_EN))),
		.act = kept(g, (const char *)sqlite3_column_text(g->finding, 3 + (g->l == LANG_EN)))};
	packets(g, p, f);
	check->findings[check->finding_count++] = f;
}

/* A finding hangs on its check; the first few of each are told, the others counted. */
static void finding(struct gathering *g, const struct row_proof *p)
{
	int64_t id = strtoll(p->id + 1, NULL, 10);
	struct oscal_proof *check = NULL;

	sqlite3_reset(g->finding);
	sqlite3_bind_int64(g->finding, 1, id);
	if (sqlite3_step(g->finding) != SQLITE_ROW)
		return;
	for (size_t i = 0; i < g->row->proof_count && !check; i++)
		if (g->row->proofs[i]->what == PROOF_CHECK &&
		    strcmp(g->row->proofs[i]->id, (const char *)sqlite3_column_text(g->finding, 0)) == 0)
			check = g->row->proofs[i];
	if (check && check->finding_count < OSCAL_FINDINGS_MOST && !is_told(check, id))
		told(g, p, check, id);
}

static int take_proof(void *ctx, const struct row_proof *p)
{
	struct gathering *g = ctx;

	if (p->what == PROOF_CHECK || p->what == PROOF_RECORD)
		shared(g, p);
	else if (p->what == PROOF_FINDING)
		finding(g, p);
	else if (p->what == PROOF_MISSING)
		missing(g, p);
	else if (p->what == PROOF_SIGNATURE)
		signature(g, p);
	return g->error;
}

int oscal_rows(struct oscal_state *s)
{
	struct gathering gathering = {.s = s, .l = s->ask->language}, *g = &gathering;
	const struct oscal *ask = s->ask;
	const struct proof_ask want = {
		.system = ask->system, .sheet = ask->sheet, .now = ask->now, .asof = ask->asof};
	int r = sources_load(g);

	if (r == 0 &&
	    sqlite3_prepare_v2(store_db(ask->store),
			       "SELECT check_name, why_ja, why_en, do_ja, do_en FROM finding WHERE id = ?1",
			       -1, &g->finding, NULL) != SQLITE_OK)
		r = -EIO;
	if (r == 0)
		r = proof_rows(ask->store, &want, take_row, take_proof, g);
	sqlite3_finalize(g->finding);
	return r < 0 ? r : s->failed ? -ENOMEM : g->error;
}
