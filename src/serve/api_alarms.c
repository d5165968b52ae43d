/* GET /alarms, GET /signals. */
#include "serve/alarm_json.h"

#include <string.h>

api_handler api_alarms_list, api_signals_list;

static const struct sort_key alarm_keys[] = {
	{"id", "a.id"},         {"severity", "a.severity"}, {"began", "a.began"},       {"last", "a.last"},
	{"raised", "a.raised"}, {"count", "a.count"},       {"devices", "a.concerned"}, {NULL, NULL}};

static const struct listing alarms = {.columns = ALARM_COLUMNS,
				      .from = "alarm a",
				      .id = "a.id",
				      .keys = alarm_keys,
				      .sort = "severity,-raised",
				      .row = json_alarm};

/* "critical,high" as numbers. */
static void severities(struct filters *f, struct call *c)
{
	bool first = true;

	if (!query_text(c, "severity"))
		return;
	filter(f, " AND a.severity IN (");
	for (int i = 0; severity_name(i); i++)
		if (query_has(c, "severity", severity_name(i))) {
			filter_number(f, first ? ":" : ", :", i);
			first = false;
		}
	filter(f, ")");
}

static void state(struct filters *f, const char *asked)
{
	if (strcmp(asked, "standing") == 0)
		filter(f, " AND a.ended IS NULL AND a.dismissed IS NULL");
	else if (strcmp(asked, "all") != 0)
		filter_text(f, " AND " ALARM_STATE " = :", asked);
}

/* Those that concern a device of the system. */
static void of_system(struct filters *f, const char *system)
{
	if (system && strcmp(system, "site") != 0)
		filter_number(f,
			      " AND a.id IN (SELECT d.alarm FROM alarm_device d JOIN system_device m ON "
			      "m.device = d.device WHERE m.system = :)",
			      id_number(system));
}

int api_alarms_list(struct call *c)
{
	struct filters f;

	filters_begin(&f, c);
	filter(&f, " AND " SEES_ALARM("a.id"));
	state(&f, query_text(c, "state") ? query_text(c, "state") : "open");
	severities(&f, c);
	of_system(&f, query_text(c, "system"));
	filter_text(&f, " AND a.detector = :", query_text(c, "detector"));
	filter_text(&f, " AND a.lamp = :", query_text(c, "lamp"));
	if (query_text(c, "device"))
		filter_number(&f, " AND a.id IN (SELECT alarm FROM alarm_device WHERE device = :)",
			      id_number(query_text(c, "device")));
	if (query_text(c, "since"))
		filter_number(&f, " AND a.raised >= :", query_time(c, "since", 0));
	filter_search(&f,
		      VEILED_PAIR("a.title_ja",
				  "a.title_en") ", " VEILED_KEY("a.cause") ", a.detector, 'a' || a.id",
		      query_text(c, "q"));
	return list_answer(c, &alarms, &f);
}

static const struct sort_key signal_keys[] = {
	{"id", "s.id"}, {"at", "s.at"}, {"last", "s.last"}, {"count", "s.count"}, {"detector", "s.detector"},
	{NULL, NULL}};

static const struct listing signals = {.columns = SIGNAL_COLUMNS,
				       .from = "signal s",
				       .id = "s.id",
				       .keys = signal_keys,
				       .sort = "-id",
				       .row = json_signal};

static void flag(struct filters *f, const char *sql, int v)
{
	if (v >= 0)
		filter_number(f, sql, v);
}

int api_signals_list(struct call *c)
{
	struct filters f;

	filters_begin(&f, c);
	filter(&f, " AND " SEES_SIGNAL);
	filter_text(&f, " AND s.detector = :", query_text(c, "detector"));
	if (query_text(c, "device")) {
		int64_t device = id_number(query_text(c, "device"));

		filter_number(&f, " AND (s.on_device = :", device);
		filter_number(&f, " OR s.by_device = :)", device);
	}
	if (query_text(c, "alarm"))
		filter_number(&f, " AND s.alarm = :", id_number(query_text(c, "alarm")));
	if (query_text(c, "work"))
		filter_number(&f, " AND s.work = :", id_number(query_text(c, "work")));
	flag(&f, " AND s.standing = :", query_bool(c, "standing"));
	flag(&f, " AND s.learning = :", query_bool(c, "learning"));
	if (query_text(c, "since"))
		filter_number(&f, " AND s.last >= :", query_time(c, "since", 0));
	filter_search(&f,
		      "s.detector, " VEILED_KEY("s.key") ", " VEILED("s.by_text") ", " VEILED(
			      "s.on_text") ", " SIGNAL_NAME("by_device") ", " SIGNAL_NAME("on_device"),
		      query_text(c, "q"));
	return list_answer(c, &signals, &f);
}
