#include "decode/pnio-relation.h"

#include "base/quick.h"
#include "decode/cyclic.h"

enum { OUTPUTS, INPUTS, BY_NAME, BY_ENDS };
enum { PLACES = 12, SMALL = 4, BLOCKS_MAX = 64, LIST_MAX = 512 };
enum {
	AR = 0x0101,
	IOCR = 0x0102,
	EXPECTED = 0x0104,
	RELEASE = 0x0114,
	AR_ANSWER = 0x8101,
	IOCR_ANSWER = 0x8102
};
enum { IS_INPUT = 1, IS_OUTPUT = 2, BOTH = 3, NO_ID = 0xffff, UUID = 16 };
enum { VALID = 0x04, RUNS = 0x10, NO_PROBLEM = 0x20, GOOD = 0x80 };
static const int64_t SECOND = 1000000;

struct place {
	uint16_t slot, subslot, offset;
	uint8_t length; /* 0: none, or too long for a point */
	bool told;
	uint32_t value;
};

struct way {
	uint16_t frame_id, length;
	uint32_t interval; /* us */
	uint16_t watchdog;
	uint8_t places_n, status;
	bool there, told, lost;
	int64_t last, values_told;
	struct place place[PLACES];
};

struct relation {
	struct mac controller, device;
	struct ip controller_ip, device_ip;
	int64_t begun;
	struct way way[2];
};
_Static_assert(sizeof(struct relation) <= AGREED_ROOM, "room");

bool pnio_block(struct rd *r, struct pnio_block *ret)
{
	unsigned n;

	ret->type = rd_be16(r);
	n = rd_be16(r);
	ret->value = rd_sub(r, n);
	rd_skip(&ret->value, 2);
	return rd_ok(r) && rd_ok(&ret->value);
}

/* --- keys --- */

static struct agreed_key name_key(const uint8_t uuid[UUID], struct ip controller)
{
	struct agreed_key k = {.protocol = PROTO_profinet_io, .what = BY_NAME};

	memcpy(k.from, uuid, UUID);
	memcpy(k.to, controller.b, sizeof k.to);
	return k;
}

static struct agreed_key ends_key(const struct relation *rel)
{
	struct agreed_key k = agreed_way(PROTO_profinet_io, rel->controller_ip, rel->device_ip, 0);

	k.what = BY_ENDS;
	return k;
}

static struct agreed_key frame_key(struct mac from, struct mac to, unsigned frame_id)
{
	struct agreed_key k = {.protocol = PROTO_profinet_rt, .id = frame_id};

	memcpy(k.from, from.b, sizeof from.b);
	memcpy(k.to, to.b, sizeof to.b);
	return k;
}

/* --- connecting --- */

static void read_places(struct rd *r, struct way *w)
{
	unsigned n = rd_be16(r);

	for (unsigned i = 0; i < n && i < LIST_MAX && rd_ok(r); i++) {
		struct place p = {.slot = rd_be16(r), .subslot = rd_be16(r), .offset = rd_be16(r)};

		if (rd_ok(r) && w->places_n < PLACES)
			w->place[w->places_n++] = p;
	}
}

static void read_iocr(struct rd r, struct relation *rel)
{
	unsigned type = rd_be16(&r), clock, ratio, apis;
	struct way *w = &rel->way[type == IS_OUTPUT ? OUTPUTS : INPUTS];

	if ((type != IS_INPUT && type != IS_OUTPUT) || w->there) /* of several of a kind the first */
		return;
	rd_skip(&r, 8);
	w->length = rd_be16(&r);
	w->frame_id = rd_be16(&r);
	clock = rd_be16(&r);
	ratio = rd_be16(&r);
	rd_skip(&r, 8);
	w->watchdog = rd_be16(&r);
	rd_skip(&r, 10);
	apis = rd_be16(&r);
	if (!rd_ok(&r))
		return;
	w->there = true;
	w->interval = (uint32_t)((uint64_t)clock * ratio * 125 / 4);
	for (unsigned i = 0; i < apis && i < LIST_MAX && rd_ok(&r); i++) {
		rd_skip(&r, 4);
		read_places(&r, w);
		rd_skip(&r, 6u * rd_be16(&r)); /* where the consumers' status stands */
	}
}

