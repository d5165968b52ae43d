/* The walls of each program of serve (DESIGN 3.1.4), from one table, roles.def: which system calls it may
 * make, which paths it may open, how much it may use, as whom it runs, each with its reason. docs/walls.md is
 * made from the table; tests/serve/walls proves it on running programs.
 *
 * A role starts with the rights of gate, prepares what needs them (core binds its control socket, sensor
 *opens its interfaces, web reads its keys), and gives everything away for good before it reads a byte from
 *outside:
 *
 *	role_user()   becomes the user that gate names, without capabilities (called by role_enter() if it was
 *not) role_enter()  limits, paths (Landlock), system calls (seccomp)
 *
 * role_enter() ends the program when root could not be given away. What a kernel cannot do is left out and
 *missing in the result, which goes into LINE_READY and is shown by status. Under the sanitizers, which cannot
 *live behind seccomp, there is no filter. */
#ifndef MIMAMORI_DAEMON_ROLE_H
#define MIMAMORI_DAEMON_ROLE_H

#include "daemon/line.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* Names the user and group as "UID:GID" in a role's environment; absent: stay who you are. */
#define ROLE_USER "MIMAMORI_USER"

extern const char *const role_names[ROLE_COUNT]; /* "sensor" ...; the program is mimamori-NAME */

/* 0, or -EPERM: it could not be dropped, and the program must not go on. */
int role_user(void);
void role_capabilities(const int *keep, size_t n); /* none but these; for gate */

/* read: paths that may be opened for reading, NULL-terminated, or NULL. write: the folder in which files may
 * be made, or NULL. Returns a set of enum line_walls: those that stand. */
unsigned role_enter(enum role role, const char *const *read, const char *write);

/* Refuses these system calls (EPERM) from now on, here and in whatever is started from here. Whether it took.
 */
bool role_refuse(const int *calls, size_t n);

/* Role is ready: tells gate over the line. number: what role_enter() returned. 0 or negative. */
int role_ready(enum role role, unsigned walls);

/* The table itself, for documents and tests. */
struct role_call {
	unsigned roles; /* set of 1 << enum role */
	const char *name;
	int number;           /* -1: this architecture has no such call */
	int arg;              /* -1: whatever the arguments */
	uint32_t mask, value; /* allowed when (argument arg & mask) == value */
	const char *reason;
};
struct role_limit {
	unsigned roles;
	const char *name;
	int what; /* RLIMIT_... */
	uint64_t most;
	const char *reason;
};
struct role_word { /* a path or a capability, as words */
	unsigned roles;
	const char *what, *reason;
};
extern const struct role_call role_calls[];
extern const size_t role_call_count;
extern const struct role_limit role_limits[];
extern const size_t role_limit_count;
extern const struct role_word role_words[];
extern const size_t role_word_count;

#endif
