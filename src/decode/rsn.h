/* How a wireless network is protected, out of its information elements (IEEE 802.11-2020 9.4.2.24; the older
 * WPA element). */
#ifndef MIMAMORI_DECODE_RSN_H
#define MIMAMORI_DECODE_RSN_H

#include "fact/wifi.h"

struct rsn {
	bool present; /* an RSN element was read */
	bool wpa;     /* the older WPA element was read */
	bool tkip;    /* pairwise or group TKIP, or WEP, is allowed */
	bool psk, eap, sae, owe,
		eap_strict; /* key management that is offered; strict: suites of WPA3-Enterprise */
	bool ft;            /* fast transition */
	bool mfp_required, mfp_capable; /* management frames are protected; may be */
	uint8_t pairwise, group;        /* sets of enum wifi_cipher */
};

/* The body of an RSN element (id 48), from the version on; or of a WPA element, behind 00 50 F2 01. False
 * when broken. */
bool rsn_read(struct rd body, struct rsn *rsn);
bool rsn_read_wpa(struct rd body, struct rsn *rsn);

/* What that comes to. privacy: the bit of that name in the capabilities. */
enum wifi_security rsn_security(const struct rsn *rsn, bool privacy);

#endif
