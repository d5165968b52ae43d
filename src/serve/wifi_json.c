#include "serve/wifi_json.h"

#include "assess/wifi.h"

void json_wifi_device(struct out *o, const char *key, const struct scan *s, int id, int name)
{
	if (scan_null(s, id)) {
		json_null(o, key);
		return;
	}
	json_object(o, key);
	json_id(o, "id", 'd', scan_int(s, id));
	json_column(o, "name", s, name);
	json_end_object(o);
}

void json_flag_or_null(struct out *o, const char *key, const struct scan *s, int column)
{
	if (scan_null(s, column))
		json_null(o, key);
	else
		json_flag(o, key, s, column);
}

void json_packet_or_null(struct out *o, const char *key, const struct scan *s, int column)
{
	if (scan_null(s, column))
		json_null(o, key);
	else
		json_packet(o, key, scan_int(s, column));
}

const char *wifi_reason_grade(int64_t grade)
{
	return grade == GRADE_NOTE  ? "note"
	       : grade > GRADE_NOTE ? wifi_whose_token(grade)
				    : wifi_grade_token(grade);
}

static void reasons(struct call *c, int64_t access_point)
{
	struct scan s = kept_run(c,
				 "SELECT r.grade, r.reason FROM access_point a JOIN access_point_reason r ON "
				 "r.bssid = a.bssid WHERE a.rowid = ?1 ORDER BY r.grade, r.reason",
				 access_point);

	json_array(c->out, "reasons");
	for (; s.more; scan_next(&s)) {
		const struct wifi_reason *why = wifi_reason_named(scan_str(&s, 1));

		if (!why)
			continue;
		json_object(c->out, NULL);
		json_str(c->out, "reason", why->name);
		json_str(c->out, "grade", wifi_reason_grade(why->grade));
		json_pair(c->out, "title", why->title[LANG_JA], why->title[LANG_EN]);
		json_end_object(c->out);
	}
	json_end_array(c->out);
	kept_end(&s);
}

void json_access_point(struct call *c, const char *key, const struct scan *s)
{
	struct out *o = c->out;

	json_object(o, key);
	json_column(o, "bssid", s, 1);
	json_column(o, "ssid", s, 2);
	json_number(o, "names", s, 3);
	json_wifi_device(o, "device", s, 4, 5);
	json_column(o, "maker", s, 6);
	json_column(o, "network", s, 7);
	json_flag_or_null(o, "hidden", s, 8);
	json_number(o, "channel", s, 9);
	json_column(o, "security", s, 10);
	json_column(o, "other", s, 11);
	json_column(o, "pmf", s, 12);
	json_flag_or_null(o, "wps", s, 13);
	json_str(o, "whose", wifi_whose_token(scan_int(s, 20)));
	json_str(o, "grade", wifi_grade_token(scan_int(s, 14)));
	reasons(c, s->key);
	json_number(o, "clients", s, 15);
	json_number(o, "leaves", s, 16);
	json_when(o, "leaves_last", s, 21);
	json_when(o, "first", s, 17);
	json_when(o, "last", s, 18);
	json_packet_or_null(o, "packet", s, 19);
	json_end_object(o);
}
