#include "decode/cip-io.h"

#include "base/quick.h"
#include "decode/cyclic.h"

#include <stdio.h>

enum { LARGE = 0x5b, OPEN = 0x54, MANAGER = 0x06, SMALL = 4, SHAPE_AFTER = 3 };
enum { TRANSPORT_CLASS = 0x0f, EXPLICIT = 2 /* and 3 */, COUNTED = 1, NONE = 0, MULTICAST = 1 };
enum { OUTPUTS, INPUTS };
enum { SUB_OWNER = 0x106, SUB_INPUT = 0x206 };
enum { HEADER = 4, HEADER_FREE = 0x0f, COUNT = 2, BY_NAME = 2, BY_ENDS = 3 };
static const int64_t SECOND = 1000000;

struct way {
	uint32_t number, interval, point; /* interval: us; point: of the assembly, 0 not said */
	uint16_t size;                    /* as agreed, of all that a frame carries */
	uint8_t type;
	int64_t last, told; /* when data came, when their values were told; 0 never */
	bool lost;
	uint8_t seen_n, seen[SMALL];
};

struct io {
	struct way way[2];
	struct who originator, target;
	int64_t opened;
	uint8_t transport, multiplier, frames;
	bool no_header, run_told, run, is_owner;
};
_Static_assert(sizeof(struct io) <= AGREED_ROOM, "room");

/* --- what was asked for --- */

struct asked {
	struct way way[2];
	uint8_t transport, multiplier;
	uint8_t name[8]; /* serial, vendor, serial of the originator */
};

static void read_way(struct rd *r, bool large, struct way *w)
{
	uint32_t bits;

	w->interval = rd_le32(r);
	bits = large ? rd_le32(r) : rd_le16(r);
	w->type = bits >> (large ? 29 : 13) & 3;
	w->size = (uint16_t)(large ? bits & 0xffff : bits & 0x1ff);
}

/* Of the numbers behind an assembly's class the first is its configuration's, unless there are fewer. */
static void name_points(const struct cip_path *p, struct asked *a)
{
	unsigned first = p->points_n > 2 ? 1 : 0, n = p->points_n - first;

	if (n == 1 || a->way[OUTPUTS].type == NONE || a->way[INPUTS].type == NONE) {
		a->way[a->way[OUTPUTS].type == NONE ? INPUTS : OUTPUTS].point =
			n ? p->points[p->points_n - 1] : 0;
		return;
	}
	for (unsigned i = 0; i < 2 && i < n; i++)
		a->way[i].point = p->points[first + i];
}

static bool read_asked(const struct cip_asks *asks, struct asked *ret)
{
	bool large = asks->service == LARGE;
	struct rd r = asks->body, route;
	struct cip_path path;

	memset(ret, 0, sizeof *ret);
	if (asks->path.class != MANAGER || (asks->service != OPEN && !large))
		return false;
	rd_skip(&r, 10);
	if (rd_left(&r) >= sizeof ret->name)
		memcpy(ret->name, r.at, sizeof ret->name);
	rd_skip(&r, 8);
	ret->multiplier = rd_u8(&r);
	rd_skip(&r, 3);
	read_way(&r, large, &ret->way[OUTPUTS]);
	read_way(&r, large, &ret->way[INPUTS]);
	ret->transport = rd_u8(&r) & TRANSPORT_CLASS;
	route = rd_sub(&r, 2u * rd_u8(&r));
	if (!rd_ok(&r) || ret->transport >= EXPLICIT || !cip_path_read(route, &path))
		return false;
	name_points(&path, ret);
	return true;
}

static unsigned counted(unsigned transport) { return transport == COUNTED ? COUNT : 0; }

/* More than a heartbeat, with which a listener says that it is still there: a count, and with some a word of zeros. */
static bool owns(const struct way *outputs, unsigned transport)
{
	return outputs->type != NONE && outputs->size > counted(transport) + HEADER;
}

int64_t cip_io_sub(const struct cip_asks *asks)
{
	struct asked a;

	if (!read_asked(asks, &a))
		return -1;
	return owns(&a.way[OUTPUTS], a.transport) ? SUB_OWNER : SUB_INPUT;
}

static int way_text(const struct way *w, const char *what, unsigned less, char *buf, size_t room)
{
	unsigned size = w->size > less ? w->size - less : 0, tenths = (w->interval + 50) / 100;
	int n;

	if (w->type == NONE)
		return 0;
	n = quick_fmt(buf, room, "%s %u (%u bytes, %u.%u ms%s)", what, w->point, size, tenths / 10,
		      tenths % 10, w->type == MULTICAST ? ", multicast" : "");
	return n > 0 && (size_t)n < room ? n : 0;
}

static struct text ways_text(const struct way way[2], unsigned transport, char buf[CIP_IO_TEXT])
{
	bool out = owns(&way[OUTPUTS], transport);
	int n = out ? way_text(&way[OUTPUTS], "outputs", counted(transport) + HEADER, buf, CIP_IO_TEXT) : 0;

