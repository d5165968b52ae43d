#include "inventory/evidence.h"

#include "inventory/makers.h"
#include "inventory/model.h"
#include "inventory/roles.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

enum {
	ROWS_MAX = 1 << 19,
	GROUP_SERVICE = 200,
	GROUP_CLIENT,
	GROUP_DOMAIN,
	GROUP_MAC,
	GROUP_ROUTER,
	GROUP_COMMAND
};

enum { TEXTS_REMEMBERED = 2048, RULES_REMEMBERED = 7 };

/* Devices of one model say the same: the rules that fitted a text. More than RULES_REMEMBERED: ask again. */
struct remembered {
	uint32_t text;
	uint8_t class, count;
	uint16_t rule[RULES_REMEMBERED]; /* of kind_rules */
};

struct telling { /* what a match is about */
	struct evidence *e;
	struct remembered *texts; /* of facts only */
	uint32_t device;
	uint16_t source;
	uint8_t group, confidence; /* confidence: of the fact it was read from */
	struct packet at;
};

static void add(const struct telling *t, const char *value, enum rule_outcome outcome, unsigned weight)
{
	struct evidence *e = t->e;

	if (e->count == e->room) {
		size_t room = e->room ? e->room * 2 : 256;
		struct evidence_row *more = room > ROWS_MAX ? NULL : realloc(e->rows, room * sizeof *more);

		if (!more) {
			e->dropped++;
			return;
		}
		e->rows = more;
		e->room = room;
	}
	if (t->confidence < 90)
		weight = weight * t->confidence / 90;
	e->rows[e->count++] = (struct evidence_row){
		t->device, value, (uint8_t)outcome, t->group, (uint8_t)weight, t->source, t->at};
}

static void told(void *ctx, const struct kind_rule *r)
{
	if (r->outcome != TELLS_PART)
		add(ctx, r->value, (enum rule_outcome)r->outcome, r->weight);
}

/* --- facts
 * ----------------------------------------------------------------------------------------------------------
 */

static void remember(void *ctx, const struct kind_rule *r)
{
	struct remembered *to = ctx;

	if (to->count < RULES_REMEMBERED)
		to->rule[to->count] = (uint16_t)(r - kind_rules);
	if (to->count <= RULES_REMEMBERED)
		to->count++;
}

static void match_kept(struct telling *t, enum rule_class class, uint32_t text, struct text value)
{
	struct remembered *r = &t->texts[(text * RULE_CLASSES + class) % TEXTS_REMEMBERED];

	if (r->text != text || r->class != class || !text) {
		*r = (struct remembered){.text = text, .class = (uint8_t) class};
		kinds_match(class, value, remember, r);
	}
	if (r->count > RULES_REMEMBERED) {
		kinds_match(class, value, told, t);
		return;
	}
	for (unsigned i = 0; i < r->count; i++)
		told(t, &kind_rules[r->rule[i]]);
}

static const struct {
	uint16_t fact;
	uint8_t class;
} readings[] = {
	{FACT_NAME, RULE_WORDS},           {FACT_NAME, RULE_MODELS},
	{FACT_MODEL, RULE_WORDS},          {FACT_MODEL, RULE_MODELS},
	{FACT_DESCRIPTION, RULE_WORDS},    {FACT_TITLE, RULE_WORDS},
	{FACT_REALM, RULE_WORDS},          {FACT_BANNER, RULE_WORDS},
	{FACT_PROPERTY, RULE_WORDS},       {FACT_HARDWARE, RULE_WORDS},
	{FACT_MQTT_CLIENT_ID, RULE_WORDS}, {FACT_OS, RULE_WORDS},
	{FACT_USER_AGENT, RULE_AGENTS},    {FACT_DHCP_VENDOR, RULE_VENDORS},
	{FACT_SERVICE_TYPE, RULE_TYPES},   {FACT_MAKER, RULE_MAKERS},
	{FACT_ROLE, RULE_ROLES},           {FACT_CAPABILITY, RULE_CAPABILITIES},
	{FACT_OBJECT_ID, RULE_OBJECTS},    {FACT_DHCP_FINGERPRINT, RULE_FINGERPRINTS},
};

static const char *kind_token(struct text t)
{
	for (const char *const *k = device_kinds; *k; k++)
		if (strlen(*k) == t.n && memcmp(*k, t.s, t.n) == 0)
			return *k;
	return NULL;
}

static void from_fact(struct telling *t, const struct model *m, const struct kept *f)
{
	struct text value = texts_get(&m->seen->texts, f->value);

	t->source = f->source;
	t->group = (uint8_t)f->kind;
	t->confidence = f->confidence;
	t->at = f->at;
	if (f->kind == FACT_KIND && kind_token(value)) {
		t->confidence = 90;
		add(t, kind_token(value), TELLS_KIND, f->confidence);
		return;
	}
	for (size_t i = 0; i < sizeof readings / sizeof *readings; i++)
		if (readings[i].fact == f->kind)
			match_kept(t, (enum rule_class)readings[i].class, f->value, value);
}

