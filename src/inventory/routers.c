/* A MAC that forwards shows addresses that are not its own. What tells: somebody says it is a router;
 * addresses outside the site come from it; it sends from several private addresses of which it claims (ARP,
 * ND) none or only some; hop counts that are not a start value (RFC 1700: 64; Windows 128; network gear 255;
 * old stacks 32 and 60). */
#include "inventory/identity.h"

#include <string.h>

bool mac_is_virtual(struct mac m)
{
	static const struct {
		uint8_t bytes[6], mask[6];
	} shared[] = {
		{{0x00, 0x00, 0x5e, 0x00, 0x01}, {255, 255, 255, 255, 255}},  /* VRRP, RFC 5798 7.3; CARP */
		{{0x00, 0x00, 0x5e, 0x00, 0x02}, {255, 255, 255, 255, 255}},  /* VRRP for IPv6 */
		{{0x00, 0x00, 0x0c, 0x07, 0xac}, {255, 255, 255, 255, 255}},  /* HSRP, RFC 2281 */
		{{0x00, 0x00, 0x0c, 0x9f, 0xf0}, {255, 255, 255, 255, 0xf0}}, /* HSRP version 2 */
		{{0x00, 0x05, 0x73, 0xa0, 0x00}, {255, 255, 255, 255, 0xf0}}, /* HSRP for IPv6 */
		{{0x00, 0x07, 0xb4, 0x00}, {255, 255, 255, 255}},             /* GLBP */
	};

	if (m.b[0] || m.b[1] > 7) /* none of them: asked for each frame (detect/known.c) */
		return false;
	for (size_t i = 0; i < sizeof shared / sizeof *shared; i++) {
		bool same = true;

		for (unsigned b = 0; b < 6; b++)
			same &= (m.b[b] & shared[i].mask[b]) == shared[i].bytes[b];
		if (same)
			return true;
	}
	return false;
}

static bool ttl_is_start(uint8_t ttl)
{
	return ttl == 0 || ttl == 32 || ttl == 60 || ttl == 64 || ttl == 128 || ttl == 255;
}
static bool own_ttl(const struct talker *t) { return ttl_is_start(t->ttl_low) && ttl_is_start(t->ttl_high); }
static bool claimed(const struct talker *t) { return t->flags & (TALKER_CLAIMED | TALKER_ANSWERED); }

static struct mac_seen *mac_row(struct identity *d, struct mac mac)
{
	bool is_new;

	return table_add(&d->macs, &mac, &is_new);
}

static void note(struct identity *d, const struct talker *t)
{
	struct mac_seen *m = mac_row(d, t->who.mac);

	if (!m)
		return;
	m->packets += talker_sent(t);
	m->virtual |= (t->flags & TALKER_VIRTUAL) != 0 || mac_is_virtual(t->who.mac);
	m->said_router |= (t->flags & TALKER_ROUTER) != 0;
	m->own_voice |= (t->flags & TALKER_OWN_VOICE) != 0;
	if (ip_is_none(t->who.ip) || ip_is_link_local(t->who.ip))
		return;
	if (claimed(t)) {
		m->claims4 |= ip_is4(t->who.ip);
		return;
	}
	if (talker_sent(t) == 0)
		return;
	if (!identity_on_site(d, t->who.ip))
		m->outside = (uint16_t)(m->outside + (m->outside < 65535));
	else if (ip_is4(t->who.ip))
		m->private4 = (uint16_t)(m->private4 + (m->private4 < 65535));
}

/* A second private address beside a claimed one, or with a used-up hop count, came through. */
static void weigh(struct identity *d, const struct talker *t)
{
	struct mac_seen *m = table_find(&d->macs, &t->who.mac);

	if (!m || talker_sent(t) == 0 || ip_is_none(t->who.ip) || ip_is_link_local(t->who.ip) || claimed(t))
		return;
	if (!identity_on_site(d, t->who.ip))
		m->forwards |= m->outside > 1 || m->claims4 || m->private4 || !own_ttl(t);
	else if (ip_is4(t->who.ip))
		m->forwards |= m->private4 > 2 || (!own_ttl(t) && (m->claims4 || m->private4 > 1));
}

void routers_find(struct identity *d)
{
	const struct table *talkers = &d->seen->talkers;

	for (uint32_t i = 0; i < talkers->count; i++) {
		const struct talker *t = table_at(talkers, i);

		if (!mac_is_none(t->who.mac))
			note(d, t);
		else if (t->flags & TALKER_ROUTER) /* said of an address: it counts for whoever owns it, see
						      identity.c */
			continue;
	}
	for (uint32_t i = 0; i < talkers->count; i++) {
		const struct talker *t = table_at(talkers, i);

		if (!mac_is_none(t->who.mac))
			weigh(d, t);
	}
	for (uint32_t i = 0; i < d->macs.count; i++) {
		struct mac_seen *m = table_at(&d->macs, i);

		m->forwards |= m->virtual || (m->said_router && m->private4 + m->outside > 1);
	}
}

/* Is this talker's address the MAC's own? Only asked of on-site addresses. */
bool router_owns(const struct identity *d, const struct mac_seen *m, const struct talker *t)
{
	(void)d;
	if (m->virtual)
		return false;
	if (ip_is_none(t->who.ip) || ip_is_link_local(t->who.ip) || claimed(t))
		return true;
	if (!ip_is4(t->who.ip))
		return !m->forwards || own_ttl(t);
	if (!m->forwards)
		return true;
	/* it forwards: the one address it may have without claiming it starts with a full hop count */
	return !m->claims4 && m->private4 == 1 && own_ttl(t);
}