static void set_length(struct way *w, unsigned slot, unsigned subslot, unsigned length)
{
	for (unsigned i = 0; i < w->places_n; i++)
		if (w->place[i].slot == slot && w->place[i].subslot == subslot &&
		    (unsigned)w->place[i].offset + length < w->length)
			w->place[i].length = length <= SMALL ? (uint8_t)length : 0;
}

static void read_submodule(struct rd *r, unsigned slot, struct relation *rel)
{
	unsigned subslot = rd_be16(r), count;

	rd_skip(r, 4);
	count = (rd_be16(r) & 3) == BOTH ? 2 : 1;
	for (unsigned i = 0; i < count && rd_ok(r); i++) {
		unsigned type = rd_be16(r) & 3, length = rd_be16(r);

		rd_skip(r, 2);
		if (rd_ok(r) && (type == IS_INPUT || type == IS_OUTPUT))
			set_length(&rel->way[type == IS_OUTPUT ? OUTPUTS : INPUTS], slot, subslot, length);
	}
}

static void read_expected(struct rd r, struct relation *rel)
{
	unsigned apis = rd_be16(&r);

	for (unsigned i = 0; i < apis && i < LIST_MAX && rd_ok(&r); i++) {
		unsigned slot, n;

		rd_skip(&r, 4);
		slot = rd_be16(&r);
		rd_skip(&r, 6);
		n = rd_be16(&r);
		for (unsigned j = 0; j < n && j < LIST_MAX && rd_ok(&r); j++)
			read_submodule(&r, slot, rel);
	}
}

/* type 2 | UUID 16 | session 2 | MAC 6 */
static bool read_ar(struct rd r, const uint8_t **ret_uuid, struct mac *ret_mac)
{
	const uint8_t *mac;

	rd_skip(&r, 2);
	*ret_uuid = rd_bytes(&r, UUID);
	rd_skip(&r, 2);
	mac = rd_bytes(&r, 6);
	if (!rd_ok(&r)) /* of fewer bytes the shorter ones may still be there */
		return false;
	*ret_mac = mac_of(mac);
	return true;
}

/* --- silence --- */

static void tell_cyclic(struct emit *e, const struct relation *rel, int way, bool lost)
{
	struct who controller = {rel->controller, rel->controller_ip}, device = {rel->device, rel->device_ip};

	cyclic_tell(e, lost, way == OUTPUTS ? controller : device, way == OUTPUTS ? device : controller,
		    way == OUTPUTS ? "outputs" : "inputs");
}

/* Either side gives up after so many intervals without data. `over`: they connect again. */
static void look_for_silence(struct emit *e, struct relation *rel, int way, int64_t now, bool over)
{
	struct way *w = &rel->way[way];
	int64_t patience = (int64_t)w->interval * w->watchdog;

	if (!w->last || w->lost || !patience)
		return;
	if (!over && patience < CYCLIC_SURE)
		patience = CYCLIC_SURE;
	if (now - w->last <= patience)
		return;
	w->lost = true;
	tell_cyclic(e, rel, way, true);
}

/* Connected anew, not released before: somebody had given up, if data had ceased. */
static void look_before(struct emit *e, const struct agreed_key *key, struct relation *rel)
{
	struct relation *kept = emit_agreed_unname(e, key);

	if (!kept)
		return;
	for (int way = OUTPUTS; way <= INPUTS; way++) {
		look_for_silence(e, kept, way, rel->begun, true);
		rel->way[way].lost = kept->way[way].lost && rel->way[way].there;
	}
	if (rel->way[OUTPUTS].lost || rel->way[INPUTS].lost)
		emit_agreed_end(e, kept);
}

