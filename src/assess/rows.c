#include "assess/rows.h"

#include "assess/decision.h"
#include "assess/judged.h"
#include "assess/said.h"
#include "assess/sign.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* DESIGN 3.2: columns met partly not-met unknown expired. */
const char *sheet_state(const char *choice, const char *verdict, bool expired)
{
	static const struct {
		const char *choice, *state[5];
	} table[] = {{"adopt", {"good", "amber", "amber", "verify", "review"}},
		     {"part", {"good", "good", "amber", "verify", "review"}},
		     {"not", {"note", "accepted", "accepted", "accepted", "accepted"}}};
	static const char *const verdicts[] = {"met", "partly", "not-met"};
	size_t column = expired ? 4 : 3;

	for (size_t i = 0; i < 3 && !expired; i++)
		if (strcmp(verdict, verdicts[i]) == 0)
			column = i;
	for (size_t i = 0; choice && i < 3; i++)
		if (strcmp(choice, table[i].choice) == 0)
			return table[i].state[column];
	return "decide";
}

enum { SIGNED_MAX = 32, ROW_MEMORY = 64 << 20 };

/* Everything that rows of one sheet and scope are put together from. */
struct book {
	struct store *store;
	const struct judged_sheet *judged;
	struct arena *arena;
	struct decisions decisions;
	struct signatures signatures;
	/* findings of the scope, by check and id */
	const char **check;
	int64_t *finding;
	size_t findings;
	int64_t *mine; /* of the row at hand */
	struct line said[LANG_COUNT][3];
	struct sheet_signature signed_by[SIGNED_MAX];
	char parent[ITEM_ROOM], decision_hash[HASH_HEX], open_sides[24];
};

/* --- findings of the scope */

static const char *const finding_rows[] = {
	"SELECT check_name, id FROM finding WHERE ?1 = 0 ORDER BY check_name, id",
	"SELECT f.check_name, f.id FROM finding f WHERE f.id IN (SELECT a.finding FROM finding_about a"
	" LEFT JOIN flow w ON w.id = a.flow JOIN system_device m ON m.system = ?1 AND m.device IN (a.device, "
	"w.client,"
	" w.server)) OR f.device IN (SELECT m.device FROM system_device m WHERE m.system = ?1)"
	" OR (f.device IS NULL AND f.id NOT IN (SELECT a.finding FROM finding_about a WHERE a.device IS NOT "
	"NULL OR"
	" a.flow IS NOT NULL)) ORDER BY f.check_name, f.id"};

static int findings_load(struct book *b)
{
	sqlite3_stmt *st = NULL, *count = NULL;
	size_t room = 0;
	int r;

	if (sqlite3_prepare_v2(store_db(b->store), "SELECT COUNT(*) FROM finding", -1, &count, NULL) ==
		    SQLITE_OK &&
	    sqlite3_step(count) == SQLITE_ROW)
		room = (size_t)sqlite3_column_int64(count, 0);
	sqlite3_finalize(count);
	b->check = arena_get(b->arena, room + 1, sizeof *b->check);
	b->finding = arena_get(b->arena, room + 1, sizeof *b->finding);
	b->mine = arena_get(b->arena, room + 1, sizeof *b->mine);
	if (!b->check || !b->finding || !b->mine)
		return -ENOMEM;
	if (sqlite3_prepare_v2(store_db(b->store), finding_rows[b->judged->evidence.number != 0], -1, &st,
			       NULL) != SQLITE_OK)
		return -EIO;
	sqlite3_bind_int64(st, 1, b->judged->evidence.number);
	while ((r = sqlite3_step(st)) == SQLITE_ROW && b->findings < room) {
		const struct check *c = check_by_name((const char *)sqlite3_column_text(st, 0));

		if (c) {
			b->check[b->findings] = c->name;
			b->finding[b->findings++] = sqlite3_column_int64(st, 1);
		}
	}
	sqlite3_finalize(st);
	return r == SQLITE_DONE || r == SQLITE_ROW ? 0 : -EIO;
}

static int by_id(const void *a, const void *b)
{
	int64_t x = *(const int64_t *)a, y = *(const int64_t *)b;

	return (x > y) - (x < y);
}

