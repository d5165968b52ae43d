/* The rows flow, service and scan. */
#include "inventory/model.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

enum { FLOWS_SHOWN = 100000, SCAN_TARGETS = 12, SCAN_PORTS = 12 };

static struct who client_of(const struct talked *f) { return (struct who){f->client_by, f->client}; }
static struct who server_of(const struct talked *f) { return (struct who){f->server_by, f->server}; }

const char *transport_token(uint8_t transport);
const char *transport_token(uint8_t transport)
{
	static const struct {
		uint8_t number;
		const char *token;
	} tokens[] = {{6, "tcp"},    {17, "udp"},  {1, "icmp"},   {58, "icmpv6"}, {2, "igmp"},
		      {132, "sctp"}, {47, "gre"},  {50, "esp"},   {51, "ah"},     {89, "ospf"},
		      {112, "vrrp"}, {103, "pim"}, {88, "eigrp"}, {0, "ethernet"}};

	for (size_t i = 0; i < sizeof tokens / sizeof *tokens; i++)
		if (tokens[i].number == transport)
			return tokens[i].token;
	return "ip";
}

/* --- flow
 * -----------------------------------------------------------------------------------------------------------
 */

static const struct tried *tried_by(const struct model *m, const struct who *w, uint8_t transport)
{
	struct tried key;

	memset(&key, 0, offsetof(struct tried, watched));
	key.who = *w;
	key.transport = transport;
	return table_find(&m->seen->scans, &key);
}

static bool is_scanner(const struct model *m, const struct who *w, uint8_t transport)
{
	const struct tried *t = tried_by(m, w, transport);

	return t && m->scanner[table_row(&m->seen->scans, t)];
}

enum { TRIES = 1, HEARS = 2 };

/* Something was recorded that was sent to who tries. */
static void hears(struct model *m, struct mac mac, const struct ip *ip)
{
	const struct who w = {mac, *ip};
	const struct tried *t;

	if ((t = tried_by(m, &w, 6)))
		m->scanner[table_row(&m->seen->scans, t)] |= HEARS;
	if ((t = tried_by(m, &w, 17)))
		m->scanner[table_row(&m->seen->scans, t)] |= HEARS;
}

static void hearers_find(struct model *m)
{
	const struct table *flows = &m->seen->flows;

	for (uint32_t i = 0; i < flows->count; i++) {
		const struct talked *f = table_at(flows, i);

		if (f->down)
			hears(m, f->client_by, &f->client);
		if (f->up && !f->to_group)
			hears(m, f->server_by, &f->server);
	}
}

static bool tries_many(const struct tried *r)
{
	return r->packets >= SCAN_PORTS && (scan_targets(r) >= SCAN_TARGETS || scan_ports(r) >= SCAN_PORTS);
}

/* That nobody answered can be said of those alone to whom something was recorded: a mirror port may show one direction. */
static int scanners_find(struct model *m)
{
	const struct table *t = &m->seen->scans;
	bool ask = false;

	m->scanner = calloc(t->count + 1, 1);
	if (!m->scanner)
		return -ENOMEM;
	for (uint32_t i = 0; i < t->count; i++) {
		const struct tried *r = table_at(t, i);

		m->scanner[i] = tries_many(r) ? TRIES : 0;
		if (r->evident >= SCAN_PORTS)
			m->scanner[i] |= HEARS;
		ask |= m->scanner[i] == TRIES;
	}
	if (ask)
		hearers_find(m);
	for (uint32_t i = 0; i < t->count; i++)
		m->scanner[i] = m->scanner[i] == (TRIES | HEARS);
	return 0;
}

static bool is_scan_share(const struct model *m, const struct talked *f)
{
	bool one_way = !f->up || !f->down;
	struct who by = f->up || f->transport == 6 ? client_of(f) : server_of(f);

	if (f->transport == 6 ? f->spoke : !one_way)
		return false;
	return is_scanner(m, &by, f->transport);
}

struct place { /* of a row among all: what decides beside it, so that sorting looks into no row */
	uint64_t bytes, packets, at;
	uint32_t row;
};

static int largest_first(const void *a, const void *b)
{
	const struct place *x = a, *y = b;

	if (x->bytes != y->bytes)
		return x->bytes > y->bytes ? -1 : 1;
	if (x->packets != y->packets)
		return x->packets > y->packets ? -1 : 1;
	if (x->at != y->at)
		return x->at < y->at ? -1 : 1;
	return x->row < y->row ? -1 : 1;
}

