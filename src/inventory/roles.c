/* What devices are to each other, by what they ask and answer: roles as facts (field "role", beside those that a
 * protocol tells outright) and the kinds that follow. Words of the field: the master asks and the slave answers; who
 * changes programs is an engineering station; who reads and sets values, and does nothing else, works as an HMI. */
#include "inventory/roles.h"

#include <string.h>

enum { ROLE_SURE = 60 };   /* implied, not said */
enum { WRITES_LEAST = 3 }; /* one is a trial */

/* Controllers that are asked by one, two masters; of others (OPC UA, BACnet, HSMS ...) both sides are equals. */
static bool is_polled(enum protocol p)
{
	static const uint16_t polled[] = {
		PROTO_modbus,  PROTO_umas,     PROTO_slmp,    PROTO_melsec_1e, PROTO_fins,    PROTO_keyence,
		PROTO_toyopuc, PROTO_mewtocol, PROTO_memobus, PROTO_fa_m3,     PROTO_micrex,  PROTO_s7comm,
		PROTO_pccc,    PROTO_ge_srtp,  PROTO_bsap,    PROTO_genisys,   PROTO_roc_plus};

	for (size_t i = 0; i < sizeof polled / sizeof *polled; i++)
		if (polled[i] == p)
			return true;
	return false;
}

unsigned role_engineers(enum command_class class, enum deed deed)
{
	if (class == CLASS_PROGRAM)
		return deed == DEED_program_upload || deed == DEED_file_read ? 50 : 70;
	if (class != CLASS_CONTROL)
		return 0;
	/* set by whoever is in charge of a line, day by day */
	return deed == DEED_clock || deed == DEED_log_clear || deed == DEED_communication ? 15 : 40;
}

bool role_is_bus(enum protocol p) { return p == PROTO_ethercat || p == PROTO_profinet_io; }

/* --- roles of each device */

static const char *const role_words[ROLES] = {"master", "slave", "engineering-station", "hmi"};

struct role_key { /* of one device */
	uint32_t device, role;
};

struct role_row {
	struct role_key key;
	struct packet at;
	uint64_t count;
	uint16_t source;
	bool said; /* by a protocol itself */
};

static void add(struct table *t, uint32_t device, enum device_role role, const struct commanded *c)
{
	struct role_key key = {device, role};
	struct role_row *r;
	bool is_new;

	if (!device || !(r = table_add(t, &key, &is_new)))
		return;
	if (is_new || c->at.file < r->at.file || (c->at.file == r->at.file && c->at.n < r->at.n)) {
		r->at = c->at;
		r->source = c->protocol;
	}
	r->count += c->count;
}

/* What the protocols themselves said is not said twice. */
static void said_before(struct table *t, const struct model *m)
{
	for (uint32_t i = 0; i < m->seen->facts.count; i++) {
		const struct kept *f = table_at(&m->seen->facts, i);
		struct text value;

		if (f->kind != FACT_ROLE)
			continue;
		value = texts_get(&m->seen->texts, f->value);
		for (uint32_t role = 0; role < ROLES; role++) {
			struct role_key key = {identity_of(&m->who, &f->about), role};
			struct role_row *r;
			bool is_new;

			if (key.device && value.n == strlen(role_words[role]) &&
			    memcmp(value.s, role_words[role], value.n) == 0 &&
			    (r = table_add(t, &key, &is_new)))
				r->said = true;
		}
	}
}

struct role_does *roles_of_clients(const struct model *m)
{
	struct role_does *does = calloc(m->who.count + 1, sizeof *does);

	for (uint32_t i = 0; does && i < m->seen->commands.count; i++) {
		const struct commanded *c = table_at(&m->seen->commands, i);
		struct role_does *d = &does[identity_of(&m->who, &c->ends.client)];

		if (c->protocol == PROTO_snmp)
			continue;
		d->reads += c->class == CLASS_READ ? c->count : 0;
		d->writes += c->class == CLASS_WRITE ? c->count : 0;
		d->more += c->class == CLASS_CONTROL || c->class == CLASS_PROGRAM ? c->count : 0;
	}
	return does;
}

bool role_is_hmi(const struct role_does *d)
{
	return d->writes >= WRITES_LEAST && d->reads > d->writes && !d->more;
}

static void gather(struct table *t, const struct model *m, const struct role_does *does)
{
	for (uint32_t i = 0; i < m->seen->commands.count; i++) {
		const struct commanded *c = table_at(&m->seen->commands, i);
		uint32_t client = identity_of(&m->who, &c->ends.client);

		if (!c->count || c->protocol == PROTO_snmp)
			continue;
		if (is_polled(c->protocol) && (c->class == CLASS_READ || c->class == CLASS_WRITE)) {
			add(t, client, ROLE_MASTER, c);
			if (c->answered)
				add(t, identity_of(&m->who, &c->ends.server), ROLE_SLAVE, c);
		}
		if (!role_is_bus(c->protocol) &&
		    role_engineers((enum command_class)c->class, (enum deed)c->deed) >= 70)
			add(t, client, ROLE_ENGINEERING, c);
		if (c->class == CLASS_WRITE && role_is_hmi(&does[client]))
			add(t, client, ROLE_HMI, c);
	}
}

void roles_write(struct rows *r, const struct model *m)
{
	struct role_does *does = roles_of_clients(m);
	struct table t;

	table_init(&t, sizeof(struct role_row), sizeof(struct role_key), 4 * (m->who.count + 1));
	said_before(&t, m);
	if (does)
		gather(&t, m, does);
	for (uint32_t i = 0; i < t.count; i++) {
		const struct role_row *role = table_at(&t, i);
		uint32_t id = identity_device(&m->who, role->key.device)->id;

		if (role->said || !id)
			continue;
		rows_int(r, id);
		rows_word(r, fact_field(FACT_ROLE));
		rows_word(r, role_words[role->key.role]);
		rows_word(r, protocol_token(role->source));
		rows_packet(r, role->at);
		rows_int(r, ROLE_SURE);
		rows_int(r, (int64_t)role->count);
		rows_next(r);
	}
	table_clear(&t);
	free(does);
}
