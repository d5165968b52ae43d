/* What devices are to each other, by what they ask and answer: roles as facts (field "role", beside those that a
 * protocol tells outright) and the kinds that follow. Words of the field: the master asks and the slave answers; who
 * changes programs is an engineering station; who reads and sets values, and does nothing else, works as an HMI.
 *
 * Which protocols have a master, and what engineering tools do over which, is data (data/commands: partners,
 * engineering, tool). A deed makes an engineering station only where it was done, not only tried; to somebody else,
 * who does not do the like in turn (two controllers that set each other up are equals); and now and then: what comes
 * back at even distances, or goes on for an hour, is a machine at its work. Who is refused more kinds of requests than
 * are answered tries out what there is.
 *
 * A master knows what its slaves have. Who is refused more often than answered explores (role "explorer"), and is called
 * neither master nor panel for it: its kind is told by what else it is seen to do (a controller that others read, and that
 * begins to ask around, stays a controller). */
#include "inventory/roles.h"

#include "decode/commands.h"

#include <stdlib.h>
#include <string.h>

enum {
	ROLE_SURE = 60,     /* implied, not said */
	WRITES_LEAST = 3,   /* one is a trial */
	STATION_SURE = 70,  /* from here on the role is told, too */
	REFUSED_LEAST = 16, /* fewer are a wrong setting */
};

#define SECOND_US    INT64_C(1000000)
#define ONE_WORK     (10 * SECOND_US)   /* without a longer pause it is one piece of work */
#define LONGEST_WORK (3600 * SECOND_US) /* nobody transfers a program for longer */
enum { WORKS_LEAST = 5 };               /* so many pieces before their distances say anything */

static const char *const role_words[ROLES] = {"master", "slave", "engineering-station", "hmi", "explorer"};

struct does { /* of each device: how often it asked for what; more: operates, programs */
	uint64_t reads, writes, more, tools;
	uint64_t yes, no;           /* how often its readings and writes were answered; refused */
	uint32_t refused, answered; /* kinds of requests that were only refused; that were answered */
	bool values;                /* values that it asked for were seen */
};

struct pair { /* key: client, server (device + 1), protocol */
	uint32_t client, server, protocol;
};

struct valued { /* key: all */
	struct who about;
	uint32_t protocol, pad;
};

struct worked { /* key: to sub. Pieces of work: what one device asked of another */
	uint32_t client, server, protocol, has_sub;
	int64_t code, sub;
	/* --- */
	int64_t began, last, least, most; /* of the piece at hand; distances of pieces */
	uint32_t pieces;
	bool long_one;
};

struct roles {
	const struct model *m;
	struct does *does;   /* by device + 1 */
	struct table orders; /* who changes something at whom */
	struct table values; /* whose values were seen */
	struct table works;
};

static const struct command_table *table_of(uint32_t protocol)
{
	return &command_tables[protocol < PROTO_COUNT ? protocol : PROTO_none];
}

static bool changes(uint16_t class)
{
	return class == CLASS_WRITE || class == CLASS_CONTROL || class == CLASS_PROGRAM;
}

/* SNMP tends network parts, and what talks to itself is nobody's master. */
static bool counts(const struct roles *r, const struct commanded *c, struct pair *ret)
{
	*ret = (struct pair){identity_of(&r->m->who, &c->ends.client),
			     identity_of(&r->m->who, &c->ends.server), c->protocol};
	return c->count && c->protocol != PROTO_snmp && ret->client && ret->client != ret->server;
}

/* --- gathered */

static void gather_values(struct roles *r)
{
	const struct table *points = &r->m->seen->points;

	for (uint32_t i = 0; i < points->count; i++) {
		const struct measured *p = table_at(points, i);
		ZEROED(valued, key);
		bool is_new;

		key.about = p->about;
		key.protocol = p->protocol;
		if (p->count > p->writes)
			table_add(&r->values, &key, &is_new);
	}
}

static bool has_values(const struct roles *r, const struct commanded *c)
{
	ZEROED(valued, key);

	key.about = c->ends.server;
	key.protocol = c->protocol;
	return table_find(&r->values, &key) != NULL;
}

