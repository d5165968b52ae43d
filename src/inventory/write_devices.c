/* The rows device, address and fact. */
#include "inventory/makers.h"
#include "inventory/model.h"
#include "inventory/roles.h"
#include "inventory/vlans.h"

#include <stdio.h>
#include <string.h>

enum { ADDRESSES_MAX = 1000 }; /* of one device: who claims more is shown with these */
enum { KIND_LEAST = 25 };      /* below it is a guess, and guesses are called unknown */

const char *const device_kinds[] = {"plc",       "hmi",      "engineering-station",
				    "sensor",    "actuator", "iot-gateway",
				    "camera",    "printer",  "nas",
				    "phone",     "pc",       "server",
				    "wifi-ap",   "switch",   "router",
				    "appliance", "wearable", "ups",
				    "unknown",   NULL};

/* The five layers of the JPCERT/CC model, by kind. */
const char *kind_layer(const char *kind)
{
	static const struct {
		const char *kind, *layer;
	} layers[] = {{"router", "wan"},
		      {"switch", "lan"},
		      {"wifi-ap", "lan"},
		      {"server", "server"},
		      {"nas", "server"},
		      {"pc", "server"},
		      {"engineering-station", "server"}};

	for (size_t i = 0; i < sizeof layers / sizeof *layers; i++)
		if (strcmp(layers[i].kind, kind) == 0)
			return layers[i].layer;
	return "device";
}

static const struct kept *best(const struct model *m, const struct device *v, enum fact_kind field)
{
	return v->best[field] ? table_at(&m->seen->facts, v->best[field] - 1) : NULL;
}

static void best_text(struct rows *r, const struct model *m, const struct device *v, enum fact_kind field)
{
	const struct kept *f = best(m, v, field);

	if (f)
		rows_text(r, texts_get(&m->seen->texts, f->value));
	else
		rows_null(r);
}

/* The maker as it says itself; else by MAC or by where it reports to, whichever is surer. */
static void maker_text(struct rows *r, const struct model *m, const struct device *v,
		       struct verdict by_evidence)
{
	const char *by_mac = maker_of(v->mac);

	if (best(m, v, FACT_MAKER))
		best_text(r, m, v, FACT_MAKER);
	else if (by_evidence.value && (!by_mac || by_evidence.confidence > maker_confidence(by_mac)))
		rows_word(r, by_evidence.value);
	else
		rows_str(r, by_mac);
}

static void os_text(struct rows *r, const struct model *m, const struct device *v, struct verdict by_evidence)
{
	if (best(m, v, FACT_OS))
		best_text(r, m, v, FACT_OS);
	else
		rows_str(r, by_evidence.value);
}

static void device_row(struct rows *r, const struct model *m, const struct device *v)
{
	size_t n;
	const struct evidence_row *e = evidence_of(&m->evidence, (uint32_t)(v - m->who.devices) + 1, &n);
	struct verdict kind = evidence_weigh(e, n, TELLS_KIND);

	kind = evidence_refine(e, n, kind);
	if (kind.confidence < KIND_LEAST)
		kind = (struct verdict){"unknown", 0};
	rows_int(r, v->id);
	best_text(r, m, v, FACT_NAME);
	maker_text(r, m, v, evidence_weigh(e, n, TELLS_MAKER));
	rows_word(r, kind.value);
	rows_word(r, kind_layer(kind.value));
	for (enum fact_kind k = FACT_MODEL; k <= FACT_SERIAL; k++)
		best_text(r, m, v, k);
	os_text(r, m, v, evidence_weigh(e, n, TELLS_OS));
	rows_int(r, kind.confidence);
	rows_int(r, v->first);
	rows_int(r, v->last);
	rows_packet(r, v->at);
	rows_int(r, (int64_t)v->packets);
	rows_int(r, (int64_t)v->bytes);
	rows_mac(r, v->mac);
	rows_ip(r, v->ip);
	rows_int(r, v->random_mac);
	rows_int(r, v->router);
	rows_id(r, identity_number(&m->who, v->behind));
	rows_int(r, v->hidden || v->units > 1 || strcmp(kind.value, "iot-gateway") == 0);
	rows_id(r, v->ledger);
	rows_int(r, v->ledger != 0);
	rows_int(r, (int64_t)v->payload);
	rows_int(r, (int64_t)v->unnamed);
	rows_next(r);
}

