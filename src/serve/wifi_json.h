/* Radio networks as the API shows them. Inside the room only. */
#ifndef MIMAMORI_SERVE_WIFI_JSON_H
#define MIMAMORI_SERVE_WIFI_JSON_H

#include "serve/handler.h"

/* Columns that json_access_point() reads, of access_point a LEFT JOIN device_shown d ON d.id = a.device. */
#define WIFI_GRADE                                                                                           \
	"coalesce((SELECT min(r.grade) FROM access_point_reason r WHERE r.bssid = a.bssid AND r.grade < "    \
	"4), 4)"
/* 5 ours, 6 others', 4 nothing tells (assess/wifi.h). In this order people read them: */
#define WIFI_WHOSE                                                                                           \
	"coalesce((SELECT max(r.grade) FROM access_point_reason r WHERE r.bssid = a.bssid AND r.grade > "    \
	"4), 4)"
#define WIFI_WHOSE_ORDER "(" WIFI_WHOSE " = 6)"
#define WIFI_CLIENTS     "(SELECT count(DISTINCT c.mac) FROM wifi_client c WHERE c.bssid = a.bssid)"
#define WIFI_LEAVES      "(SELECT coalesce(sum(l.count), 0) FROM wifi_leave l WHERE l.bssid = a.bssid)"
#define WIFI_LEFT        "(SELECT max(l.last) FROM wifi_leave l WHERE l.bssid = a.bssid)"
#define WIFI_COLUMNS                                                                                         \
	"a.rowid, a.bssid, a.ssid, a.names, a.device, coalesce(d.name, d.model), d.maker, a.network, "       \
	"a.hidden, "                                                                                         \
	"a.channel, a.security, a.other, a.pmf, a.wps, " WIFI_GRADE ", " WIFI_CLIENTS ", " WIFI_LEAVES       \
	", a.first, a.last, a.packet, " WIFI_WHOSE ", " WIFI_LEFT
#define WIFI_FROM "access_point a LEFT JOIN device_shown d ON d.id = a.device"

void json_access_point(struct call *c, const char *key, const struct scan *s);
/* {id, name}, or null without a device. */
void json_wifi_device(struct out *o, const char *key, const struct scan *s, int id, int name);
void json_flag_or_null(struct out *o, const char *key, const struct scan *s, int column);
void json_packet_or_null(struct out *o, const char *key, const struct scan *s, int column);
const char *wifi_reason_grade(int64_t grade); /* as wifi_grade_token(), and "note" */

#endif
