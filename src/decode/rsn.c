#include "decode/rsn.h"

enum { OUI_IEEE = 0x000fac, OUI_MICROSOFT = 0x0050f2, WEP40 = 1, TKIP = 2, WEP104 = 5, MFP_REQUIRED = 0x40 };

static bool is_weak(uint32_t suite)
{
	unsigned cipher = suite & 0xff;

	return cipher == WEP40 || cipher == TKIP || cipher == WEP104;
}

/* Table 9-151. */
static void add_key_management(struct rsn *rsn, unsigned type)
{
	rsn->eap |= type == 1 || type == 3 || type == 5;
	rsn->psk |= type == 2 || type == 4 || type == 6;
	rsn->sae |= type == 8 || type == 9 || type == 24 || type == 25;
	rsn->eap_strict |= type == 11 || type == 12 || type == 13;
	rsn->owe |= type == 18;
}

/* version 2 | group 4 | count 2 | pairwise 4 each | count 2 | key management 4 each | capabilities 2 ...
 * Parts may be missing from the end (9.4.2.24.1). */
static bool read_suites(struct rd r, uint32_t oui, struct rsn *rsn)
{
	unsigned n;

	rd_skip(&r, 2);
	if (rd_left(&r) >= 4)
		rsn->tkip |= is_weak(rd_be32(&r));
	for (n = rd_left(&r) >= 2 ? rd_le16(&r) : 0; n > 0 && rd_ok(&r); n--)
		rsn->tkip |= is_weak(rd_be32(&r));
	for (n = rd_left(&r) >= 2 ? rd_le16(&r) : 0; n > 0 && rd_ok(&r); n--) {
		uint32_t suite = rd_be32(&r);

		if (rd_ok(&r) && suite >> 8 == oui)
			add_key_management(rsn, suite & 0xff);
	}
	if (rd_left(&r) >= 2)
		rsn->mfp_required |= (rd_le16(&r) & MFP_REQUIRED) != 0;
	return rd_ok(&r);
}

bool rsn_read(struct rd body, struct rsn *rsn)
{
	rsn->present = true;
	return read_suites(body, OUI_IEEE, rsn);
}

bool rsn_read_wpa(struct rd body, struct rsn *rsn)
{
	struct rsn old = {.wpa = true};
	bool whole = read_suites(body, OUI_MICROSOFT, &old);

	rsn->wpa = true;
	if (!rsn->present) {
		rsn->psk |= old.psk;
		rsn->eap |= old.eap;
	}
	rsn->tkip = true;
	return whole;
}

const char *rsn_token(const struct rsn *rsn, bool privacy)
{
	if (!rsn->present)
		return rsn->wpa ? "wpa-tkip" : privacy ? "wep" : "open";
	if (rsn->sae)
		return rsn->psk ? "wpa3-transition" : "wpa3-sae";
	if (rsn->eap_strict || (rsn->eap && rsn->mfp_required))
		return "wpa3-eap";
	if (rsn->eap)
		return "wpa2-eap";
	if (rsn->owe && !rsn->psk)
		return "owe";
	return "wpa2-psk";
}
