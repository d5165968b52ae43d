/* The shorter way through the commonest frames reads what the layers read: held against each other over
 * frames of that make and two million mutations of them. */
#include "test.h"

#include "decode/view.h"

#include <stdlib.h>

enum { ROOM = 128 };

static uint64_t dice = 88172645463325252u;

static uint32_t roll(uint32_t sides)
{
	dice ^= dice << 13;
	dice ^= dice >> 7;
	dice ^= dice << 17;
	return (uint32_t)(dice >> 16) % sides;
}

/* Ethernet, IPv4, TCP (with options) or UDP, payload, and perhaps padding; returns its length. */
static uint32_t make(uint8_t b[ROOM])
{
	bool tcp = roll(2);
	uint32_t header = tcp ? 20 + 4 * roll(4) : 8, payload = roll(40), total = 20 + header + payload;

	for (int i = 0; i < ROOM; i++)
		b[i] = (uint8_t)roll(256);
	b[12] = 8;
	b[13] = 0;
	b[14] = 0x45;
	b[16] = 0;
	b[17] = (uint8_t)total;
	b[20] = roll(2) ? 0x40 : 0;
	b[21] = 0;
	b[23] = tcp ? 6 : 17;
	if (tcp)
		b[14 + 20 + 12] = (uint8_t)(header << 2);
	b[14 + 20 + 4] = tcp ? b[14 + 20 + 4] : 0;
	b[14 + 20 + 5] = (uint8_t)(8 + payload);
	return 14 + total + roll(8);
}

/* To a tunnel's port, with a header that the tunnel would have: flags of VXLAN, and Ethernet inside by GPE's
 * and by Geneve's number. */
static void tunnel(uint8_t b[ROOM])
{
	static const struct {
		uint16_t port;
		uint8_t header[4];
	} tunnels[] = {{4789, {8, 0, 0, 0}},
		       {4790, {0x0c, 0, 0, 3}},
		       {8472, {8, 0, 0, 0}},
		       {6081, {0, 0, 0x65, 0x58}}};
	unsigned i = roll(4);

	b[14 + 20 + 2] = (uint8_t)(tunnels[i].port >> 8);
	b[14 + 20 + 3] = (uint8_t)tunnels[i].port;
	memcpy(b + 14 + 20 + 8, tunnels[i].header, sizeof tunnels[i].header);
	b[14 + 20 + 8 + 7] = 0;
	b[14 + 20 + 8 + 8 + 12] = 8; /* IPv4 in the Ethernet inside */
	b[14 + 20 + 8 + 8 + 13] = 0;
}

/* Bytes that headers are about, and the lengths of the frame. */
static void mutate(uint8_t b[ROOM], struct frame *f)
{
	for (uint32_t n = roll(3); n > 0; n--)
		b[roll(60)] = (uint8_t)(roll(4) ? roll(256) : roll(64));
	if (roll(8) == 0)
		f->captured = roll(f->captured + 1);
	if (roll(8) == 0)
		f->wire = f->captured + roll(60);
	if (roll(16) == 0)
		f->wire = f->captured - roll(f->captured < 4 ? f->captured + 1 : 4);
	if (roll(16) == 0)
		tunnel(b);
}

static bool same(const struct view *a, const struct view *b)
{
	return memcmp(&a->seen.from, &b->seen.from, sizeof a->seen.from) == 0 &&
	       memcmp(&a->seen.to, &b->seen.to, sizeof a->seen.to) == 0 && a->seen.when == b->seen.when &&
	       a->seen.at.file == b->seen.at.file && a->seen.at.n == b->seen.at.n &&
	       a->seen.bytes == b->seen.bytes && a->seen.vlan == b->seen.vlan && a->seen.ttl == b->seen.ttl &&
	       a->seen.inner == b->seen.inner && a->seen.arp == b->seen.arp &&
	       a->seen.wifi_from == b->seen.wifi_from && a->later.at == b->later.at &&
	       a->rest.start == b->rest.start && a->rest.at == b->rest.at && a->rest.end == b->rest.end &&
	       a->rest.bad == b->rest.bad && a->wire == b->wire && a->claimed == b->claimed &&
	       a->kind == b->kind && a->inside == b->inside && a->type == b->type &&
	       a->from_port == b->from_port && a->to_port == b->to_port && a->protocol == b->protocol &&
	       a->depth == b->depth && a->tcp_flags == b->tcp_flags && a->broken == b->broken &&
	       a->cut == b->cut && a->secret == b->secret && a->to_group == b->to_group &&
	       a->more == b->more && a->ident == b->ident && a->checksum == b->checksum &&
	       a->offset == b->offset && a->fragment == b->fragment && a->seq == b->seq && a->ack == b->ack;
}

static void both_ways_read_the_same(void **state)
{
	struct view shorter, layers;
	unsigned plain = 0, all = 2000000;

	(void)state;
	for (unsigned i = 0; i < all; i++) {
		uint8_t b[ROOM], *exact;
		struct frame f = {.when = i, .link = LINK_ETHERNET, .bytes = b, .at = {1, i}};

		f.captured = f.wire = make(b);
		mutate(b, &f);
		if (i % 16 == 0 &&
		    f.captured) { /* in room of its own: a sanitizer sees what is read behind it */
			exact = malloc(f.captured);
			memcpy(exact, b, f.captured);
			f.bytes = exact;
		} else {
			exact = NULL;
		}
		view_frame(&shorter, &f);
		view_by_layers(&layers, &f);
		if (!same(&shorter, &layers))
			fail_msg("frame %u is read differently", i);
		memset(&shorter, 0, sizeof shorter);
		plain += view_plain(&shorter, &f);
		free(exact);
	}
	assert_in_range(plain, all / 4, all); /* the shorter way was taken, or nothing was compared */
}

int main(void)
{
	const struct CMUnitTest tests[] = {cmocka_unit_test(both_ways_read_the_same)};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
