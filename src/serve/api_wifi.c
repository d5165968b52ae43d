/* GET /wifi, /wifi/{bssid}. */
#include "serve/wifi_json.h"

#include "assess/wifi.h"
#include "fact/wifi.h"

#include <string.h>

api_handler api_wifi_list, api_wifi_get;

static const struct sort_key keys[] = {{"whose", WIFI_WHOSE " = 6"},
				       {"grade", WIFI_GRADE},
				       {"ssid", "a.ssid"},
				       {"bssid", "a.bssid"},
				       {"channel", "a.channel"},
				       {"security", "a.security"},
				       {"clients", WIFI_CLIENTS},
				       {"leaves", WIFI_LEAVES},
				       {"first", "a.first"},
				       {"last", "a.last"},
				       {NULL, NULL}};

static void row(struct call *c, struct scan *s) { json_access_point(c, NULL, s); }

static const struct listing access_points = {.columns = WIFI_COLUMNS,
					     .from = WIFI_FROM,
					     .id = "a.rowid",
					     .keys = keys,
					     .sort = "whose,grade,ssid",
					     .row = row};

/* A network of nobody's device is shown to whoever sees everything. */
#define SEES_NETWORK SEES("a.device")

int api_wifi_list(struct call *c)
{
	const char *system = query_text(c, "system");
	int64_t of = id_number(query_text(c, "of"));
	struct filters f;

	filters_begin(&f, c);
	filter(&f, " AND " SEES_NETWORK);
	if (system && strcmp(system, "site") != 0)
		filter_number(&f, " AND a.device IN (SELECT device FROM system_device WHERE system = :)",
			      id_number(system));
	if (query_text(c, "device"))
		filter_number(&f, " AND a.device = :", id_number(query_text(c, "device")));
	if (query_text(c, "of")) {
		filter_number(&f, " AND (a.device = :", of);
		filter_number(&f, " OR a.bssid IN (SELECT w.bssid FROM wifi_client w WHERE w.station = :))",
			      of);
		if (!sees_device(c, of))
			filter(&f, " AND 0");
	}
	filter_words(&f, "CASE " WIFI_WHOSE " WHEN 5 THEN 'ours' WHEN 6 THEN 'others' ELSE 'unsettled' END",
		     query_text(c, "whose"));
	filter_words(&f,
		     "CASE " WIFI_GRADE
		     " WHEN 0 THEN 'red' WHEN 1 THEN 'orange' WHEN 2 THEN 'yellow' WHEN 3 THEN 'green' ELSE "
		     "'unknown' END",
		     query_text(c, "grade"));
	filter_words(&f, "a.security", query_text(c, "security"));
	filter_search(&f,
		      "coalesce(a.ssid, '') || ' ' || a.bssid || ' ' || coalesce(d.name, '') || ' ' || "
		      "coalesce(d.maker, '')",
		      query_text(c, "q"));
	return list_answer(c, &access_points, &f);
}

/* --- one */

enum { SHEET = 22 }; /* the first column behind WIFI_COLUMNS */

static void why(struct call *c, int64_t access_point)
{
	struct scan s =
		kept_run(c,
			 "SELECT r.grade, r.reason, r.packet FROM access_point a JOIN "
			 "access_point_reason r ON r.bssid = a.bssid WHERE a.rowid = ?1 ORDER BY r.grade, "
			 "r.reason",
			 access_point);

	json_array(c->out, "why");
	for (; s.more; scan_next(&s)) {
		const struct wifi_reason *r = wifi_reason_named(scan_str(&s, 1));

		if (!r)
			continue;
		json_object(c->out, NULL);
		json_str(c->out, "reason", r->name);
		json_str(c->out, "grade", wifi_reason_grade(r->grade));
		json_pair(c->out, "title", r->title[LANG_JA], r->title[LANG_EN]);
		json_pair(c->out, "say", r->say[LANG_JA], r->say[LANG_EN]);
		json_pair(c->out, "do", r->advice[LANG_JA], r->advice[LANG_EN]);
		json_str(c->out, "sql", r->question);
		json_packet_or_null(c->out, "packet", &s, 2);
		json_end_object(c->out);
	}
	json_end_array(c->out);
	kept_end(&s);
}

/* Of devices that the viewer does not see nothing is told: a station's own is one, whoever the access
 * point's. */
