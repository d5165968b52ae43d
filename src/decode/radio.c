#include "decode/radio.h"

#include "base/hash.h"
#include "decode/eapolkey.h"
#include "fact/wifi.h"

#include <string.h>

enum { TO_DS = 1, FROM_DS = 2, MORE_FRAGMENTS = 4, RETRY = 8, PROTECTED = 0x40, ORDER = 0x80 };
enum {
	MANAGEMENT = 0,
	DATA = 2,
	QOS = 8,
	EMPTY = 4,
	EXT_IV = 0x20,
	AUTHENTICATION = 11,
	ASSOCIATION_ONES = 4
};
enum { FROM_STATION, FROM_AP };

/* A data frame between a station and its access point. */
struct heard_frame {
	struct mac bssid, station; /* station: a group address when all are meant */
	unsigned way, flags, subtype, fragment;
	struct rd body; /* behind the header */
};

static bool same_mac(const struct mac *a, const struct mac *b) { return memcmp(a, b, sizeof *a) == 0; }

/* --- packet numbers */

static struct radio_link *place(struct radio *r, const struct mac *bssid, const struct mac *station)
{
	uint64_t h = hash_two((uint64_t)wifi_mac_pack(*bssid), (uint64_t)wifi_mac_pack(*station));

	return &r->link[h % RADIO_LINKS];
}

static struct radio_link *link_of(struct radio *r, const struct mac *bssid, const struct mac *station)
{
	struct radio_link *l = place(r, bssid, station);

	if (!same_mac(&l->bssid, bssid) || !same_mac(&l->station, station))
		*l = (struct radio_link){.bssid = *bssid, .station = *station};
	return l;
}

static void forget_keys(struct radio_link *l)
{
	*l = (struct radio_link){.bssid = l->bssid, .station = l->station};
}

/* A first message, another nonce of the access point or of the station: another key from here on. */
static void hear_message(struct radio_link *l, const struct eapol_key *key)
{
	bool again = key->message == 3 && key->nonce == l->nonce;

	if (key->message == 2 && key->nonce != l->answer) {
		uint64_t nonce = l->nonce;

		forget_keys(l);
		l->nonce = nonce;
		l->answer = key->nonce;
	} else if ((key->message == 1 || key->message == 3) && !again) {
		forget_keys(l);
		l->nonce = key->nonce;
	}
	if (!again)
		return;
	for (unsigned i = 0; i < 2; i++) {
		l->way[i].before = l->way[i].last;
		l->way[i].again = 0;
	}
}

/* Two in a row that were used before, in order: a single one may have been overtaken. */
static bool went_back(struct radio_way *w, uint64_t number)
{
	bool used = w->before && number <= w->before;
	bool proof = used && w->again && number > w->again;

	if (used && !proof) {
		w->again = number;
		return false;
	}
	if (proof)
		w->before = 0;
	if (proof || number > w->last)
		w->last = number;
	w->again = 0;
	return proof;
}

static void tell_reinstalled(const struct heard_frame *f, struct emit *e)
{
	struct who station = {.mac = f->station}, ap = {.mac = f->bssid};

	emit_fact(e, (struct fact){.kind = FACT_WIFI_CLIENT,
				   .confidence = 95,
				   .about = station,
				   .peer = ap,
				   .num = {CLIENT_REINSTALLED, 0, f->way}});
	emit_text_of(e, FACT_ATTACK, f->way == FROM_AP ? &ap : &station, 95, text_z("wifi-key-reinstalled"));
}

/* Of a retry, and of all pieces but the first, the number says nothing new. */
static void follow_number(struct radio *r, const struct heard_frame *f, uint64_t number, struct emit *e)
{
	struct radio_link *l = link_of(r, &f->bssid, &f->station);

	if (l->nonce && number && !(f->flags & RETRY) && !f->fragment && went_back(&l->way[f->way], number))
		tell_reinstalled(f, e);
}

/* --- what a data frame shows */

static uint64_t number_of(const uint8_t iv[8], bool tkip)
{
	uint64_t high =
		(uint64_t)iv[7] << 40 | (uint64_t)iv[6] << 32 | (uint64_t)iv[5] << 24 | (uint64_t)iv[4] << 16;

	return high | (tkip ? (uint64_t)iv[0] << 8 | iv[2] : (uint64_t)iv[1] << 8 | iv[0]);
}

/* TKIP repeats its first byte in the second, changed (12.5.2.2); CCMP and GCMP leave the third zero. */
static enum wifi_traffic protected_by(struct rd body, uint64_t *ret_number)
{
	const uint8_t *iv = rd_bytes(&body, 4);
	bool tkip;

