/* pcapng (draft-ietf-opsawg-pcapng): sections of blocks, each section with its byte order and interfaces,
 *each interface with its link type and clock. Only blocks that carry packets or describe interfaces are
 *looked into; all others are passed over, whatever they hold.
 *
 *	block   type(4) total(4) body … total(4)
 */
#include "capture/input.h"

#include <stdlib.h>
#include <string.h>

enum block_type {
	BLOCK_SECTION = 0x0a0d0d0a,
	BLOCK_INTERFACE = 1,
	BLOCK_PACKET = 2, /* obsolete */
	BLOCK_SIMPLE = 3,
	BLOCK_JOURNAL = 9,
	BLOCK_ENHANCED = 6,
	BLOCK_CUSTOM = 0x0bad,
	BLOCK_CUSTOM_PRIVATE = 0x40000bad,
};

enum {
	BLOCK_LEAST = 12,
	BLOCK_MOST = FRAME_BYTES_BUS +
		     (1 << 17), /* the longest frame that is believed, and room for its options */
	INTERFACES_MOST = 1 << 16,
	ORDER_MAGIC = 0x1a2b3c4d,
};

#define TIME_MOST INT64_C(253402300799) /* seconds: the end of the year 9999 */

struct interface {
	uint32_t link, snaplen;
	uint64_t ticks; /* of its clock in a second, when that is a power of ten */
	uint8_t binary; /* else the power of two */
	int64_t offset; /* seconds to add */
};

/* One block: its body, as far as it is at hand, without type and lengths. */
struct block {
	uint32_t type;
	uint64_t total, part; /* bytes with frame; of these at hand */
	struct rd body;
};

static inline uint32_t u32(struct rd *r, bool swapped) { return swapped ? rd_be32(r) : rd_le32(r); }
static inline uint16_t u16(struct rd *r, bool swapped) { return swapped ? rd_be16(r) : rd_le16(r); }

/* The clock's count in microseconds since 1970, rounded down, kept within what can be written. */
static int64_t when_of(const struct interface *i, uint64_t count)
{
	uint64_t seconds, us;

	if (i->ticks) {
		seconds = count / i->ticks;
		us = count % i->ticks;
		us = i->ticks <= 1000000 ? us * (1000000 / i->ticks) : us / (i->ticks / 1000000);
	} else {
		__extension__ unsigned __int128 part = count & ((UINT64_C(1) << i->binary) - 1);

		seconds = count >> i->binary;
		us = (uint64_t)(part * 1000000 >> i->binary);
	}
	if (seconds > TIME_MOST || i->offset > TIME_MOST || i->offset < -TIME_MOST)
		seconds = TIME_MOST;
	else if (i->offset < 0 && seconds < (uint64_t)-i->offset)
		seconds = us = 0;
	else
		seconds += (uint64_t)i->offset;
	if (seconds > TIME_MOST)
		seconds = TIME_MOST;
	return (int64_t)(seconds * 1000000 + us);
}

/* if_tsresol: ticks in a second as 10^n, or 2^n with the high bit. */
static bool resolution(struct interface *i, uint8_t code)
{
	if (code & 0x80) {
		i->ticks = 0;
		i->binary = code & 0x7f;
		return i->binary < 64;
	}
	if (code > 19)
		return false;
	i->ticks = 1;
	while (code--)
		i->ticks *= 10;
	return true;
}

static bool interface_options(struct interface *i, struct rd r, bool swapped)
{
	enum { END, TSRESOL = 9, TSOFFSET = 14 };

	while (rd_left(&r) >= 4) {
		unsigned code = u16(&r, swapped), length = u16(&r, swapped);
		struct rd value = rd_sub(&r, length);

		if (!rd_ok(&r) || code == END)
			break;
		if (code == TSRESOL && length == 1 && !resolution(i, rd_u8(&value)))
			return false;
		if (code == TSOFFSET && length == 8)
			i->offset = (int64_t)(swapped ? rd_be64(&value) : rd_le64(&value));
		rd_skip(&r, rd_left(&r) < 3 ? 0 : (4 - length % 4) % 4);
	}
	return true;
}

