/* Who made it, by the MAC's prefix: the longest of 36, 28 and 24 bits in the IEEE registries (data made by
 * tools/makers.py). */
#ifndef MIMAMORI_INVENTORY_MAKERS_H
#define MIMAMORI_INVENTORY_MAKERS_H

#include "base/addr.h"

/* The maker's short name, static; NULL when the registry names none or the MAC is locally administered or a
 * group. */
const char *maker_of(struct mac m);

struct maker_24 {              /* of 28 bits too */
	uint32_t prefix, name; /* name: offset in maker_names, 0 nobody */
};
struct maker_36 {
	uint32_t high;
	uint16_t low; /* 12 bits */
	uint32_t name;
};

extern const char maker_names[];
extern const struct maker_24 makers_24[];
extern const struct maker_24 makers_28[];
extern const struct maker_36 makers_36[];
extern const size_t makers_24_count, makers_28_count, makers_36_count;

#endif