void pnio_connect(struct emit *e, struct rd blocks)
{
	struct relation rel = {.controller_ip = emit_who(e, SENDER).ip,
			       .device_ip = emit_who(e, RECEIVER).ip,
			       .begun = emit_now(e)};
	struct agreed_key keys[AGREED_KEYS] = {0};
	const uint8_t *uuid;
	struct pnio_block b;
	unsigned which;
	void *kept;

	if (!pnio_block(&blocks, &b) || b.type != AR || !read_ar(b.value, &uuid, &rel.controller))
		return;
	for (int i = 0; i < BLOCKS_MAX && !rd_empty(&blocks) && pnio_block(&blocks, &b); i++) {
		if (b.type == IOCR)
			read_iocr(b.value, &rel);
		else if (b.type == EXPECTED)
			read_expected(b.value, &rel);
	}
	if (!rel.way[OUTPUTS].there && !rel.way[INPUTS].there)
		return;
	keys[BY_NAME] = name_key(uuid, rel.controller_ip);
	keys[BY_ENDS] = ends_key(&rel);
	kept = emit_agreed(e, &keys[BY_NAME], &which);
	if (kept)
		emit_agreed_end(e, kept);
	look_before(e, &keys[BY_ENDS], &rel);
	kept = emit_agree(e, keys);
	if (kept)
		memcpy(kept, &rel, sizeof rel);
}

static int way_text(const struct way *w, const char *what, char *buf, size_t room)
{
	unsigned tenths = (w->interval + 50) / 100;

	return quick_fmt(buf, room, "%s %u bytes, %u.%u ms", what, w->length, tenths / 10, tenths % 10);
}

static void tell_connected(struct emit *e, const struct relation *rel)
{
	char buf[96], ip[IP_TEXT];
	int n = 0;

	emit_fmt(e, FACT_PROPERTY, SENDER, 85, "profinet-controller=%s", ip_text(rel->controller_ip, ip));
	for (int way = OUTPUTS; way <= INPUTS; way++)
		if (rel->way[way].there)
			n += way_text(&rel->way[way],
				      way == OUTPUTS ? "outputs"
				      : n            ? "; inputs"
						     : "inputs",
				      buf + n, sizeof buf - (size_t)n);
	emit_pair(e, FACT_PROPERTY, SENDER, 85, "profinet-cyclic", text_of(buf, (size_t)n));
}

static void read_iocr_answer(struct rd r, struct relation *rel)
{
	unsigned type = rd_be16(&r), id;

	rd_skip(&r, 2);
	id = rd_be16(&r);
	if (rd_ok(&r) && (type == IS_INPUT || type == IS_OUTPUT) &&
	    rel->way[type == IS_OUTPUT ? OUTPUTS : INPUTS].there)
		rel->way[type == IS_OUTPUT ? OUTPUTS : INPUTS].frame_id = (uint16_t)id;
}

void pnio_connected(struct emit *e, struct rd blocks)
{
	struct agreed_key keys[AGREED_KEYS] = {0};
	struct relation rel, *kept;
	const uint8_t *uuid;
	struct pnio_block b;
	struct mac device;
	unsigned which;

	if (!pnio_block(&blocks, &b) || b.type != AR_ANSWER || !read_ar(b.value, &uuid, &device))
		return;
	keys[BY_NAME] = name_key(uuid, emit_who(e, RECEIVER).ip);
	kept = emit_agreed(e, &keys[BY_NAME], &which);
	if (!kept || !ip_same(kept->device_ip, emit_who(e, SENDER).ip))
		return;
	rel = *kept;
	keys[BY_ENDS] = ends_key(&rel);
	rel.device = device;
	rel.begun = emit_now(e);
	for (int i = 0; i < BLOCKS_MAX && !rd_empty(&blocks) && pnio_block(&blocks, &b); i++)
		if (b.type == IOCR_ANSWER)
			read_iocr_answer(b.value, &rel);
	if (rel.way[OUTPUTS].there && rel.way[OUTPUTS].frame_id != NO_ID)
		keys[OUTPUTS] = frame_key(rel.controller, rel.device, rel.way[OUTPUTS].frame_id);
	if (rel.way[INPUTS].there && rel.way[INPUTS].frame_id != NO_ID)
		keys[INPUTS] = frame_key(rel.device, rel.controller, rel.way[INPUTS].frame_id);
	emit_agreed_end(e, kept);
	kept = emit_agree(e, keys);
	if (kept)
		*kept = rel;
	tell_connected(e, &rel);
}

