/* A run's model joins a site (issue 3): devices of the run become devices of the site by evidence
 * (save-match.sql has the rules), rows are added to the rows that mean the same (save_rows.c), what the run
 * contradicts is updated and told (save-before.sql). Ids of a site never change; the packets of a run's files
 * go on where the site's files end (packet = file << 32 | n).
 *
 * Everything happens inside the caller's site_begin()/site_commit(): a crash leaves the site as it was. */
#ifndef MIMAMORI_INVENTORY_SAVE_H
#define MIMAMORI_INVENTORY_SAVE_H

#include "store/journal.h"

#include <stdbool.h>

enum { DIGEST_TEXT = HASH_BYTES * 2 + 1 };

/* One input of the run, in the order of its table `source`: SHA-256 of the file as it lies on disk (of a
 * stream: of its name and what was counted in it), hex, and its size in bytes. */
struct save_file {
	char digest[DIGEST_TEXT];
	uint64_t size;
};

struct saved {
	int64_t fresh, known, changed; /* devices; changed: of the known ones */
	int64_t closed;                /* services that answered before and refuse now */
	int64_t addresses;             /* rows that came to `address` (of a period only) */
	/* Of a period: devices of the site that the run shows to be one (LLDP, serial number ...), although
	 * the site met them apart; for keep_merge(). */
	struct saved_twin {
		int64_t gone, into;
		char why[64];
	} twin[4];
	unsigned twins;
	int64_t strays; /* heard in the air alone, of no network of the plant's: no devices of the site */
	int64_t unkept; /* rows for which a bound of the site left no room */
};

/* The run is the store that store_join() attached; written, no statement open on it. at: us. 0 or negative
 * (store_error(site)); the caller then rolls back. */
int save_run(struct store *site, const struct save_file *files, unsigned count, int64_t at, const char *actor,
	     struct saved *ret_saved);

/* A site that is watched (mimamori serve) takes in periods of some seconds. Their packets are the site's own
 * already: file is a row of `source`, which the caller makes before and lets grow. */
struct save_source {
	int64_t id; /* -1: a new one, filled in */
	const char *name, *format;
	uint32_t snaplen;        /* 0: whole frames */
	uint64_t packets, bytes; /* in all */
	int64_t first, last;     /* us; 0 none yet */
	bool truncated;
};
int save_source(struct store *site, struct save_source *s);

struct save_packet_file { /* what it is in the packet store, SITE.db.packets */
	int64_t source;
	const char *file; /* "000001.pcapng" */
	uint64_t bytes;   /* in all */
	uint64_t dropped; /* that came to be lost since the last call */
};
int save_packet_file(struct store *site, const struct save_packet_file *f);

struct save_period {
	int64_t from, to; /* us */
	bool mirror_incomplete, replay;
};
/* Like save_run(), but tells devices only: a few seconds are no capture, and what a device does not show in
 * them is not gone. */
int save_period(struct store *site, const struct save_period *p, int64_t at, const char *actor,
		struct saved *ret_saved);

/* Whether a file of this size, or this file, was taken in before. */
bool save_has_size(struct store *site, uint64_t size);
bool save_has(struct store *site, const char *digest);

/* Which devices the rows of the ledger mean: by MAC address, then by IP address (never one that shows another
 * MAC than the row), then by a name or number that is the device's own name. Sets ledger.device,
 * device.ledger and device.known. After a save and after the ledger changed; in the caller's transaction. */
int ledger_rematch(struct store *site);

#endif
