/* What the site knows, as detectors ask for it while frames arrive: whose an address is, what kind of device
 * that is, what people approved of it, who gave orders to whom. In memory, one hash lookup a question; read
 * from the site by detect_site(). Between two periods it is some seconds old: a device that was first seen a
 * moment ago is not known yet (NULL), and a detector that needs its number waits for known().
 *
 * Without a site (backtest of a single file) nothing is known and every lookup says so. */
#ifndef MIMAMORI_DETECT_KNOWN_H
#define MIMAMORI_DETECT_KNOWN_H

#include "detect/detector.h"

/* Borrowed until the next detect_site(); `slot` stays the same for the life of the room, for arrays beside.
 */
struct known_device {
	int64_t id;       /* the site's number; outside "d3" */
	uint32_t slot;    /* 0, 1 ... dense; at most detect_options.devices_max */
	uint32_t version; /* of its approved profile, as counted here */
	const char *kind; /* a token of device_kinds; static */
	struct mac mac;   /* its main addresses; none: not known */
	struct ip ip;
	int64_t silence; /* us: the longest that it was silent so far (device_rhythm); 0 not known */
	int64_t heard;   /* watched: its last frame; 0 not since mimamori began */
	bool router;     /* it forwards for others: frames with its MAC may be anybody's */
	bool approved;   /* people approved its profile */
	bool settled;    /* approved, or a person said what state it is in: learning is over for it */
	bool retired;    /* a person said that it is no longer in use */
	bool gone;       /* merged into another, or no longer there */
};

/* The device that sent this, or is meant by it: by its MAC; by its IP where there is no MAC, where the MAC is
 * a router's, or where nobody has the MAC and the IP is only known from behind a router. NULL: nobody that
 * the site knows; also when a strange MAC shows the IP of a device that has a MAC of its own. */
const struct known_device *known_who(const struct detect *d, const struct who *w);
const struct known_device *known_number(const struct detect *d, int64_t id); /* NULL: none, or gone */

/* A MAC or an IP by itself: does the site know it? */
bool known_mac(const struct detect *d, struct mac m);
bool known_ip(const struct detect *d, struct ip ip);

/* An address of the plant: private, of --home, or of a network that answered ARP or ND here. */
bool known_on_site(const struct detect *d, struct ip ip);

/* How a device is told apart while frames arrive, whether the site knows it or not: the MAC where it is the
 * device's own, else the IP. For keys of tables: the same device gives the same bytes, the other part is
 * zero. Both zero: nobody in particular (a group, an unspecified address). */
struct who known_key(const struct detect *d, const struct who *w);

/* --- what people approved of a device. Ask only of a device that is `approved`. */

bool known_peer(const struct detect *d, const struct known_device *of, int64_t peer);
/* protocol: PROTO_none matches any; an approved service that nothing had named matches any, too. */
bool known_service(const struct detect *d, const struct known_device *of, uint8_t transport, uint16_t port,
		   enum protocol p);
bool known_protocol(const struct detect *d, const struct known_device *of, enum protocol p);
bool known_outside(const struct detect *d, const struct known_device *of,
		   struct ip ip); /* by its name or its network, as far as the site has them */
/* How somebody outside is shown: "example.co.jp" or "203.0.113.0/24", as far as the site, or a name that was
 * just looked up, tells. NULL: not known (yet). Borrowed. */
const char *known_outside_label(const struct detect *d, struct ip ip);
/* in: it gets such requests; else it gives them. */
bool known_class(const struct detect *d, const struct known_device *of, bool in, enum protocol p,
		 enum command_class c);

/* --- radio networks, as the site judged them last (assess/wifi.h): whose is it? Before anything tells which are
 * the plant's own, nobody knows, and a detector speaks; once something does, what is not known is others'. An
 * access point that people settled is ours at once. */
enum known_whose {
	NETWORK_UNSETTLED,
	NETWORK_OURS,
	NETWORK_SAID, /* ours: people said so of its number */
	NETWORK_OTHERS
};
enum known_whose known_network(const struct detect *d, struct mac bssid);

/* --- who gave orders to whom, ever: table command. Devices of the site only. */
bool known_commanded(const struct detect *d, int64_t client, int64_t server, enum protocol p,
		     enum command_class c);

size_t known_devices(const struct detect *d);                               /* slots in use */
const struct known_device *known_at(const struct detect *d, uint32_t slot); /* NULL: gone */

#endif