void pnio_release(struct emit *e, struct rd blocks)
{
	struct pnio_block b;
	const uint8_t *uuid;
	struct agreed_key key;
	unsigned which;
	void *kept;

	if (!pnio_block(&blocks, &b) || b.type != RELEASE)
		return;
	rd_skip(&b.value, 2);
	uuid = rd_bytes(&b.value, UUID);
	if (!uuid)
		return;
	key = name_key(uuid, emit_who(e, SENDER).ip);
	kept = emit_agreed(e, &key, &which);
	if (kept)
		emit_agreed_end(e, kept);
}

/* --- data --- */

static void tell_status(struct emit *e, struct way *w, unsigned status)
{
	status &= VALID | RUNS | NO_PROBLEM;
	if (w->told && w->status == status)
		return;
	w->told = true;
	w->status = (uint8_t)status;
	emit_str(e, FACT_CAPABILITY, SENDER, 80, "profinet-cyclic-data");
	emit_fmt(e, FACT_PROPERTY, SENDER, 85, "profinet-provider=%s%s%s", status & RUNS ? "run" : "stop",
		 status & NO_PROBLEM ? "" : ", problem", status & VALID ? "" : ", data not valid");
}

static void tell_place(struct emit *e, const struct place *p, int way)
{
	static const enum point_type types[] = {
		[1] = POINT_UINT8, [2] = POINT_UINT16, [3] = POINT_UINT32, [4] = POINT_UINT32};
	char name[32];
	int n = quick_fmt(name, sizeof name, "%s:%u.%u", way == OUTPUTS ? "out" : "in", p->slot, p->subslot);

	emit_value(e, way == OUTPUTS ? RECEIVER : SENDER, text_of(name, (size_t)n), p->value,
		   types[p->length], way == OUTPUTS);
}

static void tell_places(struct emit *e, struct way *w, int way, struct rd data, int64_t now)
{
	bool all = now - w->values_told >= SECOND || now < w->values_told;

	if (all)
		w->values_told = now;
	for (unsigned i = 0; i < w->places_n; i++) {
		struct place *p = &w->place[i];
		struct rd r = rd_at(&data, p->offset);
		uint32_t value = 0;

		for (unsigned k = 0; k < p->length; k++)
			value = value << 8 | rd_u8(&r);
		if (!p->length || !(rd_u8(&r) & GOOD) || !rd_ok(&r) || (!all && p->told && value == p->value))
			continue;
		p->value = value;
		p->told = true;
		tell_place(e, p, way);
	}
}

bool pnio_cyclic(struct emit *e, unsigned frame_id, struct rd r, bool cut)
{
	struct agreed_key key = frame_key(emit_who(e, SENDER).mac, emit_who(e, RECEIVER).mac, frame_id);
	unsigned way, status;
	struct relation *rel = emit_agreed(e, &key, &way);
	int64_t now = emit_now(e);
	struct rd data;

	if (!rel || way > INPUTS)
		return false;
	data = rd_sub(&r, rel->way[way].length);
	rd_skip(&r, 2);
	status = rd_u8(&r);
	if (!rd_ok(&r))
		return cut;
	look_for_silence(e, rel, OUTPUTS, now, false);
	look_for_silence(e, rel, INPUTS, now, false);
	rel->way[way].last = now;
	if (rel->way[way].lost)
		tell_cyclic(e, rel, (int)way, false);
	rel->way[way].lost = false;
	tell_status(e, &rel->way[way], status);
	if (status & VALID && status & RUNS)
		tell_places(e, &rel->way[way], (int)way, data, now);
	return true;
}
