/* Parts of a device's page, each a member of the open object. 0 or negative. Inside the room only. */
#ifndef MIMAMORI_SERVE_DEVICE_PARTS_H
#define MIMAMORI_SERVE_DEVICE_PARTS_H

#include "serve/handler.h"

int device_services(struct call *c, int64_t id);
int device_peers(struct call *c, int64_t id); /* the PEERS_MAX it says most to */
int device_commands(struct call *c, int64_t id);
int device_points(struct call *c, int64_t id);
int device_certificates(struct call *c, int64_t id);
int device_logins(struct call *c, int64_t id);
int device_standing(struct call *c, int64_t id); /* locks, profile, differences, state_of */

enum { PEERS_MAX = 100 };

/* Values as the API shows them. s: POINT_COLUMNS of "point p". */
#define POINT_COLUMNS                                                                                        \
	"p.rowid, p.name, p.protocol, p.count, p.least, p.most, p.last_value, p.first, p.last, p.type, "     \
	"p.writes, p.period_us, p.packet"
void json_point(struct out *o, const struct scan *s);

#endif
