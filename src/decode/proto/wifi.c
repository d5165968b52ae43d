/* 802.11 management frames (IEEE 802.11-2020 9.3.3): networks, how they are protected, who joins them. WPS
 *elements (Wi-Fi Simple Configuration 2.0.5) name maker and model.
 *
 *	control 2 | duration 2 | address 1 6 | 2 6 | 3 6 | sequence 2 | [HT 4] | fixed fields | (id 1 | length
 *1 | value)...
 */
#include "decode/decoder.h"
#include "decode/rsn.h"
#include "decode/words.h"

enum {
	ASSOCIATE = 0,
	ASSOCIATED = 1,
	REASSOCIATE = 2,
	REASSOCIATED = 3,
	PROBE = 4,
	PROBED = 5,
	BEACON = 8,
	DISASSOCIATE = 10,
	AUTHENTICATE = 11,
	DEAUTHENTICATE = 12
};
enum {
	HEADER = 24,
	ORDER = 0x80,
	PROTECTED = 0x40,
	PRIVACY = 0x10,
	SSID = 0,
	DS_PARAMETERS = 3,
	RSN = 48,
	HT_OPERATION = 61,
	MESH_ID = 114,
	VENDOR = 221,
	SHARED_KEY = 1
};

static const uint16_t ethertypes[] = {ETHERTYPE_WIFI_MGMT, 0};

struct elements {
	struct text ssid;
	struct rsn rsn;
	struct rd wps;
	unsigned channel; /* 0: not said */
	bool has_ssid, has_wps, mesh;
};

static struct smell smells(const struct talk *t, struct rd head)
{
	(void)head;
	return smell(t->ethertype == ethertypes[0] ? SURE : NOT_MINE, ROLE_UNKNOWN);
}

/* --- elements
 * ----------------------------------------------------------------------------------------------------------
 */

static void read_vendor(struct elements *el, struct rd v)
{
	static const uint8_t wpa[] = {0x00, 0x50, 0xf2, 0x01}, wps[] = {0x00, 0x50, 0xf2, 0x04};

	if (rd_starts(&v, wpa, sizeof wpa)) {
		rd_skip(&v, sizeof wpa);
		rsn_read_wpa(v, &el->rsn);
	} else if (rd_starts(&v, wps, sizeof wps)) {
		rd_skip(&v, sizeof wps);
		el->wps = v;
		el->has_wps = true;
	}
}

static void read_elements(struct rd r, struct elements *el)
{
	while (rd_left(&r) >= 2) {
		unsigned id = rd_u8(&r);
		struct rd v = rd_sub(&r, rd_u8(&r));

		if (!rd_ok(&r))
			return; /* a frame check sequence, or a cut frame */
		if (id == SSID && !el->has_ssid) {
			el->ssid = text_rd(&v);
			el->has_ssid = true;
		} else if (id == RSN) {
			rsn_read(v, &el->rsn);
		} else if (id == DS_PARAMETERS || (id == HT_OPERATION && !el->channel)) {
			el->channel = rd_u8(&v);
		} else if (id == MESH_ID) {
			el->mesh = true;
		} else if (id == VENDOR) {
			read_vendor(el, v);
		}
	}
}

static const struct {
	uint16_t attribute, kind;
	uint8_t confidence;
} wps_facts[] = {
	{0x1021, FACT_MAKER, 85},  {0x1023, FACT_MODEL, 85}, {0x1024, FACT_PROPERTY, 80},
	{0x1042, FACT_SERIAL, 80}, {0x1011, FACT_NAME, 75},
};

static void tell_wps_fact(struct emit *e, unsigned attribute, struct rd v)
{
	struct text t = words_trim(text_rd(&v));

	if (t.n == 0 || (t.n == 1 && (t.s[0] == ' ' || t.s[0] == '0')) || words_same(t, "none"))
		return;
	for (size_t i = 0; i < sizeof wps_facts / sizeof wps_facts[0]; i++) {
		if (wps_facts[i].attribute != attribute)
			continue;
		if (wps_facts[i].kind == FACT_PROPERTY)
			emit_fmt(e, FACT_PROPERTY, SENDER, wps_facts[i].confidence, "model-number=%.*s",
				 (int)t.n, t.s);
		else
			emit_text(e, (enum fact_kind)wps_facts[i].kind, SENDER, wps_facts[i].confidence, t);
	}
}

