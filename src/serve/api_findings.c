/* GET /findings. */
#include "serve/finding_json.h"

#include <string.h>

api_handler api_findings_list;

static const struct sort_key keys[] = {{"id", "f.id"},
				       {"severity", "f.severity"},
				       {"check", "f.check_name"},
				       {"evidence_total", "f.evidence_total"},
				       {"evidence_first", "f.evidence_first"},
				       {"evidence_last", "f.evidence_last"},
				       {"first_seen", "y.first_seen"},
				       {"last_seen", "y.last_seen"},
				       {NULL, NULL}};

static const struct listing findings = {.columns = FINDING_COLUMNS,
					.from = FINDING_FROM,
					.id = "f.id",
					.keys = keys,
					.sort = "severity",
					.row = json_finding};

/* "critical,high" as numbers. */
static void severities(struct filters *f, struct call *c)
{
	bool first = true;

	if (!query_text(c, "severity"))
		return;
	filter(f, " AND f.severity IN (");
	for (int i = 0; severity_name(i); i++)
		if (query_has(c, "severity", severity_name(i))) {
			filter_number(f, first ? ":" : ", :", i);
			first = false;
		}
	filter(f, ")");
}

int api_findings_list(struct call *c)
{
	const char *system = query_text(c, "system");
	struct filters f;

	filters_begin(&f, c);
	filter(&f, " AND " SEES_FINDING("f.id"));
	severities(&f, c);
	filter_text(&f, " AND f.check_name = :", query_text(c, "check"));
	if (query_text(c, "device"))
		filter_number(&f, " AND f.id IN (SELECT finding FROM finding_about WHERE device = :)",
			      id_number(query_text(c, "device")));
	if (system && strcmp(system, "site") != 0)
		filter_number(&f,
			      " AND f.id IN (SELECT a.finding FROM finding_about a JOIN system_device m ON "
			      "m.device = "
			      "a.device WHERE m.system = :)",
			      id_number(system));
	filter_text(&f, " AND f.id IN (SELECT finding FROM finding_item WHERE substr('0' || item, -4) = :)",
		    query_text(c, "item"));
	if (query_text(c, "new_since"))
		filter_number(&f, " AND y.first_seen >= :", query_time(c, "new_since", 0));
	filter_search(&f, VEILED_TITLE_JA ", " VEILED_TITLE_EN ", f.check_name, 'f' || f.id",
		      query_text(c, "q"));
	return list_answer(c, &findings, &f);
}
