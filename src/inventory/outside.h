/* What lies outside the site: addresses grouped by the registered name they were seen under, else by their
 * /24 or /48. */
#ifndef MIMAMORI_INVENTORY_OUTSIDE_H
#define MIMAMORI_INVENTORY_OUTSIDE_H

#include "inventory/identity.h"

struct outsider {
	char name[128]; /* registered domain, or empty */
	struct prefix network;
	uint64_t packets, bytes;
	int64_t first, last;
	struct packet at;
	uint32_t id;
	uint32_t ips; /* outside_ip + 1, chained */
};

struct outside_ip { /* key: ip */
	struct ip ip;
	uint32_t group, next; /* group: outsider + 1; next: chain */
};

struct outside_group {           /* key: all but group */
	uint64_t hash_a, hash_b; /* of the name, or the prefix */
	uint32_t group;
};

struct outside {
	struct table ips, groups;
	struct outsider *all;
	uint32_t count, room, max;
	uint64_t dropped;
};

int outside_collect(struct outside *o, const struct identity *d, const struct seen *v);
void outside_clear(struct outside *o);
uint32_t outside_of(const struct outside *o, struct ip ip); /* its id ("o1" is 1), or 0 */

/* The registered domain of a host name: what is sold as one ("cdn.example.co.jp" -> "example.co.jp"). Lower
 * case. False when it is none (no dot, an address, a local name). */
bool domain_registered(struct text host, char ret_domain[128]);

#endif
