#include "assess/frozen.h"

#include "assess/freeze.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

int64_t frozen_number(const char *text)
{
	char *end = NULL;
	long long n = text[0] == 'F' ? strtoll(text + 1, &end, 10) : 0;

	return n > 0 && *end == '\0' ? n : 0;
}

static const char *kept(struct arena *a, sqlite3_stmt *st, int column)
{
	const char *s = (const char *)sqlite3_column_text(st, column);

	return s ? arena_text(a, s, strlen(s)) : NULL;
}

/* --- its head */

static int read_head(struct store *s, struct arena *a, struct frozen *f)
{
	static const char sql[] =
		"SELECT name, system, sheet, at, body->>'source_ja', body->>'source_en', body->>'note_ja',"
		" body->>'note_en', body->>'system_name', body->>'system_level', body->>'system_stray'"
		" FROM frozen WHERE id = ?1";
	sqlite3_stmt *st = NULL;
	int r = -EIO;

	if (sqlite3_prepare_v2(store_db(s), sql, -1, &st, NULL) != SQLITE_OK)
		return r;
	sqlite3_bind_int64(st, 1, f->id);
	if (sqlite3_step(st) == SQLITE_ROW) {
		f->name = kept(a, st, 0);
		f->system = kept(a, st, 1);
		f->sheet = kept(a, st, 2);
		f->at = sqlite3_column_int64(st, 3);
		for (int l = 0; l < LANG_COUNT; l++) {
			f->source[l] = kept(a, st, 4 + (l == LANG_EN));
			f->note[l] = kept(a, st, 6 + (l == LANG_EN));
		}
		f->system_name = kept(a, st, 8);
		f->level = kept(a, st, 9);
		f->stray = sqlite3_column_int(st, 10) == 1;
		r = f->name && f->system && f->sheet ? 0 : -ENOMEM;
	}
	sqlite3_finalize(st);
	return r;
}

int frozen_open(struct store *s, int64_t id, struct arena *a, struct frozen *ret)
{
	char name[400];
	int64_t at;
	int whole = frozen_whole(s, id, name, &at);

	*ret = (struct frozen){.id = id};
	return whole < 0 ? whole : whole == 0 ? -EBADMSG : read_head(s, a, ret);
}

/* --- its rows: fields of freeze.c, in this order in the statement */

/* clang-format off */
#define FIELDS(F) \
	F(item) F(parent) F(own) F(category) F(title_ja) F(title_en) F(given_ja) F(given_en) F(item_title_ja) \
	F(item_title_en) F(key_point) F(mark) F(lead) F(levels) F(levels_ours) F(asked) F(choice) F(reason) \
	F(point) F(contact) F(decided_at) F(decision) F(item_choice) F(state) F(verdict) F(expired) F(grade) \
	F(coverage_ja) F(coverage_en) F(needs_ja) F(needs_en) F(provisional_ja) F(provisional_en) F(as_of) \
	F(expires) F(evidence) F(question) F(finding_count)
/* clang-format on */

enum field {
#define F(name) F_##name,
	FIELDS(F)
#undef F
		FIELD_COUNT,
	SIGNATURES = FIELD_COUNT, /* a list in itself */
	FINDINGS,                 /* how many are listed: the only count in a sheet of an earlier version */
};

enum { SIGNED_MAX = 32, ROW_MEMORY = 1 << 20 };

struct reading {
	struct store *store;
	const struct frozen *frozen;
	struct arena *arena; /* of the row at hand */
	sqlite3_stmt *row, *name;
	struct sheet_signature signed_by[SIGNED_MAX];
	char parent[16];
	bool no_memory;
};

