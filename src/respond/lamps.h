/* Two lamps of a device: *does it work* (and behave), and *is the data normal*. Green only where something
 * was seen within the device's own rhythm while the site is watched; no data, or nobody watching, is grey,
 * never green. A device that carries no values has no data lamp. A lamp is lit by the gravest alarm that
 * concerns it and was not dismissed; acknowledged or shelved, red becomes yellow: somebody has it. While the
 * device itself is silent, its data lamp is grey: no data is no bad data. */
#ifndef MIMAMORI_RESPOND_LAMPS_H
#define MIMAMORI_RESPOND_LAMPS_H

#include "base/lang.h"
#include "store/store.h"

#include <stdbool.h>
#include <stdint.h>

enum lamp_colour { LAMP_NONE, LAMP_GREY, LAMP_GREEN, LAMP_YELLOW, LAMP_RED };
const char *lamp_token(enum lamp_colour c); /* none grey green yellow red */
const char *
lamp_shape(enum lamp_colour c); /* so that colour is never the only sign: dash ring dot triangle square */

struct lamp {
	enum lamp_colour colour;
	const char *why; /* key of data/lang/alarm.yaml: lamp-WHY; "alarm" and "handled": the alarm's title
			    says more. Static */
	int64_t alarm;   /* 0 none */
	int64_t since;   /* us; of the alarm, or when it was last seen (grey, green); 0 unknown */
};

struct lamps {
	int64_t device_id;
	struct lamp device, data;
};

struct lamps_sight {
	int64_t now;   /* us, the source's clock */
	bool watching; /* somebody watches now, and sees something */
};

/* All devices in one pass, in the order of their numbers. 0, what fn returned below 0, or -EIO, -ENOMEM. */
int lamps_each(struct store *site, const struct lamps_sight *sight,
	       int (*fn)(void *ctx, const struct lamps *l), void *ctx);
/* One. 0, -ENOENT, -EIO, -ENOMEM. */
int lamps_of(struct store *site, const struct lamps_sight *sight, int64_t device, struct lamps *ret);

#endif
