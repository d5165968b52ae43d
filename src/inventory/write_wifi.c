/* The rows access_point, wifi_client and wifi_leave. What can pass (keys installed again, floods) is a row of its own. */
#include "fact/wifi.h"
#include "inventory/model.h"

static uint32_t device_of(const struct model *m, struct mac mac)
{
	return mac_is_none(mac) || mac_is_group(mac) ? 0 : model_device(m, &(struct who){.mac = mac});
}

/* The weakest of what its data frames were protected with; NULL when they carried nothing. */
static const char *weakest(unsigned traffic)
{
	for (unsigned t = TRAFFIC_CLEAR; t < TRAFFICS; t++)
		if (traffic & 1U << t)
			return wifi_traffic_token((enum wifi_traffic)t);
	return NULL;
}

static void nulls(struct rows *r, int n)
{
	while (n-- > 0)
		rows_null(r);
}

static void number_or_null(struct rows *r, int64_t n)
{
	if (n)
		rows_int(r, n);
	else
		rows_null(r);
}

static void ciphers(struct rows *r, unsigned set)
{
	char text[WIFI_CIPHERS_TEXT];

	rows_copy(r, set ? wifi_ciphers(set, text) : NULL);
}

/* hidden, security, other, pairwise, group_cipher, pmf, wpa, wps, ft: nothing is known of one that was
 * silent. */
static void protection(struct rows *r, const struct announced *n)
{
	struct wifi_announced a;

	if (!n->said || !wifi_unpack(n->packed, &a)) {
		nulls(r, 9);
		return;
	}
	if (n->hidden_beacon || n->named_beacon)
		rows_int(r, n->hidden_beacon && !n->named_beacon);
	else
		rows_null(r);
	rows_word(r, wifi_security_token(a.security));
	rows_str(r, n->other ? wifi_security_token((enum wifi_security)(n->other - 1)) : NULL);
	ciphers(r, a.pairwise);
	ciphers(r, a.group);
	rows_word(r, wifi_pmf_token(a.pmf));
	rows_int(r, a.wpa);
	rows_int(r, a.wps);
	rows_int(r, a.ft);
}

static void network_row(struct rows *r, const struct model *m, const struct announced *n)
{
	struct wifi_announced a;

	rows_id(r, device_of(m, n->bssid));
	rows_mac(r, n->bssid);
	if (n->said && wifi_unpack(n->packed, &a))
		rows_word(r, wifi_network_token(a.network));
	else
		rows_null(r);
	if (n->ssid)
		rows_name(r, texts_get(&m->seen->texts, n->ssid));
	else
		rows_null(r);
	rows_int(r, n->names);
	number_or_null(r, n->channel);
	protection(r, n);
	rows_int(r, (int64_t)n->count);
	rows_int(r, (int64_t)n->frames);
	rows_str(r, weakest(n->traffic));
	rows_int(r, n->first);
	rows_int(r, n->last);
	rows_packet(r, n->at);
	rows_next(r);
}

static int write_networks(struct model *m)
{
	struct rows r;

	if (rows_begin(&r, m->store, "access_point", 21) < 0)
		return r.error;
	for (uint32_t i = 0; i < m->seen->networks.count; i++)
		network_row(&r, m, table_at(&m->seen->networks, i));
	return rows_end(&r);
}

/* `again`: the keys that were installed again are a row of their own, with their own times. */
static void station_row(struct rows *r, const struct model *m, const struct stationed *s,
			const struct stretch *again)
{
	rows_id(r, device_of(m, s->bssid));
	rows_mac(r, s->bssid);
	rows_id(r, device_of(m, s->station));
	rows_mac(r, s->station);
	rows_int(r, again ? 0 : (int64_t)s->frames);
	rows_str(r, again ? NULL : weakest(s->traffic));
	rows_int(r, again ? 0 : (int64_t)s->joined);
	for (unsigned k = 0; k < 4; k++)
		rows_int(r, again ? 0 : (int64_t)s->message[k]);
	rows_int(r, again ? 0 : (int64_t)s->pmkid);
	rows_int(r, again ? (int64_t)again->count : 0);
	rows_int(r, again ? again->first : s->first);
	rows_int(r, again ? again->last : s->last);
	rows_packet(r, again ? again->at : s->at);
	rows_next(r);
}

static int write_stations(struct model *m)
{
	struct rows r;

	if (rows_begin(&r, m->store, "wifi_client", 16) < 0)
		return r.error;
	for (uint32_t i = 0; i < m->seen->stations.count; i++) {
		const struct stationed *s = table_at(&m->seen->stations, i);

		station_row(&r, m, s, NULL);
		if (s->reinstalled.count)
			station_row(&r, m, s, &s->reinstalled);
	}
	return rows_end(&r);
}

static void leave_row(struct rows *r, const struct model *m, const struct sent_away *l,
		      const struct stretch *of, uint64_t burst)
{
	if (!of->count)
		return;
	rows_id(r, device_of(m, l->from));
	rows_id(r, device_of(m, l->bssid));
	rows_mac(r, l->bssid);
	rows_mac(r, l->from);
	rows_mac(r, l->to);
	rows_int(r, l->disassociation);
	if (l->reason >= 0)
		rows_int(r, l->reason);
	else
		rows_null(r);
	rows_int(r, l->is_protected);
	rows_int(r, (int64_t)of->count);
	rows_int(r, (int64_t)burst);
	rows_int(r, of->first);
	rows_int(r, of->last);
	rows_packet(r, of->at);
	rows_next(r);
}

static int write_leaves(struct model *m)
{
	struct rows r;

	if (rows_begin(&r, m->store, "wifi_leave", 13) < 0)
		return r.error;
	for (uint32_t i = 0; i < m->seen->leaves.count; i++) {
		const struct sent_away *l = table_at(&m->seen->leaves, i);

		leave_row(&r, m, l, &l->single, l->calm);
		leave_row(&r, m, l, &l->flood, l->burst);
	}
	return rows_end(&r);
}

int write_wifi(struct model *m)
{
	static int (*const writers[])(struct model *) = {write_networks, write_stations, write_leaves};
	int r = 0;

	for (size_t i = 0; r == 0 && i < sizeof writers / sizeof *writers; i++)
		r = writers[i](m);
	return r;
}
