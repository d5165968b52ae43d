/* mimamori-gate: what its files share. It starts, restarts and stops the programs of serve, holds the
 * listening sockets and the packet files, and reads nothing but its arguments and the fixed messages of its
 * lines. */
#ifndef MIMAMORI_GATE_GATE_H
#define MIMAMORI_GATE_GATE_H

#include "base/child.h"
#include "base/loop.h"
#include "daemon/line.h"

#include <limits.h>
#include <stdbool.h>
#include <sys/types.h>

enum {
	GATE_POSTS = ROLE_PRESS, /* sensor, core, web, courier: kept alive; a press is not */
	GATE_LISTEN = 4,
	GATE_PRESSES = 4,
	GATE_ARGS = 48,
	GATE_PATH = PATH_MAX
};

struct user {
	uid_t uid;
	gid_t gid;
};

/* One role's process. */
struct post {
	struct gate *gate;
	enum role role;
	const char *program;
	char *args[GATE_ARGS + 2];
	struct user user;
	pid_t pid;           /* 0: not running */
	int line;            /* -1 */
	bool missing, ready; /* missing: the program is not there, said once */
	bool asked;          /* to end, by core: starts anew, and it is no death */
	int walls;           /* from LINE_READY */
	unsigned restarts;
	int last_status;
	int64_t started, again; /* loop_clock(); again: when to start it anew, 0 never */
	int64_t wait;           /* the next pause, ms */
};

struct press_run {
	pid_t pid;
	int ticket;
	char folder[64]; /* "" none */
};

struct packets {
	int folder;         /* descriptor of SITE.db.packets, -1 */
	const char *replay; /* the capture that is played: its packets lie there, or NULL */
	unsigned oldest, newest;
	uint64_t bytes_most;
	int64_t seconds_most;
	struct user owner; /* core's: slices are cut by it */
};

struct gate {
	struct loop *loop;
	const char *site;
	char folder[GATE_PATH]; /* of the site */
	bool root;
	struct user outside; /* who sensor, web, courier and press run as */
	struct post post[GATE_POSTS];
	struct press_run press[GATE_PRESSES];
	struct packets packets;
	int listen[GATE_LISTEN];
	const char *address[GATE_LISTEN]; /* as they were given */
	char host[GATE_LISTEN][64];       /* without the port */
	unsigned listens;
	int lock, signals;
	int stage;          /* of stopping: 0 not, else how many posts of the order are to be gone */
	int64_t stage_ends; /* then SIGKILL */
	int status;         /* exit status */
};

/* A sentence of data/lang/gate.yaml on stderr. */
void gate_say(const char *key, const char *subject, const char *detail);

/* posts.c */
void post_start(struct post *p);
void post_ended(struct post *p, int status);
void post_tell(struct gate *g, enum role to, const struct line_message *m); /* nothing when it does not run */
void posts_tick(struct gate *g);                                            /* starts what is due */

/* stop.c */
void gate_stop(struct gate *g);
void gate_stop_tick(struct gate *g);

/* packets.c */
int packets_open(struct packets *p, const char *site);
int packets_next(struct packets *p, unsigned *ret_number); /* a descriptor, or negative */
/* Deletes the oldest while there is more than the bounds allow: the number of one that went, 0 none. */
unsigned packets_trim(struct packets *p);

/* press.c */
void press_start(struct gate *g, const struct line_message *m);
bool press_ended(struct gate *g, pid_t pid, int status);

/* certificates.c */
void gate_certificates(const struct gate *g);

/* arguments.c */
int gate_arguments(struct gate *g, int argc, char **argv);

/* walls.c */
void gate_walls(struct gate *g);

#endif
