/* GET /alarms/{id}: what an alarm rests on, what to do, who did what. */
#include "assess/sheet.h"
#include "serve/alarm_json.h"

#include <stdio.h>

api_handler api_alarms_get;

static void steps(struct call *c, const char *key, char *text[LANG_COUNT][ALARM_STEPS])
{
	static const char *const languages[LANG_COUNT] = {"ja", "en"};
	struct out *o = c->out;

	json_object(o, key);
	for (int l = 0; l < LANG_COUNT; l++) {
		json_array(o, languages[l]);
		for (int i = 0; i < ALARM_STEPS && text[l][i]; i++)
			json_str(o, NULL, veil_text(c, (enum language)l, text[l][i]));
		json_end_array(o);
	}
	json_end_object(o);
}

static void sentence(struct call *c, const char *key, char *const text[LANG_COUNT])
{
	json_pair(c->out, key, veil_text(c, LANG_JA, text[LANG_JA]), veil_text(c, LANG_EN, text[LANG_EN]));
}

static void sentences(struct call *c, struct alarm_text *t)
{
	sentence(c, "expected", t->expected);
	sentence(c, "came", t->came);
	steps(c, "first", t->first);
	steps(c, "dont", t->dont);
}

static void labels(struct out *o, const struct alarm_words *w)
{
	json_array(o, "items");
	for (size_t i = 0; w && w->items[i]; i++) {
		const struct sheet_item *at = sheet_item("jssec-2.1", w->items[i]);

		json_object(o, NULL);
		json_str(o, "item", w->items[i]);
		json_pair(o, "title", at ? at->title_ja : w->items[i], at ? at->title_en : w->items[i]);
		json_end_object(o);
	}
	json_end_array(o);
	json_array(o, "techniques");
	for (size_t i = 0; w && w->techniques[i]; i++)
		json_str(o, NULL, w->techniques[i]);
	json_end_array(o);
}

static void devices(struct call *c, int64_t id)
{
	static const char sql[] =
		"SELECT x.device, coalesce(n.name, v.ip, v.mac), v.ip, x.part, x.lamp, x.severity, x.since, "
		"x.until FROM "
		"alarm_device x LEFT JOIN device_shown n ON n.id = x.device LEFT JOIN device v ON v.id = "
		"x.device "
		"WHERE x.alarm = ?1 ORDER BY x.until IS NOT NULL, x.severity, x.since LIMIT 200";
	struct scan s = kept_run(c, sql, id);
	struct out *o = c->out;

	json_array(o, "devices_of");
	for (; s.more; scan_next(&s)) {
		json_object(o, NULL);
		json_object(o, "device");
		json_id(o, "id", 'd', s.key);
		json_column(o, "name", &s, 1);
		json_end_object(o);
		json_column(o, "ip", &s, 2);
		json_column(o, "part", &s, 3);
		json_column(o, "lamp", &s, 4);
		json_str(o, "severity", severity_name(scan_int(&s, 5)));
		json_time(o, "since", scan_int(&s, 6));
		json_time(o, "until", scan_int_or(&s, 7, INT64_MIN));
		json_end_object(o);
	}
	json_end_array(o);
	kept_end(&s);
}

static void signals(struct call *c, int64_t id)
{
	struct scan s =
		kept_run(c,
			 "SELECT " SIGNAL_COLUMNS
			 " FROM signal s WHERE s.alarm = ?1 ORDER BY s.last DESC, s.id DESC LIMIT 100",
			 id);

	json_array(c->out, "signals");
	for (; s.more; scan_next(&s))
		json_signal(c, &s);
	json_end_array(c->out);
	kept_end(&s);
	s = kept_run(c, "SELECT count(*) FROM signal WHERE alarm = ?1", id);
	json_int(c->out, "signals_total", s.key);
	kept_end(&s);
}

static void evidence(struct call *c, int64_t id)
{
	struct scan s =
		kept_run(c, "SELECT packet FROM alarm_packet WHERE alarm = ?1 ORDER BY packet LIMIT 20", id);

	json_array(c->out, "evidence");
	for (; s.more; scan_next(&s))
		json_packet(c->out, NULL, s.key);
	json_end_array(c->out);
	kept_end(&s);
}

