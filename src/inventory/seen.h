/* What was seen, while frames arrive: bounded tables of compact rows, one kind a table. Filled by seen_*(),
 * read once at the end by identity and by the writers. Everything is keyed by what the wire shows (MAC, IP);
 * who that is, is decided later. */
#ifndef MIMAMORI_INVENTORY_SEEN_H
#define MIMAMORI_INVENTORY_SEEN_H

#include "decode/stack.h"
#include "inventory/batch.h"
#include "inventory/table.h"
#include "inventory/texts.h"

/* --- who sent frames
 * ------------------------------------------------------------------------------------------- */

enum talker_flag {
	TALKER_CLAIMED = 1,   /* said in ARP, ND or DHCP that this MAC has this IP */
	TALKER_ANSWERED = 2,  /* and answered for it */
	TALKER_OWN_VOICE = 4, /* sent something that is not the control traffic of a switch (STP, pause) */
	TALKER_WIFI = 8,      /* seen as a radio station itself */
	TALKER_ROUTER = 16,   /* something said that it forwards */
	TALKER_VIRTUAL = 32,  /* its MAC is a shared one */
	TALKER_INNER = 64,    /* seen inside a tunnel only */
	TALKER_WIRE = 128,    /* seen on a wire; without it in the air alone */
};

struct talker { /* key: who */
	struct who who;
	uint8_t ttl_low, ttl_high; /* 0: no IP frame yet */
	uint16_t flags, vlan;
	uint32_t unused;
	uint64_t packets, bytes; /* 0 packets: only spoken about, or silent in this period */
	uint64_t before;         /* packets of earlier periods (seen_next()) */
	int64_t first, last;
	struct packet at;
};

/* All that it ever sent: what says whose an address is. */
static inline uint64_t talker_sent(const struct talker *t) { return t->packets + t->before; }

/* --- facts
 * ------------------------------------------------------------------------------------------------------ */

struct kept { /* key: about, kind, value */
	struct who about;
	uint16_t kind;
	uint32_t value; /* text */
	uint32_t count;
	struct packet at;
	uint16_t source, port;
	uint8_t confidence;
};

struct kept_count { /* key: about, kind */
	struct who about;
	uint16_t kind;
	uint32_t values, dropped;
};

/* --- conversations
 * ---------------------------------------------------------------------------------------------- */

struct ends { /* of a flow, command ...; begins their keys */
	struct who client, server;
};

struct talked { /* key: up to port: MACs only where there is no IP */
	struct ip client, server;
	struct mac client_mac, server_mac; /* in the key only when the IP is none */
	uint16_t port, protocol;
	uint8_t transport, pad[3];
	/* --- */
	uint8_t encrypted, answered, refused, bare; /* bare: nothing but bare SYNs or refusals so far */
	uint16_t client_port;
	uint8_t to_group, spoke; /* spoke: some payload */
	uint8_t up, down;        /* frames were seen from the client, from the server */
	uint32_t connections;
	struct mac client_by, server_by;       /* the MACs first seen with these addresses */
	uint32_t client_device, server_device; /* device + 1, set once identity is decided; 0 none */
	uint64_t packets, bytes, payload;
	int64_t first, last;
	struct packet at, last_at;
};

/* --- things done
 * ------------------------------------------------------------------------------------------------ */

struct commanded_key {
	struct ends ends;
	uint16_t protocol;
	uint16_t has_sub;
	int64_t code, sub;
};

struct commanded { /* begins as its key */
	struct ends ends;
	uint16_t protocol;
	uint16_t has_sub;
	int64_t code, sub;
	/* --- */
	uint64_t count, answered, refused;
	int64_t first;
	struct packet at;
	uint32_t name;
	uint16_t class, deed; /* enum command_class, enum deed */
	bool before;          /* asked in an earlier period: an answer without a request is no stranger's */
	uint32_t waiting,
		newest; /* of its operations: the first that may wait for an answer, the last; row + 1 */
};

/* A request that changes how a controller runs, by itself: who, whom, when (orders.c). Equal ones within one
 * second of the clock are one row. key: to second */
struct operated {
	struct ends ends;
	uint16_t protocol, has_sub;
	uint32_t detail; /* what it was done to; 0 nothing told */
	int64_t code, sub, second;
	/* --- */
	uint64_t count, answered, refused;
	uint64_t before; /* asked in an earlier period, and not answered in it (seen_orders_again()) */
	int64_t when;
	struct packet at;
	uint32_t name, next; /* next: the command's next operation, row + 1 */
	uint16_t class, deed;
};

enum { LOGIN_RANK_DEFAULT_OK = 6 }; /* the highest rank in events.c: a published default was accepted */

struct signed_in { /* key: to method */
	struct ends ends;
	uint16_t protocol, port;
	uint32_t method;
	/* --- */
	uint32_t ok, failed, unknown, clear;
	uint32_t default_index, default_refused; /* index of the published credential + 1 as decode says; how
						    often it was refused */
	int64_t first;
	struct packet at, telling;
	uint8_t rank;
};

