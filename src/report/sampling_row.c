/* One row of a sample: what the sheet says, and each proof. */
#include "report/sampling_parts.h"

#include "assess/assess.h"
#include "assess/evidence.h"
#include "assess/sql.h"
#include "report/proof_table.h"
#include "report/words.h"
#include "store/journal.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>

/* --- row.json, row.txt */

static void pair(struct out *o, const char *key, const char *const s[LANG_COUNT])
{
	if (!s[LANG_JA]) {
		json_null(o, key);
		return;
	}
	json_object(o, key);
	json_str(o, "ja", s[LANG_JA]);
	json_str(o, "en", s[LANG_EN]);
	json_end_object(o);
}

static const char *name(const struct sampling *w, const char *who) { return w->s->names ? who : NULL; }

static void contact(struct out *o, int64_t id)
{
	char text[24];

	snprintf(text, sizeof text, "c%lld", (long long)id);
	json_str(o, "contact", id ? text : NULL);
}

static void decision(struct sampling *w, struct out *o, const struct sheet_decision *d)
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
	contact(o, d->contact);
	json_str(o, "who", name(w, d->who));
	json_time(o, "at", d->at);
	json_str(o, "hash", d->hash);
	json_end_object(o);
}

static void row_json(struct sampling *w, const struct sheet_row *r)
{
	const struct sample_pick *p = w->s->pick[w->row];
	struct out *o = &w->json;

	json_object(o, NULL);
	json_str(o, "item", r->item);
	json_str(o, "key", p->key);
	json_int(o, "rank", p->rank);
	json_str(o, "stratum", *p->stratum ? p->stratum : NULL);
	pair(o, "title", r->title);
	pair(o, "item_title", r->item_title);
	json_str(o, "category", r->category);
	json_str(o, "verdict", r->verdict);
	json_bool(o, "expired", r->expired);
	json_str(o, "grade", r->grade);
	pair(o, "coverage", r->coverage);
	pair(o, "needs", r->needs);
	pair(o, "provisional", r->provisional);
	json_time(o, "as_of", r->as_of ? r->as_of : INT64_MIN);
	json_str(o, "expires", r->expires);
	decision(w, o, &r->decision);
	json_str(o, "state", r->state);
	json_str(o, "open_sides", r->open_sides);
	json_str(o, "evidence_hash", r->evidence_hash);
	json_str(o, "question_hash", r->question_hash);
	json_int(o, "findings", (int64_t)r->finding_count);
	json_int(o, "records", (int64_t)r->record_count);
	json_int(o, "signatures", (int64_t)r->signature_count);
	json_array(o, "proofs");
}

static void line(struct out *o, enum language l, const char *key, const char *value)
{
	if (value && *value)
		out_fmt(o, "%s: %s\r\n", lang(l, key), value);
}

static const char *word(enum language l, const char *topic, const char *before, const char *token)
{
	char key[64];

	snprintf(key, sizeof key, "%s.%s%s", topic, before, token ? token : "");
	return token ? lang(l, key) : lang(l, "sheet.undecided");
}

static void row_text(struct sampling *w, const struct sheet_row *r, enum language l)
{
	struct out *o = &w->text[l];
	char mark[WORD_TEXT];

	out_fmt(o, "%s  %s\r\n\r\n", r->own ? r->item : item_mark(mark, r->item, l),
		r->title[l] ? r->title[l] : "");
	line(o, l, "sheet.p-verdict", word(l, "verdict", "", r->verdict));
	line(o, l, "sheet.c-grade", word(l, "sheet", "grade-", r->grade));
	line(o, l, "audit.t-coverage", r->coverage[l]);
	line(o, l, "sheet.p-needs", r->needs[l]);
	line(o, l, "audit.t-provisional", r->provisional[l]);
	line(o, l, "sheet.p-expires", r->expires);
	line(o, l, "sheet.p-decision", word(l, "sheet", "choice-", r->decision.choice));
	line(o, l, "sheet.p-reason", r->decision.reason);
	line(o, l, "sheet.p-point", r->decision.point);
	line(o, l, "sheet.p-state", word(l, "sheet", "state-", r->state));
	out_fmt(o, "\r\n%s\r\n", lang(l, "audit.t-proofs"));
}

static int begin(void *ctx, const struct sheet_row *r)
{
	struct sampling *w = ctx;

	w->seen = true;
	row_json(w, r);
	row_text(w, r, LANG_JA);
	row_text(w, r, LANG_EN);
	json_array(&w->findings, NULL);
	json_array(&w->records, NULL);
	return 0;
}

