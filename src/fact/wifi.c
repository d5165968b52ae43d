#include "fact/wifi.h"

#include <stdio.h>

static const char *const securities[WIFI_SECURITIES] = {
	[WIFI_OPEN] = "open",
	[WIFI_WEP] = "wep",
	[WIFI_WPA_TKIP] = "wpa-tkip",
	[WIFI_OWE] = "owe",
	[WIFI_WPA2_PSK] = "wpa2-psk",
	[WIFI_WPA2_EAP] = "wpa2-eap",
	[WIFI_WPA3_TRANSITION] = "wpa3-transition",
	[WIFI_WPA3_SAE] = "wpa3-sae",
	[WIFI_WPA3_EAP] = "wpa3-eap",
};
static const char *const networks[WIFI_NETWORKS] = {"ap", "ad-hoc", "mesh"};
static const char *const pmfs[WIFI_PMFS] = {"none", "optional", "required"};
static const char *const traffics[TRAFFICS] = {"empty", "clear", "wep", "tkip", "ccmp"};
static const char *const ciphers[] = {"wep", "tkip", "ccmp", "gcmp"}; /* by bit */

const char *wifi_security_token(enum wifi_security s) { return securities[s]; }
const char *wifi_network_token(enum wifi_network n) { return networks[n]; }
const char *wifi_pmf_token(enum wifi_pmf p) { return pmfs[p]; }
const char *wifi_traffic_token(enum wifi_traffic t) { return traffics[t]; }

char *wifi_ciphers(unsigned set, char buf[WIFI_CIPHERS_TEXT])
{
	size_t n = 0;

	*buf = '\0';
	for (unsigned i = 0; i < sizeof ciphers / sizeof *ciphers; i++)
		if (set & 1U << i)
			n += (size_t)snprintf(buf + n, WIFI_CIPHERS_TEXT - n, n ? " %s" : "%s", ciphers[i]);
	return buf;
}

/* security 4 | network 2 | pmf 2 | pairwise 4 | group 4 | wpa wps ft hidden probed, from the lowest bit on */
int64_t wifi_pack(const struct wifi_announced *a)
{
	return (int64_t)a->security | (int64_t)a->network << 4 | (int64_t)a->pmf << 6 |
	       (int64_t)a->pairwise << 8 | (int64_t)a->group << 12 | (int64_t)a->wpa << 16 |
	       (int64_t)a->wps << 17 | (int64_t)a->ft << 18 | (int64_t)a->hidden << 19 |
	       (int64_t)a->probed << 20;
}

bool wifi_unpack(int64_t n, struct wifi_announced *ret_a)
{
	*ret_a = (struct wifi_announced){
		.security = n & 15,
		.network = n >> 4 & 3,
		.pmf = n >> 6 & 3,
		.pairwise = n >> 8 & 15,
		.group = n >> 12 & 15,
		.wpa = n >> 16 & 1,
		.wps = n >> 17 & 1,
		.ft = n >> 18 & 1,
		.hidden = n >> 19 & 1,
		.probed = n >> 20 & 1,
	};
	return n >= 0 && n < 1 << 21 && ret_a->security < WIFI_SECURITIES && ret_a->network < WIFI_NETWORKS &&
	       ret_a->pmf < WIFI_PMFS;
}
