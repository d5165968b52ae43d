/* What the files of the room share. Inside detect only; detectors include detector.h, known.h and table.h. */
#ifndef MIMAMORI_DETECT_ROOM_H
#define MIMAMORI_DETECT_ROOM_H

#include "detect/detect.h"
#include "detect/detectors.h"
#include "detect/known.h"
#include "detect/table.h"

enum { DETECT_DETECTORS = 64 };

/* --- what the site knows (known.c asks, known_read.c fills) */

struct known_of_mac { /* key: mac */
	struct mac mac;
	uint32_t slot; /* + 1; 0 nobody's any more */
};

struct known_of_ip { /* key: ip */
	struct ip ip;
	uint32_t slot;  /* + 1 */
	uint32_t label; /* somebody outside: its text in `labels` + 1 */
};

struct known_of_id { /* key: id */
	int64_t id;
	uint32_t slot; /* + 1 */
};

struct known_entry { /* key: device, what. Valid while version is that of the device */
	int64_t device;
	uint64_t what; /* known_what() */
	uint32_t version, pad;
};

struct known_order { /* key: all */
	int64_t client, server;
	uint32_t protocol, class;
};

struct known_network { /* key: bssid. Valid while read is known.networks_read */
	struct mac bssid;
	/* --- */
	uint8_t whose; /* enum known_whose */
	uint8_t pad[3];
	uint32_t read;
};

struct known_label {   /* key: hash */
	uint64_t hash; /* of the text: hash_bytes() of this process */
	char text[64];
};

enum { KNOWN_ASKED_LEAST = 4096, KNOWN_ASKED_MOST = 32768, KNOWN_NAMED = 1024 };

struct known_asked {
	struct who who, key;
	const struct known_device *device;
	bool holds; /* answers for this who */
};

enum { KNOWN_RHYTHM_S = 300 };

struct known {
	struct known_device *devices; /* by slot */
	uint32_t count, max;
	struct table macs, ips, ids, entries, orders, labels, networks;
	struct known_asked *
		asked; /* who was asked for, by hash: each frame of a conversation asks for the same two again */
	uint32_t asked_mask;         /* as many as that, less one: twice the devices */
	uint64_t named[KNOWN_NAMED]; /* address and name, hashed: the same answer comes again and again */
	uint32_t lines;              /* of profiles, read since all began anew */
	int64_t learning;            /* us of watched time that the site is learnt; setting learning-hours */
	int64_t rhythm;    /* us that a device is watched before it may be silent; setting rhythm-seconds */
	bool site;         /* something was read */
	bool own_networks; /* some network is known to be the plant's */
	bool anew;         /* people said, since it was read last, that something is to be learnt anew */
	uint32_t networks_read;
	/* how far the site was read */
	const struct store *store;
	int64_t changes, version, seq, device, address, outside, command;
	int64_t profile; /* seq of the newest profile read */
	int64_t flags;   /* watched clock when kinds, routers and rhythms were read last */
};

int known_begin(struct known *k, size_t devices_max);
void known_end(struct known *k);
/* 1 something changed, 0 nothing, negative. watched: the watched clock. */
int known_read(struct known *k, struct store *site, int64_t watched);
void known_name_of(struct known *k, const struct fact *f); /* a name of an address outside */
void known_forget_asked(struct known *k);
struct known_device *known_slot(struct known *k, int64_t id, bool make);

enum known_sort { KNOWN_PEER = 1, KNOWN_SERVICE, KNOWN_PROTOCOL, KNOWN_OUTSIDE, KNOWN_CLASS };
enum { KNOWN_ANY = 0xffff };                                /* of a protocol */
uint64_t known_what(enum known_sort sort, uint64_t detail); /* detail: less than 2^56 */
static inline uint64_t known_service_detail(uint8_t transport, uint16_t port, unsigned protocol)
{
	return (uint64_t)transport << 32 | (uint64_t)port << 16 | protocol;
}
static inline uint64_t known_class_detail(bool in, unsigned protocol, unsigned class)
{
	return (uint64_t)in << 32 | (uint64_t) class << 16 | protocol;
}
uint64_t known_label_hash(const char *text);

/* --- tables that are kept (table.c) */

struct kept_table {
	struct detect_table is;
	struct table table;
	uint64_t *saved; /* hash of each page as it was saved; room for `pages` */
	uint32_t pages, saved_pages;
	bool stale; /* the file may hold more pages than `saved_pages` */
};

void kept_free(struct kept_table *k);
size_t kept_bytes(const struct kept_table *k);
/* put: INSERT of name, part, bytes; cut: DELETE of name from part on. 0 or negative. */
int kept_save(struct kept_table *k, sqlite3_stmt *put, sqlite3_stmt *cut);
int kept_load(struct kept_table *k, sqlite3_stmt *get); /* -EBADMSG: refused, the table is empty */

/* --- the room */

struct listener { /* a detector that wants to hear of something */
	const struct detector *detector;
	void *state;
};

struct listeners {
	struct listener all[DETECT_DETECTORS];
	unsigned count;
};

enum { FACT_LISTENERS = 16 }; /* of one kind of fact; more: detect_new() says no memory */

enum { HEARD_SENDERS = 4096 };

struct kept_clock { /* key: one */
	uint64_t one;
	int64_t watched;
	int64_t before; /* watched time of the site before detectors watched it, us */
};

struct detect {
	struct detect_options options;
	void *state[DETECT_DETECTORS];
	struct listeners sightings, flows, ticks, knowns, sights, anews;
	struct fact_listeners { /* most kinds of facts concern nobody */
		struct listener all[FACT_LISTENERS];
		unsigned count;
	} facts[FACT_COUNT];
	struct kept_table *kept[DETECT_TABLES];
	unsigned kept_count;
	struct known known;
	struct detect_counts counts;

	int64_t now;    /* never goes back */
	int64_t heard;  /* the source's clock as it was told last; 0 not yet */
	int64_t second; /* of it, at the last tick that detectors heard */
	int64_t watched, before;
	struct detect_sight sight;
	uint64_t *senders; /* told within the second: half of a seeded hash, and the second */
	uint64_t seed;
	struct table *clock;    /* kept: struct kept_clock, one row */
	struct table *followed; /* kept, of anew.c */
	int64_t saved;          /* watched clock at the last save */
	bool unsaved;           /* something was said since */
};

/* --- learning anew (anew.c): after known_read(), when it found such events */
int anew_begin(struct detect *d);
int anew_follow(struct detect *d, struct store *site); /* 0 or negative */

#endif