static void from_facts(struct evidence *e, const struct model *m)
{
	struct remembered texts[TEXTS_REMEMBERED] = {{0}};

	for (uint32_t i = 0; i < m->seen->facts.count; i++) {
		const struct kept *f = table_at(&m->seen->facts, i);
		struct telling t = {.e = e, .texts = texts, .device = identity_of(&m->who, &f->about)};

		if (t.device)
			from_fact(&t, m, f);
	}
}

/* --- conversations
 * ---------------------------------------------------------------------------------------------------- */

static void from_server(struct telling *t, const struct talked *f)
{
	const char *token = protocol_token(f->protocol), *transport = f->transport == 6 ? "tcp" : "udp";
	char port[16];
	size_t n = 0;

	t->group = GROUP_SERVICE;
	if (f->protocol != PROTO_none)
		kinds_match(RULE_SERVICES, text_z(token), told, t);
	for (; n < 3; n++)
		port[n] = transport[n];
	port[n++] = '/';
	for (unsigned div = 10000, any = 0; div; div /= 10) {
		any |= f->port / div != 0 || div == 1;
		if (any)
			port[n++] = (char)('0' + f->port / div % 10);
	}
	kinds_match(RULE_SERVICES, text_of(port, n), told, t);
}

struct domain_told { /* key: ip */
	struct ip ip;
	uint32_t name; /* row of seen.names + 1 */
};

static void any_rule(void *ctx, const struct kind_rule *r)
{
	(void)r;
	*(bool *)ctx = true;
}

/* The outside addresses whose names some rule knows. */
static void domains_find(const struct model *m, struct table *domains)
{
	for (uint32_t i = 0; i < m->seen->names.count; i++) {
		const struct named *n = table_at(&m->seen->names, i);
		struct domain_told *d;
		bool known = false, is_new;

		kinds_match(RULE_DOMAINS, texts_get(&m->seen->texts, n->name), any_rule, &known);
		if (known && (d = table_add(domains, &n->ip, &is_new)) && is_new)
			d->name = i + 1;
	}
}

/* Asking a controller makes no panel: engineering tools and scanners ask, too. Who only watches values may be one. */
static void told_of_asker(void *ctx, const struct kind_rule *r)
{
	if (r->outcome != TELLS_KIND || strcmp(r->value, "hmi") != 0)
		told(ctx, r);
}

static void from_client(struct telling *t, const struct model *m, const struct table *domains,
			const struct talked *f, const struct roles *roles)
{
	const struct domain_told *d = domains->count ? table_find(domains, &f->server) : NULL;

	t->group = GROUP_CLIENT;
	if (f->protocol != PROTO_none)
		kinds_match(RULE_CLIENTS, text_z(protocol_token(f->protocol)),
			    roles_only_watches(roles, t->device) ? told : told_of_asker, t);
	t->group = GROUP_DOMAIN;
	if (d)
		kinds_match(RULE_DOMAINS,
			    texts_get(&m->seen->texts,
				      ((const struct named *)table_at(&m->seen->names, d->name - 1))->name),
			    told, t);
}

static void from_flows(struct evidence *e, const struct model *m, const struct roles *roles)
{
	struct table domains;

	table_init(&domains, sizeof(struct domain_told), sizeof(struct ip), m->seen->names.count + 1);
	domains_find(m, &domains);
	for (uint32_t i = 0; i < m->seen->flows.count; i++) {
		const struct talked *f = table_at(&m->seen->flows, i);
		struct telling t = {.e = e, .source = f->protocol, .confidence = 90, .at = f->at};

		if (!f->spoke || (f->transport != 6 && f->transport != 17))
			continue;
		if (f->answered && (t.device = f->server_device))
			from_server(&t, f);
		if ((t.device = f->client_device))
			from_client(&t, m, &domains, f, roles);
	}
	table_clear(&domains);
}

/* Who transfers programs to controllers is where they are made; who only reads and sets values is where they are shown.
 */
static void from_commands(struct evidence *e, const struct model *m, const struct roles *roles)
{
	for (uint32_t i = 0; i < m->seen->commands.count; i++) {
		const struct commanded *c = table_at(&m->seen->commands, i);
		struct telling t = {
			.e = e, .source = c->protocol, .group = GROUP_COMMAND, .confidence = 90, .at = c->at};
		unsigned engineers = roles_engineers(roles, c);

		t.device = identity_of(&m->who, &c->ends.client);
		if (engineers)
			add(&t, "engineering-station", TELLS_KIND, engineers);
		else if (c->class == CLASS_WRITE && roles_is_hmi(roles, c))
			add(&t, "hmi", TELLS_KIND, 25);
	}
}

/* --- the MAC, and forwarding
 * -------------------------------------------------------------------------------------------- */

static void is_part(void *ctx, const struct kind_rule *r)
{
	if (r->outcome == TELLS_PART)
		*(uint8_t *)ctx = r->weight;
}

