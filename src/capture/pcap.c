/* The classic capture file (draft-ietf-opsawg-pcap) and its relatives: both byte orders, microseconds and
 *nanoseconds, the longer record headers of Kuznetzov's, Nokia's and Ixia's variants, and lengths swapped by
 *writers before version 2.4.
 *
 *	file header   magic(4) major(2) minor(2) zone(4) sigfigs(4) snaplen(4) linktype(4)
 *	record        seconds(4) fraction(4) captured(4) wire(4) [more, by variant] packet(captured)
 */
#include "capture/input.h"

enum { FILE_HEADER = 24, RECORD_HEADER = 16, TRIAL_RECORDS = 3, TRIAL_BYTES = 4096 };
enum lengths { LENGTHS_RIGHT, LENGTHS_MAYBE_SWAPPED, LENGTHS_SWAPPED };

struct variant {
	uint32_t magic;
	uint16_t fraction;
	uint8_t file_header; /* bytes */
	uint8_t more[3];     /* bytes added to the record header; which one, the first records tell */
};

static const struct variant variants[] = {
	{0xa1b2c3d4,
	 1,
	 FILE_HEADER,
	 {0, 8, 4}}, /* usual; some old Red Hat and Nokia systems kept the magic */
	{0xa1b23c4d, 1000, FILE_HEADER, {0, 0, 0}},
	{0xa1b2cd34, 1, FILE_HEADER, {8, 12, 8}},       /* Kuznetzov: interface, protocol, packet type */
	{0x1c0001ac, 1000, FILE_HEADER + 4, {0, 0, 0}}, /* Ixia hardware and software: file length follows */
	{0x1c0001ab, 1000, FILE_HEADER + 4, {0, 0, 0}},
};

static const struct variant *variant_of(struct rd head, bool *ret_swapped)
{
	struct rd other = head;
	uint32_t little = rd_le32(&head), big = rd_be32(&other);

	for (size_t i = 0; i < sizeof variants / sizeof *variants; i++)
		if (variants[i].magic == little || variants[i].magic == big) {
			*ret_swapped = variants[i].magic == big;
			return rd_ok(&head) ? &variants[i] : NULL;
		}
	return NULL;
}

static inline uint32_t u32(struct rd *r, bool swapped) { return swapped ? rd_be32(r) : rd_le32(r); }
static inline uint16_t u16(struct rd *r, bool swapped) { return swapped ? rd_be16(r) : rd_le16(r); }

enum { IMPOSSIBLE = 100 };

/* How odd the first records look with this many more header bytes. */
static unsigned oddity(struct rd r, const struct pcap *p, unsigned more)
{
	enum { WIRE_MOST = 128 << 20 };
	unsigned odd = 0;

	for (int i = 0; i < TRIAL_RECORDS && rd_left(&r) >= RECORD_HEADER + more; i++) {
		uint32_t fraction, captured, wire;

		rd_skip(&r, 4);
		fraction = u32(&r, p->swapped);
		captured = u32(&r, p->swapped);
		wire = u32(&r, p->swapped);
		rd_skip(&r, more);
		if (captured > p->most || wire > WIRE_MOST)
			return odd + IMPOSSIBLE;
		odd += fraction / p->fraction > 999999;
		odd += captured > wire && p->lengths == LENGTHS_RIGHT;
		if (captured > rd_left(&r))
			break; /* cut, or not at hand yet */
		rd_skip(&r, captured);
	}
	return odd;
}

/* Damage makes some records odd in any reading; another one is looked for only when the usual one is
 * impossible. The bytes looked at are the same however the input comes, so that the answer is. */
static uint8_t choose_header(struct window *w, const struct pcap *p, const struct variant *v)
{
	bool enough = window_need(w, TRIAL_BYTES);
	struct rd records = rd_of(w->rd.at, enough ? TRIAL_BYTES : rd_left(&w->rd));
	unsigned best = 0, least = oddity(records, p, v->more[0]);

	for (unsigned i = 1; i < sizeof v->more && least >= IMPOSSIBLE; i++) {
		unsigned odd = oddity(records, p, v->more[i]);

		if (odd < least) {
			least = odd;
			best = i;
		}
	}
	return (uint8_t)(RECORD_HEADER + v->more[best]);
}

static enum lengths lengths_of(unsigned major, unsigned minor)
{
	if (major != 2 || minor > 3)
		return LENGTHS_RIGHT;
	return minor == 3 ? LENGTHS_MAYBE_SWAPPED : LENGTHS_SWAPPED;
}

static bool pcap_begin(struct input *in)
{
	struct pcap *p = &in->pcap;
	const struct variant *v;
	struct rd r;
	uint16_t major, minor;
	uint32_t snaplen;

	if (!window_need(&in->window, FILE_HEADER) || !(v = variant_of(in->window.rd, &p->swapped)) ||
	    !window_need(&in->window, v->file_header))
		return false;
	r = in->window.rd;
	rd_skip(&r, 4);
	major = u16(&r, p->swapped);
	minor = u16(&r, p->swapped);
	rd_skip(&r, 8);
	snaplen = u32(&r, p->swapped);
	p->link = u32(&r, p->swapped) & 0xffff; /* above: length of the check sequence, if frames have one */
	if (major != 2)
		return false;
	rd_skip(&r, v->file_header - FILE_HEADER);
	in->window.rd = r;
	p->fraction = v->fraction;
	p->lengths = (uint8_t)lengths_of(major, minor);
	p->most = link_most(p->link);
	p->header = choose_header(&in->window, p, v);
	input_link(in, p->link);
	input_snaplen(in, snaplen);
	if (p->fraction > 1)
		in->format = &pcap_nano_format;
	return true;
}

