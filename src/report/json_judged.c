/* findings[] and answers[]. */
#include "report/parts.h"

#include <stdio.h>

static void pair(struct out *o, const char *key, const struct scan *s, int ja)
{
	if (scan_null(s, ja)) {
		json_null(o, key);
		return;
	}
	json_object(o, key);
	json_str(o, "ja", scan_sentence(s, ja));
	json_str(o, "en", scan_sentence(s, ja + 1));
	json_end_object(o);
}

static void about(struct out *o, struct scan *s, int64_t finding)
{
	char buf[NODE_ID_TEXT];

	json_array(o, "about");
	for (; scan_at(s, finding); scan_next(s))
		if (*node_id(buf, scan_int(s, 1), scan_int(s, 2)))
			json_str(o, NULL, buf);
	json_end_array(o);
}

static void evidence(struct out *o, struct scan *s, int64_t finding)
{
	int n = 0;

	json_array(o, "evidence");
	for (; scan_at(s, finding); scan_next(s))
		if (n++ < REPORT_EVIDENCE_MAX)
			json_packet(o, NULL, scan_int(s, 1));
	json_end_array(o);
}

static void items(struct out *o, struct scan *s, int64_t finding)
{
	json_array(o, "items");
	for (; scan_at(s, finding); scan_next(s))
		json_column(o, NULL, s, 1);
	json_end_array(o);
}

struct finding_scans {
	struct scan finding, about, item, packet;
};

static void one(struct out *o, struct finding_scans *f)
{
	int64_t id = f->finding.key, severity = scan_int(&f->finding, 2);
	char buf[24];

	snprintf(buf, sizeof buf, "f%lld", (long long)id);
	json_object(o, NULL);
	json_str(o, "id", buf);
	json_column(o, "check", &f->finding, 1);
	json_str(o, "severity", report_severities[severity >= 0 && severity < 5 ? severity : 4]);
	about(o, &f->about, id);
	items(o, &f->item, id);
	evidence(o, &f->packet, id);
	json_number(o, "evidence_total", &f->finding, 3);
	json_when(o, "evidence_first", &f->finding, 10);
	json_when(o, "evidence_last", &f->finding, 11);
	pair(o, "title", &f->finding, 4);
	pair(o, "why", &f->finding, 6);
	pair(o, "do", &f->finding, 8);
	json_end_object(o);
}

int json_findings(const struct report_input *in, struct out *o)
{
	struct finding_scans f;
	struct scan *all = (struct scan *)&f;
	int r = 0;

	scan_open(
		&f.finding, in->store,
		"SELECT id, check_name, severity, evidence_total, title_ja, title_en, why_ja, why_en, do_ja,"
		" do_en, evidence_first, evidence_last FROM finding ORDER BY id");
	scan_open_keyed(&f.about, in->store, "finding_about", "finding, device, outside", "");
	scan_open_keyed(&f.item, in->store, "finding_item", "finding, substr('0' || item, -4)", "");
	scan_open_keyed(&f.packet, in->store, "finding_packet", "finding, packet", "");
	json_array(o, "findings");
	for (; f.finding.more; scan_next(&f.finding))
		one(o, &f);
	json_end_array(o);
	for (size_t i = 0; i < sizeof f / sizeof *all; i++) {
		int e = scan_close(&all[i]);

		r = r ? r : e;
	}
	return r;
}

/* Items as numbers (032-3 = 323), so that answers and findings can be merged by them. */
#define ITEM_KEY "CAST(replace(substr('0' || item, -4), '-', '') AS INTEGER)"

static void item_findings(struct out *o, struct scan *s, int64_t item)
{
	char buf[24];

	json_array(o, "findings");
	for (; scan_at(s, item); scan_next(s)) {
		snprintf(buf, sizeof buf, "f%lld", (long long)scan_int(s, 1));
		json_str(o, NULL, buf);
	}
	json_end_array(o);
}

int json_answers(const struct report_input *in, struct out *o)
{
	struct scan s, f;
	int r, e;

	scan_open(
		&s, in->store,
		"SELECT " ITEM_KEY
		", system, sheet, substr('0' || item, -4), verdict, grade, coverage_ja, coverage_en,"
		" needs_ja, needs_en, expired, as_of, expires, provisional_ja, provisional_en, evidence_hash,"
		" question_hash, versions FROM answer WHERE system = 'site' AND item GLOB '[0-9]*' ORDER BY "
		"1, rowid");
	scan_open(&f, in->store, "SELECT " ITEM_KEY ", finding FROM finding_item ORDER BY 1, finding");
	json_array(o, "answers");
	for (; s.more; scan_next(&s)) {
		json_object(o, NULL);
		json_column(o, "system", &s, 1);
		json_column(o, "sheet", &s, 2);
		json_column(o, "item", &s, 3);
		json_column(o, "verdict", &s, 4);
		json_column(o, "grade", &s, 5);
		pair(o, "coverage", &s, 6);
		pair(o, "needs", &s, 8);
		item_findings(o, &f, s.key);
		json_bool(o, "expired", scan_int(&s, 10) != 0);
		json_time(o, "as_of", scan_int_or(&s, 11, INT64_MIN));
		json_column(o, "expires", &s, 12);
		pair(o, "provisional", &s, 13);
		json_column(o, "evidence_hash", &s, 15);
		json_column(o, "question_hash", &s, 16);
		json_column(o, "versions", &s, 17);
		json_end_object(o);
	}
	json_end_array(o);
	r = scan_close(&s), e = scan_close(&f);
	return r ? r : e;
}