static void tell_wps(struct emit *e, struct rd r)
{
	while (rd_left(&r) >= 4) {
		unsigned attribute = rd_be16(&r);
		struct rd v = rd_sub(&r, rd_be16(&r));

		if (!rd_ok(&r))
			return;
		tell_wps_fact(e, attribute, v);
	}
}

/* A hidden network announces an empty name, or as many zeros as it has letters. */
static bool is_named(const struct elements *el)
{
	return el->has_ssid && el->ssid.n > 0 && el->ssid.s[0] != '\0';
}

/* --- frames
 * --------------------------------------------------------------------------------------------------------------
 */

enum { INFRASTRUCTURE = 1, AD_HOC = 2 }; /* capabilities (9.4.1.4) */

static void tell_network(struct emit *e, const struct elements *el, struct mac bssid, unsigned capabilities,
			 bool probed)
{
	bool ap = capabilities & INFRASTRUCTURE, named = is_named(el);
	struct wifi_announced a = {
		.security = (uint8_t)rsn_security(&el->rsn, capabilities & PRIVACY),
		.network = ap                      ? WIFI_AP
			   : capabilities & AD_HOC ? WIFI_AD_HOC
						   : WIFI_MESH,
		.pmf = el->rsn.mfp_required  ? WIFI_PMF_REQUIRED
		       : el->rsn.mfp_capable ? WIFI_PMF_OPTIONAL
					     : WIFI_PMF_NONE,
		.pairwise = el->rsn.pairwise,
		.group = el->rsn.group,
		.wpa = el->rsn.wpa,
		.wps = el->has_wps,
		.ft = el->rsn.ft,
		.hidden = !probed && !named && ap,
		.probed = probed,
	};

	if (mac_is_none(bssid) || mac_is_group(bssid) || (!ap && !(capabilities & AD_HOC) && !el->mesh))
		return;
	emit_fact(e, (struct fact){.kind = FACT_ACCESS_POINT,
				   .confidence = 90,
				   .about = {.mac = bssid},
				   .value = named ? el->ssid : text_of("", 0),
				   .num = {wifi_pack(&a), el->channel}});
}

/* timestamp 8 | interval 2 | capabilities 2 */
static void hear_beacon(struct emit *e, struct rd r, struct mac bssid, bool probed)
{
	struct elements el = {.has_ssid = false};
	unsigned capabilities;

	rd_skip(&r, 10);
	capabilities = rd_le16(&r);
	if (!rd_ok(&r))
		return;
	read_elements(r, &el);
	tell_network(e, &el, bssid, capabilities, probed);
	if (!(capabilities & INFRASTRUCTURE)) /* ad hoc stations beacon, too */
		return;
	emit_str(e, FACT_ROLE, SENDER, 90, "access-point");
	emit_str(e, FACT_KIND, SENDER, 70, "wifi-ap");
	if (is_named(&el))
		emit_text(e, FACT_SSID, SENDER, 90, el.ssid);
	emit_str(e, FACT_WIFI_SECURITY, SENDER, 90,
		 wifi_security_token(rsn_security(&el.rsn, capabilities & PRIVACY)));
	if (el.rsn.tkip && el.rsn.present)
		emit_str(e, FACT_CRYPTO, SENDER, 90, "tkip");
	if (!el.has_wps)
		return;
	emit_str(e, FACT_CRYPTO, SENDER, 80, "wps");
	tell_wps(e, el.wps);
}