	*ret_number = 0;
	if (!iv)
		return TRAFFIC_EMPTY;
	if (!(iv[3] & EXT_IV))
		return TRAFFIC_WEP;
	if (!rd_bytes(&body, 4))
		return TRAFFIC_EMPTY;
	tkip = iv[2] != 0 && iv[1] == ((iv[0] | 0x20) & 0x7f);
	if (iv[3] >> 6 == 0) /* pairwise keys have number 0 */
		*ret_number = number_of(iv, tkip);
	return tkip ? TRAFFIC_TKIP : TRAFFIC_CCMP;
}

/* DSAP and SSAP aa, control 03, organisation 0, then the ethertype. */
static bool is_eapol(struct rd *body)
{
	static const uint8_t snap[] = {0xaa, 0xaa, 3, 0, 0, 0, 0x88, 0x8e};

	if (!rd_starts(body, snap, sizeof snap))
		return false;
	rd_skip(body, sizeof snap);
	return true;
}

/* version 1 | type 1 | length 2 | key frame: what is not encrypted of the handshake is no traffic. */
static void hear_eapol(struct radio *r, const struct heard_frame *f, struct rd body)
{
	struct eapol_key key;

	rd_skip(&body, 4);
	if (rd_ok(&body) && eapol_key_read(body, &key))
		hear_message(link_of(r, &f->bssid, &f->station), &key);
}

static void tell_frame(const struct heard_frame *f, enum wifi_traffic t, struct emit *e)
{
	struct fact said = {.kind = FACT_WIFI_CLIENT,
			    .confidence = 90,
			    .peer = {.mac = f->bssid},
			    .num = {CLIENT_FRAME, t, f->way}};

	if (!mac_is_group(f->station))
		said.about.mac = f->station;
	emit_fact(e, said);
}

static void hear_data(struct radio *r, struct heard_frame *f, struct emit *e)
{
	enum wifi_traffic traffic =
		f->subtype & EMPTY || rd_left(&f->body) < 8 ? TRAFFIC_EMPTY : TRAFFIC_CLEAR;
	uint64_t number = 0;

	if (traffic != TRAFFIC_EMPTY && f->flags & PROTECTED)
		traffic = protected_by(f->body, &number);
	else if (traffic == TRAFFIC_CLEAR && f->fragment)
		traffic = TRAFFIC_EMPTY; /* a piece: what of is not known */
	else if (traffic == TRAFFIC_CLEAR && is_eapol(&f->body)) {
		hear_eapol(r, f, f->body);
		traffic = TRAFFIC_EMPTY;
	}
	if (number && !mac_is_group(f->station))
		follow_number(r, f, number, e);
	tell_frame(f, traffic, e);
}

/* --- frames */

/* Joining, leaving and proving oneself: keys that were agreed before are void. */
static void hear_management(struct radio *r, const uint8_t *p)
{
	struct mac a = mac_of(p + 4), b = mac_of(p + 10), bssid = mac_of(p + 16);
	const struct mac *station = same_mac(&a, &bssid) ? &b : &a;
	unsigned subtype = p[0] >> 4;
	struct radio_link *l;

	if (subtype >= ASSOCIATION_ONES && subtype < 10) /* probes, beacons, announcements */
		return;
	l = place(r, &bssid, station);
	if (subtype <= 12 && same_mac(&l->bssid, &bssid) && same_mac(&l->station, station))
		forget_keys(l);
}

void radio_hear(struct radio *r, struct rd frame, struct emit *e)
{
	const uint8_t *p = rd_bytes(&frame, 24);
	struct heard_frame f;
	unsigned ds, type;

	if (!p)
		return;
	type = p[0] >> 2 & 3;
	ds = p[1] & (TO_DS | FROM_DS);
	if (type == MANAGEMENT)
		hear_management(r, p);
	if (type != DATA || ds == 0 || ds == (TO_DS | FROM_DS)) /* between stations, between access points */
		return;
	f = (struct heard_frame){.bssid = mac_of(ds == TO_DS ? p + 4 : p + 10),
				 .station = mac_of(ds == TO_DS ? p + 10 : p + 4),
				 .way = ds == FROM_DS ? FROM_AP : FROM_STATION,
				 .flags = p[1],
				 .subtype = p[0] >> 4,
				 .fragment = p[22] & 15};
	if (f.subtype & QOS)
		rd_skip(&frame, p[1] & ORDER ? 6 : 2);
	f.body = frame;
	if (rd_ok(&frame) && !mac_is_none(f.bssid) && !mac_is_group(f.bssid))
		hear_data(r, &f, e);
}