	if (n && way[INPUTS].type != NONE)
		n += quick_fmt(buf + n, CIP_IO_TEXT - (size_t)n, ", ");
	n += way_text(&way[INPUTS], "inputs", counted(transport), buf + n, CIP_IO_TEXT - (size_t)n);
	return text_of(buf, (size_t)n);
}

struct text cip_io_text(const struct cip_asks *asks, char buf[CIP_IO_TEXT])
{
	struct asked a;

	return read_asked(asks, &a) ? ways_text(a.way, a.transport, buf) : text_of("", 0);
}

/* --- opened and closed --- */

static const struct ip nobody;

static struct agreed_key key_of(const struct io *io, int way)
{
	struct ip from = way == OUTPUTS ? io->originator.ip : io->target.ip;
	struct ip to = way == OUTPUTS ? io->target.ip : io->originator.ip;

	return agreed_way(PROTO_cip, from, io->way[way].type == MULTICAST ? nobody : to, io->way[way].number);
}

static struct agreed_key name_key(struct emit *e, const uint8_t name[8])
{
	struct agreed_key k = agreed_way(PROTO_cip, emit_who(e, CLIENT).ip, emit_who(e, SERVER).ip, 0);

	k.what = BY_NAME;
	for (int i = 0; i < 8; i++) /* only the ends have room for it: it is mixed into both */
		k.from[i] ^= name[i];
	memcpy(&k.id, name, sizeof k.id);
	return k;
}

static void tell_opened(struct emit *e, const struct io *io)
{
	char buf[CIP_IO_TEXT], ip[IP_TEXT];
	struct text ways = ways_text(io->way, io->transport, buf);

	if (io->is_owner) {
		emit_str(e, FACT_ROLE, CLIENT, 85, "master");
		emit_str(e, FACT_KIND, CLIENT, 55, "plc");
		emit_fmt(e, FACT_PROPERTY, SERVER, 85, "cip-outputs-owner=%s",
			 ip_text(emit_who(e, CLIENT).ip, ip));
	}
	emit_str(e, FACT_ROLE, SERVER, 85, "slave");
	if (ways.n)
		emit_pair(e, FACT_PROPERTY, SERVER, 85, "cip-io", ways);
}

/* Whose it is, whatever it is called: the same ends and assemblies. */
static struct agreed_key ends_key(const struct io *io)
{
	struct agreed_key k = agreed_way(PROTO_cip, io->originator.ip, io->target.ip,
					 io->way[OUTPUTS].point << 16 ^ io->way[INPUTS].point ^
						 (uint32_t)io->is_owner << 31);

	k.what = BY_ENDS;
	return k;
}

static void tell_cyclic(struct emit *e, const struct io *io, int way, bool lost)
{
	char what[40];

	snprintf(what, sizeof what, "%s %u", way == OUTPUTS ? "outputs" : "inputs", io->way[way].point);
	cyclic_tell(e, lost, way == OUTPUTS ? io->originator : io->target,
		    way == OUTPUTS ? io->target : io->originator, what);
}

/* Whoever waits longer than its interval times 4, 8, 16 ... gives the connection up. A way that was never seen may just not
 * have been recorded, unless the connection is opened again (`over`). */
static void look_for_silence(struct emit *e, struct io *io, int way, int64_t now, bool over)
{
	struct way *w = &io->way[way];
	int64_t since = w->last > io->opened ? w->last : io->opened, patience;

	if (w->type == NONE || w->lost || io->multiplier > 7 || !w->interval || (!w->last && !over))
		return;
	patience = (int64_t)w->interval * (4 << io->multiplier);
	/* before its first data a connection waits ten seconds, or longer */
	if (!w->last && patience < 10 * SECOND)
		patience = 10 * SECOND;
	if (!over && patience < CYCLIC_SURE)
		patience = CYCLIC_SURE;
	if (now - since <= patience)
		return;
	w->lost = true;
	tell_cyclic(e, io, way, true);
}

/* Opened anew, not closed before: somebody had given it up, if it was silent. */
static void look_before(struct emit *e, const struct agreed_key *key, struct io *io)
{
	struct io *kept = emit_agreed_unname(e, key);

	if (!kept)
		return;
	for (int way = OUTPUTS; way <= INPUTS; way++) {
		look_for_silence(e, kept, way, io->opened, key->what == BY_NAME || kept->way[way].last);
		io->way[way].lost |= kept->way[way].lost && io->way[way].type != NONE;
	}
	if (key->what == BY_NAME || io->way[OUTPUTS].lost || io->way[INPUTS].lost)
		emit_agreed_end(e, kept);
}