static int write_device(struct model *m)
{
	struct rows r;

	if (rows_begin(&r, m->store, "device", 25) < 0)
		return r.error;
	for (uint32_t i = 0; i < m->who.kept; i++)
		device_row(&r, m, &m->who.devices[m->who.order[i]]);
	return rows_end(&r);
}

static const struct talker *talker_at(const struct model *m, uint32_t talker)
{
	return table_at(&m->seen->talkers, talker - 1);
}

/* An address that nothing but radio showed; one whose frames are not among those of its device was on a wire. */
static bool in_the_air(const struct model *m, const struct device *v, struct mac mac)
{
	bool air = false;
	unsigned seen = 0;

	for (uint32_t i = v->talkers; i && seen < ADDRESSES_MAX; i = m->who.next[i - 1], seen++) {
		const struct talker *t = talker_at(m, i);

		if (!mac_same(t->who.mac, mac) || t->flags == 0)
			continue;
		if (t->flags & TALKER_WIRE)
			return false;
		air = true;
	}
	return air;
}

static void mac_row(struct rows *r, const struct model *m, const struct device *v, const struct talker *t)
{
	rows_int(r, v->id);
	rows_word(r, "mac");
	rows_mac(r, t ? t->who.mac : v->mac);
	rows_int(r, t ? t->first : v->first);
	rows_int(r, t ? t->last : v->last);
	rows_packet(r, t ? t->at : v->at);
	rows_word(r, in_the_air(m, v, t ? t->who.mac : v->mac) ? "wifi" : "ethernet");
	rows_int(r, 90);
	rows_next(r);
}

/* The main MAC, then those of merged interfaces. */
static void mac_rows(struct rows *r, const struct model *m, const struct device *v)
{
	struct mac before = v->mac;
	unsigned seen = 0;

	if (!mac_is_none(v->mac))
		mac_row(r, m, v, NULL);
	for (uint32_t i = v->talkers; i && seen < ADDRESSES_MAX; i = m->who.next[i - 1], seen++) {
		const struct talker *t = talker_at(m, i);
		bool said = mac_is_none(t->who.mac) || mac_same(t->who.mac, v->mac) ||
			    mac_same(t->who.mac, before);

		for (uint32_t k = v->talkers; !said && k != i; k = m->who.next[k - 1])
			said = mac_same(talker_at(m, k)->who.mac, t->who.mac);
		if (!said)
			mac_row(r, m, v, t);
		before = t->who.mac;
	}
}

static void ip_row(struct rows *r, const struct device *v, const struct talker *t)
{
	bool sure = t->flags & TALKER_ANSWERED;

	rows_int(r, v->id);
	rows_word(r, "ip");
	rows_ip(r, t->who.ip);
	rows_int(r, t->first);
	rows_int(r, t->last);
	rows_packet(r, t->at);
	rows_word(r, t->flags & TALKER_CLAIMED ? "arp" : "ip");
	rows_int(r, sure ? 95 : t->flags & TALKER_CLAIMED ? 90 : 80);
	rows_next(r);
}

static bool said_before(const struct model *m, const struct device *v, uint32_t talker, struct ip ip)
{
	for (uint32_t t = v->talkers; t && t != talker; t = m->who.next[t - 1])
		if (ip_same(talker_at(m, t)->who.ip, ip))
			return true;
	return false;
}

/* The main address first, then the others, each once. */
static void ip_rows(struct rows *r, const struct model *m, const struct device *v)
{
	for (int others = 0; others < 2; others++) {
		unsigned seen = 0;

		for (uint32_t i = v->talkers; i && seen < ADDRESSES_MAX; i = m->who.next[i - 1], seen++) {
			const struct talker *t = talker_at(m, i);

			if (!ip_is_none(t->who.ip) && !ip_same(t->who.ip, v->ip) == others &&
			    !said_before(m, v, i, t->who.ip))
				ip_row(r, v, t);
		}
	}
}