static bool grow(struct pcapng *p)
{
	uint32_t room = p->room ? p->room * 2 : 4;
	struct interface *more;

	if (p->count < p->room)
		return true;
	if (room > INTERFACES_MOST || !(more = realloc(p->interfaces, room * sizeof *more)))
		return false;
	p->interfaces = more;
	p->room = room;
	return true;
}

static bool interface_block(struct input *in, struct rd body)
{
	struct pcapng *p = &in->pcapng;
	struct interface i = {.ticks = 1000000};

	i.link = u16(&body, p->swapped);
	rd_skip(&body, 2);
	i.snaplen = u32(&body, p->swapped);
	if (!rd_ok(&body) || !interface_options(&i, body, p->swapped) || !grow(p))
		return false;
	p->interfaces[p->count++] = i;
	input_link(in, i.link);
	input_snaplen(in, i.snaplen);
	return true;
}

static bool section_block(struct input *in, struct rd body)
{
	uint16_t major, minor;

	rd_skip(&body, 4);
	major = u16(&body, in->pcapng.swapped);
	minor = u16(&body, in->pcapng.swapped);
	in->pcapng.count = 0;
	return rd_ok(&body) && major == 1 && (minor == 0 || minor == 2);
}

/* The packet's bytes, and the frame's last fields. */
static bool take_packet(struct input *in, struct block *b, const struct interface *i, struct frame *f)
{
	if (f->captured > link_most(i->link))
		return false;
	if (f->captured > rd_left(&b->body)) {
		if (b->part == b->total)
			return false;
		f->captured = (uint32_t)rd_left(&b->body);
	}
	f->bytes = rd_bytes(&b->body, f->captured);
	f->link = i->link;
	f->at = (struct packet){in->index, (uint32_t)(in->numbered + 1)};
	in->pcapng.last = f->when;
	in->file.packets++;
	in->file.bytes += f->wire;
	return true;
}

static bool timed_packet(struct input *in, struct block *b, uint32_t interface, struct frame *f)
{
	struct pcapng *p = &in->pcapng;
	uint64_t high = u32(&b->body, p->swapped), count = high << 32 | u32(&b->body, p->swapped);

	f->captured = u32(&b->body, p->swapped);
	f->wire = u32(&b->body, p->swapped);
	if (!rd_ok(&b->body) || interface >= p->count)
		return false;
	f->when = when_of(&p->interfaces[interface], count);
	if (!take_packet(in, b, &p->interfaces[interface], f))
		return false;
	input_time(in, f->when);
	return true;
}

static bool enhanced_packet(struct input *in, struct block *b, struct frame *f)
{
	return timed_packet(in, b, u32(&b->body, in->pcapng.swapped), f);
}

static bool obsolete_packet(struct input *in, struct block *b, struct frame *f)
{
	uint32_t interface = u16(&b->body, in->pcapng.swapped);

	rd_skip(&b->body, 2); /* drops */
	return timed_packet(in, b, interface, f);
}

/* No time of its own: it gets that of the frame before. */
static bool simple_packet(struct input *in, struct block *b, struct frame *f)
{
	const struct pcapng *p = &in->pcapng;

	f->wire = u32(&b->body, p->swapped);
	if (!rd_ok(&b->body) || !p->count)
		return false;
	f->captured = f->wire;
	if (p->interfaces[0].snaplen && f->captured > p->interfaces[0].snaplen)
		f->captured = p->interfaces[0].snaplen;
	f->when = p->last;
	return take_packet(in, b, &p->interfaces[0], f);
}

/* What a kind of block does: describes, carries a frame, or only takes a number, as in Wireshark. Others are
 * passed over. */
struct block_kind {
	uint32_t type;
	bool (*describe)(struct input *in, struct rd body);
	bool (*packet)(struct input *in, struct block *b, struct frame *f);
};

static const struct block_kind kinds[] = {
	{BLOCK_ENHANCED, NULL, enhanced_packet},
	{BLOCK_SIMPLE, NULL, simple_packet},
	{BLOCK_PACKET, NULL, obsolete_packet},
	{BLOCK_SECTION, section_block, NULL},
	{BLOCK_INTERFACE, interface_block, NULL},
	{BLOCK_JOURNAL, NULL, NULL},
	{BLOCK_CUSTOM, NULL, NULL},
	{BLOCK_CUSTOM_PRIVATE, NULL, NULL},
};

