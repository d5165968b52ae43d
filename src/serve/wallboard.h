/* What the handlers of wallboards share. Inside the room only. */
#ifndef MIMAMORI_SERVE_WALLBOARD_H
#define MIMAMORI_SERVE_WALLBOARD_H

#include "assess/wallboard.h"
#include "serve/handler.h"

enum { WALL_PEOPLE = 40 };

/* Who is asked: a device of this board, as SQL with the parameters ?1 system (0: all) and ?2 line (NULL:
 * all); d: the row of device_shown. */
#define ON_BOARD                                                                                             \
	"(?1 = 0 OR EXISTS (SELECT 1 FROM system_device sd WHERE sd.system = ?1 AND sd.device = d.id)) AND " \
	"(?2 IS NULL OR d.line = ?2) AND NOT EXISTS (SELECT 1 FROM device_life dl WHERE dl.device = d.id "   \
	"AND dl.state = 'retired')"

/* What a machine is called on the screen. x: the row of device_shown. */
#define MACHINE(x)                                                                                           \
	"coalesce(" x ".name, (SELECT coalesce(v.ip, v.mac) FROM device v WHERE v.id = " x ".id), 'd' || " x \
	".id)"

/* Whoever is on duty at some hour of today (where the site stands), nobody twice: who may report. */
struct wall_people {
	int64_t contact[WALL_PEOPLE];
	unsigned count;
};
void wall_people(struct call *c, const struct wallboard *b, struct wall_people *ret);
void wall_person(struct call *c, int64_t contact); /* {contact, name} */
void wall_card(struct call *c);                    /* the member "card" */

#endif