/* capabilities 2 | interval 2 | [current AP 6] */
static void hear_associate(struct emit *e, struct rd r, bool again)
{
	struct elements el = {.has_ssid = false};

	rd_skip(&r, again ? 10 : 4);
	if (!rd_ok(&r))
		return;
	read_elements(r, &el);
	if (is_named(&el))
		emit_text(e, FACT_SSID, SENDER, 90, el.ssid);
	if (el.has_wps)
		tell_wps(e, el.wps);
}

/* capabilities 2 | status 2 | association 2: the access point says that the station is in. */
static void hear_associated(struct emit *e, struct rd r)
{
	struct fact f = {.kind = FACT_MEDIUM, .confidence = 95, .value = {"wifi", 4}};
	unsigned status;

	rd_skip(&r, 2);
	status = rd_le16(&r);
	if (!rd_ok(&r) || status != 0)
		return;
	f.about = emit_who(e, RECEIVER);
	f.peer = emit_who(e, SENDER);
	emit_fact(e, f);
	emit_fact(e, (struct fact){.kind = FACT_WIFI_CLIENT,
				   .confidence = 95,
				   .about = {.mac = f.about.mac},
				   .peer = {.mac = f.peer.mac},
				   .num = {CLIENT_JOINED, 0, 1}});
}

/* reason 2, encrypted where management frames are protected. Anybody can send one that is not. */
static void hear_leave(struct emit *e, struct rd r, struct mac bssid, bool disassociation, bool is_protected)
{
	unsigned reason = rd_le16(&r);
	struct who from = emit_who(e, SENDER), to = emit_who(e, RECEIVER);

	if (!rd_ok(&r))
		return;
	emit_fact(e, (struct fact){.kind = FACT_WIFI_LEAVE,
				   .confidence = 90,
				   .about = {.mac = from.mac},
				   .peer = {.mac = to.mac},
				   .num = {wifi_mac_pack(bssid), is_protected ? -1 : (int64_t)reason,
					   disassociation, is_protected}});
}

static void hear_probe(struct emit *e, struct rd r)
{
	struct elements el = {.has_ssid = false};

	read_elements(r, &el);
	if (el.has_wps)
		tell_wps(e, el.wps);
}

static void hear_authenticate(struct emit *e, struct rd r)
{
	if (rd_le16(&r) == SHARED_KEY && rd_ok(&r))
		emit_str(e, FACT_CRYPTO, SENDER, 90, "wep-shared-key");
}

static void hear_frame(struct emit *e, struct rd r, unsigned type, unsigned flags, struct mac bssid)
{
	if (type == BEACON || type == PROBED)
		hear_beacon(e, r, bssid, type == PROBED);
	else if (type == ASSOCIATE || type == REASSOCIATE)
		hear_associate(e, r, type == REASSOCIATE);
	else if (type == ASSOCIATED || type == REASSOCIATED)
		hear_associated(e, r);
	else if (type == PROBE)
		hear_probe(e, r);
	else if (type == DEAUTHENTICATE || type == DISASSOCIATE)
		hear_leave(e, r, bssid, type == DISASSOCIATE, flags & PROTECTED);
	else if (type == AUTHENTICATE && !(flags & PROTECTED))
		hear_authenticate(e, r);
}

static enum heard decode(struct talk *t, struct rd *in, struct emit *e)
{
	struct rd r = *in;
	unsigned control = rd_u8(&r), flags = rd_u8(&r);
	const uint8_t *bssid;

	(void)t;
	rd_skip(&r, 14);
	bssid = rd_bytes(&r, 6);
	rd_skip(&r, HEADER - 22 + (flags & ORDER ? 4 : 0));
	if (!rd_ok(&r))
		return MORE;
	(void)rd_rest(in);
	hear_frame(e, r, control >> 4, flags, mac_of(bssid));
	return HEARD;
}

const struct decoder decoder_wifi = {
	.protocol = PROTO_wifi,
	.on = ON_ETHER,
	.ports = ethertypes,
	.depth = DEPTH_IDENTITY,
	.secrecy = SECRECY_UNKNOWN,
	.smells = smells,
	.decode = decode,
};
