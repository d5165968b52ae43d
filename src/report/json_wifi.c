/* access_points[]: each radio network with its grade, its stations, and who was told to leave. Four scans
 * side by side, by BSSID. */
#include "report/parts.h"

#include "assess/wifi.h"

#include <stdio.h>
#include <string.h>

struct wifi_scans {
	struct scan network, reason, client, leave;
};

static void member_id(struct out *o, const char *key, const struct scan *s, int column)
{
	char buf[NODE_ID_TEXT];

	node_id(buf, scan_int(s, column), 0);
	json_str(o, key, *buf ? buf : NULL);
}

static void flag_or_null(struct out *o, const char *key, const struct scan *s, int column)
{
	if (scan_null(s, column))
		json_null(o, key);
	else
		json_bool(o, key, scan_int(s, column) != 0);
}

/* "tkip ccmp" as a list. */
static void words(struct out *o, const char *key, const char *text)
{
	json_array(o, key);
	while (text && *text) {
		size_t n = strcspn(text, " ");

		json_text(o, NULL, text, n);
		text += n + (text[n] == ' ');
	}
	json_end_array(o);
}

/* Rows of the BSSID at hand; all scans are in its order. */
static bool at_bssid(struct scan *s, const char *bssid)
{
	while (s->more && strcmp(scan_str(s, 1), bssid) < 0)
		scan_next(s);
	return s->more && strcmp(scan_str(s, 1), bssid) == 0;
}

static void reasons(struct out *o, struct scan *s, const char *bssid)
{
	static const char *const grades[] = {"red", "orange", "yellow", "green", "note", "ours", "others"};

	json_array(o, "reasons");
	for (; at_bssid(s, bssid); scan_next(s)) {
		const struct wifi_reason *why = wifi_reason_named(scan_str(s, 2));

		if (!why)
			continue;
		json_object(o, NULL);
		json_str(o, "reason", why->name);
		json_str(o, "grade", grades[why->grade]);
		json_object(o, "title");
		json_str(o, "ja", why->title[LANG_JA]);
		json_str(o, "en", why->title[LANG_EN]);
		json_end_object(o);
		if (scan_null(s, 3))
			json_null(o, "packet");
		else
			json_packet(o, "packet", scan_int(s, 3));
		json_end_object(o);
	}
	json_end_array(o);
}

static void clients(struct out *o, struct scan *s, const char *bssid)
{
	json_array(o, "clients");
	for (; at_bssid(s, bssid); scan_next(s)) {
		json_object(o, NULL);
		member_id(o, "id", s, 2);
		json_column(o, "mac", s, 3);
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
		json_when(o, "first", s, 14);
		json_when(o, "last", s, 15);
		json_packet(o, "packet", scan_int(s, 16));
		json_end_object(o);
	}
	json_end_array(o);
}

static void leaves(struct out *o, struct scan *s, const char *bssid)
{
	json_array(o, "leaves");
	for (; at_bssid(s, bssid); scan_next(s)) {
		json_object(o, NULL);
		json_column(o, "source", s, 2);
		member_id(o, "source_id", s, 3);
		json_column(o, "target", s, 4);
		json_str(o, "kind", scan_int(s, 5) ? "disassociation" : "deauthentication");
		json_number(o, "reason", s, 6);
		json_bool(o, "protected", scan_int(s, 7) != 0);
		json_number(o, "count", s, 8);
		json_number(o, "burst", s, 9);
		json_when(o, "first", s, 10);
		json_when(o, "last", s, 11);
		json_packet(o, "packet", scan_int(s, 12));
		json_end_object(o);
	}
	json_end_array(o);
}

static void network(struct out *o, struct wifi_scans *w)
{
	const struct scan *s = &w->network;
	char bssid[32];

	snprintf(bssid, sizeof bssid, "%s", scan_str(s, 2));
	json_object(o, NULL);
	member_id(o, "id", s, 1);
	json_column(o, "bssid", s, 2);
	json_column(o, "ssid", s, 3);
	json_number(o, "names", s, 4);
	json_column(o, "network", s, 5);
	flag_or_null(o, "hidden", s, 6);
	json_number(o, "channel", s, 7);
	json_column(o, "security", s, 8);
	json_column(o, "other_security", s, 9);
	words(o, "pairwise", scan_str(s, 10));
	words(o, "group", scan_str(s, 11));
	json_column(o, "pmf", s, 12);
	flag_or_null(o, "wps", s, 13);
	flag_or_null(o, "fast_transition", s, 14);
	json_column(o, "traffic", s, 15);
	json_str(o, "whose", wifi_whose_token(scan_int_or(s, 22, WIFI_UNSETTLED)));
	json_str(o, "grade", wifi_grade_token(scan_int_or(s, 16, GRADE_NOTE)));
	reasons(o, &w->reason, bssid);
	json_number(o, "announcements", s, 17);
	json_number(o, "data_frames", s, 18);
	clients(o, &w->client, bssid);
	leaves(o, &w->leave, bssid);
	json_when(o, "first", s, 19);
	json_when(o, "last", s, 20);
	json_packet(o, "packet", scan_int(s, 21));
	json_end_object(o);
}

int json_wifi(const struct report_input *in, struct out *o)
{
	struct wifi_scans w;
	int r, e[3];

	scan_open(&w.network, in->store,
		  "SELECT a.rowid, a.device, a.bssid, a.ssid, a.names, a.network, a.hidden, a.channel, "
		  "a.security, a.other, a.pairwise, a.group_cipher, a.pmf, a.wps, a.ft, a.traffic, "
		  "(SELECT min(r.grade) FROM access_point_reason r WHERE r.bssid = a.bssid AND r.grade < 4), "
		  "a.announced, a.frames, a.first, a.last, a.packet, (SELECT max(r.grade) FROM "
		  "access_point_reason r WHERE "
		  "r.bssid = a.bssid AND r.grade > 4) FROM access_point a ORDER BY a.bssid, a.rowid");
	scan_open(
		&w.reason, in->store,
		"SELECT rowid, bssid, reason, packet FROM access_point_reason ORDER BY bssid, grade, reason");
	scan_open(&w.client, in->store,
		  "SELECT min(c.rowid), c.bssid, max(c.station), c.mac, d.maker, sum(c.frames), "
		  "max(c.traffic), "
		  "sum(c.joined), sum(c.m1), sum(c.m2), sum(c.m3), sum(c.m4), sum(c.pmkid), "
		  "sum(c.reinstalled), "
		  "min(c.first), max(c.last), min(c.packet) FROM wifi_client c LEFT JOIN device d ON d.id = "
		  "c.station GROUP "
		  "BY c.bssid, c.mac ORDER BY c.bssid, c.mac");
	scan_open(&w.leave, in->store,
		  "SELECT rowid, bssid, source, sender, target, disassociation, reason, protected, count, "
		  "burst, "
		  "first, last, packet FROM wifi_leave ORDER BY bssid, source, target, disassociation, "
		  "reason, first");
	json_array(o, "access_points");
	for (; w.network.more; scan_next(&w.network))
		network(o, &w);
	json_end_array(o);
	r = scan_close(&w.network);
	e[0] = scan_close(&w.reason), e[1] = scan_close(&w.client), e[2] = scan_close(&w.leave);
	return r ? r : e[0] ? e[0] : e[1] ? e[1] : e[2];
}