void cip_io_open(struct emit *e, const struct cip_asks *asks, struct rd answer)
{
	struct agreed_key keys[AGREED_KEYS] = {0};
	struct io io = {.originator = emit_who(e, CLIENT), .target = emit_who(e, SERVER)}, *kept;
	struct asked a;

	if (!read_asked(asks, &a))
		return;
	memcpy(io.way, a.way, sizeof io.way);
	io.way[OUTPUTS].number = rd_le32(&answer);
	io.way[INPUTS].number = rd_le32(&answer);
	rd_skip(&answer, 8);
	for (int way = OUTPUTS; way <= INPUTS; way++) {
		uint32_t interval = rd_le32(&answer); /* what the target can do */

		if (rd_ok(&answer) && interval)
			io.way[way].interval = interval;
	}
	if (!rd_ok(&answer))
		return;
	io.transport = a.transport;
	io.multiplier = a.multiplier;
	io.opened = emit_now(e);
	io.is_owner = owns(&io.way[OUTPUTS], io.transport);
	keys[BY_NAME] = name_key(e, a.name);
	for (int way = OUTPUTS; way <= INPUTS; way++)
		if (io.way[way].type != NONE)
			keys[way] = key_of(&io, way);
	keys[BY_ENDS] = ends_key(&io);
	look_before(e, &keys[BY_NAME], &io);
	look_before(e, &keys[BY_ENDS], &io);
	kept = emit_agree(e, keys);
	if (kept)
		memcpy(kept, &io, sizeof io);
	tell_opened(e, &io);
}

void cip_io_close(struct emit *e, const struct cip_asks *asks)
{
	struct rd r = asks->body;
	const uint8_t *name;
	struct agreed_key key;
	unsigned which;
	void *kept;

	rd_skip(&r, 2);
	name = rd_bytes(&r, 8);
	if (!name)
		return;
	key = name_key(e, name);
	kept = emit_agreed(e, &key, &which);
	if (kept)
		emit_agreed_end(e, kept);
}

/* --- data --- */

static void tell_run(struct emit *e, struct io *io, bool run)
{
	if (io->run_told && io->run == run)
		return;
	io->run_told = true;
	io->run = run;
	emit_str(e, FACT_PROPERTY, SENDER, 80, run ? "cip-outputs=run" : "cip-outputs=idle");
}

/* Takes the word with run and idle off, if there is one; false: the outputs are not to be acted on. */
static bool take_header(struct emit *e, struct io *io, struct rd *data)
{
	struct rd look = *data;
	uint32_t header = rd_le32(&look);

	if (io->no_header || !rd_ok(&look) || header & ~(uint32_t)HEADER_FREE) {
		io->no_header = true;
		return true;
	}
	*data = look;
	if (io->frames < SHAPE_AFTER) {
		io->frames++;
		return false;
	}
	tell_run(e, io, header & 1);
	return header & 1;
}

static void tell_bytes(struct emit *e, const struct way *w, int way, struct rd data)
{
	char name[40];

	for (unsigned i = 0; !rd_empty(&data); i++) {
		int n = quick_fmt(name, sizeof name, "assembly:%u:%u", w->point, i);

		emit_value(e, way == OUTPUTS ? RECEIVER : SENDER, text_of(name, (size_t)n), rd_u8(&data),
			   POINT_UINT8, way == OUTPUTS);
	}
}

static void hear_bytes(struct emit *e, struct way *w, int way, struct rd data, int64_t now)
{
	size_t n = rd_left(&data);
	bool same;

	if (n == 0 || n > SMALL || !w->point)
		return;
	same = w->seen_n == n && memcmp(w->seen, data.at, n) == 0;
	if (same && now - w->told < SECOND && now >= w->told)
		return;
	w->seen_n = (uint8_t)n;
	memcpy(w->seen, data.at, n);
	w->told = now;
	tell_bytes(e, w, way, data);
}

void cip_io_data(struct emit *e, uint32_t number, struct rd data, bool to_group)
{
	struct agreed_key key = agreed_way(PROTO_cip, emit_who(e, SENDER).ip,
					   to_group ? nobody : emit_who(e, RECEIVER).ip, number);
	unsigned way;
	struct io *io = emit_agreed(e, &key, &way);
	int64_t now = emit_now(e);

	if (!io || way > INPUTS)
		return;
	if (!to_group)
		emit_asks(e, way == OUTPUTS ? SENDER : RECEIVER);
	look_for_silence(e, io, OUTPUTS, now, false);
	look_for_silence(e, io, INPUTS, now, false);
	io->way[way].last = now;
	if (io->way[way].lost)
		tell_cyclic(e, io, (int)way, false);
	io->way[way].lost = false;
	rd_skip(&data, counted(io->transport));
	if (!rd_ok(&data))
		return;
	if (way == INPUTS || (io->is_owner && take_header(e, io, &data)))
		hear_bytes(e, &io->way[way], (int)way, data, now);
}