/* The first finding of a check: they lie by check. */
static size_t first_of(const struct book *b, const char *check)
{
	size_t low = 0, high = b->findings;

	while (low < high) {
		size_t middle = low + (high - low) / 2;

		if (strcmp(b->check[middle], check) < 0)
			low = middle + 1;
		else
			high = middle;
	}
	return low;
}

static size_t findings_of(struct book *b, const struct sheet_item *item)
{
	size_t n = 0;

	for (size_t c = 0; item->checks[c]; c++)
		for (size_t i = first_of(b, item->checks[c]);
		     i < b->findings && strcmp(b->check[i], item->checks[c]) == 0; i++)
			b->mine[n++] = b->finding[i];
	qsort(b->mine, n, sizeof *b->mine, by_id);
	return n;
}

/* --- the parts of a row */

static void asked(struct book *b, const struct judged *j, struct sheet_row *row)
{
	const struct sheet_item *item = j->item;

	snprintf(b->parent, sizeof b->parent, "%.*s", j->own ? 1 : (int)strcspn(item->item, "-"), item->item);
	row->item = item->item;
	row->parent = b->parent;
	row->own = j->own;
	row->category = item->category;
	row->csf2 = item->group ? item->group->csf2 : NULL;
	row->title[LANG_JA] = item->title_ja;
	row->title[LANG_EN] = item->title_en;
	row->item_title[LANG_JA] = item->group ? item->group->title_ja : "";
	row->item_title[LANG_EN] = item->group ? item->group->title_en : "";
	for (int l = 0; l < LANG_COUNT; l++)
		row->title_from[l] = !j->given || j->given->title[l] ? FROM_USER : FROM_OURS;
	row->mark = j->own ? NULL : item->black ? "black" : "white";
	row->mark_from = j->given && j->given->mark ? FROM_USER : FROM_PRINTED;
	row->wants = sign_wants(item);
	row->lead = item->lead;
	row->lead_from = item->lead_from;
	row->levels = item->levels;
	row->levels_from = item->levels_from;
	row->asked = j->asked;
	if (!item->group)
		return;
	row->key_point = item->group->key_point;
	row->why[LANG_JA] = item->group->why_ja;
	row->why[LANG_EN] = item->group->why_en;
	row->examine[LANG_JA] = item->group->examine_ja;
	row->examine[LANG_EN] = item->group->examine_en;
}

static const char *or_null(const struct line *l) { return l->used ? l->text : NULL; }

static void evidenced(struct book *b, const struct judged *j, struct sheet_row *row)
{
	for (int l = 0; l < LANG_COUNT; l++) {
		struct line *said = b->said[l];

		said_coverage(&said[0], (enum language)l, &b->judged->evidence, &j->v);
		said_needs(&said[1], (enum language)l, j->item, &j->v);
		said_provisional(&said[2], (enum language)l, j->provisional ? b->judged->open : 0,
				 b->judged->first);
		row->coverage[l] = or_null(&said[0]);
		row->needs[l] = or_null(&said[1]);
		row->provisional[l] = or_null(&said[2]);
	}
	row->verdict = j->v.word;
	row->expired = j->v.expired;
	row->grade = j->v.grade;
	row->as_of = j->as_of;
	row->expires = j->v.expires;
	row->finding_count = findings_of(b, j->item);
	row->findings = b->mine;
	row->records = j->v.counted;
	row->record_count = j->v.counts;
	row->evidence_hash = j->evidence;
	row->question_hash = j->question;
}

/* The name of a person as it is now. */
static const char *name_of(struct book *b, int64_t contact)
{
	sqlite3_stmt *st = NULL;
	const char *name = NULL;

	if (contact && sqlite3_prepare_v2(store_db(b->store), "SELECT name FROM contact WHERE id = ?1", -1,
					  &st, NULL) == SQLITE_OK) {
		sqlite3_bind_int64(st, 1, contact);
		if (sqlite3_step(st) == SQLITE_ROW && sqlite3_column_text(st, 0))
			name = arena_text(b->arena, (const char *)sqlite3_column_text(st, 0),
					  (size_t)sqlite3_column_bytes(st, 0));
	}
	sqlite3_finalize(st);
	return name;
}

