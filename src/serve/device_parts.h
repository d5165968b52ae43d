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

#endif