static void gather_commands(struct roles *r)
{
	const struct table *commands = &r->m->seen->commands;

	for (uint32_t i = 0; i < commands->count; i++) {
		const struct commanded *c = table_at(commands, i);
		struct does *d;
		struct pair key;
		bool is_new;

		if (!counts(r, c, &key))
			continue;
		d = &r->does[key.client];
		d->reads += c->class == CLASS_READ ? c->count : 0;
		d->writes += c->class == CLASS_WRITE ? c->count : 0;
		d->more += c->class == CLASS_CONTROL || c->class == CLASS_PROGRAM ? c->count : 0;
		d->tools += command_word(c->protocol, c->code, c->has_sub ? c->sub : -1)->tool ? c->count : 0;
		if (c->class == CLASS_READ || c->class == CLASS_WRITE) {
			d->yes += c->answered;
			d->no += c->refused;
		}
		d->answered += c->answered > 0;
		d->refused += c->refused > 0 && !c->answered;
		d->values |= c->class == CLASS_READ && has_values(r, c);
		if (changes(c->class))
			table_add(&r->orders, &key, &is_new);
	}
}

static void one_more(struct worked *w, int64_t when)
{
	int64_t distance = when - w->began;

	if (w->pieces == 0) {
		w->pieces = 1;
		w->began = w->last = when;
	}
	if (when - w->last > ONE_WORK) {
		w->least = w->pieces == 1 || distance < w->least ? distance : w->least;
		w->most = distance > w->most ? distance : w->most;
		w->began = when;
		w->pieces++;
	}
	w->last = when > w->last ? when : w->last;
	w->long_one |= w->last - w->began > LONGEST_WORK;
}

static void gather_works(struct roles *r)
{
	const struct table *operations = &r->m->seen->operations;

	for (uint32_t i = 0; i < operations->count; i++) {
		const struct operated *o = table_at(operations, i);
		ZEROED(worked, key);
		struct worked *w;
		bool is_new;

		key.client = identity_of(&r->m->who, &o->ends.client);
		key.server = identity_of(&r->m->who, &o->ends.server);
		key.protocol = o->protocol;
		key.has_sub = o->has_sub;
		key.code = o->code;
		key.sub = o->sub;
		if (key.client && (w = table_add(&r->works, &key, &is_new)))
			one_more(w, o->when);
	}
}

struct roles *roles_gather(const struct model *m)
{
	struct roles *r = calloc(1, sizeof *r);

	if (!r)
		return NULL;
	r->m = m;
	r->does = calloc((size_t)m->who.count + 1, sizeof *r->does);
	table_init(&r->orders, sizeof(struct pair), sizeof(struct pair), m->seen->commands.count + 1);
	table_init(&r->values, sizeof(struct valued), sizeof(struct valued), m->seen->points.count + 1);
	table_init(&r->works, sizeof(struct worked), offsetof(struct worked, began),
		   m->seen->operations.count + 1);
	if (!r->does) {
		roles_free(r);
		return NULL;
	}
	gather_values(r);
	gather_commands(r);
	gather_works(r);
	return r;
}

void roles_free(struct roles *r)
{
	if (!r)
		return;
	table_clear(&r->orders);
	table_clear(&r->values);
	table_clear(&r->works);
	free(r->does);
	free(r);
}

/* --- judged */

/* Done over and over as machines do: at even distances, or without an end. */
static bool is_routine(const struct roles *r, const struct commanded *c, const struct pair *p)
{
	ZEROED(worked, key);
	const struct worked *w;

	key.client = p->client;
	key.server = p->server;
	key.protocol = c->protocol;
	key.has_sub = c->has_sub;
	key.code = c->code;
	key.sub = c->sub;
	w = table_find(&r->works, &key);
	return w && (w->long_one || (w->pieces >= WORKS_LEAST && w->most <= 2 * w->least));
}

/* The server gives the client the like of it. */
static bool are_equals(const struct roles *r, const struct pair *p)
{
	const struct pair back = {p->server, p->client, p->protocol};

	return p->server && table_find(&r->orders, &back) != NULL;
}