/* --- proofs */

static void proof_text(struct sampling *w, const struct row_proof *p, enum language l)
{
	struct out *o = &w->text[l];
	char when[WORD_TEXT];

	out_fmt(o, "- %s  %s", word(l, "audit", "what-", proof_what_name(p->what)), p->id);
	if (p->version)
		out_fmt(o, "@%u", p->version);
	if (p->what == PROOF_VERDICT || p->what == PROOF_DECISION || p->what == PROOF_SIGNATURE)
		out_fmt(o, "  %s", p->title[l]);
	else
		out_fmt(o, "  %s  [%s]", p->title[l], proof_says(p, l));
	if (p->at)
		out_fmt(o, "  %s", local_second(when, p->at, w->s->zone_minutes));
	if (*p->by)
		out_fmt(o, "  %s", p->by);
	if (p->who && w->s->names)
		out_fmt(o, " %s", p->who);
	if (p->seq)
		out_fmt(o, "  %s %lld", lang(l, "audit.t-event"), (long long)p->seq);
	for (size_t i = 0; i < p->packet_files; i++) {
		out_fmt(o, "\r\n    %s %s", p->packets[i].file, lang(l, "sheet.p-packets"));
		for (size_t n = 0; n < p->packets[i].count; n++)
			out_fmt(o, " %u", p->packets[i].n[n]);
	}
	if (p->lacks[l])
		out_fmt(o, "\r\n    %s: %s", lang(l, "audit.c-lacks"), p->lacks[l]);
	out_str(o, "\r\n");
}

static int want_packets(struct sampling *w, const struct row_proof *p)
{
	int64_t finding = sampled_number(p->id);

	for (size_t i = 0; i < p->packet_files; i++)
		for (size_t n = 0; n < p->packets[i].count; n++) {
			if (w->packets == w->packet_room)
				return -E2BIG;
			w->packet[w->packets++] = (struct cut_packet){
				.packet = (uint64_t)p->packets[i].source << 32 | p->packets[i].n[n],
				.finding = finding,
				.row = w->row};
		}
	return 0;
}

static void remember(struct sampling *w, const struct row_proof *p)
{
	if (p->what == PROOF_CHECK && w->checks < ROW_CHECKS)
		w->check[w->checks++] = arena_text(w->arena, p->id, strlen(p->id));
	if (p->what == PROOF_RECORD && w->records_seen < ROW_RECORDS)
		w->record[w->records_seen++] = sampled_number(p->id);
	if (p->what == PROOF_SIGNATURE && w->signatures_seen < ROW_SIGNED)
		w->signature[w->signatures_seen++] = sampled_number(p->id);
}

static int proof_line(void *ctx, const struct row_proof *from)
{
	struct sampling *w = ctx;
	struct row_proof p = *from;

	p.who = name(w, p.who);
	proof_json(&w->json, NULL, &p);
	proof_text(w, &p, LANG_JA);
	proof_text(w, &p, LANG_EN);
	remember(w, &p);
	sampled_event(w, p.seq);
	if (p.what == PROOF_FINDING) {
		proof_json(&w->findings, NULL, &p);
		if (want_packets(w, &p) < 0)
			sampled_lacks(w, w->row, "lacks-many-packets", "");
	}
	return w->json.error || w->text[0].error || w->text[1].error ? -ENOMEM : 0;
}

/* --- checks.json */

static void check_json(struct out *o, const struct check *c)
{
	char hash[HASH_HEX];

	hash_hex(c->question, strlen(c->question), hash);
	json_object(o, NULL);
	json_str(o, "check", c->name);
	json_int(o, "version", c->version);
	json_str(o, "severity", severity_token(c->severity));
	pair(o, "title", (const char *const[]){c->title.ja, c->title.en});
	json_str(o, "question", c->question);
	json_str(o, "question_sha256", hash);
	json_str(o, "met", c->met);
	json_str(o, "looks", c->looks);
	json_end_object(o);
}

static int put_checks(struct sampling *w)
{
	struct out o;

	if (out_init(&o, -1) < 0)
		return -ENOMEM;
	json_array(&o, NULL);
	for (size_t i = 0; i < w->checks; i++)
		if (w->check[i] && check_by_name(w->check[i]))
			check_json(&o, check_by_name(w->check[i]));
	json_end_array(&o);
	return sampled_out(w, true, "checks.json", &o);
}

/* --- records.json: as they stand, with the numbers of all their events */