static int prepare(struct reading *g)
{
	static const char *const fields[] = {
#define F(name) #name,
		FIELDS(F)
#undef F
	};
	char sql[4096];
	size_t n = (size_t)snprintf(sql, sizeof sql, "SELECT ");

	for (size_t i = 0; i < FIELD_COUNT; i++)
		n += (size_t)snprintf(sql + n, sizeof sql - n, "r.value->>'%s', ", fields[i]);
	snprintf(sql + n, sizeof sql - n,
		 "r.value->'signatures', json_array_length(r.value, '$.findings') FROM frozen f,"
		 " json_each(f.body, '$.rows') r WHERE f.id = ?1 ORDER BY r.key");
	if (sqlite3_prepare_v2(store_db(g->store), sql, -1, &g->row, NULL) != SQLITE_OK ||
	    sqlite3_prepare_v2(store_db(g->store), "SELECT name FROM contact WHERE id = ?1", -1, &g->name,
			       NULL) != SQLITE_OK)
		return -EIO;
	sqlite3_bind_int64(g->row, 1, g->frozen->id);
	return 0;
}

static const char *text(struct reading *g, int field)
{
	const char *s = kept(g->arena, g->row, field);

	g->no_memory |= !s && sqlite3_column_type(g->row, field) != SQLITE_NULL;
	return s;
}

static int64_t number(const struct reading *g, int field) { return sqlite3_column_int64(g->row, field); }

static const char *or_else(const char *s, const char *other) { return s ? s : other; }

/* Erased since: NULL. */
static const char *name_of(struct reading *g, int64_t contact)
{
	const char *name = NULL;

	sqlite3_reset(g->name);
	sqlite3_bind_int64(g->name, 1, contact);
	if (contact && sqlite3_step(g->name) == SQLITE_ROW)
		name = kept(g->arena, g->name, 0);
	return name;
}

static enum lead lead_of(const char *word)
{
	return !word || strcmp(word, "both") == 0 ? LEAD_BOTH : strcmp(word, "it") == 0 ? LEAD_IT : LEAD_OT;
}

static void asked(struct reading *g, struct sheet_row *row)
{
	const struct sheet_group *today;
	const struct sheet_item *sub;

	row->item = or_else(text(g, F_item), "");
	row->own = number(g, F_own) || row->item[0] == 'A';
	sub = sheet_item(g->frozen->sheet, row->item);
	today = row->own ? NULL : sheet_group(g->frozen->sheet, row->item);
	snprintf(g->parent, sizeof g->parent, "%.*s", row->own ? 1 : (int)strcspn(row->item, "-"), row->item);
	row->parent = or_else(text(g, F_parent), g->parent);
	row->category = or_else(text(g, F_category), "");
	row->csf2 = today ? today->csf2 : NULL;
	row->title[LANG_JA] = or_else(text(g, F_title_ja), "");
	row->title[LANG_EN] = or_else(text(g, F_title_en), "");
	row->title_from[LANG_JA] = row->own || number(g, F_given_ja) ? FROM_USER : FROM_OURS;
	row->title_from[LANG_EN] = row->own || number(g, F_given_en) ? FROM_USER : FROM_OURS;
	row->item_title[LANG_JA] = or_else(text(g, F_item_title_ja), today ? today->title_ja : "");
	row->item_title[LANG_EN] = or_else(text(g, F_item_title_en), today ? today->title_en : "");
	row->key_point = or_else(text(g, F_key_point), today ? today->key_point : NULL);
	row->mark = text(g, F_mark);
	row->lead = lead_of(text(g, F_lead));
	row->levels = (unsigned)number(g, F_levels) & (LEVEL_POC | LEVEL_CORE | LEVEL_IMPORTANT);
	if (sqlite3_column_type(g->row, F_levels_ours) != SQLITE_NULL)
		row->levels_from = number(g, F_levels_ours) ? FROM_OURS : FROM_PRINTED;
	else
		row->levels_from = sub ? sub->levels_from : FROM_OURS;
	row->asked = number(g, F_asked);
}

