/* EAPOL (IEEE 802.1X-2020 11) with EAP (RFC 3748) and the four-way handshake of 802.11 (802.11-2020 12.7.6):
 *a pairwise key is only ever agreed over a radio hop. Identities in EAP are user names: left alone.
 *
 *	version 1 | type 1 | length 2 | body
 *	key: descriptor 1 | information 2 | key length 2 | replay 8 | nonce 32 | iv 16 | rsc 8 | id 8 | mic 16
 *| length 2 | data
 */
#include "decode/decoder.h"
#include "decode/eapolkey.h"
#include "decode/rsn.h"

enum { EAP_PACKET = 0, START = 1, KEY = 3, TYPE_LAST = 8 };
enum { EAP_REQUEST = 1, EAP_RESPONSE = 2, EAP_MD5 = 4, EAP_LEAP = 17, ELEMENT_RSN = 48 };

static const uint16_t ethertypes[] = {0x888e, 0x88c7, 0};

static struct smell smells(const struct talk *t, struct rd head)
{
	(void)head;
	return smell(t->ethertype == ethertypes[0] || t->ethertype == ethertypes[1] ? SURE : NOT_MINE,
		     ROLE_UNKNOWN);
}

/* The second message carries what the station agreed to, in clear. */
static void hear_agreed(struct emit *e, struct rd r)
{
	struct rsn rsn = {.present = false};
	unsigned id = rd_u8(&r);
	struct rd element = rd_sub(&r, rd_u8(&r));

	if (!rd_ok(&r) || id != ELEMENT_RSN || !rsn_read(element, &rsn))
		return;
	emit_str(e, FACT_WIFI_SECURITY, RECEIVER, 85, wifi_security_token(rsn_security(&rsn, true)));
}

static void tell_sign(struct emit *e, const struct eapol_key *key, enum wifi_client_sign sign, int64_t what)
{
	struct who station = emit_who(e, key->from_ap ? RECEIVER : SENDER),
		   ap = emit_who(e, key->from_ap ? SENDER : RECEIVER);

	emit_fact(e, (struct fact){.kind = FACT_WIFI_CLIENT,
				   .confidence = 95,
				   .about = {.mac = station.mac},
				   .peer = {.mac = ap.mac},
				   .num = {sign, what, key->from_ap}});
}

static void hear_key(struct emit *e, struct rd r)
{
	struct fact f = {.kind = FACT_MEDIUM, .confidence = 95, .value = {"wifi", 4}};
	struct eapol_key key;

	if (!eapol_key_read(r, &key) || !key.message)
		return;
	f.about = emit_who(e, key.from_ap ? RECEIVER : SENDER);
	f.peer = emit_who(e, key.from_ap ? SENDER : RECEIVER);
	emit_fact(e, f);
	tell_sign(e, &key, CLIENT_MESSAGE, key.message);
	if (eapol_key_has_pmkid(&key))
		tell_sign(e, &key, CLIENT_PMKID, 0);
	if (!key.from_ap && key.rsn)
		hear_agreed(e, key.data);
}

/* code 1 | id 1 | length 2 | type 1. MD5 and LEAP can be guessed from a recording. */
static void hear_eap(struct emit *e, struct rd r)
{
	unsigned code = rd_u8(&r), type;

	rd_skip(&r, 3);
	type = rd_u8(&r);
	if (!rd_ok(&r) || (code != EAP_REQUEST && code != EAP_RESPONSE))
		return;
	emit_str(e, FACT_PROPERTY, SENDER, 80,
		 code == EAP_RESPONSE ? "802.1x=supplicant" : "802.1x=authenticator");
	if (type == EAP_MD5 || type == EAP_LEAP)
		emit_str(e, FACT_CRYPTO, SENDER, 90, type == EAP_MD5 ? "eap-md5" : "eap-leap");
}

static enum heard decode(struct talk *t, struct rd *in, struct emit *e)
{
	struct rd r = *in, body;
	unsigned type;

	(void)t;
	rd_skip(&r, 1);
	type = rd_u8(&r);
	body = rd_sub(&r, rd_be16(&r));
	if (!rd_ok(&r))
		return MORE;
	if (type > TYPE_LAST)
		return BROKEN;
	(void)rd_rest(in); /* behind it: padding */
	if (type == KEY)
		hear_key(e, body);
	else if (type == EAP_PACKET)
		hear_eap(e, body);
	else if (type == START)
		emit_str(e, FACT_PROPERTY, SENDER, 80, "802.1x=supplicant");
	return HEARD;
}

const struct decoder decoder_eapol = {
	.protocol = PROTO_eapol,
	.on = ON_ETHER,
	.ports = ethertypes,
	.depth = DEPTH_IDENTITY,
	.secrecy = SECRECY_UNKNOWN,
	.smells = smells,
	.decode = decode,
};
