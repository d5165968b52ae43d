/* The stack, with reassembly and every decoder, over a sequence of frames:
 *
 *	| link 1 | flags 1 | length 2 (big-endian) | bytes |  ...		flags: 1 cut by a snap length,
 *2 a second passes, 4 a minute passes
 *
 * Where the first frame's flags have 8, what 802.11 data frames carry is read, too.
 *
 * Each packet must end in exactly one part of a flow, every fact must cross the codec. */
#include "facts.h"

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t n);

static const uint32_t links[] = {LINK_ETHERNET,
				 LINK_RAW,
				 LINK_LINUX_SLL,
				 LINK_LINUX_SLL2,
				 LINK_NULL,
				 LINK_LOOP,
				 LINK_PPP,
				 LINK_PPP_HDLC,
				 LINK_PPP_ETHER,
				 LINK_IEEE802_11,
				 LINK_IEEE802_11_RADIOTAP,
				 LINK_PPI,
				 LINK_NFLOG,
				 LINK_IPV4,
				 LINK_IPV6,
				 LINK_IEEE802_11_PRISM,
				 195};

enum { LINKS = sizeof links / sizeof *links, FRAMES = 400 };

struct seen {
	uint64_t packets, bytes; /* of flows; of sightings: a frame's bytes are told once, however many frames
				    it holds */
};

static void on_sighting(void *ctx, const struct sighting *s)
{
	struct seen *seen = ctx;

	seen->bytes += s->bytes;
}

static void on_flow(void *ctx, const struct flow *f)
{
	struct seen *seen = ctx;

	seen->packets += f->packets;
	if (f->packets_up > f->packets || f->bytes_up > f->bytes || f->first > f->last ||
	    f->protocol >= PROTO_COUNT)
		abort();
}

/* A copy exactly so long: a sanitizer sees a read past the end. */
static const uint8_t *exactly(const uint8_t *bytes, size_t n)
{
	uint8_t *p = malloc(n ? n : 1);

	if (!p)
		abort();
	if (n)
		memcpy(p, bytes, n);
	return p;
}

static unsigned frames_of(struct rd r, struct frame frames[FRAMES])
{
	int64_t now = 1700000000000000;
	unsigned count = 0;

	while (count < FRAMES && rd_left(&r) >= 4) {
		uint32_t link = links[rd_u8(&r) % LINKS];
		unsigned flags = rd_u8(&r), length = rd_be16(&r);
		const uint8_t *at;

		if (length > rd_left(&r))
			length = (unsigned)rd_left(&r);
		at = exactly(rd_bytes(&r, length), length);
		now += flags & 4 ? 60000000 : flags & 2 ? 1000000 : 100;
		frames[count] =
			(struct frame){now, {0, count + 1}, link, length, length + (flags & 1 ? 100 : 0), at};
		count++;
	}
	return count;
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t n)
{
	static struct frame frames[FRAMES];
	struct stack_limits small = {.flows = 64, .stream_bytes = 256 * 1024, .fragment_bytes = 64 * 1024};
	struct seen seen = {0, 0};
	struct decode_sink sink = {
		.ctx = &seen, .sighting = on_sighting, .fact = fact_crosses, .flow = on_flow};
	unsigned count = frames_of(rd_of(bytes, n), frames);
	struct stack *s = stack_new(&small, &sink);

	if (!s)
		abort();
	if (n > 1 && bytes[1] & 8)
		stack_read_radio(s);
	if (n > 1 && bytes[1] & 16)
		stack_sum(s);
	for (unsigned at = 0; at < count; at += 32)
		stack_take(s, frames + at, count - at < 32 ? count - at : 32);
	stack_end(s);
	if (stack_counts(s)->packets != count || stack_counts(s)->malformed > count ||
	    seen.bytes > stack_counts(s)->bytes)
		abort();
	stack_free(s);
	for (unsigned i = 0; i < count; i++)
		free((void *)frames[i].bytes);
	return 0;
}
