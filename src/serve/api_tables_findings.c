/* GET /reports/findings: what the checks found, as a file; what a viewer sees, and no more. */
#include "serve/tabular.h"
#include "serve/veil.h"

#include "report/parts.h"

#include <stdio.h>
#include <string.h>

api_handler api_report_findings;

static const struct tabular_column columns[] = {
	{"api.column-id", 8},
	{"api.column-severity", 8},
	{"api.column-finding", 60},
	{"api.column-about", 30},
	{"api.column-items", 14},
	{"api.column-evidence-first", 20},
	{"api.column-evidence-last", 20},
	{"api.column-evidence", 10},
	{"api.column-packet", 14},
	{"api.column-check", 26},
};

#define FINDINGS(title)                                                                                      \
	"SELECT f.id, f.severity, " title                                                                    \
	", (SELECT group_concat(coalesce(d.name, d.model, d.ip, d.mac, o.name, o.network, 'd' || "           \
	"a.device), ', ') FROM finding_about a LEFT JOIN device d ON d.id = a.device LEFT JOIN outside o "   \
	"ON "                                                                                                \
	"o.id = a.outside WHERE a.finding = f.id AND coalesce(a.device, a.outside) IS NOT NULL), "           \
	"(SELECT group_concat(substr('0' || i.item, -4), ' ') FROM finding_item i WHERE i.finding = f.id), " \
	"f.evidence_first, f.evidence_last, f.evidence_total, (SELECT min(p.packet) FROM finding_packet p "  \
	"WHERE p.finding = f.id), f.check_name FROM finding f WHERE " SEES_FINDING("f.id")

static void packet(struct tabular *t, const struct scan *s, int column)
{
	int64_t at = scan_int(s, column);
	char text[48];

	snprintf(text, sizeof text, "%lld:%lld", (long long)store_packet_file(at),
		 (long long)store_packet_n(at));
	tabular_cell(t, scan_null(s, column) ? NULL : text);
}

static void finding(struct tabular *t, const struct scan *s)
{
	int64_t severity = scan_int(s, 1);
	char text[32];

	snprintf(text, sizeof text, "f%lld", (long long)s->key);
	tabular_cell(t, text);
	snprintf(text, sizeof text, "severity.%s",
		 report_severities[severity >= 0 && severity < 5 ? severity : 4]);
	tabular_cell(t, lang(t->call->language, text));
	tabular_cell(t, scan_sentence(s, 2));
	tabular_cell(t, scan_str(s, 3));
	tabular_cell(t, scan_str(s, 4));
	tabular_when(t, scan_int_or(s, 5, INT64_MIN));
	tabular_when(t, scan_int_or(s, 6, INT64_MIN));
	tabular_number(t, scan_int(s, 7));
	packet(t, s, 8);
	tabular_cell(t, scan_str(s, 9));
}

int api_report_findings(struct call *c)
{
	const char *system = query_text(c, "system");
	struct tabular t;
	struct pick q;
	int r = tabular_begin(&t, c, query_text(c, "format"), "api.title-findings", columns,
			      sizeof columns / sizeof *columns);

	if (r < 0)
		return r;
	pick_begin(&q, c, c->language == LANG_JA ? FINDINGS(VEILED_TITLE_JA) : FINDINGS(VEILED_TITLE_EN));
	if (system && strcmp(system, "site") != 0)
		pick_number(&q,
			    " AND f.id IN (SELECT a.finding FROM finding_about a JOIN system_device m ON "
			    "m.device = a.device WHERE m.system = :)",
			    id_number(system));
	pick_add(&q, " ORDER BY f.severity, f.id");
	for (struct scan *s = pick_run(&q); s->more && !t.failed; scan_next(s))
		finding(&t, s);
	r = pick_end(&q);
	return r < 0 ? (tabular_end(&t, "findings"), r) : tabular_end(&t, "findings");
}