static const struct block_kind *kind_of(uint32_t type)
{
	for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++)
		if (kinds[i].type == type)
			return &kinds[i];
	return NULL;
}

enum step { STEP_FRAME, STEP_ON, STEP_WAIT, STEP_END };

/* The byte order that a section begins with. */
static bool section_order(struct pcapng *p, struct rd r)
{
	struct rd other;

	rd_skip(&r, 8);
	other = r;
	p->swapped = rd_be32(&r) == ORDER_MAGIC;
	return rd_ok(&r) && (p->swapped || rd_le32(&other) == ORDER_MAGIC);
}

/* The next block's type and length; *ret_want is what must be at hand to go on. Lengths that no padding was
 * added to are taken as if it had been, as other readers do. */
static enum step block_begin(struct input *in, struct block *b, size_t *ret_want)
{
	struct pcapng *p = &in->pcapng;
	struct rd r = in->window.rd;

	*ret_want = BLOCK_LEAST;
	if (rd_left(&r) < BLOCK_LEAST || in->window.owed)
		return STEP_WAIT;
	b->type = u32(&r, p->swapped);
	if (b->type == BLOCK_SECTION && !section_order(p, in->window.rd))
		return STEP_END;
	b->total = ((uint64_t)u32(&r, p->swapped) + 3) & ~UINT64_C(3);
	return b->total < BLOCK_LEAST || b->total > BLOCK_MOST ? STEP_END : STEP_ON;
}

/* Makes the body readable. A block longer than the window of a flowing input is seen as far as that goes. */
static enum step block_body(struct input *in, struct block *b, size_t *ret_want)
{
	struct rd r = in->window.rd, tail;

	b->part = b->total;
	if (rd_left(&r) < b->total && b->total > WINDOW_ROOM)
		b->part = WINDOW_ROOM;
	*ret_want = (size_t)b->part;
	if (rd_left(&r) < b->part)
		return STEP_WAIT;
	rd_skip(&r, 8);
	b->body = rd_sub(&r, (size_t)b->part - BLOCK_LEAST);
	tail = r;
	if (b->part == b->total && ((u32(&tail, in->pcapng.swapped) + 3) & ~3u) != b->total)
		return STEP_END;
	return STEP_ON;
}

static enum step one_block(struct input *in, struct frame *f, size_t *ret_want)
{
	struct block b;
	const struct block_kind *kind;
	enum step step = block_begin(in, &b, ret_want);

	if (step != STEP_ON)
		return step;
	kind = kind_of(b.type);
	if (kind && (step = block_body(in, &b, ret_want)) != STEP_ON)
		return step;
	if (kind && kind->describe && !kind->describe(in, b.body))
		return STEP_END;
	if (kind && kind->packet && !kind->packet(in, &b, f))
		return STEP_END;
	in->numbered += kind && !kind->describe;
	window_pass(&in->window, b.total);
	return kind && kind->packet ? STEP_FRAME : STEP_ON;
}

static bool pcapng_begin(struct input *in)
{
	struct rd r;

	in->pcapng = (struct pcapng){0};
	if (!window_need(&in->window, BLOCK_LEAST))
		return false;
	r = in->window.rd;
	return rd_be32(&r) == BLOCK_SECTION && section_order(&in->pcapng, in->window.rd);
}

static unsigned pcapng_next(struct input *in, struct frame *frames, unsigned max)
{
	unsigned n = 0;

	while (n < max) {
		size_t want;
		enum step step = one_block(in, &frames[n], &want);

		if (step == STEP_FRAME) {
			n++;
		} else if (step == STEP_END) {
			input_damaged(in);
			break;
		} else if (step == STEP_WAIT && (n || !window_need(&in->window, want))) {
			break;
		}
	}
	return n;
}

static void pcapng_close(struct input *in) { free(in->pcapng.interfaces); }

const struct format pcapng_format = {
	{"pcapng", "pcapng.gz", "pcapng.zst"}, pcapng_begin, pcapng_next, pcapng_close};