/* Raised, graver, ended, and what people did, in order. */
static void timeline(struct call *c, int64_t id)
{
	static const char sql[] =
		"SELECT t.at, t.kind, t.contact, (SELECT name FROM contact WHERE id = t.contact), t.note "
		"FROM ("
		"SELECT raised AS at, 'alarm-raised' AS kind, NULL AS contact, NULL AS note, 0 AS n FROM "
		"alarm WHERE id = ?1 "
		"UNION ALL SELECT graver, 'alarm-graver', NULL, NULL, 1 FROM alarm WHERE id = ?1 "
		"UNION ALL SELECT began_again, 'alarm-begun-again', NULL, NULL, 2 FROM alarm WHERE id = ?1 "
		"UNION ALL SELECT acknowledged, 'alarm-acknowledged', acknowledged_by, NULL, 3 FROM alarm "
		"WHERE id = ?1 "
		"UNION ALL SELECT dismissed, 'alarm-dismissed', dismissed_by, dismissed_words, 5 FROM alarm "
		"WHERE id = ?1 "
		"UNION ALL SELECT ended, 'alarm-ended', NULL, NULL, 6 FROM alarm WHERE id = ?1 "
		"UNION ALL SELECT at, 'alarm-noted', contact, words, 4 FROM alarm_note WHERE alarm = ?1) t "
		"WHERE t.at IS NOT NULL ORDER BY t.at, t.n LIMIT 500";
	bool restricted = viewer_restricted(&c->viewer);
	struct scan s = kept_run(c, sql, id);
	struct out *o = c->out;

	json_array(o, "timeline");
	for (; s.more; scan_next(&s)) {
		const char *kind = scan_str(&s, 1);
		char key[64];

		snprintf(key, sizeof key, "journal.kind-%.40s", kind);
		json_object(o, NULL);
		json_time(o, "at", s.key);
		json_str(o, "kind", kind);
		json_lang(o, "words", key);
		json_id(o, "contact", 'c', restricted ? 0 : scan_int(&s, 2));
		json_str(o, "who", restricted ? NULL : scan_str(&s, 3));
		json_str(o, "note", restricted ? NULL : scan_str(&s, 4));
		json_end_object(o);
	}
	json_end_array(o);
	kept_end(&s);
}

static void said(struct call *c, int64_t id)
{
	bool restricted = viewer_restricted(&c->viewer);
	struct scan s = kept_run(
		c,
		"SELECT severity, dismissed_words, shelved_words, joined, (SELECT max(i.incident) FROM "
		"incident_alarm i WHERE i.alarm = alarm.id) FROM alarm WHERE id = ?1",
		id);

	json_str(c->out, "dismissed_words", restricted ? NULL : scan_str(&s, 1));
	json_str(c->out, "shelved_words", restricted ? NULL : scan_str(&s, 2));
	json_id(c->out, "joined", 'a', scan_int(&s, 3));
	json_id(c->out, "incident", 'i', restricted ? 0 : scan_int(&s, 4));
	json_bool(c->out, "may_shelve", s.key != SEVERITY_CRITICAL);
	kept_end(&s);
}

int api_alarms_get(struct call *c)
{
	int64_t id = id_number(c->path[0]);
	const struct alarm_words *w;
	struct alarm_text t;
	struct scan s;
	int r;

	if (!sees_alarm(c, id))
		return problem(c, 404, "no-such-path", NULL, NULL);
	if ((r = alarm_text(c->store, id, &t)) < 0)
		return problem_store(c, r);
	s = kept_run(c, "SELECT " ALARM_COLUMNS " FROM alarm a WHERE a.id = ?1", id);
	json_object(c->out, NULL);
	alarm_object(c, "alarm", &s);
	w = alarm_words_of(scan_str(&s, 1));
	r = kept_end(&s);
	sentences(c, &t);
	alarm_text_clear(&t);
	labels(c->out, w);
	devices(c, id);
	signals(c, id);
	evidence(c, id);
	timeline(c, id);
	said(c, id);
	json_end_object(c->out);
	return r < 0 ? problem_store(c, r) : 200;
}
