/* The rows device, address and fact. */
#include "inventory/makers.h"
#include "inventory/model.h"

#include <string.h>

enum { KIND_LEAST = 25 }; /* below it is a guess, and guesses are called unknown */

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
	rows_id(r, v->behind ? identity_device(&m->who, v->behind)->id : 0);
	rows_int(r, v->hidden);
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

static void mac_row(struct rows *r, const struct device *v)
{
	if (mac_is_none(v->mac))
		return;
	rows_int(r, v->id);
	rows_word(r, "mac");
	rows_mac(r, v->mac);
	rows_int(r, v->first);
	rows_int(r, v->last);
	rows_packet(r, v->at);
	rows_word(r, "ethernet");
	rows_int(r, 90);
	rows_next(r);
}

static bool said_before(const struct model *m, const struct device *v, uint32_t talker, struct ip ip)
{
	for (uint32_t t = v->talkers; t && t != talker; t = m->who.next[t - 1])
		if (ip_same(((const struct talker *)table_at(&m->seen->talkers, t - 1))->who.ip, ip))
			return true;
	return false;
}

static void ip_rows(struct rows *r, const struct model *m, const struct device *v)
{
	for (uint32_t i = v->talkers; i; i = m->who.next[i - 1]) {
		const struct talker *t = table_at(&m->seen->talkers, i - 1);
		bool sure = t->flags & TALKER_ANSWERED;

		if (ip_is_none(t->who.ip) || said_before(m, v, i, t->who.ip))
			continue;
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
}

static int write_address(struct model *m)
{
	struct rows r;

	if (rows_begin(&r, m->store, "address", 8) < 0)
		return r.error;
	for (uint32_t i = 0; i < m->who.kept; i++) {
		mac_row(&r, &m->who.devices[m->who.order[i]]);
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
	evidence_rows(&r, m);
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
