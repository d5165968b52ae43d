/* What a device, a flow or a finding is, as addresses and packets. */
#include "serve/slice.h"

#include "report/community.h"

#include <stdlib.h>
#include <string.h>

static bool add_ip(struct ends *e, const char *text)
{
	struct ip ip, *at;

	if (!text || !ip_parse(text, &ip))
		return true;
	at = selection_more(&e->ips, &e->ip_count, sizeof *at);
	if (at)
		*at = ip;
	return at != NULL;
}

static bool add_mac(struct ends *e, const char *text)
{
	struct mac mac, *at;

	if (!text || !mac_parse(text, &mac))
		return true;
	at = selection_more(&e->macs, &e->mac_count, sizeof *at);
	if (at)
		*at = mac;
	return at != NULL;
}

bool slice_device(struct call *c, int64_t id, struct selection *s)
{
	struct scan rows;
	bool fits = true;

	if (!sees_device(c, id))
		return false;
	s->wanted = WANT_DEVICE;
	rows = kept_run(c, "SELECT device, kind, value FROM address WHERE device = ?1", id);
	for (; rows.more && fits; scan_next(&rows))
		fits = *scan_str(&rows, 1) == 'm' ? add_mac(&s->client, scan_str(&rows, 2))
						  : add_ip(&s->client, scan_str(&rows, 2));
	kept_end(&rows);
	return fits && s->client.ip_count + s->client.mac_count;
}

bool slice_flow(struct call *c, int64_t id, struct selection *s)
{
	static const char sql[] =
		"SELECT f.id, f.client_ip, f.server_ip, f.transport, f.port, (SELECT mac FROM device WHERE "
		"id "
		"= f.client), (SELECT mac FROM device WHERE id = f.server) FROM flow f WHERE f.id = ?1 "
		"AND " SEES_FLOW;
	struct scan row = kept_run(c, sql, id);
	bool found = row.more;

	if (found) {
		s->wanted = WANT_FLOW;
		s->transport = transport_number(scan_str(&row, 3) ? scan_str(&row, 3) : "");
		s->port = (uint16_t)scan_int(&row, 4);
		found = add_ip(&s->client, scan_str(&row, 1)) && add_ip(&s->server, scan_str(&row, 2)) &&
			(s->client.ip_count || add_mac(&s->client, scan_str(&row, 5))) &&
			(s->server.ip_count || add_mac(&s->server, scan_str(&row, 6)));
	}
	kept_end(&row);
	return found;
}

static int by_first(const void *a, const void *b)
{
	const struct span *x = a, *y = b;

	return x->first < y->first ? -1 : x->first > y->first;
}

/* Single packets, as a question names them. */
static bool slice_packets(struct call *c, const char *sql, int64_t id, struct selection *s)
{
	struct scan row = kept_run(c, sql, id);
	bool fits = true;

	s->wanted = WANT_FINDING;
	for (; row.more && fits; scan_next(&row)) {
		struct span *at = selection_more(&s->packets, &s->packet_count, sizeof *at);

		fits = at != NULL;
		if (at)
			at->first = at->last = (uint64_t)row.key;
	}
	kept_end(&row);
	if (s->packet_count)
		qsort(s->packets, s->packet_count, sizeof *s->packets, by_first);
	return fits && s->packet_count;
}

bool slice_finding(struct call *c, int64_t id, struct selection *s)
{
	return slice_packets(
		c,
		"SELECT p.packet FROM finding_packet p WHERE p.finding = ?1 AND " SEES_FINDING("p.finding"),
		id, s);
}

bool slice_alarm(struct call *c, int64_t id, struct selection *s)
{
	return slice_packets(
		c,
		"SELECT DISTINCT p.packet FROM alarm_packet p WHERE p.alarm = ?1 AND " SEES_ALARM("p.alarm"),
		id, s);
}