static int clients(struct call *c, int64_t access_point)
{
	struct out *o = c->out;
	struct pick q;
	struct scan *s;

	pick_begin(&q, c,
		   "SELECT min(c.rowid), c.mac, max(c.station), coalesce(d.name, d.model), d.maker, "
		   "sum(c.frames), "
		   "max(c.traffic), sum(c.joined), sum(c.m1), sum(c.m2), sum(c.m3), sum(c.m4), sum(c.pmkid), "
		   "sum(c.reinstalled), min(c.first), max(c.last), min(c.packet), max(CASE WHEN "
		   "c.reinstalled > 0 THEN "
		   "c.last END) FROM access_point a JOIN wifi_client c ON c.bssid = a.bssid LEFT JOIN "
		   "device_shown d ON "
		   "d.id = c.station WHERE " SEES("c.station"));
	pick_number(&q, " AND a.rowid = : GROUP BY c.mac ORDER BY 14 DESC, 6 DESC, c.mac LIMIT 500",
		    access_point);
	json_array(o, "clients");
	for (s = pick_run(&q); s->more; scan_next(s)) {
		json_object(o, NULL);
		json_column(o, "mac", s, 1);
		json_wifi_device(o, "device", s, 2, 3);
		json_column(o, "maker", s, 4);
		json_number(o, "frames", s, 5);
		json_column(o, "traffic", s, 6);
		json_number(o, "joined", s, 7);
		json_array(o, "handshake");
		for (int i = 8; i < 12; i++)
			json_number(o, NULL, s, i);
		json_end_array(o);
		json_number(o, "pmkid", s, 12);
		json_number(o, "reinstalled", s, 13);
		json_when(o, "reinstalled_last", s, 17);
		json_when(o, "first", s, 14);
		json_when(o, "last", s, 15);
		json_packet_or_null(o, "packet", s, 16);
		json_end_object(o);
	}
	json_end_array(o);
	return pick_end(&q);
}

/* Addresses in frames that anybody can forge are shown only to whoever may see all of them. */
#define SEES_LEAVE                                                                                           \
	SEES("l.sender")                                                                                     \
	" AND (@all OR l.target LIKE 'ff:ff:%' OR EXISTS (SELECT 1 FROM address x WHERE x.value = l.target " \
	"AND x.device IN (SELECT value FROM json_each(@mine))))"

static int leaves(struct call *c, int64_t access_point)
{
	struct out *o = c->out;
	struct pick q;
	struct scan *s;

	pick_begin(
		&q, c,
		"SELECT l.rowid, l.source, l.sender, coalesce(d.name, d.model), l.target, "
		"l.target = 'ff:ff:ff:ff:ff:ff', l.disassociation, l.reason, l.protected, l.count, l.burst, "
		"l.first, l.last, l.packet, l.burst >= " WIFI_FLOOD_IN_SQL
		" FROM access_point a JOIN wifi_leave l ON l.bssid = "
		"a.bssid LEFT "
		"JOIN device_shown d ON d.id = l.sender WHERE " SEES_LEAVE);
	pick_number(&q,
		    " AND a.rowid = : ORDER BY l.burst >= " WIFI_FLOOD_IN_SQL
		    " DESC, l.count DESC, l.source, l.target LIMIT 500",
		    access_point);
	json_array(o, "leaves");
	for (s = pick_run(&q); s->more; scan_next(s)) {
		json_object(o, NULL);
		json_column(o, "source", s, 1);
		json_wifi_device(o, "sender", s, 2, 3);
		json_column(o, "target", s, 4);
		json_flag(o, "to_all", s, 5);
		json_str(o, "kind", scan_int(s, 6) ? "disassociation" : "deauthentication");
		json_number(o, "reason", s, 7);
		json_flag(o, "protected", s, 8);
		json_number(o, "count", s, 9);
		json_number(o, "burst", s, 10);
		json_flag(o, "flood", s, 14);
		json_when(o, "first", s, 11);
		json_when(o, "last", s, 12);
		json_packet_or_null(o, "packet", s, 13);
		json_end_object(o);
	}
	json_end_array(o);
	return pick_end(&q);
}