static int one_record(struct sampling *w, int64_t id)
{
	static const char sql[] = "SELECT json_object('record', 'r' || id, 'kind', kind, 'topic', topic, "
				  "'system', system, 'device',"
				  " CASE WHEN device IS NULL THEN NULL ELSE 'd' || device END, 'item', item, "
				  "'says', says, 'said', said,"
				  " 'because', because, 'plan_on', plan_on, 'owner', 'c' || owner, 'deputy', "
				  "'c' || deputy, 'no_deputy',"
				  " no_deputy, 'made_on', made_on, 'expires_on', expires_on, 'fields', "
				  "json(fields), 'attachment', attachment,"
				  " 'attachment_sha256', attachment_hash, 'version', version, 'hash', hash, "
				  "'signed', signed, 'events',"
				  " (SELECT json_group_array(seq) FROM (SELECT e.seq FROM event e WHERE "
				  "e.kind IN ('record-added',"
				  " 'record-edited', 'record-removed', 'record-signed') AND "
				  "e.body->>'record' = record.id ORDER BY e.seq)))"
				  " FROM record WHERE id = ?1";
	sqlite3_stmt *st = sql_of(w->s->store, sql, "i", id);
	int r = st && sqlite3_step(st) == SQLITE_ROW ? 0 : -EIO;

	if (r == 0)
		json_raw(&w->records, NULL, (const char *)sqlite3_column_text(st, 0),
			 (size_t)sqlite3_column_bytes(st, 0));
	sqlite3_finalize(st);
	st = sql_of(w->s->store,
		    "SELECT seq FROM event WHERE kind IN ('record-added', 'record-edited', 'record-signed')"
		    " AND body->>'record' = ?1 ORDER BY seq",
		    "i", id);
	while (r == 0 && st && sqlite3_step(st) == SQLITE_ROW)
		sampled_event(w, sqlite3_column_int64(st, 0));
	sqlite3_finalize(st);
	return r;
}

static int put_records(struct sampling *w)
{
	int r = 0;

	for (size_t i = 0; i < w->records_seen && r == 0; i++)
		r = one_record(w, w->record[i]);
	json_end_array(&w->records);
	return r < 0 ? r : sampled_out(w, true, "record-list.json", &w->records);
}

/* --- the whole row */

static int start(struct sampling *w)
{
	struct out *const outs[] = {&w->text[LANG_JA], &w->text[LANG_EN], &w->json, &w->findings,
				    &w->records};
	int r = 0;

	w->seen = w->events_cut = false;
	w->events = w->records_seen = w->signatures_seen = w->checks = 0;
	for (size_t i = 0; i < sizeof outs / sizeof *outs && r == 0; i++)
		r = out_init(outs[i], -1);
	return r;
}

static void stop(struct sampling *w)
{
	struct out *const outs[] = {&w->text[LANG_JA], &w->text[LANG_EN], &w->json, &w->findings,
				    &w->records};

	for (size_t i = 0; i < sizeof outs / sizeof *outs; i++)
		out_clear(outs[i]);
}

static int text_file(struct sampling *w)
{
	struct out o;
	size_t n;
	const char *ja = out_bytes(&w->text[LANG_JA], &n), *en = out_bytes(&w->text[LANG_EN], &n);

	if (out_init(&o, -1) < 0)
		return -ENOMEM;
	out_fmt(&o, "\xef\xbb\xbf");
	out_str(&o, ja);
	out_str(&o, "\r\n----------------------------------------\r\n\r\n");
	out_str(&o, en);
	return sampled_out(w, true, "row.txt", &o);
}

int sampled_row(struct sampling *w)
{
	const struct sample *s = w->s;
	const struct proof_ask ask = {
		.system = s->system, .sheet = s->sheet, .item = s->pick[w->row]->item, .now = s->now};
	int r = start(w);

	if (r == 0)
		r = proof_rows(s->store, &ask, begin, proof_line, w);
	if (r == 0 && !w->seen)
		r = -ENOENT;
	if (r == 0) {
		json_end_array(&w->json);
		json_end_object(&w->json);
		json_end_array(&w->findings);
		r = sampled_out(w, true, "row.json", &w->json);
	}
	if (r == 0)
		r = text_file(w);
	if (r == 0)
		r = put_checks(w);
	if (r == 0)
		r = sampled_out(w, true, "findings.json", &w->findings);
	if (r == 0)
		r = put_records(w);
	if (r == 0)
		r = sampled_signed(w);
	stop(w);
	return r;
}
