#include "assess/guard.h"

#include "assess/secret.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define MINUTE  INT64_C(60000000)
#define SECOND  INT64_C(1000000)
#define FORGIVE INT64_C(3600000000) /* an hour without a wrong try */

struct tried {
	char who[80]; /* "name " or "from ", and which */
	unsigned failed;
	int64_t at; /* the last one */
};

struct used {
	int64_t session, at;
};

struct guard {
	int64_t started;
	struct tried tried[GUARD_TRIES];
	struct used used[GUARD_SESSIONS];
	char known[GUARD_KNOWN][160]; /* name and address */
	unsigned next_known;
	int64_t second, minute; /* when the ones that are counted began */
	unsigned stretched, known_stretched, told, untold;
};

struct guard *guard_new(int64_t now)
{
	struct guard *g = calloc(1, sizeof *g);

	if (g)
		g->started = now;
	return g;
}

void guard_free(struct guard *g) { free(g); }

/* --- tries */

/* An IPv6 network counts as one address: who has one has 2^64. */
static void from_key(const char *address, char *ret, size_t room)
{
	int groups = 0;
	size_t n = 0;

	if (!strchr(address, ':')) {
		snprintf(ret, room, "from %s", address);
		return;
	}
	while (address[n] && (address[n] != ':' || ++groups < 4))
		n++;
	snprintf(ret, room, "from %.*s::", (int)n, address);
}

static void name_key(const char *login, char *ret, size_t room)
{
	snprintf(ret, room, "name %.70s", login);
	for (char *p = ret; *p; p++)
		if (*p >= 'A' && *p <= 'Z')
			*p = (char)(*p + 32);
}

static struct tried *find(struct guard *g, const char *who)
{
	for (unsigned i = 0; i < GUARD_TRIES; i++)
		if (strcmp(g->tried[i].who, who) == 0)
			return &g->tried[i];
	return NULL;
}

/* The place of the oldest one, when all are taken. */
static struct tried *place(struct guard *g, const char *who)
{
	struct tried *t = find(g, who), *oldest = &g->tried[0];

	for (unsigned i = 0; !t && i < GUARD_TRIES; i++)
		if (g->tried[i].at < oldest->at)
			oldest = &g->tried[i];
	if (!t) {
		*oldest = (struct tried){0};
		snprintf(oldest->who, sizeof oldest->who, "%s", who);
		t = oldest;
	}
	return t;
}

/* 1, 2, 4 ... seconds after the free ones. What is left of it; a clock that was set back begins it anew. */
static int64_t left(unsigned failed, unsigned free_tries, int64_t most, int64_t at, int64_t now)
{
	int64_t delay = failed < free_tries        ? 0
			: failed - free_tries > 20 ? most
						   : SECOND << (failed - free_tries);

	if (delay > most)
		delay = most;
	if (now < at - CLOCK_SLACK)
		return delay;
	return at + delay > now ? at + delay - now : 0;
}

static int64_t wait_of(struct guard *g, const char *who, unsigned free_tries, int64_t most, int64_t now)
{
	struct tried *t = find(g, who);

	if (t && now < t->at - CLOCK_SLACK)
		t->at = now;
	if (t && now > t->at + FORGIVE)
		t->failed = 0;
	return t ? left(t->failed, free_tries, most, t->at, now) : 0;
}

/* Both as they are remembered. */
static void pair_key(const char *login, const char *address, char *ret, size_t room)
{
	char name[80], from[80];

	name_key(login, name, sizeof name);
	from_key(address, from, sizeof from);
	snprintf(ret, room, "%s %s", name, from);
}

static bool is_known(struct guard *g, const char *login, const char *address)
{
	char key[160];

	pair_key(login, address, key, sizeof key);
	for (unsigned i = 0; i < GUARD_KNOWN; i++)
		if (strcmp(g->known[i], key) == 0)
			return true;
	return false;
}

int64_t guard_wait(struct guard *g, const char *login, const char *address, int64_t failed, int64_t failed_at,
		   int64_t now)
{
	char name[80], from[80];
	int64_t a, b, c;
	bool named = *login && !is_known(g, login, address);

	name_key(login, name, sizeof name);
	from_key(address, from, sizeof from);
	a = named ? wait_of(g, name, GUARD_FREE_NAME, GUARD_NAME_MOST, now) : 0;
	b = wait_of(g, from, GUARD_FREE_ADDRESS, GUARD_ADDRESS_MOST, now);
	/* A clock that went back cannot say when the failures in the file were: those in memory can. */
	c = !named || failed_at > now
		    ? 0
		    : left((unsigned)failed, GUARD_FREE_NAME, GUARD_NAME_MOST, failed_at, now);
	return a > b ? a > c ? a : c : b > c ? b : c;
}

unsigned guard_failed(struct guard *g, const char *login, const char *address, int64_t now)
{
	char key[80];
	struct tried *t;

	from_key(address, key, sizeof key);
	t = place(g, key);
	t->failed++;
	t->at = now;
	if (!*login)
		return 0;
	name_key(login, key, sizeof key);
	t = place(g, key);
	t->at = now;
	return ++t->failed;
}

void guard_passed(struct guard *g, const char *login, const char *address)
{
	char key[80];
	struct tried *t;

	name_key(login, key, sizeof key);
	if ((t = find(g, key)))
		*t = (struct tried){0};
	if (*login && !is_known(g, login, address))
		pair_key(login, address, g->known[g->next_known++ % GUARD_KNOWN], sizeof g->known[0]);
	/* The address keeps half: one who knows one password does not clear his guesses at others. */
	from_key(address, key, sizeof key);
	if ((t = find(g, key)))
		t->failed /= 2;
}

bool guard_stretch(struct guard *g, const char *login, const char *address, int64_t now)
{
	if (now >= g->second + SECOND || now < g->second) {
		g->second = now;
		g->stretched = g->known_stretched = 0;
	}
	if ((!login || is_known(g, login, address)) && g->known_stretched < GUARD_KNOWN_STRETCHES) {
		g->known_stretched++;
		return true;
	}
	return g->stretched++ < GUARD_STRETCHES;
}

bool guard_tell(struct guard *g, int64_t now, unsigned *ret_untold, int64_t *ret_since)
{
	*ret_untold = 0;
	if (now >= g->minute + MINUTE || now < g->minute) {
		*ret_untold = g->untold;
		*ret_since = g->minute;
		g->minute = now;
		g->told = g->untold = 0;
	}
	if (g->told < GUARD_TOLD) {
		g->told++;
		return true;
	}
	g->untold++;
	return false;
}

/* --- use of sessions */

static struct used *use_of(struct guard *g, int64_t session)
{
	struct used *oldest = &g->used[0];

	for (unsigned i = 0; i < GUARD_SESSIONS; i++) {
		if (g->used[i].session == session)
			return &g->used[i];
		if (g->used[i].at < oldest->at)
			oldest = &g->used[i];
	}
	return oldest;
}

int64_t guard_last_use(struct guard *g, int64_t session)
{
	const struct used *u = use_of(g, session);

	return u->session == session ? u->at : g->started;
}

void guard_used(struct guard *g, int64_t session, int64_t now)
{
	*use_of(g, session) = (struct used){session, now};
}
