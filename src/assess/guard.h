/* What is remembered of tries to sign in and of the use of sessions, in memory and bounded. Wrong tries make
 * the next one wait, longer each time, by name and by address; a flood of them fills neither the journal nor
 * the processor: so many are told one by one in a minute, so many passwords are stretched in a second.
 *
 * A name that many addresses try is delayed five minutes at most, and not at all from an address where it
 * signed in before (which has its own delay), so that nobody can be kept out by others; an address a quarter
 * of an hour. Such addresses have passwords of their own in a second's count, too. What an account knows of
 * its own failures is in the file (account.failed), so that a restart forgives nothing. Passwords are
 * stretched in core itself: 16 ms each and at most six a second is a tenth of its time, and needs no
 * process that holds passwords (decision 060-accounts). */
#ifndef MIMAMORI_ASSESS_GUARD_H
#define MIMAMORI_ASSESS_GUARD_H

#include <stdbool.h>
#include <stdint.h>

enum {
	GUARD_TRIES = 1024,   /* names and addresses remembered */
	GUARD_SESSIONS = 512, /* whose last use is remembered */
	GUARD_FREE_NAME = 5,
	GUARD_FREE_ADDRESS = 10,   /* tries before the first delay */
	GUARD_STRETCHES = 4,       /* passwords a second, */
	GUARD_KNOWN_STRETCHES = 2, /* and from where the name signed in before */
	GUARD_KNOWN = 256,         /* names with addresses where they signed in */
	GUARD_TOLD = 20,           /* failures told one by one in a minute */
};
#define GUARD_NAME_MOST    INT64_C(300000000) /* us */
#define GUARD_ADDRESS_MOST INT64_C(900000000)

struct guard;

struct guard *guard_new(int64_t now); /* NULL: no memory */
void guard_free(struct guard *g);

/* How long this try has to wait, us; 0: it may go on. login "": no name is tried, only an address. failed,
 * failed_at: of the account (0, 0: none such). */
int64_t guard_wait(struct guard *g, const char *login, const char *address, int64_t failed, int64_t failed_at,
		   int64_t now);
/* Returns how many wrong tries of this name there were now, without a right one. */
unsigned guard_failed(struct guard *g, const char *login, const char *address, int64_t now);
void guard_passed(struct guard *g, const char *login, const char *address);
/* May a password be stretched now? Counts it. login NULL: of somebody who is signed in. */
bool guard_stretch(struct guard *g, const char *login, const char *address, int64_t now);
/* May a failure be told one by one? Else it is counted. *ret_untold: how many of a minute before are still to
 * be told, as one (and since when); 0 mostly. */
bool guard_tell(struct guard *g, int64_t now, unsigned *ret_untold, int64_t *ret_since);

/* When the session was used last; the start of this program when it does not know. */
int64_t guard_last_use(struct guard *g, int64_t session);
void guard_used(struct guard *g, int64_t session, int64_t now);

#endif