static int write_address(struct model *m)
{
	struct rows r;

	if (rows_begin(&r, m->store, "address", 8) < 0)
		return r.error;
	for (uint32_t i = 0; i < m->who.kept; i++) {
		mac_rows(&r, m, &m->who.devices[m->who.order[i]]);
		ip_rows(&r, m, &m->who.devices[m->who.order[i]]);
	}
	return rows_end(&r);
}

struct said { /* a fact already written for a device under another of its addresses */
	uint32_t device, value, kind;
};

/* The maker by its MAC is a fact like any other: it stays beside what the device says itself. */
static void maker_row(struct rows *r, const struct device *v)
{
	const char *maker = maker_of(v->mac);

	if (!maker)
		return;
	rows_int(r, v->id);
	rows_word(r, "maker");
	rows_word(r, maker);
	rows_word(r, "mac");
	rows_packet(r, v->at);
	rows_int(r, maker_confidence(maker));
	rows_int(r, 1);
	rows_next(r);
}

/* What tells its kind, maker and system, with the packet to look at. */
static void evidence_rows(struct rows *r, const struct model *m)
{
	static const char *const fields[] = {"kind", "maker", "os"};

	for (size_t i = 0; i < m->evidence.count; i++) {
		const struct evidence_row *e = &m->evidence.rows[i];

		rows_int(r, identity_device(&m->who, e->device)->id);
		rows_word(r, fields[e->outcome]);
		rows_word(r, e->value);
		rows_word(r, e->source ? protocol_token(e->source) : "mac");
		rows_packet(r, e->at);
		rows_int(r, e->weight);
		rows_int(r, 1);
		rows_next(r);
	}
}

static void merged_rows(struct rows *r, const struct model *m)
{
	for (uint32_t i = 0; i < m->who.merged_count; i++) {
		const struct merged *g = &m->who.merged[i];
		uint32_t id = identity_number(&m->who, g->into);
		char value[MAC_TEXT + IP_TEXT + 32], mac[MAC_TEXT], ip[IP_TEXT];

		if (!id)
			continue;
		snprintf(value, sizeof value, "%s: %s", g->why,
			 mac_is_none(g->mac) ? ip_text(g->ip, ip) : mac_text(g->mac, mac));
		rows_int(r, id);
		rows_word(r, "merged");
		rows_text(r, text_z(value));
		rows_word(r, "inventory");
		rows_packet(r, g->at);
		rows_int(r, 80);
		rows_int(r, 1);
		rows_next(r);
	}
}

static int write_fact(struct model *m)
{
	struct table said;
	struct rows r;

	if (rows_begin(&r, m->store, "fact", 7) < 0)
		return r.error;
	for (uint32_t i = 0; i < m->who.kept; i++)
		maker_row(&r, &m->who.devices[m->who.order[i]]);
	table_init(&said, sizeof(struct said), sizeof(struct said), m->seen->facts.count + 1);
	for (uint32_t i = 0; i < m->seen->facts.count; i++) {
		const struct kept *f = table_at(&m->seen->facts, i);
		struct said key = {identity_of(&m->who, &f->about), f->value, f->kind};
		bool is_new;

		if (f->kind == FACT_KIND || !key.device || !table_add(&said, &key, &is_new) || !is_new)
			continue;
		rows_int(&r, identity_device(&m->who, key.device)->id);
		rows_word(&r, fact_field(f->kind));
		rows_text(&r, texts_get(&m->seen->texts, f->value));
		rows_word(&r, protocol_token(f->source));
		rows_packet(&r, f->at);
		rows_int(&r, f->confidence);
		rows_int(&r, f->count);
		rows_next(&r);
	}
	roles_write(&r, m);
	vlans_write(&r, m);
	evidence_rows(&r, m);
	merged_rows(&r, m);
	m->facts_written = (uint64_t)r.count;
	table_clear(&said);
	return rows_end(&r);
}

int write_devices(struct model *m)
{
	int r = write_device(m);

	if (r == 0)
		r = write_address(m);
	return r < 0 ? r : write_fact(m);
}
