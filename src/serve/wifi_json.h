/* Radio networks as the API shows them. Inside the room only. */
#ifndef MIMAMORI_SERVE_WIFI_JSON_H
#define MIMAMORI_SERVE_WIFI_JSON_H

#include "serve/handler.h"

/* Columns that json_access_point() reads, of access_point a LEFT JOIN device_shown d ON d.id = a.device. */
#define WIFI_GRADE   "coalesce(q.grade, 4)"
#define WIFI_WHOSE   "coalesce(q.whose, 4)" /* 5 ours, 6 others', 4 nothing tells (assess/wifi.h) */
#define WIFI_CLIENTS "coalesce(n.clients, 0)"
#define WIFI_LEAVES  "coalesce(w.leaves, 0)"
#define WIFI_COLUMNS                                                                                         \
	"a.rowid, a.bssid, a.ssid, a.names, a.device, coalesce(d.name, d.model), d.maker, a.network, "       \
	"a.hidden, "                                                                                         \
	"a.channel, a.security, a.other, a.pmf, a.wps, " WIFI_GRADE ", " WIFI_CLIENTS ", " WIFI_LEAVES       \
	", a.first, a.last, a.packet, " WIFI_WHOSE ", w.left_last"
/* Each counted once for all, not once a row: none of these tables has an index by BSSID. */
#define WIFI_FROM                                                                                            \
	"access_point a LEFT JOIN device_shown d ON d.id = a.device LEFT JOIN (SELECT bssid, min(CASE WHEN " \
	"grade < 4 THEN grade END) AS grade, max(CASE WHEN grade > 4 THEN grade END) AS whose FROM "         \
	"access_point_reason GROUP BY bssid) q ON q.bssid = a.bssid LEFT JOIN (SELECT bssid, "               \
	"count(DISTINCT "                                                                                    \
	"mac) AS clients FROM wifi_client GROUP BY bssid) n ON n.bssid = a.bssid LEFT JOIN (SELECT bssid, "  \
	"sum(count) AS leaves, max(last) AS left_last FROM wifi_leave GROUP BY bssid) w ON w.bssid = "       \
	"a.bssid"

void json_access_point(struct call *c, const char *key, const struct scan *s);
/* {id, name}, or null without a device. */
void json_wifi_device(struct out *o, const char *key, const struct scan *s, int id, int name);
void json_flag_or_null(struct out *o, const char *key, const struct scan *s, int column);
void json_packet_or_null(struct out *o, const char *key, const struct scan *s, int column);
const char *wifi_reason_grade(int64_t grade); /* as wifi_grade_token(), and "note" */

#endif