static void decided(struct reading *g, struct sheet_row *row)
{
	int64_t contact = number(g, F_contact);

	row->item_choice = text(g, F_item_choice);
	row->state = or_else(text(g, F_state), "decide");
	row->contradiction = strcmp(row->state, "amber") == 0;
	row->decision.choice = text(g, F_choice);
	if (!row->decision.choice)
		return;
	row->decision.reason = text(g, F_reason);
	row->decision.point = text(g, F_point);
	row->decision.contact = contact;
	row->decision.who = name_of(g, contact);
	row->decision.at = number(g, F_decided_at);
	row->decision.hash = text(g, F_decision);
}

/* Findings are counted; their numbers may mean others today, or nothing. */
static void evidenced(struct reading *g, struct sheet_row *row)
{
	int64_t n = sqlite3_column_type(g->row, F_finding_count) == SQLITE_NULL ? number(g, FINDINGS)
										: number(g, F_finding_count);

	row->verdict = or_else(text(g, F_verdict), "unknown");
	row->expired = number(g, F_expired);
	row->grade = or_else(text(g, F_grade), "none");
	row->coverage[LANG_JA] = text(g, F_coverage_ja);
	row->coverage[LANG_EN] = text(g, F_coverage_en);
	row->needs[LANG_JA] = text(g, F_needs_ja);
	row->needs[LANG_EN] = text(g, F_needs_en);
	row->provisional[LANG_JA] = text(g, F_provisional_ja);
	row->provisional[LANG_EN] = text(g, F_provisional_en);
	row->as_of = number(g, F_as_of);
	row->expires = text(g, F_expires);
	row->evidence_hash = or_else(text(g, F_evidence), "");
	row->question_hash = or_else(text(g, F_question), "");
	row->finding_count = n > 0 ? (size_t)n : 0;
}

static int signatures(struct reading *g, struct sheet_row *row)
{
	sqlite3_stmt *st = NULL;

	row->signatures = g->signed_by;
	row->open_sides = "";
	if (sqlite3_prepare_v2(store_db(g->store),
			       "SELECT value->>'contact', value->>'side', value->>'role', value->>'at', "
			       "value->>'proven', value->>'reopened' FROM json_each(?1) ORDER BY key",
			       -1, &st, NULL) != SQLITE_OK)
		return -EIO;
	sqlite3_bind_value(st, 1, sqlite3_column_value(g->row, SIGNATURES));
	while (sqlite3_step(st) == SQLITE_ROW && row->signature_count < SIGNED_MAX) {
		int64_t contact = sqlite3_column_int64(st, 0);

		g->signed_by[row->signature_count++] =
			(struct sheet_signature){.contact = contact,
						 .who = name_of(g, contact),
						 .side = or_else(kept(g->arena, st, 1), ""),
						 .role = or_else(kept(g->arena, st, 2), ""),
						 .at = sqlite3_column_int64(st, 3),
						 .proven = sqlite3_column_int(st, 4) == 1,
						 .reopened = (unsigned)sqlite3_column_int(st, 5)};
		row->reopened |= g->signed_by[row->signature_count - 1].reopened;
	}
	sqlite3_finalize(st);
	return 0;
}

static int give_row(struct reading *g, sheet_row_fn *fn, void *ctx)
{
	struct sheet_row row = {0};
	int r;

	arena_reset(g->arena);
	asked(g, &row);
	decided(g, &row);
	evidenced(g, &row);
	r = signatures(g, &row);
	return r < 0 ? r : g->no_memory ? -ENOMEM : fn(ctx, &row);
}

int frozen_rows(struct store *s, const struct frozen *f, sheet_row_fn *fn, void *ctx)
{
	struct reading g = {.store = s, .frozen = f, .arena = arena_new(ROW_MEMORY)};
	int r = g.arena ? prepare(&g) : -ENOMEM, step = SQLITE_DONE;

	while (r >= 0 && (step = sqlite3_step(g.row)) == SQLITE_ROW)
		r = give_row(&g, fn, ctx);
	sqlite3_finalize(g.row);
	sqlite3_finalize(g.name);
	arena_free(g.arena);
	return r < 0 ? r : step == SQLITE_DONE ? 0 : -EIO;
}
