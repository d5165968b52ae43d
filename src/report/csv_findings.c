/* findings.csv, as csv.c: gravest first. */
#include "report/csv.h"

#include <stdio.h>

/* All of a finding as one cell, joined by blanks. */
static void joined(struct out *o, struct scan *s, int64_t finding, bool nodes)
{
	bool any = false;

	for (; scan_at(s, finding); scan_next(s)) {
		char id[NODE_ID_TEXT];
		const char *text = nodes ? node_id(id, scan_int(s, 1), scan_int(s, 2)) : scan_str(s, 1);

		if (!text || !*text)
			continue;
		out_str(o, any ? " " : "");
		out_str(o, text);
		any = true;
	}
	out_char(o, ',');
}

/* Of its first packet; empty where it has none. */
static void place(struct out *o, const struct scan *s, int column)
{
	if (!scan_null(s, column)) {
		out_int(o, store_packet_file(scan_int(s, column)));
		out_char(o, ',');
		out_int(o, store_packet_n(scan_int(s, column)));
	} else {
		out_char(o, ',');
	}
	out_str(o, "\r\n");
}

struct finding_scans {
	struct scan finding, about, item;
};

static void one(struct out *o, struct finding_scans *f)
{
	int64_t severity = scan_int(&f->finding, 1);
	char id[24];

	snprintf(id, sizeof id, "f%lld", (long long)f->finding.key);
	csv_cell(o, id);
	csv_cell(o, report_severities[severity >= 0 && severity < 5 ? severity : 4]);
	csv_text(o, &f->finding, 2);
	joined(o, &f->about, f->finding.key, true);
	csv_cell(o, scan_sentence(&f->finding, 3));
	csv_cell(o, scan_sentence(&f->finding, 4));
	joined(o, &f->item, f->finding.key, false);
	csv_number(o, &f->finding, 5);
	csv_time(o, &f->finding, 6);
	csv_time(o, &f->finding, 7);
	place(o, &f->finding, 8);
}

int report_findings_csv(const struct report_input *in, struct out *o)
{
	struct finding_scans f;
	struct scan *all = (struct scan *)&f;
	int r = report_ready(in);

	if (r < 0)
		return r;
	out_str(o, csv_bom);
	out_str(o, "id,severity,check,about,title_ja,title_en,items,evidence_total,evidence_first,evidence_"
		   "last,file,packet\r\n");
	scan_open(&f.finding, in->store,
		  "SELECT f.id, severity, check_name, title_ja, title_en, evidence_total, evidence_first, "
		  "evidence_last, p.packet FROM finding f LEFT JOIN (SELECT finding, min(packet) AS packet "
		  "FROM finding_packet GROUP BY finding) p ON p.finding = f.id ORDER BY f.id");
	scan_open_keyed(&f.about, in->store, "finding_about", "finding, device, outside", "");
	scan_open_keyed(&f.item, in->store, "finding_item", "finding, substr('0' || item, -4)", "");
	for (; f.finding.more; scan_next(&f.finding))
		one(o, &f);
	for (size_t i = 0; i < sizeof f / sizeof *all; i++) {
		int e = scan_close(&all[i]);

		r = r ? r : e;
	}
	return r;
}
