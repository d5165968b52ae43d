#include "web/peers.h"

#include <stdlib.h>
#include <string.h>

enum { SLOTS = 4096 };

/* How many at once, and after how many milliseconds one more. */
static const struct {
	int32_t burst, each_ms;
} guessing[PEER_BUCKETS] = {
	[GUESS_SIGN_IN] = {10, 6000}, [GUESS_TOKEN] = {20, 3000}, [PEER_ARRIVAL] = {512, 5}};

struct peer {
	struct ip address;
	struct peer *chain;
	struct peer *older, *newer; /* of those without connections, by when the last one ended */
	unsigned connections;
	struct bucket {
		int32_t used;
		int64_t since; /* when `used` was right */
	} bucket[PEER_BUCKETS];
};

struct peers {
	struct peer *slot[SLOTS];
	struct peer *oldest, *newest;
	unsigned known, idle;
};

struct peers *peers_new(void) { return calloc(1, sizeof(struct peers)); }
unsigned peers_known(const struct peers *p) { return p->known; }

void peers_free(struct peers *p)
{
	for (unsigned i = 0; p && i < SLOTS; i++)
		for (struct peer *one = p->slot[i], *next; one; one = next) {
			next = one->chain;
			free(one);
		}
	free(p);
}

static struct ip counted_as(struct ip a)
{
	static const uint8_t mapped[12] = {0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xff, 0xff};

	if (memcmp(a.b, mapped, sizeof mapped) != 0)
		memset(a.b + 8, 0, 8);
	return a;
}

static struct peer **slot_of(struct peers *p, struct ip a)
{
	uint64_t h = 14695981039346656037U; /* FNV-1a */

	for (unsigned i = 0; i < sizeof a.b; i++)
		h = (h ^ a.b[i]) * 1099511628211U;
	return &p->slot[(h ^ h >> 32) % SLOTS];
}

static void take_from_idle(struct peers *p, struct peer *one)
{
	*(one->older ? &one->older->newer : &p->oldest) = one->newer;
	*(one->newer ? &one->newer->older : &p->newest) = one->older;
	one->older = one->newer = NULL;
	p->idle--;
}

static void forget(struct peers *p, struct peer *one)
{
	struct peer **at = slot_of(p, one->address);

	while (*at != one)
		at = &(*at)->chain;
	*at = one->chain;
	take_from_idle(p, one);
	p->known--;
	free(one);
}

static void fill(struct bucket *b, enum guess what, int64_t now)
{
	int64_t back = (now - b->since) / guessing[what].each_ms;

	if (back <= 0)
		return;
	b->used = back >= b->used ? 0 : b->used - (int32_t)back;
	b->since += back * guessing[what].each_ms;
}

static bool has_guessed(struct peer *one, int64_t now)
{
	bool any = false;

	for (unsigned i = 0; i < PEER_BUCKETS; i++) {
		fill(&one->bucket[i], (enum guess)i, now);
		any |= one->bucket[i].used > 0;
	}
	return any;
}

/* Those at the old end that need not be remembered, and one more when there are too many. */
static void tidy(struct peers *p, int64_t now)
{
	while (p->oldest && (p->idle > PEERS_KEPT || !has_guessed(p->oldest, now)))
		forget(p, p->oldest);
}

static struct peer *new_peer(struct peers *p, struct peer **slot, struct ip address, int64_t now)
{
	struct peer *one = calloc(1, sizeof *one);

	if (!one)
		return NULL;
	*one = (struct peer){.address = address, .chain = *slot};
	for (unsigned i = 0; i < PEER_BUCKETS; i++)
		one->bucket[i].since = now;
	*slot = one;
	p->known++;
	return one;
}

struct peer *peers_enter(struct peers *p, struct ip address, int64_t now_ms)
{
	struct ip a = counted_as(address);
	struct peer **slot = slot_of(p, a), *one = *slot;

	while (one && !ip_same(one->address, a))
		one = one->chain;
	if (one && (one->connections >= PEER_CONNECTIONS || !peer_may_guess(one, PEER_ARRIVAL, now_ms)))
		return NULL;
	if (one && one->connections == 0)
		take_from_idle(p, one);
	if (!one && !(one = new_peer(p, slot, a, now_ms)))
		return NULL;
	one->connections++;
	peer_guessed(one, PEER_ARRIVAL, now_ms);
	return one;
}

void peers_leave(struct peers *p, struct peer *one, int64_t now_ms)
{
	if (--one->connections > 0)
		return;
	one->older = p->newest;
	*(p->newest ? &p->newest->newer : &p->oldest) = one;
	p->newest = one;
	p->idle++;
	tidy(p, now_ms);
}

bool peer_may_guess(struct peer *one, enum guess what, int64_t now_ms)
{
	fill(&one->bucket[what], what, now_ms);
	return one->bucket[what].used < guessing[what].burst;
}

void peer_guessed(struct peer *one, enum guess what, int64_t now_ms)
{
	fill(&one->bucket[what], what, now_ms);
	if (one->bucket[what].used == 0)
		one->bucket[what].since = now_ms;
	if (one->bucket[what].used < guessing[what].burst)
		one->bucket[what].used++;
}

void peer_was_right(struct peer *one, enum guess what)
{
	if (one->bucket[what].used > 0)
		one->bucket[what].used--;
}
