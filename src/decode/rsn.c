#include "decode/rsn.h"

enum { OUI_IEEE = 0x000fac, OUI_MICROSOFT = 0x0050f2, MFP_REQUIRED = 0x40, MFP_CAPABLE = 0x80 };

/* Table 9-149: cipher suites; what is not listed here (6, 11 to 13: of management frames) protects no data.
 */
static unsigned cipher_of(uint32_t suite)
{
	static const uint8_t ciphers[] = {
		[1] = CIPHER_WEP,  [2] = CIPHER_TKIP, [4] = CIPHER_CCMP,  [5] = CIPHER_WEP,
		[8] = CIPHER_GCMP, [9] = CIPHER_GCMP, [10] = CIPHER_CCMP,
	};
	unsigned n = suite & 0xff;

	return n < sizeof ciphers ? ciphers[n] : 0;
}

/* Table 9-151. */
static void add_key_management(struct rsn *rsn, unsigned type)
{
	rsn->eap |= type == 1 || type == 3 || type == 5;
	rsn->psk |= type == 2 || type == 4 || type == 6;
	rsn->sae |= type == 8 || type == 9 || type == 24 || type == 25;
	rsn->eap_strict |= type == 11 || type == 12 || type == 13;
	rsn->owe |= type == 18;
	rsn->ft |= type == 3 || type == 4 || type == 9 || type == 13 || type == 25;
}

/* version 2 | group 4 | count 2 | pairwise 4 each | count 2 | key management 4 each | capabilities 2 ...
 * Parts may be missing from the end (9.4.2.24.1). */
static bool read_suites(struct rd r, uint32_t oui, struct rsn *rsn)
{
	unsigned n;

	rd_skip(&r, 2);
	if (rd_left(&r) >= 4)
		rsn->group |= (uint8_t)cipher_of(rd_be32(&r));
	for (n = rd_left(&r) >= 2 ? rd_le16(&r) : 0; n > 0 && rd_ok(&r); n--)
		rsn->pairwise |= (uint8_t)cipher_of(rd_be32(&r));
	rsn->tkip |= ((rsn->group | rsn->pairwise) & (CIPHER_WEP | CIPHER_TKIP)) != 0;
	for (n = rd_left(&r) >= 2 ? rd_le16(&r) : 0; n > 0 && rd_ok(&r); n--) {
		uint32_t suite = rd_be32(&r);

		if (rd_ok(&r) && suite >> 8 == oui)
			add_key_management(rsn, suite & 0xff);
	}
	if (rd_left(&r) >= 2) {
		unsigned capabilities = rd_le16(&r);

		rsn->mfp_required |= (capabilities & MFP_REQUIRED) != 0;
		rsn->mfp_capable |= (capabilities & MFP_CAPABLE) != 0;
	}
	return rd_ok(&r);
}

bool rsn_read(struct rd body, struct rsn *rsn)
{
	rsn->present = true;
	return read_suites(body, OUI_IEEE, rsn);
}

/* Its bits of capabilities mean something else: nothing is taken from them. */
bool rsn_read_wpa(struct rd body, struct rsn *rsn)
{
	struct rsn old = {.wpa = true};
	bool whole = read_suites(body, OUI_MICROSOFT, &old);

	rsn->wpa = true;
	if (!rsn->present) {
		rsn->psk |= old.psk;
		rsn->eap |= old.eap;
	}
	rsn->pairwise |= old.pairwise;
	rsn->group |= old.group;
	rsn->tkip |= old.tkip;
	return whole;
}

enum wifi_security rsn_security(const struct rsn *rsn, bool privacy)
{
	if (!rsn->present)
		return rsn->wpa ? WIFI_WPA_TKIP : privacy ? WIFI_WEP : WIFI_OPEN;
	if (rsn->sae)
		return rsn->psk ? WIFI_WPA3_TRANSITION : WIFI_WPA3_SAE;
	if (rsn->eap_strict || (rsn->eap && rsn->mfp_required))
		return WIFI_WPA3_EAP;
	if (rsn->eap)
		return WIFI_WPA2_EAP;
	return rsn->owe && !rsn->psk ? WIFI_OWE : WIFI_WPA2_PSK;
}