/* The rows to write, largest first. Where not all found room, what is left of a scan is chance: its sum is in
 * `scan`, and its rows are folded with the others. */
static struct place *flows_order(const struct model *m, uint32_t *ret_count)
{
	const struct table *flows = &m->seen->flows;
	struct place *order = malloc((flows->count + 1) * sizeof *order);
	uint32_t n = 0;

	for (uint32_t i = 0; order && i < flows->count; i++) {
		const struct talked *f = table_at(flows, i);

		if (!flows->dropped || !is_scan_share(m, f))
			order[n++] =
				(struct place){f->bytes, f->packets, (uint64_t)f->at.file << 32 | f->at.n, i};
	}
	if (order)
		qsort(order, n, sizeof *order, largest_first);
	*ret_count = n < FLOWS_SHOWN ? n : FLOWS_SHOWN;
	return order;
}

static void flow_row(struct rows *r, const struct model *m, const struct talked *f, uint32_t id)
{
	struct who client = client_of(f), server = server_of(f);

	rows_int(r, id);
	rows_id(r, identity_number(&m->who, f->client_device));
	rows_id(r, identity_number(&m->who, f->server_device));
	rows_id(r, model_outside(m, &client));
	rows_id(r, f->to_group ? 0 : model_outside(m, &server));
	rows_ip(r, f->client);
	rows_ip(r, f->server);
	rows_word(r, transport_token(f->transport));
	if (f->transport == 6 || f->transport == 17 || f->transport == 132)
		rows_int(r, f->port);
	else
		rows_null(r);
	rows_word(r, protocol_token(f->protocol));
	rows_int(r, (int64_t)f->packets);
	rows_int(r, (int64_t)f->bytes);
	rows_int(r, (int64_t)f->payload);
	if (f->encrypted == 2)
		rows_null(r);
	else
		rows_int(r, f->encrypted);
	rows_int(r, f->first);
	rows_int(r, f->last);
	rows_packet(r, f->at);
	rows_packet(r, f->last_at);
	rows_int(r, f->answered);
	rows_int(r, f->refused);
	rows_int(r, f->connections);
	if (f->client_port)
		rows_int(r, f->client_port);
	else
		rows_null(r);
	rows_int(r, is_scan_share(m, f));
	rows_int(r, f->to_group);
	rows_next(r);
}

static void count_payload(const struct model *m, const struct talked *f)
{
	const uint32_t ends[] = {f->client_device, f->server_device};

	if (!f->spoke)
		return;
	for (int e = 0; e < 2; e++) {
		uint32_t device = ends[e];

		if (!device)
			continue;
		identity_device(&m->who, device)->payload += f->packets;
		if (f->protocol == PROTO_none)
			identity_device(&m->who, device)->unnamed += f->packets;
	}
}

/* --- service
 * ----------------------------------------------------------------------------------------------------------
 */

struct service { /* key: to transport */
	uint32_t device;
	uint16_t port, protocol;
	uint8_t transport, pad[3];
	/* --- */
	uint8_t answered, encrypted, not_scanned;
	uint32_t clients, outside_clients;
	struct packet first, last;
};

struct service_client { /* key: all */
	uint32_t service;
	struct ip client;
	struct mac mac;
};

static bool before(struct packet a, struct packet b)
{
	return a.file < b.file || (a.file == b.file && a.n < b.n);
}

static void service_client(const struct model *m, struct table *clients, struct service *s, uint32_t row,
			   const struct talked *f)
{
	struct service_client c;
	bool is_new;

	memset(&c, 0, sizeof c);
	c.service = row;
	c.client = f->client;
	c.mac = f->client_mac;
	if (!table_add(clients, &c, &is_new) || !is_new)
		return;
	s->clients++;
	s->outside_clients += !ip_is_none(f->client) && !identity_on_site(&m->who, f->client);
}

static void service_add(const struct model *m, struct table *services, struct table *clients,
			const struct talked *f)
{
	struct service key, *s;
	bool is_new;

	if ((f->transport != 6 && f->transport != 17) || f->to_group || (!f->answered && !f->spoke) ||
	    (f->transport == 17 && !f->up))
		return;
	memset(&key, 0, sizeof key);
	key.device = f->server_device;
	key.port = f->port;
	key.protocol = f->protocol;
	key.transport = f->transport;
	if (!key.device || !(s = table_add(services, &key, &is_new)))
		return;
	if (is_new) {
		s->encrypted = f->encrypted;
		s->first = f->at;
		s->last = f->last_at;
	}
	s->answered |= f->answered;
	s->not_scanned |= !is_scan_share(m, f);
	if (before(f->at, s->first))
		s->first = f->at;
	if (before(s->last, f->last_at))
		s->last = f->last_at;
	service_client(m, clients, s, table_row(services, s), f);
}