struct shared_secret { /* key: to server */
	int64_t tag;
	struct who server;
	uint16_t protocol;
	struct packet at;
};

struct shown { /* a certificate; key: to not_after */
	struct who about;
	uint16_t port;
	uint32_t subject, issuer;
	int64_t not_before, not_after;
	/* --- */
	int64_t self_signed, bits, when;
	struct packet at;
};

struct shook { /* TLS handshakes; key: to sni */
	struct ends ends;
	uint16_t port, version;
	uint32_t cipher, sni;
	/* --- */
	uint32_t count, weak;
	struct packet at;
};

enum { POINT_SPANS_LEAST = 3 }; /* distances, before they are called a period */

struct measured { /* values of a point; key: to protocol */
	struct who about;
	uint16_t protocol;
	uint32_t name;
	/* --- */
	int64_t first;
	struct packet at;
	uint16_t type; /* enum point_type */
	uint8_t pad[14];
	/* What each value changes, on a cache line of its own once rows lie in large pages. */
	uint64_t count, writes; /* writes: set by a client; part of count */
	double least, most, last_value;
	int64_t last;
	int64_t spans; /* us between one value and the next, added up; pauses are left out */
	uint32_t spans_count;
};
_Static_assert(sizeof(struct measured) == 128 && offsetof(struct measured, count) == 64, "two cache lines");

struct told_time { /* key: ends */
	struct ends ends;
	int64_t stratum, offset;
	struct packet at;
	bool has_stratum, has_offset;
};

struct mapped { /* key: to inside_port */
	struct ends ends;
	uint16_t protocol;
	int64_t outside_port, inside_port;
	/* --- */
	uint32_t purpose;
	struct packet at;
};

struct hopped {           /* a radio or wired hop; key: to source */
	struct ends ends; /* station, access point */
	uint32_t medium;
	uint16_t source;
	/* --- */
	struct packet at;
};

/* --- radio networks (wifi.c)
 * ------------------------------------------------------------------------------------------------------ */

struct announced { /* a radio network; key: bssid */
	struct mac bssid;
	/* --- */
	bool said, named_beacon, hidden_beacon; /* said: an announcement was recorded */
	uint8_t other;                          /* security beside the weakest, + 1; 0 none */
	uint8_t traffic;                        /* bit n: enum wifi_traffic n */
	uint8_t channel;
	uint32_t ssid, names; /* names: how many different ones */
	int64_t packed;       /* wifi_pack() of the weakest announcement */
	uint64_t count, frames;
	int64_t first, last;
	struct packet at;
};

struct announced_name { /* key: all */
	struct mac bssid, pad;
	uint32_t ssid;
};

/* What is a condition of its own beside what is counted otherwise, with its own times: so that it can pass. */
struct stretch {
	uint64_t count;
	int64_t first, last;
	struct packet at;
};

struct stationed { /* a station at an access point; key: to station */
	struct mac bssid, station;
	/* --- */
	uint8_t traffic;
	uint64_t frames, joined, message[4], pmkid;
	int64_t first, last;
	struct packet at;
	struct stretch reinstalled;
};

struct sent_away { /* deauthentication, disassociation; key: to reason */
	struct mac bssid, from, to;
	uint8_t disassociation, is_protected;
	int32_t reason;
	/* --- */
	uint64_t in_window, calm, burst; /* calm, burst: the most in a window without, with a flood */
	int64_t window;                  /* when the one at hand began */
	struct packet window_at;
	struct stretch single, flood; /* flood: those of windows with WIFI_FLOOD or more */
};
enum { BURST_US = 10 * 1000000 };

struct neighboured { /* key: to source */
	struct ends ends;
	uint32_t port;
	uint16_t source;
	struct packet at;
};

struct named { /* registered names of addresses; key: to name */
	struct ip ip;
	uint32_t name;
	/* --- */
	uint32_t count;
	struct packet at;
	uint16_t source;
	uint8_t confidence;
};

struct joined { /* what earlier periods found to be one device; key: from */
	struct who from;
	/* --- */
	struct who into;
	const char *why; /* as in struct merged */
	struct packet at;
};

/* --- who tried many
 * ----------------------------------------------------------------------------------------------- */

enum { SKETCH_BITS = 6, SKETCH_SIZE = 1 << SKETCH_BITS, PORTS_WATCHED = 16 };

struct tried { /* key: to transport */
	struct who who;
	uint8_t transport;
	/* --- */
	uint8_t watched; /* ports in port[] */
	uint32_t
		evident; /* attempts of which it was recorded that nothing came of them, or that he himself shows so */
	uint64_t packets;
	int64_t first, last;
	struct packet at;
	uint16_t port[PORTS_WATCHED]; /* its first ports one by one, all of them in the sketch */
	uint32_t attempts[PORTS_WATCHED];
	uint64_t bits[PORTS_WATCHED]; /* one of 64 for each target of that port: one target, or several */
	uint8_t targets[SKETCH_SIZE], ports[SKETCH_SIZE];
};

enum { FLOWS_WAITING = 32, SIGHTINGS_WAITING = 32 };

