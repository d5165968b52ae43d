#include "decode/agreed.h"

#include "base/hash.h"

#include <stdlib.h>
#include <sys/random.h>

enum { HEADS = 8192, CHAIN_MAX = 64 /* a longer one was made on purpose */ };

struct record {
	_Alignas(16) uint8_t room[AGREED_ROOM];
	struct agreed_key key[AGREED_KEYS];
	uint16_t next[AGREED_KEYS]; /* place of a key, + 1: record * AGREED_KEYS + which */
	bool taken, used;
};

struct agreements {
	struct record *list; /* pages of it are touched only as records are made */
	uint16_t head[HEADS];
	unsigned count, hand, spare; /* spare: the one that was ended last, + 1 */
	uint64_t seed; /* nobody outside can choose what falls into one chain; no order depends on it */
};

static uint16_t *head_of(struct agreements *a, const struct agreed_key *k)
{
	return &a->head[hash_bytes(k, sizeof *k, a->seed) % HEADS];
}

static struct record *record_at(struct agreements *a, unsigned place)
{
	return &a->list[(place - 1) / AGREED_KEYS];
}

static struct record *find(struct agreements *a, const struct agreed_key *key, unsigned *ret_which)
{
	unsigned place = a ? *head_of(a, key) : 0;

	for (int i = 0; place && i < CHAIN_MAX; i++) {
		struct record *r = record_at(a, place);

		*ret_which = (place - 1) % AGREED_KEYS;
		if (memcmp(&r->key[*ret_which], key, sizeof *key) == 0)
			return r;
		place = r->next[*ret_which];
	}
	return NULL;
}

void *agreed_find(struct agreements *a, const struct agreed_key *key, unsigned *ret_which)
{
	struct record *r = find(a, key, ret_which);

	if (!r)
		return NULL;
	r->used = true;
	return r->room;
}

static void unlink_key(struct agreements *a, struct record *r, unsigned which)
{
	unsigned place = (unsigned)(r - a->list) * AGREED_KEYS + which + 1;
	uint16_t *at = head_of(a, &r->key[which]);

	while (*at && *at != place)
		at = &record_at(a, *at)->next[(*at - 1u) % AGREED_KEYS];
	if (*at)
		*at = r->next[which];
}

void *agreed_unname(struct agreements *a, const struct agreed_key *key)
{
	unsigned which;
	struct record *r = find(a, key, &which);

	if (!r)
		return NULL;
	unlink_key(a, r, which);
	memset(&r->key[which], 0, sizeof r->key[which]);
	r->next[which] = 0;
	return r->room;
}

static void end(struct agreements *a, struct record *r)
{
	for (unsigned which = 0; which < AGREED_KEYS; which++)
		if (r->key[which].protocol)
			unlink_key(a, r, which);
	memset(r, 0, sizeof *r);
	a->spare = (unsigned)(r - a->list) + 1;
}

void agreed_end(struct agreements *a, void *room) { end(a, (struct record *)room); }

/* A free one; else the first that was not used since the hand last came by. */
static struct record *free_record(struct agreements *a, uint64_t *dropped)
{
	struct record *r = a->spare ? &a->list[a->spare - 1] : NULL;

	a->spare = 0;
	if (r && !r->taken)
		return r;
	if (a->count < AGREED_MAX)
		return &a->list[a->count++];
	for (;; a->hand++) {
		r = &a->list[a->hand % AGREED_MAX];
		if (!r->taken || !r->used)
			break;
		r->used = false;
	}
	a->hand++;
	if (r->taken) {
		++*dropped;
		end(a, r);
	}
	return r;
}

static bool begin(struct agreements **a)
{
	if (*a)
		return true;
	*a = calloc(1, sizeof **a);
	if (*a && !((*a)->list = calloc(AGREED_MAX, sizeof *(*a)->list))) {
		free(*a);
		*a = NULL;
	}
	if (*a && getrandom(&(*a)->seed, sizeof(*a)->seed, GRND_NONBLOCK) < 0)
		(*a)->seed = (uintptr_t)*a;
	return *a != NULL;
}

void *agreed_make(struct agreements **a, const struct agreed_key keys[AGREED_KEYS], uint64_t *dropped)
{
	struct record *r;

	if (!begin(a))
		return NULL;
	r = free_record(*a, dropped);
	r->taken = true;
	for (unsigned which = 0; which < AGREED_KEYS; which++) {
		uint16_t *head = head_of(*a, &keys[which]);

		if (!keys[which].protocol)
			continue;
		/* no more the older one's; so chains stay short, whatever is sent */
		(void)agreed_unname(*a, &keys[which]);
		r->key[which] = keys[which];
		r->next[which] = *head;
		*head = (uint16_t)((unsigned)(r - (*a)->list) * AGREED_KEYS + which + 1);
	}
	return r->room;
}

void agreed_free(struct agreements *a)
{
	if (a)
		free(a->list);
	free(a);
}