static void service_row(struct rows *r, const struct model *m, const struct service *s)
{
	rows_int(r, identity_device(&m->who, s->device)->id);
	rows_word(r, transport_token(s->transport));
	rows_int(r, s->port);
	rows_word(r, protocol_token(s->protocol));
	rows_int(r, s->answered);
	if (s->encrypted == 2)
		rows_null(r);
	else
		rows_int(r, s->encrypted);
	rows_int(r, s->clients);
	rows_int(r, s->outside_clients);
	rows_int(r, !s->not_scanned);
	rows_packet(r, s->first);
	rows_packet(r, s->last);
	rows_next(r);
}

static int write_services(struct model *m)
{
	const struct table *flows = &m->seen->flows;
	struct table services, clients;
	struct rows r;

	if (rows_begin(&r, m->store, "service", 11) < 0)
		return r.error;
	table_init(&services, sizeof(struct service), offsetof(struct service, pad), flows->count + 1);
	table_init(&clients, sizeof(struct service_client), sizeof(struct service_client), flows->count + 1);
	for (uint32_t i = 0; i < flows->count; i++)
		service_add(m, &services, &clients, table_at(flows, i));
	for (uint32_t i = 0; i < services.count; i++)
		service_row(&r, m, table_at(&services, i));
	table_clear(&services);
	table_clear(&clients);
	return rows_end(&r);
}

/* --- scan
 * ---------------------------------------------------------------------------------------------------------------
 */

static void scan_row(struct rows *r, const struct model *m, const struct tried *t, int watched)
{
	rows_id(r, model_device(m, &t->who));
	rows_id(r, model_outside(m, &t->who));
	rows_word(r, transport_token(t->transport));
	if (watched < 0)
		rows_null(r);
	else
		rows_int(r, t->port[watched]);
	rows_int(r, watched < 0 ? scan_targets(t) : scan_targets_of(t, (unsigned)watched));
	rows_int(r, watched < 0 ? scan_ports(t) : 1);
	rows_int(r, watched < 0 ? (int64_t)t->packets : t->attempts[watched]);
	rows_int(r, t->first);
	rows_int(r, t->last);
	rows_packet(r, t->at);
	rows_next(r);
}

/* One row for each port tried at many, and one for many ports, or many targets of which no port has many. */
static void scan_rows(struct rows *r, const struct model *m, const struct tried *t)
{
	bool one = false;

	if (!model_device(m, &t->who) && !model_outside(m, &t->who))
		return;
	for (int i = 0; i < t->watched; i++) {
		if (scan_targets_of(t, (unsigned)i) < SCAN_TARGETS)
			continue;
		scan_row(r, m, t, i);
		one = true;
	}
	if (!one || scan_ports(t) >= SCAN_PORTS)
		scan_row(r, m, t, -1);
}

static int write_scans(struct model *m)
{
	struct rows r;

	if (rows_begin(&r, m->store, "scan", 10) < 0)
		return r.error;
	for (uint32_t i = 0; i < m->seen->scans.count; i++)
		if (m->scanner[i])
			scan_rows(&r, m, table_at(&m->seen->scans, i));
	return rows_end(&r);
}

static int write_flow(struct model *m)
{
	const struct table *flows = &m->seen->flows;
	struct rows r = {.error = -ENOMEM};
	uint32_t shown;
	struct place *order = flows_order(m, &shown);

	if (order && rows_begin(&r, m->store, "flow", 24) == 0)
		for (uint32_t i = 0; i < shown; i++)
			flow_row(&r, m, table_at(flows, order[i].row), i + 1);
	m->flows_dropped = flows->dropped + flows->count - shown;
	m->flows_shown = shown;
	free(order);
	return rows_end(&r);
}

int write_flows(struct model *m)
{
	int r = scanners_find(m);

	for (uint32_t i = 0; i < m->seen->flows.count; i++)
		count_payload(m, table_at(&m->seen->flows, i));
	if (r == 0)
		r = write_flow(m);
	if (r == 0)
		r = write_services(m);
	if (r == 0)
		r = write_scans(m);
	free(m->scanner);
	m->scanner = NULL;
	return r;
}
