#include "serve/row_json.h"

#include "assess/sign.h"

#include <string.h>

enum { IDS_MOST = 100 };

const char *const csf_names[] = {"identify", "protect", "detect", "respond", "recover"};

const char *row_function(const struct sheet_row *r)
{
	return *r->category ? csf_names[sheet_function(r->category)] : NULL;
}

static const char *from_name(enum from f)
{
	return f == FROM_PRINTED ? "printed" : f == FROM_OURS ? "ours" : "user";
}

static const char *lead_name(enum lead l) { return l == LEAD_IT ? "it" : l == LEAD_OT ? "ot" : "both"; }

static void set(struct out *o, const char *key, unsigned bits, const char *const words[], int n)
{
	json_array(o, key);
	for (int i = 0; i < n; i++)
		if (bits & 1u << i)
			json_str(o, NULL, words[i]);
	json_end_array(o);
}

static const char *const sides[] = {"it", "ot", "executive"}, *const levels[] = {"poc", "core", "important"},
			 *const reopenings[] = {"decision", "evidence", "question"};

static void decision(struct out *o, const struct sheet_decision *d)
{
	if (!d->choice) {
		json_null(o, "decision");
		return;
	}
	json_object(o, "decision");
	json_str(o, "choice", d->choice);
	json_str(o, "reason", d->reason);
	json_bool(o, "inherited", d->inherited);
	json_str(o, "point", d->point);
	json_id(o, "contact", 'c', d->contact);
	json_str(o, "who", d->who);
	json_time(o, "at", d->at);
	json_end_object(o);
}

static void signature(struct out *o, const struct sheet_signature *s)
{
	json_object(o, NULL);
	json_int(o, "id", s->id);
	json_id(o, "contact", 'c', s->contact);
	json_str(o, "who", s->who);
	json_str(o, "side", s->side);
	json_str(o, "role", s->role);
	json_time(o, "at", s->at);
	json_bool(o, "proven", s->proven);
	set(o, "reopened", s->reopened, reopenings, 3);
	json_end_object(o);
}

static void ids(struct call *c, const char *key, char letter, const int64_t *id, size_t n)
{
	static const char seen[] = "SELECT 1 WHERE " SEES_FINDING("?1");
	bool all = letter != 'f' || !viewer_restricted(&c->viewer);

	json_array(c->out, key);
	for (size_t i = 0; i < n && i < IDS_MOST; i++) {
		struct scan s = {.more = true};

		if (!all)
			s = kept_run(c, seen, id[i]);
		if (s.more)
			json_id(c->out, NULL, letter, id[i]);
		if (!all)
			kept_end(&s);
	}
	json_end_array(c->out);
}

static void asked(struct out *o, const struct sheet_row *r)
{
	json_str(o, "item", r->item);
	json_str(o, "parent", r->parent);
	json_bool(o, "own", r->own);
	json_str(o, "function", row_function(r));
	json_str(o, "category", r->category);
	json_str(o, "csf2", r->csf2);
	json_pair(o, "title", r->title[LANG_JA], r->title[LANG_EN]);
	json_str(o, "title_from", r->title_from[LANG_JA] == FROM_USER ? "user" : "ours");
	json_pair(o, "item_title", r->item_title[LANG_JA], r->item_title[LANG_EN]);
	json_str(o, "mark", r->mark);
	json_str(o, "lead", lead_name(r->lead));
	json_str(o, "lead_from", from_name(r->lead_from));
	set(o, "levels", r->levels, levels, 3);
	json_bool(o, "asked", r->asked);
	set(o, "wants", r->wants, sides, 3);
	json_words(o, "open_sides", r->open_sides);
}

static void said(struct out *o, const struct sheet_row *r)
{
	json_str(o, "verdict", r->verdict);
	json_str(o, "grade", r->grade);
	json_bool(o, "expired", r->expired);
	json_str(o, "expires", r->expires && *r->expires ? r->expires : NULL);
	json_pair(o, "coverage", r->coverage[LANG_JA], r->coverage[LANG_EN]);
	json_pair(o, "needs", r->needs[LANG_JA], r->needs[LANG_EN]);
	json_pair(o, "provisional", r->provisional[LANG_JA], r->provisional[LANG_EN]);
	json_time(o, "as_of", r->as_of ? r->as_of : INT64_MIN);
	json_str(o, "state", r->state);
	json_bool(o, "contradiction", r->contradiction);
}

void json_sheet_row(struct call *c, const char *key, const struct sheet_row *r)
{
	struct out *o = c->out;

	json_object(o, key);
	asked(o, r);
	decision(o, &r->decision);
	json_str(o, "item_choice", r->item_choice);
	said(o, r);
	json_array(o, "signatures");
	for (size_t i = 0; i < r->signature_count; i++)
		signature(o, &r->signatures[i]);
	json_end_array(o);
	set(o, "reopened", r->reopened, reopenings, 3);
	ids(c, "findings", 'f', r->findings, r->finding_count);
	json_int(o, "findings_total", (int64_t)(viewer_restricted(&c->viewer) ? 0 : r->finding_count));
	ids(c, "records", 'r', r->records, r->record_count);
	json_end_object(o);
}

void json_sheet_short(struct out *o, const char *key, const struct sheet *s)
{
	json_object(o, key);
	json_str(o, "name", s->name);
	json_pair(o, "source", s->source_ja, s->source_en);
	json_pair(o, "note", s->note_ja, s->note_en);
	json_int(o, "rows", (int64_t)s->count);
	json_end_object(o);
}
