/* What devices are to each other, by what they ask and answer (roles.c). Inside the room only. */
#ifndef MIMAMORI_INVENTORY_ROLES_H
#define MIMAMORI_INVENTORY_ROLES_H

#include "inventory/model.h"

enum device_role { ROLE_MASTER, ROLE_SLAVE, ROLE_ENGINEERING, ROLE_HMI, ROLE_EXPLORER, ROLES };

struct roles; /* gathered once from what was seen; borrows the model */

/* NULL: no memory, and nothing is told. */
struct roles *roles_gather(const struct model *m);
void roles_free(struct roles *r);

/* How surely who asks this works as an engineering station: 0 to 100. */
unsigned roles_engineers(const struct roles *r, const struct commanded *c);
/* Who asks this reads values and sets some, and does nothing else. */
bool roles_is_hmi(const struct roles *r, const struct commanded *c);
/* It reads values of controllers and neither operates nor programs one: device + 1. */
bool roles_only_watches(const struct roles *r, uint32_t device);
/* Rows of table fact. */
void roles_write(struct rows *r, const struct model *m);

#endif