struct record {
	uint32_t seconds, fraction, captured, wire;
};

/* A fraction of a second or more is damage: the frame stays in its second. */
static inline int64_t when_of(const struct record *h, uint32_t fraction)
{
	uint32_t us = h->fraction / fraction;

	return h->seconds * INT64_C(1000000) + (us < 1000000 ? us : 999999);
}

static inline bool record_header(struct rd *r, const struct pcap *p, bool swapped, struct record *ret)
{
	struct rd h = rd_sub(r, p->header);

	ret->seconds = u32(&h, swapped);
	ret->fraction = u32(&h, swapped);
	ret->captured = u32(&h, swapped);
	ret->wire = u32(&h, swapped);
	if (__builtin_expect(p->lengths != LENGTHS_RIGHT, 0) &&
	    (p->lengths == LENGTHS_SWAPPED || ret->captured > ret->wire)) {
		uint32_t captured = ret->wire;

		ret->wire = ret->captured;
		ret->captured = captured;
	}
	return rd_ok(r);
}

/* As many frames as lie wholly at hand. Sets *ret_want to the bytes the next record needs, *ret_odd when it
 * is impossible. Called with swapped and nano constant, so that the compiler makes a loop of its own for the
 * common file. */
static inline __attribute__((always_inline)) unsigned
at_hand(struct input *in, struct frame *frames, unsigned max, bool swapped, bool nano, size_t *ret_want)
{
	const struct pcap *p = &in->pcap;
	struct rd at = in->window.rd;
	unsigned n = 0;

	*ret_want = p->header;
	while (n < max) {
		struct rd r = at;
		struct record h;
		struct frame *f = &frames[n];

		if (!record_header(&r, p, swapped, &h))
			break;
		*ret_want = p->header + (size_t)h.captured;
		if (h.captured > p->most)
			break;
		f->bytes = rd_bytes(&r, h.captured);
		if (!rd_ok(&r))
			break;
		f->when = when_of(&h, nano ? 1000 : 1);
		f->at = (struct packet){in->index, (uint32_t)(in->numbered + n + 1)};
		f->link = p->link;
		f->captured = h.captured;
		f->wire = h.wire;
		at = r;
		n++;
	}
	in->window.rd = at;
	return n;
}

/* A frame too long to be held whole, of a flowing input: its beginning is delivered, the rest passed over. */
static unsigned long_frame(struct input *in, struct frame *frame, size_t whole)
{
	struct rd *r = &in->window.rd;
	struct record h;

	if (!window_need(&in->window, (size_t)in->pcap.header + FRAME_BYTES) ||
	    !record_header(r, &in->pcap, in->pcap.swapped, &h))
		return 0;
	*frame = (struct frame){
		.when = when_of(&h, in->pcap.fraction),
		.at = {in->index, (uint32_t)(in->numbered + 1)},
		.link = in->pcap.link,
		.captured = FRAME_BYTES,
		.wire = h.wire,
		.bytes = rd_bytes(r, FRAME_BYTES),
	};
	window_pass(&in->window, whole - in->pcap.header - FRAME_BYTES);
	return 1;
}

static void count(struct input *in, const struct frame *frames, unsigned n)
{
	struct capture_file *file = &in->file;
	int64_t first = frames[0].when, last = first;
	uint64_t bytes = 0;

	for (unsigned i = 0; i < n; i++) {
		bytes += frames[i].wire;
		first = frames[i].when < first ? frames[i].when : first;
		last = frames[i].when > last ? frames[i].when : last;
	}
	input_time(in, first);
	input_time(in, last);
	file->bytes += bytes;
	file->packets += n;
	in->numbered += n;
}

static unsigned pcap_next(struct input *in, struct frame *frames, unsigned max)
{
	const struct pcap *p = &in->pcap;

	for (;;) {
		size_t want;
		unsigned n = p->fraction > 1 ? at_hand(in, frames, max, p->swapped, true, &want)
			     : p->swapped    ? at_hand(in, frames, max, true, false, &want)
					     : at_hand(in, frames, max, false, false, &want);

		if (!n && want > (size_t)p->header + p->most) {
			input_damaged(in);
			return 0;
		}
		if (!n && want > WINDOW_ROOM)
			n = long_frame(in, frames, want);
		if (n) {
			count(in, frames, n);
			return n;
		}
		if (!window_need(&in->window, want))
			return 0;
	}
}

const struct format pcap_format = {{"pcap", "pcap.gz", "pcap.zst"}, pcap_begin, pcap_next, NULL};
const struct format pcap_nano_format = {{"pcap-ns", "pcap-ns.gz", "pcap-ns.zst"}, NULL, pcap_next, NULL};
