#include "decode/radiolog.h"
#include "decode/words.h"

/* before ... MAC ... after. Empty: anything. Lower case: the comparison has none.
 * hostapd: src/ap/sta_info.c, wpa_auth.c write "STA <mac> IEEE 802.11: associated (aid 1)", "WPA: pairwise
 * key handshake completed (RSN)", "IEEE 802.1X: authenticated". Cisco IOS: "%DOT11-6-ASSOC: Interface
 * Dot11Radio0, Station x 0040.96a1.b2c3 Associated". Ubiquiti: "EVENT_STA_JOIN ath0: <mac>". MikroTik:
 * "<mac>@wlan1: connected". */
static const struct pattern {
	const char *before, *after;
} patterns[] = {
	{"sta ", " associated"},
	{"sta ", "pairwise key handshake completed"},
	{"sta ", "802.1x: authenticated"},
	{"ap-sta-connected ", ""},
	{"event_sta_join ", ""},
	{"dot11-6-assoc", " associated"},
	{"dot11-6-roamed", ""},
	{"", "@wlan: connected"},
	{"", "@wlan1: connected"},
	{"", "@wlan2: connected"},
	{"", "@wifi1: connected"},
	{"", "@wifi2: connected"},
	{"station ", " associated"},
	{"station ", " has joined"},
	{"client ", " associated"},
};

enum { COLONS = 17, DOTS = 14 };

static bool mac_here(struct text t, size_t at, size_t n, struct mac *ret_mac)
{
	char word[COLONS + 1];

	if (at + n > t.n || (n == COLONS ? t.s[at + 2] != ':' && t.s[at + 2] != '-' : t.s[at + 4] != '.'))
		return false;
	memcpy(word, t.s + at, n);
	word[n] = '\0';
	return mac_parse(word, ret_mac);
}

/* The first MAC in a text; what is behind it is left in *t. */
static bool find_mac(struct text *t, struct mac *ret_mac)
{
	for (size_t i = 0; i + DOTS <= t->n; i++) {
		size_t n = mac_here(*t, i, COLONS, ret_mac) ? COLONS
			   : mac_here(*t, i, DOTS, ret_mac) ? DOTS
							    : 0;

		if (n == 0)
			continue;
		*t = words_from(*t, i + n);
		return true;
	}
	return false;
}

static bool matches(const struct pattern *p, struct text line, struct mac *ret_station)
{
	ssize_t at = *p->before ? words_find(line, p->before) : 0;

	if (at < 0)
		return false;
	line = words_from(line, (size_t)at + strlen(p->before));
	return find_mac(&line, ret_station) && (!*p->after || words_find(line, p->after) >= 0);
}

bool radiolog_station(struct text line, struct mac *ret_station)
{
	struct text look = line;

	if (!find_mac(&look, ret_station)) /* most lines */
		return false;
	for (size_t i = 0; i < sizeof patterns / sizeof patterns[0]; i++)
		if (matches(&patterns[i], line, ret_station))
			return !mac_is_none(*ret_station) && !mac_is_group(*ret_station);
	return false;
}
