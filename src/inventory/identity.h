/* Who is who, decided once when all frames are in: from talkers (MAC, IP) to devices, and from any who to its
 * device. The rules are issue 2, item 4; docs in identity.c beside each. */
#ifndef MIMAMORI_INVENTORY_IDENTITY_H
#define MIMAMORI_INVENTORY_IDENTITY_H

#include "inventory/inventory.h"
#include "inventory/seen.h"

enum { FIELDS = 7 }; /* FACT_NAME .. FACT_KIND, in the catalogue's order */

struct device {
	struct mac mac; /* its main ones; none: it has none that was seen */
	struct ip ip;
	bool forwards;                         /* frames of others were seen to pass through it */
	bool router, random_mac, hidden, gone; /* gone: merged into `into` */
	uint32_t into, id;                     /* id: 1 ..., 0 folded away */
	uint32_t behind;                       /* device + 1 */
	uint32_t last_talker;                  /* of that chain, + 1 */
	uint32_t units;                        /* Modbus units behind it that answered */
	uint32_t talkers;                      /* talker + 1, chained by identity.next */
	uint32_t ip_weight;                    /* how good `ip` is as the main one */
	int64_t first, last;
	struct packet at;
	uint64_t packets, bytes, payload, unnamed;
	uint32_t best[FIELDS]; /* fact + 1 chosen for each field */
	uint32_t ledger;       /* row of the ledger + 1 */
};

struct mac_seen { /* key: mac */
	struct mac mac;
	bool virtual, forwards, said_router, own_voice, claims4;
	uint16_t private4, outside; /* addresses it sent from without claiming them */
	uint32_t device;            /* + 1 */
	uint64_t packets;
};

struct owned_ip { /* key: ip */
	struct ip ip;
	uint32_t device; /* + 1 */
	uint64_t packets;
};

enum { MERGED_MAX = 4096 }; /* reasons kept; merging itself has no limit */

struct merged {
	uint32_t into; /* device + 1 */
	struct mac mac;
	struct ip ip;
	const char *why; /* "lldp-chassis" "dhcp-client-id" "serial" "eui-64" */
	struct packet at;
};

struct identity {
	const struct inventory_options *options;
	const struct seen *seen;
	struct table macs, ips, claims;
	struct device *devices;
	uint32_t count, room;
	uint32_t *of_talker; /* device + 1 of each talker row, 0 none */
	uint32_t *next;      /* talker + 1 chain of a device */
	uint32_t *order;     /* devices by id - 1 */
	struct merged *merged;
	uint32_t merged_count;
	uint32_t kept, folded;
	bool shared; /* some address belonged to two, before merges at least */
};

int identity_decide(struct identity *d, const struct seen *v, const struct inventory_options *o);
void identity_clear(struct identity *d);

bool identity_on_site(const struct identity *d, struct ip ip);
/* The device's row + 1, or 0: nobody on site that sent a frame. identity_find() also before devices are
 * numbered. */
uint32_t identity_find(const struct identity *d, const struct who *w);
uint32_t identity_of(const struct identity *d, const struct who *w);
void identity_resolve(const struct identity *d,
		      struct seen *v); /* the devices at the ends of all flows, once */
uint32_t identity_number(const struct identity *d, uint32_t device_plus_1); /* its id, after merges; 0 none */
static inline struct device *identity_device(const struct identity *d, uint32_t device_plus_1)
{
	return &d->devices[device_plus_1 - 1];
}

/* merge.c */
void merges_find(struct identity *d);
void merges_remember(const struct identity *d, struct seen *v); /* for the periods to come */

/* routers.c: which MACs forward for others, and which of their addresses are their own. */
void routers_find(struct identity *d);
bool router_owns(const struct identity *d, const struct mac_seen *m, const struct talker *t);
bool mac_is_virtual(struct mac m);

#endif