/* All adopted: adopt; all refused: not; else part. Undecided ones are left out. */
static const char *rolled_up(const struct book *b, const char *parent)
{
	size_t n = strlen(parent), adopted = 0, refused = 0, all = 0;

	for (size_t i = 0; i < b->decisions.count; i++) {
		const struct decision *d = &b->decisions.list[i];

		if (strncmp(d->item, parent, n) != 0 || d->item[n] != '-')
			continue;
		all++;
		adopted += strcmp(d->choice, "adopt") == 0;
		refused += strcmp(d->choice, "not") == 0;
	}
	return all == 0 ? NULL : adopted == all ? "adopt" : refused == all ? "not" : "part";
}

static void decided(struct book *b, struct sheet_row *row)
{
	const struct decision *d = decision_of(&b->decisions, row->item);

	row->item_choice = row->own ? (d ? d->choice : NULL) : rolled_up(b, row->parent);
	if (d) {
		decision_hash(&b->decisions, d, b->decision_hash);
		row->decision = (struct sheet_decision){d->choice,  decision_reason(&b->decisions, d),
							d->inherit, decision_point(&b->decisions, d),
							d->contact, name_of(b, d->contact),
							d->at,      b->decision_hash};
	}
	row->state = sheet_state(row->decision.choice, row->verdict, row->expired);
	row->contradiction = strcmp(row->state, "amber") == 0;
}

static void signed_by(struct book *b, struct sheet_row *row)
{
	static const struct {
		unsigned bit;
		const char *word;
	} sides[] = {{WANTS_IT, "it"}, {WANTS_OT, "ot"}, {WANTS_EXECUTIVE, "executive"}};
	unsigned open = row->decision.choice ? row->wants : 0;
	size_t used = 0;

	row->signatures = b->signed_by;
	row->signature_count = sign_of(&b->signatures, row, b->signed_by, SIGNED_MAX);
	for (size_t i = 0; i < row->signature_count; i++) {
		row->reopened |= b->signed_by[i].reopened;
		for (size_t k = 0; k < 3; k++)
			if (!b->signed_by[i].reopened && strcmp(b->signed_by[i].side, sides[k].word) == 0)
				open &= ~sides[k].bit;
	}
	b->open_sides[0] = '\0';
	for (size_t k = 0; k < 3; k++)
		if (open & sides[k].bit)
			used += (size_t)snprintf(b->open_sides + used, sizeof b->open_sides - used, "%s%s",
						 used ? " " : "", sides[k].word);
	row->open_sides = b->open_sides;
}

static int book_open(struct book *b)
{
	const char *system = b->judged->evidence.system, *sheet = b->judged->sheet->name;
	int r = 0;

	b->arena = arena_new(ROW_MEMORY);
	if (!b->arena)
		r = -ENOMEM;
	if (r == 0)
		r = decisions_load(b->store, system, sheet, b->arena, &b->decisions);
	if (r == 0)
		r = signatures_load(b->store, system, sheet, b->arena, &b->signatures);
	return r < 0 ? r : findings_load(b);
}

int sheet_rows_judged(struct store *s, const struct judged_sheet *judged, sheet_row_fn *fn, void *ctx)
{
	struct book *b = calloc(1, sizeof *b);
	int r;

	if (!b)
		return -ENOMEM;
	b->store = s;
	b->judged = judged;
	r = book_open(b);
	for (size_t i = 0; i < judged->count && r >= 0; i++) {
		const struct judged *j = &judged->row[i];
		struct sheet_row row = {0};

		asked(b, j, &row);
		evidenced(b, j, &row);
		decided(b, &row);
		signed_by(b, &row);
		r = fn(ctx, &row);
	}
	if (b->arena)
		arena_free(b->arena);
	free(b);
	return r < 0 ? r : 0;
}

int sheet_rows(struct store *s, int64_t now, const char *system, const char *sheet, sheet_row_fn *fn,
	       void *ctx)
{
	const struct sheet *known = sheet_named(sheet);
	struct judged_sheet judged;
	int r;

	if (!known)
		return -ENOENT;
	r = judged_load(s, now, system, known, &judged);
	if (r == 0)
		r = sheet_rows_judged(s, &judged, fn, ctx);
	judged_clear(&judged);
	return r;
}
