/* Roles that follow from what devices ask and answer (roles.c). Inside the room only. */
#ifndef MIMAMORI_INVENTORY_ROLES_H
#define MIMAMORI_INVENTORY_ROLES_H

#include "inventory/model.h"

#include <stdlib.h>

enum device_role { ROLE_MASTER, ROLE_SLAVE, ROLE_ENGINEERING, ROLE_HMI, ROLES };

/* How surely who asks this works as an engineering station: 0 to 100. */
unsigned role_engineers(enum command_class class, enum deed deed);
/* A bus on which a controller starts and sets its own devices: who orders there is the controller, no engineer. */
bool role_is_bus(enum protocol p);
struct role_does {                    /* how often a device asked for what */
	uint64_t reads, writes, more; /* more: operates, programs */
};
/* By device + 1 (identity_of()). The caller's to free; NULL: no memory. */
struct role_does *roles_of_clients(const struct model *m);
/* It reads values, sets some, and neither operates nor programs. */
bool role_is_hmi(const struct role_does *d);
/* Rows of table fact. */
void roles_write(struct rows *r, const struct model *m);

#endif
