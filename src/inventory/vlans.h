/* In which VLANs a device was seen, by the tags (802.1Q) of frames that it sent itself: facts `vlan` of source "802.1q",
 * beside those that LLDP and CDP announce. Inside the room only. */
#ifndef MIMAMORI_INVENTORY_VLANS_H
#define MIMAMORI_INVENTORY_VLANS_H

#include "inventory/model.h"
#include "inventory/rows.h"

/* Rows of table fact. */
void vlans_write(struct rows *r, const struct model *m);

#endif