/* By what it does alone. Programs are transferred by engineering tools in any protocol; the rest tells of one only
 * where no master or panel does the like in the course of its work (data/commands, engineering). */
static unsigned weight_of(const struct commanded *c, const struct command_table *t)
{
	static const uint8_t programs[DEED_COUNT] = {[DEED_program_download] = 70,
						     [DEED_program_delete] = 70,
						     [DEED_online_change] = 70,
						     [DEED_firmware] = 70,
						     [DEED_program_upload] = 50};
	static const uint8_t tends[DEED_COUNT] = {
		[DEED_config] = 50,  [DEED_file_write] = 50, [DEED_file_delete] = 50,   [DEED_file_read] = 30,
		[DEED_run] = 40,     [DEED_stop] = 40,       [DEED_pause] = 40,         [DEED_reset] = 40,
		[DEED_mode] = 40,    [DEED_address] = 40,    [DEED_name] = 40,          [DEED_password] = 40,
		[DEED_account] = 40, [DEED_unlock] = 30,     [DEED_factory_reset] = 40,
	};
	enum { TOOL = 45 }; /* nobody else asks for it */
	unsigned weight;

	if (c->deed >= DEED_COUNT || t->engineering == ENGINEERING_NONE)
		return 0;
	weight = programs[c->deed];
	if (t->engineering == ENGINEERING_ALL) {
		weight = weight ? weight : tends[c->deed];
		if (weight < TOOL && command_word(c->protocol, c->code, c->has_sub ? c->sub : -1)->tool)
			weight = TOOL;
	}
	return weight;
}

unsigned roles_engineers(const struct roles *r, const struct commanded *c)
{
	const struct command_table *t = table_of(c->protocol);
	unsigned weight = weight_of(c, t);
	struct pair p;

	if (!weight || !counts(r, c, &p) || c->refused >= c->count)
		return 0;
	if (are_equals(r, &p) || is_routine(r, c, &p) ||
	    r->does[p.client].refused > r->does[p.client].answered)
		return 0;
	return c->answered ? weight : weight / 2; /* not answered: tried */
}

static bool explores(const struct does *d) { return d->no >= REFUSED_LEAST && d->no > d->yes; }

bool roles_only_watches(const struct roles *r, uint32_t device)
{
	const struct does *d = &r->does[device];

	return d->values && !d->more && !d->tools && !explores(d);
}

bool roles_is_hmi(const struct roles *r, const struct commanded *c)
{
	const struct does *d;
	struct pair p;

	if (!counts(r, c, &p))
		return false;
	d = &r->does[p.client];
	return d->writes >= WRITES_LEAST && d->reads > d->writes && !d->more && !d->tools && !explores(d);
}

/* --- roles of each device */

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

static void tell_roles(struct table *t, const struct model *m, const struct roles *r)
{
	for (uint32_t i = 0; i < m->seen->commands.count; i++) {
		const struct commanded *c = table_at(&m->seen->commands, i);
		struct pair p;
		bool explorer;

		if (!counts(r, c, &p))
			continue;
		explorer = explores(&r->does[p.client]);
		if (explorer && c->refused)
			add(t, p.client, ROLE_EXPLORER, c);
		if (table_of(c->protocol)->partners == PARTNERS_POLLED &&
		    (c->class == CLASS_READ || c->class == CLASS_WRITE)) {
			if (!explorer)
				add(t, p.client, ROLE_MASTER, c);
			if (c->answered)
				add(t, p.server, ROLE_SLAVE, c);
		}
		if (roles_engineers(r, c) >= STATION_SURE)
			add(t, p.client, ROLE_ENGINEERING, c);
		if (c->class == CLASS_WRITE && roles_is_hmi(r, c))
			add(t, p.client, ROLE_HMI, c);
	}
}

void roles_write(struct rows *r, const struct model *m)
{
	struct roles *roles = roles_gather(m);
	struct table t;

	table_init(&t, sizeof(struct role_row), sizeof(struct role_key), ROLES * (m->who.count + 1));
	said_before(&t, m);
	if (roles)
		tell_roles(&t, m, roles);
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
	roles_free(roles);
}
