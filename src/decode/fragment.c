#include "decode/fragment.h"

#include "base/hash.h"

#include <stdlib.h>

enum { WAITING_MAX = 256, UNIT = 8, UNITS_MAX = 65536 / UNIT, IP_TCP = 6, IP_UDP = 17 };
static const int64_t PATIENCE_US = 30 * INT64_C(1000000); /* identifications come round again */

/* One packet in the making: which units of eight bytes are there. */
struct puzzle {
	struct who from, to;
	uint32_t id;
	uint8_t protocol;
	bool ported, ended;
	uint16_t from_port, to_port;
	uint32_t total; /* bytes, once the last piece has come */
	uint32_t room, units, pieces;
	int64_t since;
	uint64_t used;
	uint8_t *bytes;
	uint64_t have[UNITS_MAX / 64];
};

struct fragments {
	uint64_t keys[WAITING_MAX]; /* hash of who, whom, protocol and id; 0 free */
	struct puzzle *waiting[WAITING_MAX];
	size_t bytes, bytes_max;
	uint64_t clock, dropped;
	int done; /* the puzzle handed out last, to be freed; -1 none */
};

struct fragments *fragments_new(size_t bytes_max)
{
	struct fragments *f = calloc(1, sizeof *f);

	if (f) {
		f->bytes_max = bytes_max;
		f->done = -1;
	}
	return f;
}

static void puzzle_free(struct fragments *f, int i)
{
	f->bytes -= f->waiting[i]->room + sizeof *f->waiting[i];
	free(f->waiting[i]->bytes);
	free(f->waiting[i]);
	f->waiting[i] = NULL;
	f->keys[i] = 0;
}

void fragments_free(struct fragments *f)
{
	for (int i = 0; f && i < WAITING_MAX; i++)
		if (f->waiting[i])
			puzzle_free(f, i);
	free(f);
}

uint64_t fragments_dropped(const struct fragments *f) { return f->dropped; }

uint64_t fragments_waiting(const struct fragments *f)
{
	uint64_t n = 0;

	for (int i = 0; i < WAITING_MAX; i++)
		if (f->waiting[i] && i != f->done)
			n += f->waiting[i]->pieces;
	return n;
}

static void drop(struct fragments *f, int i)
{
	if (i != f->done)
		f->dropped += f->waiting[i]->pieces;
	else
		f->done = -1;
	puzzle_free(f, i);
}

static int oldest(const struct fragments *f, int but)
{
	int old = -1;

	for (int i = 0; i < WAITING_MAX; i++)
		if (f->waiting[i] && i != but && (old < 0 || f->waiting[i]->used < f->waiting[old]->used))
			old = i;
	return old;
}

/* Room for n more bytes, if need be by giving up others. */
static bool make_room(struct fragments *f, size_t n, int but)
{
	while (f->bytes + n > f->bytes_max) {
		int old = oldest(f, but);

		if (old < 0)
			return false;
		drop(f, old);
	}
	f->bytes += n;
	return true;
}

static bool is_of(const struct puzzle *p, const struct view *v)
{
	return p->id == v->fragment && p->protocol == v->protocol && ip_same(p->from.ip, v->seen.from.ip) &&
	       ip_same(p->to.ip, v->seen.to.ip);
}

static int puzzle_new(struct fragments *f, const struct view *v, uint64_t key)
{
	struct puzzle *p;
	int i = 0;

	while (i < WAITING_MAX && f->waiting[i])
		i++;
	if (i == WAITING_MAX) {
		i = oldest(f, -1);
		drop(f, i);
	}
	p = make_room(f, sizeof *p, -1) ? calloc(1, sizeof *p) : NULL;
	if (!p)
		return -1;
	p->from = v->seen.from;
	p->to = v->seen.to;
	p->id = v->fragment;
	p->protocol = v->protocol;
	p->since = v->seen.when;
	f->waiting[i] = p;
	f->keys[i] = key;
	return i;
}

static int puzzle_of(struct fragments *f, const struct view *v)
{
	uint64_t key = hash_two(v->pair, (uint64_t)v->fragment << 8 | v->protocol) | 1;

	for (int i = 0; i < WAITING_MAX; i++) {
		if (f->keys[i] != key || !is_of(f->waiting[i], v))
			continue;
		if (v->seen.when - f->waiting[i]->since < PATIENCE_US)
			return i;
		drop(f, i);
		break;
	}
	return puzzle_new(f, v, key);
}

/* Room for the packet's first `need` bytes. */
static bool puzzle_grow(struct fragments *f, int i, uint32_t need)
{
	struct puzzle *p = f->waiting[i];
	uint32_t room = p->room ? p->room : 2048;
	uint8_t *bytes;

	while (room < need)
		room *= 2;
	if (room == p->room)
		return true;
	if (!make_room(f, room - p->room, i))
		return false;
	bytes = realloc(p->bytes, room);
	if (!bytes) {
		f->bytes -= room - p->room;
		return false;
	}
	p->bytes = bytes;
	p->room = room;
	return true;
}

static void lay(struct puzzle *p, uint32_t offset, struct rd piece)
{
	while (!rd_empty(&piece)) {
		uint32_t unit = offset / UNIT;
		size_t n = rd_left(&piece) < UNIT ? rd_left(&piece) : UNIT;
		const uint8_t *bytes = rd_bytes(&piece, n);

		if (!(p->have[unit / 64] >> unit % 64 & 1)) {
			memcpy(p->bytes + offset, bytes, n);
			p->have[unit / 64] |= UINT64_C(1) << unit % 64;
			p->units++;
		}
		offset += UNIT;
	}
}

static void learn_ports(struct puzzle *p, const struct view *v)
{
	const uint8_t *b = v->rest.at;

	if (v->offset != 0 || rd_left(&v->rest) < 4 || (v->protocol != IP_TCP && v->protocol != IP_UDP))
		return;
	p->from_port = be16(b);
	p->to_port = be16(b + 2);
	p->ported = true;
}

/* Is what the piece says of itself possible? All but the last are whole units (RFC 8200 4.5). */
static bool piece_makes_sense(struct puzzle *p, struct view *v)
{
	size_t n = rd_left(&v->rest);

	if (v->offset + n > 65535 || n == 0 || (v->more && n % UNIT != 0)) {
		v->broken |= !v->cut;
		return false;
	}
	if (!v->more && !p->ended) {
		p->ended = true;
		p->total = v->offset + (uint32_t)n;
	}
	return !p->ended || v->offset + n <= p->total;
}

bool fragments_take(struct fragments *f, struct view *v)
{
	struct puzzle *p;
	int i;

	if (f->done >= 0)
		drop(f, f->done);
	i = puzzle_of(f, v);
	if (i < 0) {
		f->dropped++;
		return false;
	}
	p = f->waiting[i];
	p->used = ++f->clock;
	p->pieces++;
	learn_ports(p, v);
	if (p->ported) {
		v->from_port = p->from_port;
		v->to_port = p->to_port;
	}
	if (v->claimed > rd_left(&v->rest)) /* cut: it can never be whole */
		return false;
	if (!piece_makes_sense(p, v) || !puzzle_grow(f, i, v->offset + (uint32_t)rd_left(&v->rest)))
		return false;
	lay(p, v->offset, v->rest);
	if (!p->ended || p->units < (p->total + UNIT - 1) / UNIT)
		return false;
	f->done = i;
	view_whole(v, p->bytes, p->total);
	return true;
}