struct tried_key { /* what a struct tried begins with */
	struct who who;
	uint8_t transport;
};

/* An attempt: who made it, at whom. */
struct attempt {
	struct tried_key by;
	struct who at;
	uint16_t port;
};

struct talked_key { /* what a struct talked begins with */
	struct ip client, server;
	struct mac client_mac, server_mac;
	uint16_t port, protocol;
	uint8_t transport, pad[3];
};

struct flow_waiting { /* until a batch is full: their rows are fetched from memory together */
	struct flow flow;
	struct talked_key key;
	struct attempt attempt;
	bool tries; /* attempt is one */
	uint64_t hash, scan_hash;
};

struct sighting_waiting { /* what is kept of a sighting */
	struct who who;
	uint16_t vlan;
	uint8_t ttl, flags; /* enum talker_flag */
	uint32_t bytes, more, lasts;
	int64_t when;
	struct packet at;
	uint64_t hash;
};

enum { RECENT_POINTS = 16384 };

enum { ORDER_NAME = 47 }; /* bytes of a longer name are not held back */

struct order_waiting { /* a request or an answer (key: what a row of commands begins with) */
	struct commanded_key key;
	int64_t when;
	struct packet at;
	uint32_t more;
	uint16_t kind; /* of fact */
	uint16_t class, deed;
	uint8_t refused, name_n;
	char name[ORDER_NAME];
};

struct seen {
	struct texts texts;
	struct table talkers, facts, fact_counts, flows, commands, logins, secrets, certificates, tls, points,
		times, maps, hops, neighbours, names, scans, joined, operations, networks, network_names,
		stations, leaves;
	uint64_t frames;
	struct flow_waiting *waiting;
	struct sighting_waiting *sighted;
	struct batch keeping;  /* changes to facts */
	struct batch ordering; /* requests and answers to be counted */
	unsigned waiting_count, sighted_count;
	uint32_t recent_points[RECENT_POINTS]; /* rows of points: where each was found last */
	uint64_t
		*prints; /* of each point's row: of whose it is and of its name, by which it is found again */
	uint32_t next_point; /* the row behind the last one */
	bool scans_left;     /* some flow row may still be given up for a better one */
};

int seen_init(struct seen *v);
void seen_clear(struct seen *v);
/* Begins anew, but remembers who shows which address; what was silent for an hour is forgotten. 0 or -ENOMEM.
 */
int seen_next(struct seen *v, int64_t now);
void seen_sighting(struct seen *v, const struct sighting *s);
void seen_fact(struct seen *v, const struct fact *f);
void seen_flow(struct seen *v, const struct flow *f);
void seen_end(struct seen *v); /* nothing more comes */

/* For the parts: */
struct talker *seen_talker(struct seen *v, const struct who *w, int64_t when,
			   struct packet at);            /* NULL: no room */
void seen_keep(struct seen *v, const struct fact *f);    /* facts.c */
void seen_event(struct seen *v, const struct fact *f);   /* events.c */
void seen_request(struct seen *v, const struct fact *f); /* orders.c: of requests and answers */
/* What was asked a moment before a period ended may be answered in the next. */
void seen_orders_again(struct seen *v, const struct table *operations, const struct texts *texts,
		       int64_t now);
void seen_ordered(void *seen, const void *order, uint64_t hash); /* orders.c: of the batch */
void seen_point(struct seen *v, const struct fact *f);           /* points.c */
void seen_reading(struct seen *v, const struct reading *r);
/* A point of this note (fact.note) comes soon: its row is fetched. */
void seen_point_soon(const struct seen *v, uint32_t note);
void seen_network(struct seen *v, const struct fact *f);                    /* wifi.c: FACT_ACCESS_POINT */
void seen_station(struct seen *v, const struct fact *f);                    /* FACT_WIFI_CLIENT */
void seen_leave(struct seen *v, const struct fact *f);                      /* FACT_WIFI_LEAVE */
void leaves_go_on(struct seen *v, const struct table *before, int64_t now); /* windows of the period before */
batch_make seen_kept;                                                       /* facts.c */

/* Keys are compared byte by byte, padding and all. */
#define ZEROED(type, name)                                                                                   \
	struct type name;                                                                                    \
	memset(&name, 0, sizeof name)

/* Of a conversation: by address where there is one, since the two directions may pass by different MACs. */
static inline struct who end_of(const struct who *w)
{
	return ip_is_unspecified(w->ip) ? (struct who){.mac = w->mac} : (struct who){.ip = w->ip};
}

static inline struct ends ends_of(const struct fact *f)
{
	return (struct ends){.client = end_of(&f->about), .server = end_of(&f->peer)};
}
/* scan.c: is this flow an attempt of one to reach another? */
bool scan_attempt(const struct flow *f, struct attempt *ret_attempt);
void scan_feed(struct seen *v, const struct flow *f, const struct attempt *a, uint64_t hash);

unsigned scan_targets(const struct tried *t); /* how many distinct, about */
unsigned scan_ports(const struct tried *t);
unsigned scan_targets_of(const struct tried *t, unsigned watched); /* of one of its watched ports */

#endif