static int twins(struct call *c, int64_t access_point)
{
	struct out *o = c->out;
	struct pick q;
	struct scan *s;

	pick_begin(&q, c,
		   "SELECT a.rowid, a.bssid, a.device, coalesce(d.name, d.model), d.maker, a.security, "
		   "a.channel, " WIFI_GRADE ", " WIFI_WHOSE " FROM " WIFI_FROM
		   " JOIN access_point m ON a.ssid = m.ssid AND a.bssid <> m.bssid WHERE " SEES_NETWORK);
	pick_number(&q, " AND m.rowid = : ORDER BY a.bssid LIMIT 100", access_point);
	json_array(o, "twins");
	for (s = pick_run(&q); s->more; scan_next(s)) {
		json_object(o, NULL);
		json_column(o, "bssid", s, 1);
		json_wifi_device(o, "device", s, 2, 3);
		json_column(o, "maker", s, 4);
		json_column(o, "security", s, 5);
		json_number(o, "channel", s, 6);
		json_str(o, "whose", wifi_whose_token(scan_int(s, 8)));
		json_str(o, "grade", wifi_grade_token(scan_int(s, 7)));
		json_end_object(o);
	}
	json_end_array(o);
	return pick_end(&q);
}

/* What counts of what people said: a number before a name, the later word before the earlier. Who sees no records of the site
 * is not told. */
static void said(struct call *c, int64_t access_point)
{
	struct out *o = c->out;
	struct scan s;

	if (viewer_restricted(&c->viewer)) {
		json_null(o, "said");
		return;
	}
	s = kept_run(
		c,
		"SELECT r.id, r.fields->>'network', r.fields->>'whose', r.fields->>'known_by' FROM "
		"access_point a JOIN "
		"record r ON r.kind = 'wifi-network' AND r.removed = 0 AND "
		"(lower(replace(trim(r.fields->>'network'), "
		"'-', ':')) = a.bssid OR trim(r.fields->>'network') = a.ssid) WHERE a.rowid = ?1 ORDER BY "
		"lower(replace(trim(r.fields->>'network'), '-', ':')) = a.bssid DESC, r.seq DESC LIMIT 1",
		access_point);

	if (!s.more) {
		json_null(o, "said");
	} else {
		json_object(o, "said");
		json_id(o, "record", 'r', s.key);
		json_column(o, "network", &s, 1);
		json_str(o, "whose",
			 scan_str(&s, 2) && strcmp(scan_str(&s, 2), "ours") == 0 ? "ours" : "others");
		json_str(o, "known_by", scan_null(&s, 3) ? "" : scan_str(&s, 3));
		json_end_object(o);
	}
	kept_end(&s);
}

static void sheet(struct call *c, const struct scan *s)
{
	struct out *o = c->out;

	json_access_point(c, "access_point", s);
	said(c, s->key);
	json_words(o, "pairwise", scan_str(s, SHEET));
	json_words(o, "group", scan_str(s, SHEET + 1));
	json_flag_or_null(o, "fast_transition", s, SHEET + 2);
	json_column(o, "traffic", s, SHEET + 3);
	json_number(o, "announcements", s, SHEET + 4);
	json_number(o, "data_frames", s, SHEET + 5);
	why(c, s->key);
}

/* "18:D6:..", "18-d6-..": as people write it. The row, or 0. */
static int64_t find(struct call *c, const char *bssid)
{
	char text[MAC_TEXT];
	struct mac mac;
	struct pick q;

	if (!bssid || !mac_parse(bssid, &mac))
		return 0;
	pick_begin(&q, c, "SELECT a.rowid FROM access_point a WHERE " SEES_NETWORK);
	pick_text(&q, " AND a.bssid = : ORDER BY a.device IS NULL, a.rowid LIMIT 1", mac_text(mac, text));
	return pick_one(&q, 0);
}

int api_wifi_get(struct call *c)
{
	int64_t id = find(c, c->path[0]);
	struct pick q;
	struct scan *s;
	int e;

	if (!id)
		return problem(c, 404, "no-such-path", NULL, NULL);
	pick_begin(&q, c,
		   "SELECT " WIFI_COLUMNS
		   ", a.pairwise, a.group_cipher, a.ft, a.traffic, a.announced, a.frames "
		   "FROM " WIFI_FROM " WHERE ");
	pick_number(&q, "a.rowid = :", id);
	json_object(c->out, NULL);
	s = pick_run(&q);
	if (s->more)
		sheet(c, s);
	e = pick_end(&q);
	if (e == 0)
		e = clients(c, id);
	if (e == 0)
		e = leaves(c, id);
	if (e == 0)
		e = twins(c, id);
	json_end_object(c->out);
	return e < 0 ? problem_store(c, e) : 200;
}
