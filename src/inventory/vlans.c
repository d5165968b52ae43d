#include "inventory/vlans.h"

#include "fact/fact.h"

#include <stdio.h>

enum { TALKERS_MAX = 1024, VLANS_MAX = 16 }; /* of one device; a trunk into a server has some */

static void vlan_row(struct rows *r, const struct device *v, const struct talker *t)
{
	char text[8];

	snprintf(text, sizeof text, "%u", t->vlan);
	rows_int(r, v->id);
	rows_word(r, fact_field(FACT_VLAN));
	rows_text(r, text_z(text));
	rows_word(r, "802.1q");
	rows_packet(r, t->at);
	rows_int(r, 90);
	rows_int(r, (int64_t)t->packets);
	rows_next(r);
}

/* A router's tags say where it passes things on, and what has no MAC of its own was seen through one. */
static void vlans_of(struct rows *r, const struct model *m, const struct device *v)
{
	uint16_t told[VLANS_MAX];
	unsigned n = 0, seen = 0;

	if (v->router || v->behind || mac_is_none(v->mac))
		return;
	for (uint32_t i = v->talkers; i && n < VLANS_MAX && seen < TALKERS_MAX;
	     i = m->who.next[i - 1], seen++) {
		const struct talker *t = table_at(&m->seen->talkers, i - 1);
		unsigned k = 0;

		if (!t->vlan || !t->packets || mac_is_none(t->who.mac))
			continue;
		while (k < n && told[k] != t->vlan)
			k++;
		if (k < n)
			continue;
		told[n++] = t->vlan;
		vlan_row(r, v, t);
	}
}

void vlans_write(struct rows *r, const struct model *m)
{
	for (uint32_t i = 0; i < m->who.kept; i++)
		vlans_of(r, m, &m->who.devices[m->who.order[i]]);
}
