/* What facts about radio networks (802.11) carry in their numbers; FACT_ACCESS_POINT, FACT_WIFI_CLIENT and
 * FACT_WIFI_LEAVE in fact.def. */
#ifndef MIMAMORI_FACT_WIFI_H
#define MIMAMORI_FACT_WIFI_H

#include "fact/fact.h"

/* How a network is protected; the weaker, the earlier. */
enum wifi_security {
	WIFI_OPEN,
	WIFI_WEP,
	WIFI_WPA_TKIP,
	WIFI_OWE,
	WIFI_WPA2_PSK,
	WIFI_WPA2_EAP,
	WIFI_WPA3_TRANSITION,
	WIFI_WPA3_SAE,
	WIFI_WPA3_EAP,
	WIFI_SECURITIES
};

enum wifi_network { WIFI_AP, WIFI_AD_HOC, WIFI_MESH, WIFI_NETWORKS };
enum wifi_pmf { WIFI_PMF_NONE, WIFI_PMF_OPTIONAL, WIFI_PMF_REQUIRED, WIFI_PMFS }; /* management frames */

/* Ciphers a network allows, as bits; the weakest is the lowest. */
enum wifi_cipher { CIPHER_WEP = 1, CIPHER_TKIP = 2, CIPHER_CCMP = 4, CIPHER_GCMP = 8 };

/* What a beacon or a probe response says. */
struct wifi_announced {
	uint8_t security, network, pmf; /* enums above */
	uint8_t pairwise, group;        /* sets of enum wifi_cipher; 0: no such element */
	bool wpa;                       /* the element of the older WPA is there (beside RSN, or alone) */
	bool wps, ft;                   /* set-up by button or PIN; fast transition (802.11r) */
	bool hidden;                    /* a beacon without a name */
	bool probed;                    /* a probe response, no beacon */
};

int64_t wifi_pack(const struct wifi_announced *a);
/* False, and *ret_a undefined, for numbers that wifi_pack() makes none of: from sensor everything may come.
 */
bool wifi_unpack(int64_t packed, struct wifi_announced *ret_a);

/* What was seen of a station: num[0] of FACT_WIFI_CLIENT. */
enum wifi_client_sign {
	CLIENT_FRAME,       /* a data frame from or to it; num[1]: enum wifi_traffic */
	CLIENT_JOINED,      /* the access point let it in */
	CLIENT_MESSAGE,     /* of the four-way handshake; num[1]: 1 .. 4 */
	CLIENT_PMKID,       /* the first message carried a PMKID: it can be guessed from without a client */
	CLIENT_REINSTALLED, /* packet numbers went back under the same key (decode/radio.h) */
	CLIENT_SIGNS
};
/* So many orders to leave to the same receiver within 10 s are a flood: who says goodbye does so once, with at
 * most seven retries. Stands in data/wifi/cut-off.yaml and data/checks/wifi-cut-off.yaml, too. */
#define WIFI_FLOOD        16
#define WIFI_TEXT_OF(n)   #n
#define WIFI_TEXT(n)      WIFI_TEXT_OF(n)
#define WIFI_FLOOD_IN_SQL WIFI_TEXT(WIFI_FLOOD)
enum wifi_traffic { TRAFFIC_EMPTY, TRAFFIC_CLEAR, TRAFFIC_WEP, TRAFFIC_TKIP, TRAFFIC_CCMP, TRAFFICS };

/* Tokens, as they stand in the model and in inspect.json. Static. */
const char *wifi_security_token(enum wifi_security s);
const char *wifi_network_token(enum wifi_network n);
const char *wifi_pmf_token(enum wifi_pmf p);
const char *wifi_traffic_token(enum wifi_traffic t);
/* "tkip ccmp"; "" for none. Returns buf. */
enum { WIFI_CIPHERS_TEXT = 24 };
char *wifi_ciphers(unsigned set, char buf[WIFI_CIPHERS_TEXT]);

/* A BSSID in a number. */
static inline int64_t wifi_mac_pack(struct mac m)
{
	int64_t n = 0;

	for (int i = 0; i < 6; i++)
		n = n << 8 | m.b[i];
	return n;
}

static inline struct mac wifi_mac_unpack(int64_t n)
{
	struct mac m;

	for (int i = 5; i >= 0; i--, n >>= 8)
		m.b[i] = (uint8_t)(n & 0xff);
	return m;
}

#endif