unsigned maker_confidence(const char *maker)
{
	uint8_t weight = 50; /* who made the network part: often, not always, who made the device */

	kinds_match_maker(maker, is_part, &weight);
	return weight;
}

static void from_devices(struct evidence *e, const struct model *m)
{
	for (uint32_t i = 0; i < m->who.count; i++) {
		const struct device *v = &m->who.devices[i];
		struct telling t = {
			.e = e, .device = i + 1, .group = GROUP_MAC, .confidence = 90, .at = v->at};
		const char *maker = v->id ? maker_of(v->mac) : NULL;

		if (!v->id)
			continue;
		if (maker)
			kinds_match_maker(maker, told, &t);
		t.group = GROUP_ROUTER;
		if (v->router)
			add(&t, "router", TELLS_KIND, v->forwards ? 65 : 40);
	}
}

/* --- weighed
 * --------------------------------------------------------------------------------------------------------------
 */

static int by_device(const void *a, const void *b)
{
	const struct evidence_row *x = a, *y = b;
	int order;

	if (x->device != y->device)
		return x->device < y->device ? -1 : 1;
	if (x->outcome != y->outcome)
		return x->outcome < y->outcome ? -1 : 1;
	if ((order = strcmp(x->value, y->value)))
		return order;
	if (x->group != y->group)
		return x->group < y->group ? -1 : 1;
	if (x->weight != y->weight)
		return x->weight > y->weight ? -1 : 1;
	if (x->at.file != y->at.file)
		return x->at.file < y->at.file ? -1 : 1;
	return x->at.n < y->at.n ? -1 : x->at.n > y->at.n;
}

/* One row for each (device, outcome, value, group): the best. */
static void keep_best(struct evidence *e)
{
	size_t n = 0;

	for (size_t i = 0; i < e->count; i++) {
		const struct evidence_row *a = &e->rows[i], *b = n ? &e->rows[n - 1] : NULL;

		if (!b || a->device != b->device || a->outcome != b->outcome || a->group != b->group ||
		    strcmp(a->value, b->value) != 0)
			e->rows[n++] = *a;
	}
	e->count = n;
}

int evidence_collect(struct evidence *e, struct model *m)
{
	struct roles *roles = roles_gather(m);

	*e = (struct evidence){0};
	if (!roles)
		return -ENOMEM;
	from_facts(e, m);
	from_flows(e, m, roles);
	from_commands(e, m, roles);
	roles_free(roles);
	from_devices(e, m);
	if (e->count)
		qsort(e->rows, e->count, sizeof *e->rows, by_device);
	keep_best(e);
	return 0;
}

void evidence_clear(struct evidence *e)
{
	free(e->rows);
	*e = (struct evidence){0};
}

const struct evidence_row *evidence_of(const struct evidence *e, uint32_t device, size_t *ret_count)
{
	size_t low = 0, high = e->count, end;

	while (low < high) {
		size_t mid = low + (high - low) / 2;

		if (e->rows[mid].device < device)
			low = mid + 1;
		else
			high = mid;
	}
	for (end = low; end < e->count && e->rows[end].device == device;)
		end++;
	*ret_count = end - low;
	return e->rows ? e->rows + low : NULL; /* nothing was told of anybody */
}

static unsigned weigh(const struct evidence_row *rows, size_t n, const char *kind)
{
	double wrong = 1;

	for (size_t i = 0; i < n; i++)
		if (rows[i].outcome == TELLS_KIND && strcmp(rows[i].value, kind) == 0)
			wrong *= 1 - rows[i].weight / 100.0;
	return (unsigned)((1 - wrong) * 100 + 0.5);
}

struct verdict evidence_refine(const struct evidence_row *rows, size_t n, struct verdict kind)
{
	static const struct {
		const char *general, *special;
	} cases[] = {{"pc", "engineering-station"},
		     {"server", "engineering-station"},
		     {"pc", "hmi"},
		     {"pc", "server"},
		     {"router", "wifi-ap"}};

	for (size_t i = 0; kind.value && i < sizeof cases / sizeof *cases; i++) {
		unsigned special = weigh(rows, n, cases[i].special);

		if (strcmp(cases[i].general, kind.value) == 0 && special >= 70)
			return (struct verdict){cases[i].special, special > 99 ? 99 : special};
	}
	return kind;
}

struct verdict evidence_weigh(const struct evidence_row *rows, size_t n, enum rule_outcome outcome)
{
	struct verdict best = {NULL, 0};

	for (size_t i = 0, end; i < n; i = end) {
		double wrong = 1;
		unsigned sure;

		for (end = i; end < n && rows[end].outcome == rows[i].outcome &&
			      strcmp(rows[end].value, rows[i].value) == 0;
		     end++)
			wrong *= 1 - rows[end].weight / 100.0;
		sure = (unsigned)((1 - wrong) * 100 + 0.5);
		if (rows[i].outcome == outcome && sure > best.confidence)
			best = (struct verdict){rows[i].value, sure > 99 ? 99 : sure};
	}
	return best;
}
