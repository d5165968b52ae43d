/* A device as the API shows it (schema Device), wherever one is shown. Inside the room only. */
#ifndef MIMAMORI_SERVE_DEVICE_JSON_H
#define MIMAMORI_SERVE_DEVICE_JSON_H

#include "serve/handler.h"

/* SELECT that json_device() reads; follow it with a WHERE on d.id. */
#define DEVICE_COLUMNS                                                                                       \
	"d.id, d.name, d.maker, d.kind, d.layer, d.model, d.firmware, d.serial, o.os, o.confidence, o.mac, " \
	"o.ip, o.first, o.last, o.packets, o.bytes, o.router, o.behind, o.known, d.number, l.name, d.line, " \
	"d.place, l.owner, o.ledger, y.state"
#define DEVICE_ABOUT "finding_about a WHERE a.device = d.id AND " SEES_FINDING("a.finding")
#define DEVICE_WORST                                                                                         \
	"(SELECT min(f.severity) FROM finding f WHERE f.id IN (SELECT a.finding FROM " DEVICE_ABOUT "))"
#define DEVICE_FINDINGS "(SELECT count(DISTINCT a.finding) FROM " DEVICE_ABOUT ")"
#define DEVICE_MEMBER   "system_device m WHERE m.device = d.id AND " SEES_SYSTEM("('s' || m.system)")
#define DEVICE_SYSTEMS  "(SELECT group_concat('s' || m.system, ' ') FROM " DEVICE_MEMBER ")"
#define DEVICE_FROM                                                                                          \
	"device_shown d JOIN device o ON o.id = d.id LEFT JOIN ledger l ON l.id = o.ledger LEFT JOIN "       \
	"device_life y ON y.device = d.id "
#define DEVICE_SELECT                                                                                        \
	"SELECT " DEVICE_COLUMNS ", " DEVICE_WORST ", " DEVICE_FINDINGS ", " DEVICE_SYSTEMS                  \
	" FROM " DEVICE_FROM

void json_device(struct call *c, const char *key, const struct scan *s);

/* {id, ip, name, kind} of one end: a device, somebody outside, or only an address. Of one that the viewer does not
 * see (SEES_END) nothing is told but that it is elsewhere. Columns: device, outside, ip, shown name, kind. */
void json_end(struct call *c, const char *key, const struct scan *s, const int columns[5]);

#endif
