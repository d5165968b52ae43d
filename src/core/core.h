/* mimamori-core: the site, kept and told (DESIGN 3.1.4). What its files share. One thread, one loop; all
 *state here. It reads what sensor and web send as hostile, has no network and starts no program.
 *
 *	main.c     begins and ends        line.c     what gate says
 *	control.c  the control socket     requests.c whose request gets which answer
 *	readers.c  what takes long        notes.c    its own events
 *	site.c     the file               feed.c     what sensor says
 *	courier.c  the way out
 *	alarms.c   what detectors say, and who is told
 */
#ifndef MIMAMORI_CORE_CORE_H
#define MIMAMORI_CORE_CORE_H

#include "base/channel.h"
#include "base/loop.h"
#include "core/alarms.h"
#include "core/courier.h"
#include "core/feed.h"
#include "daemon/line.h"
#include "serve/api.h"
#include "store/site.h"

#include <stdbool.h>
#include <stdint.h>

enum { CORE_READERS = 3, CORE_WAITING = 32, CORE_READER_SECONDS = 60 };
enum { CORE_CONTROLS = 16, CORE_NOTES = 64, CORE_NOTE = 256, CORE_QUEUE = 64 << 20, CORE_ADDRESSES = 4 };

/* What gate told of a role. */
struct core_role {
	bool up, missing;
	int walls, pid; /* walls: set of enum line_walls */
	unsigned restarts;
	int last_status;   /* wait status of its last end */
	int64_t last_died; /* us; 0 never */
};

/* Somebody who sends requests: web, or a command at the control socket. */
struct core_peer {
	struct core *core;
	struct channel channel; /* fd -1: nobody */
	uint8_t via;
	uint32_t uid;
	uint64_t number; /* another one each time somebody comes */
};

/* A request that takes long, read in a process of its own (readers.c). */
struct core_reader {
	struct core *core;
	struct channel channel; /* fd -1: free */
	struct core_peer *peer; /* who asked; gone when its number is another one */
	uint64_t peer_number, request;
	bool began, whole; /* parts of the answer went on; all of them did */
	bool paused;       /* the peer has no room now */
};
struct core_waiting {
	struct core_peer *peer;
	uint64_t peer_number;
	uint8_t *bytes; /* the request as it came */
	size_t n;
};

/* An event that is to be written: kept here while the disk is full or the file cannot be written to. */
struct core_note {
	int64_t at;
	const char *kind; /* static */
	char body[CORE_NOTE];
};

struct core {
	struct loop *loop;
	const char *site;
	const char *replay;                  /* a capture that is played, or NULL */
	const char *address[CORE_ADDRESSES]; /* where web listens, as gate was told */
	struct store *store;                 /* NULL while it cannot be opened */
	bool read_only;                      /* it could be opened for reading only */
	int write_error;                     /* 0, or why the last write failed: -ENOSPC ... */
	char problem[256];                   /* in the store's words, while one of these is so */
	int64_t began;                       /* us */
	uint64_t event_seq;                  /* of the last event pushed */
	uint32_t version;                    /* of the state: each change makes another */
	int data_version;                    /* SQLite's: changes when another process wrote */
	struct core_role role[ROLE_COUNT];
	struct core_peer web, control[CORE_CONTROLS];
	struct core_reader reader[CORE_READERS];
	struct core_waiting waiting[CORE_WAITING]; /* the first one next */
	unsigned waitings;
	int pause_timer; /* -1 */
	struct api api;
	uint64_t peers; /* numbers given */
	int control_fd;
	struct core_note note[CORE_NOTES];
	unsigned notes;
	unsigned notes_lost; /* no room was left */
	unsigned walls;
	struct feed *feed; /* what sensor says */
	struct core_courier *courier;
	struct core_alarms *alarms;
	struct messages *messages; /* who is told: alarms.c steps it, courier.c sends */
};

int64_t core_now(void); /* us since 1970: the one clock of core */

/* Something of this topic changed (serve/message.h): pages are told. NULL: anything may have. */
void core_changed(struct core *c, const char *topic);
/* How a write of anybody to the store ended; a failure is told in status, and in the journal once it can. */
void core_wrote(struct core *c, int result);

/* notes.c. kind: static. body: JSON. */
void core_note(struct core *c, const char *kind, const char *body);
void core_write_notes(struct core *c);

/* site.c: opens the site, for writing if it can be. Called again while it is not. */
void core_open_site(struct core *c);

/* control.c. Bound before the walls. 0 or negative. */
int control_bind(struct core *c);
int control_begin(struct core *c);
void control_end(struct core *c); /* the socket's name goes */

/* peers */
void peer_begin(struct core_peer *p, int fd); /* takes fd */
void peer_end(struct core_peer *p);
void peer_drop(struct core_peer *p); /* it said what it may not, or does not read: web is started anew */

/* requests.c. bytes: the request as it came. */
void request_take(struct core_peer *p, struct request *r, struct rd bytes);
/* Answers with a problem of core's own; key: a sentence of data/lang/core.yaml. */
void request_refuse(struct core_peer *p, const struct request *r, int status, const char *key,
		    int retry_after);

/* readers.c. Takes a request that is slow: answered later, or refused. viewer: who asks. */
void reader_take(struct core_peer *p, const struct request *r, struct rd bytes, const struct viewer *viewer);

/* In a forked process: core's connections are none of its business. */
void reader_let_go(const struct core *c);

/* evidence.c: a bag that waits is made, each second. */
void core_evidence(struct core *c);
/* Who asks for a copy of evidence is told to the journal: the chain of custody. */
void core_evidence_copied(struct core *c, const struct request *r, const struct viewer *v);

/* line.c */
void line_blame(enum role role); /* gate ends it, and starts it anew */
int line_begin(struct core *c);

#endif
