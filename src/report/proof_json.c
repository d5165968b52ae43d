/* The evidence index as JSON. */
#include "report/proof_table.h"

#include "assess/sheet.h"
#include "store/site.h"

#include <stdio.h>
#include <string.h>

static void text(struct out *o, const char *key, const char *s) { json_str(o, key, s && *s ? s : NULL); }

static void pair(struct out *o, const char *key, const char *const s[LANG_COUNT])
{
	if (!s[LANG_JA] || !*s[LANG_JA]) {
		json_null(o, key);
		return;
	}
	json_object(o, key);
	json_str(o, "ja", s[LANG_JA]);
	json_str(o, "en", s[LANG_EN]);
	json_end_object(o);
}

static void time_of(struct out *o, const char *key, int64_t at) { json_time(o, key, at ? at : INT64_MIN); }

static void number(struct out *o, const char *key, int64_t n)
{
	if (n)
		json_int(o, key, n);
	else
		json_null(o, key);
}

/* --- one line */

static void originals(struct out *o, const struct row_proof *p)
{
	json_array(o, "packets");
	for (size_t i = 0; i < p->packet_files; i++) {
		const struct proof_packets *f = &p->packets[i];

		json_object(o, NULL);
		json_int(o, "source", f->source);
		json_str(o, "file", f->file);
		text(o, "sha256", f->digest);
		json_str(o, "kept", f->kept);
		json_array(o, "numbers");
		for (size_t k = 0; k < f->count; k++)
			json_int(o, NULL, f->n[k]);
		json_end_array(o);
		json_end_object(o);
	}
	json_end_array(o);
	json_int(o, "packets_total", p->packet_total);
}

static void of_check(struct out *o, const struct row_proof *p)
{
	json_int(o, "findings", p->found);
	json_int(o, "looked", p->looked);
	json_int(o, "good", p->good);
	text(o, "met_by", p->met_by);
}

static void of_record(struct out *o, const struct row_proof *p)
{
	text(o, "attachment", p->attachment);
	text(o, "attachment_sha256", p->attachment_hash);
}

void proof_json(struct out *o, const char *key, const struct row_proof *p)
{
	json_object(o, key);
	json_str(o, "item", p->item);
	json_str(o, "what", proof_what_name(p->what));
	text(o, "id", p->id);
	pair(o, "title", p->title);
	text(o, "says", p->says);
	number(o, "version", p->version);
	text(o, "hash", p->hash);
	time_of(o, "at", p->at);
	text(o, "by", p->by);
	text(o, "who", p->who);
	number(o, "event", p->seq);
	text(o, "event_hash", p->event_hash);
	text(o, "until", p->until);
	text(o, "validity", p->validity);
	pair(o, "lacks", p->lacks);
	if (p->what == PROOF_CHECK)
		of_check(o, p);
	if (p->what == PROOF_FINDING) {
		text(o, "subject", p->subject);
		originals(o, p);
	}
	if (p->what == PROOF_RECORD)
		of_record(o, p);
	json_end_object(o);
}

/* --- the whole */

static void moment(struct proof_table *t, struct out *o)
{
	char name[24];

	json_object(o, "as_of");
	json_time(o, "at", t->asof ? asof_of(t->asof)->at : t->now);
	json_int(o, "event", t->asof ? asof_of(t->asof)->seq : site_events(t->store));
	json_bool(o, "past", t->asof != NULL);
	snprintf(name, sizeof name, "F%lld", t->asof ? (long long)asof_of(t->asof)->frozen : 0);
	json_str(o, "frozen", t->asof && asof_of(t->asof)->frozen ? name : NULL);
	json_end_object(o);
}

void proof_json_begin(struct proof_table *t, struct out *o)
{
	const struct sheet *s = sheet_named(t->sheet);

	t->json = o;
	t->verdict = NULL;
	json_object(o, NULL);
	json_str(o, "document", "mimamori evidence index");
	json_int(o, "version", 1);
	text(o, "site", proof_site_name(t, t->line));
	json_str(o, "system", t->system);
	text(o, "system_name", proof_system_name(t, t->line));
	json_str(o, "sheet", t->sheet);
	json_int(o, "sheet_version", s ? s->version : 0);
	json_str(o, "program", t->version);
	if (s) {
		pair(o, "source", (const char *const[]){s->source_ja, s->source_en});
		pair(o, "note", (const char *const[]){s->note_ja, s->note_en});
	}
	moment(t, o);
	if (t->asof)
		pair(o, "not_known",
		     (const char *const[]){lang(LANG_JA, "audit.asof-missing"),
					   lang(LANG_EN, "audit.asof-missing")});
	json_array(o, "rows");
}

static void end_row(struct proof_table *t)
{
	if (t->verdict) {
		json_end_array(t->json);
		json_end_object(t->json);
	}
	t->verdict = NULL;
}

void proof_json_row(struct proof_table *t, const struct sheet_row *row)
{
	struct out *o = t->json;

	end_row(t);
	proof_table_row(t, row);
	json_object(o, NULL);
	json_str(o, "item", row->item);
	pair(o, "title", row->title);
	json_bool(o, "asked", row->asked);
	json_str(o, "verdict", row->verdict);
	json_bool(o, "expired", row->expired);
	json_str(o, "grade", row->grade);
	json_str(o, "decision", row->decision.choice);
	json_str(o, "state", row->state);
	text(o, "evidence_hash", row->evidence_hash);
	text(o, "question_hash", row->question_hash);
	json_str(o, "words_of", t->asof ? asof_words(t->asof) : "same");
	json_int(o, "findings", (int64_t)row->finding_count);
	json_int(o, "records", (int64_t)row->record_count);
	json_int(o, "signatures", (int64_t)row->signature_count);
	json_array(o, "proofs");
}

void proof_json_line(struct proof_table *t, const struct row_proof *p)
{
	t->counts.lines[p->what]++;
	proof_json(t->json, NULL, p);
}

void proof_json_end(struct proof_table *t)
{
	static const char *const verdicts[] = {"met", "partly", "not-met", "unknown", "person"};
	struct out *o = t->json;

	end_row(t);
	json_end_array(o);
	json_object(o, "counts");
	json_int(o, "rows", t->counts.rows);
	json_object(o, "verdicts");
	for (int i = 0; i < 5; i++)
		json_int(o, verdicts[i], t->counts.verdicts[i]);
	json_end_object(o);
	json_object(o, "proofs");
	for (int i = 0; i < PROOF_WHATS; i++)
		json_int(o, proof_what_name((enum row_proof_what)i), t->counts.lines[i]);
	json_end_object(o);
	json_end_object(o);
	json_end_object(o);
	out_char(o, '\n');
}
