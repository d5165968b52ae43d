/* Links, tags, tunnels and fragments: the innermost packet is found, every layer of addresses is told once.
 */
#include "wire.h"

#include "decode/check.h"
#include "decode/view.h"

const struct decoder *const decoders[PROTO_COUNT] = {[PROTO_ftp] = &decoder_lines};

static struct bytes w;

static void put_datagram(unsigned from, unsigned to, const char *payload)
{
	put_ip4(&w, from, to, 17, 8 + strlen(payload), ++wire.id);
	put_udp(&w, 40000, LINES_PORT, strlen(payload));
	put_text(&w, payload);
}

static void put_frame(unsigned from, unsigned to, const char *payload)
{
	put_ethernet(&w, from, to, 0x0800);
	put_datagram(from, to, payload);
}

static void begin(void)
{
	wire_start(NULL);
	w.n = 0;
}

/* One frame was taken: hosts `from` spoke, and the decoder heard it. */
static void heard_on(uint32_t link, unsigned from, unsigned sightings)
{
	const struct stack_counts *n;

	wire_frame(link, &w, w.n);
	n = wire_end();
	assert_string_equal(wire.said, "c:!hello");
	assert_int_equal(n->malformed, 0);
	assert_int_equal(n->packets, 1);
	assert_int_equal(wire.seen_count, sightings);
	assert_int_equal(wire.seen[sightings - 1].from.ip.b[15], from);
	assert_int_equal(wire.flow_count, 1);
	assert_int_equal(wire.flows[0].client.ip.b[15], from);
	assert_int_equal(wire.flows[0].bytes, w.n);
	for (unsigned i = 0; i < sightings; i++) {
		assert_int_equal(wire.seen[i].inner, i > 0);
		assert_int_equal(wire.seen[i].bytes, i > 0 ? 0 : w.n);
	}
}

static void ethernet(void **state)
{
	(void)state;
	begin();
	put_frame(1, 2, "!hello\n");
	put32(&w, 0); /* padding is not payload */
	heard_on(LINK_ETHERNET, 1, 1);
	assert_int_equal(wire.flows[0].payload, 7);
}

static void tagged(void **state)
{
	(void)state;
	begin();
	put_ethernet(&w, 1, 2, 0x88a8);
	put32(&w, 0x00648100);
	put32(&w, 0xe0c80800);
	put_datagram(1, 2, "!hello\n");
	heard_on(LINK_ETHERNET, 1, 1);
	assert_int_equal(wire.seen[0].vlan, 100);
}

static void ring_and_signature_tags(void **state)
{
	(void)state;
	begin();
	put_ethernet(&w, 1, 2, 0x892f);
	put32(&w, 0x00290007);
	put16(&w, 0x0800);
	put_datagram(1, 2, "!hello\n");
	heard_on(LINK_ETHERNET, 1, 1);
	begin();
	put_ethernet(&w, 1, 2, 0x88e5);
	put32(&w, 0x00000000);
	put16(&w, 7);
	put16(&w, 0x0800);
	put_datagram(1, 2, "!hello\n");
	put_text(&w, "sixteen of check");
	heard_on(LINK_ETHERNET, 1, 1);
	assert_int_equal(wire.flows[0].payload, 7);
}

static void llc_and_snap(void **state)
{
	(void)state;
	begin();
	put_ethernet(&w, 1, 2, 8 + 28 + 7);
	put32(&w, 0xaaaa0300);
	put32(&w, 0x00000800);
	put_datagram(1, 2, "!hello\n");
	put32(&w, 0);
	heard_on(LINK_ETHERNET, 1, 1);
}

static void cooked(void **state)
{
	(void)state;
	begin();
	put16(&w, 0);
	put16(&w, 1);
	put16(&w, 6);
	put32(&w, 0x02000000);
	put32(&w, 0x00010000);
	put16(&w, 0x0800);
	put_datagram(1, 2, "!hello\n");
	heard_on(LINK_LINUX_SLL, 1, 1);
	assert_int_equal(wire.seen[0].from.mac.b[5], 1);
}

static void cooked_again(void **state)
{
	(void)state;
	begin();
	put32(&w, 0x08000000);
	put32(&w, 3);
	put32(&w, 0x00010006);
	put32(&w, 0x02000000);
	put32(&w, 0x00010000);
	put_datagram(1, 2, "!hello\n");
	heard_on(LINK_LINUX_SLL2, 1, 1);
	assert_int_equal(wire.seen[0].from.mac.b[5], 1);
}

static void bare_ip(void **state)
{
	static const uint32_t links[] = {LINK_RAW, LINK_RAW_OLD, 14, LINK_IPV4};

	(void)state;
	for (int i = 0; i < 4; i++) {
		begin();
		put_datagram(1, 2, "!hello\n");
		heard_on(links[i], 1, 1);
	}
}

static void loopback_in_both_orders(void **state)
{
	(void)state;
	begin();
	put32(&w, 2);
	put_datagram(1, 2, "!hello\n");
	heard_on(LINK_LOOP, 1, 1);
	begin();
	put32(&w, 0x02000000);
	put_datagram(1, 2, "!hello\n");
	heard_on(LINK_NULL, 1, 1);
}

static void ppp(void **state)
{
	(void)state;
	begin();
	put32(&w, 0xff030021);
	put_datagram(1, 2, "!hello\n");
	heard_on(LINK_PPP, 1, 1);
	begin();
	put_ethernet(&w, 1, 2, 0x8864);
	put32(&w, 0x11000007);
	put32(&w, 0x00250021);
	put_datagram(1, 2, "!hello\n");
	heard_on(LINK_ETHERNET, 1, 1);
}

static void nflog(void **state)
{
	(void)state;
	begin();
	put32(&w, 0x02000000);
	put32(&w, 0x08000100); /* a packet header attribute */
	put32(&w, 0x08000003);
	put16(&w, (4 + 35) << 8);
	put16(&w, 0x0900);
	put_datagram(1, 2, "!hello\n");
	heard_on(LINK_NFLOG, 1, 1);
}

static void put_wifi(unsigned control, unsigned to, unsigned access_point, unsigned from, unsigned sequence)
{
	put16(&w, control);
	put16(&w, 0);
	put32(&w, 0x02000000);
	put16(&w, access_point);
	put32(&w, 0x02000000);
	put16(&w, from);
	put32(&w, 0x02000000);
	put16(&w, to);
	put16(&w, sequence);
}

/* The check sequence of what was put from `from` on, by another program than the decoder's: check.h. */
static void put_fcs(size_t from)
{
	uint32_t sum = check_crc32(rd_of(w.b + from, w.n - from));

	for (int i = 0; i < 4; i++, sum >>= 8)
		put8(&w, sum & 0xff);
}

static void wifi(void **state)
{
	(void)state;
	begin();
	stack_read_radio(wire.stack);
	put32(&w, 0x00000a00); /* radiotap: ten bytes, flags: a check sequence follows */
	put32(&w, 0x02000000);
	put16(&w, 0x1000);
	put_wifi(0x8801, 2, 9, 1, 0);
	put16(&w, 0); /* quality of service */
	put32(&w, 0xaaaa0300);
	put32(&w, 0x00000800);
	put_datagram(1, 2, "!hello\n");
	put_fcs(10);
	heard_on(LINK_IEEE802_11_RADIOTAP, 1, 1);
	assert_true(wire.seen[0].wifi_from && wire.seen[0].air);
	assert_int_equal(wire.seen[0].from.mac.b[5], 1);
	assert_int_equal(wire.seen[0].to.mac.b[5], 2);
	assert_int_equal(wire.flows[0].payload, 7);
}

/* A beacon behind a radiotap or PPI header with these flags. */
static void put_beacon(bool ppi, unsigned flags)
{
	begin();
	if (ppi) {
		put32(&w, 0x00002000); /* 32 bytes */
		put32(&w, 0x69000000); /* of 802.11 */
		put32(&w, 0x02001400); /* the common field: 20 bytes */
		put32(&w, 0);
		put32(&w, 0);
		put8(&w, flags);
		put8(&w, 0);
		put16(&w, 0);
		put32(&w, 0);
		put32(&w, 0);
	} else {
		put32(&w, 0x00000a00);
		put32(&w, 0x02000000);
		put8(&w, flags);
		put8(&w, 0);
	}
	put_wifi(0x8000, 9, 9, 9, 0);
	put_text(&w, "what it announces");
}

/* A frame that was received damaged says nothing, and is counted; without check sequence nobody can tell. */
static void a_damaged_frame_says_nothing(void **state)
{
	static const struct {
		bool ppi;
		unsigned flags;
		int fcs; /* 0 none, 1 right, 2 wrong, 3 wrong and cut by the snap length */
		bool damaged;
	} rows[] = {
		{false, 0, 0, false},    {false, 0x10, 1, false}, {false, 0x10, 2, true},
		{false, 0x10, 3, false}, {false, 0x50, 1, true},  {false, 0x40, 0, true},
		{false, 0, 2, false},    {true, 0, 0, false},     {true, 1, 1, false},
		{true, 1, 2, true},      {true, 5, 1, true},      {true, 4, 0, true},
	};

	(void)state;
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		const struct stack_counts *n;

		put_beacon(rows[i].ppi, rows[i].flags);
		if (rows[i].fcs)
			put_fcs(rows[i].ppi ? 32 : 10);
		if (rows[i].fcs > 1)
			w.b[w.n - 1] ^= 1;
		wire_frame(rows[i].ppi ? LINK_PPI : LINK_IEEE802_11_RADIOTAP, &w,
			   rows[i].fcs == 3 ? w.n - 9 : w.n);
		n = wire_end();
		if (n->malformed != rows[i].damaged || wire.seen_count != !rows[i].damaged)
			fail_msg("row %zu: malformed %d, seen %u", i, (int)n->malformed, wire.seen_count);
	}
}

/* Of a damaged frame no more is stored than of a good one. */
static void a_damaged_frame_is_not_kept(void **state)
{
	struct frame f = {.link = LINK_IEEE802_11_RADIOTAP};

	(void)state;
	begin();
	put32(&w, 0x00000a00);
	put32(&w, 0x02000000);
	put16(&w, 0x1000);
	put_wifi(0x0801, 2, 9, 1, 0);
	put_text(&w, "\xaa\xaa\x03 somebody's words, somebody's words, somebody's words");
	put32(&w, 0xdeadbeef);
	f.bytes = w.b;
	f.captured = f.wire = (uint32_t)w.n;
	assert_int_equal(view_radio_kept(&f), 10 + 24);
	wire_end();
}

/* Unless it is asked for, what a data frame carries is left alone. */
static void wifi_is_shut(void **state)
{
	(void)state;
	begin();
	put_wifi(0x8801, 2, 9, 1, 0);
	put16(&w, 0);
	put32(&w, 0xaaaa0300);
	put32(&w, 0x00000800);
	put_datagram(1, 2, "!hello\n");
	wire_frame(LINK_IEEE802_11, &w, w.n);
	assert_int_equal(wire_end()->malformed, 0);
	assert_string_equal(wire.said, "");
	assert_int_equal(wire.flow_count, 0);
	assert_int_equal(wire.seen_count, 1);
	assert_int_equal(wire.seen[0].from.mac.b[5], 1);
	assert_true(ip_is_none(wire.seen[0].from.ip));
}

/* What is stored while radio is watched: headers of data frames, all of the rest. */
static void what_is_kept_of_radio(void **state)
{
	static const struct {
		unsigned control;
		const char *behind;
		bool eapol;
		size_t kept; /* 0: all */
	} rows[] = {
		{0x0801, "\xaa\xaa\x03", false, 24 + 8},  /* in clear */
		{0x0841, "0123456789", false, 24 + 8},    /* protected */
		{0x8801, "qq0123456789", false, 26 + 8},  /* quality of service */
		{0x0801, "", true, 0},                    /* a handshake */
		{0x8000, "a beacon tells all", false, 0}, /* management */
	};

	(void)state;
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		struct frame f = {.link = LINK_IEEE802_11};

		begin();
		put_wifi(rows[i].control, 2, 9, 1, 0);
		if (rows[i].eapol) {
			put32(&w, 0xaaaa0300);
			put32(&w, 0x0000888e);
		}
		put_text(&w, rows[i].behind);
		put_text(&w, "and much that nobody is to keep");
		f.bytes = w.b;
		f.captured = f.wire = (uint32_t)w.n;
		assert_int_equal(view_radio_kept(&f), rows[i].kept ? rows[i].kept : w.n);
		f.link = LINK_ETHERNET;
		assert_int_equal(view_radio_kept(&f), w.n);
		wire_end();
	}
}

static void protected_wifi_is_counted(void **state)
{
	const struct stack_counts *n;

	(void)state;
	begin();
	put_wifi(0x0841, 2, 9, 1, 0);
	put_text(&w, "\xaa\xaa\x03 looks like something");
	wire_frame(LINK_IEEE802_11, &w, w.n);
	n = wire_end();
	assert_int_equal(n->wifi_protected, 1);
	assert_int_equal(n->malformed, 0);
	assert_int_equal(wire.flow_count, 0);
	assert_int_equal(wire.seen_count, 1);
}

static void put_subframe(unsigned from, unsigned to, const char *payload)
{
	size_t n = 8 + 28 + strlen(payload);

	put_ethernet(&w, from, to, (unsigned)n);
	put32(&w, 0xaaaa0300);
	put32(&w, 0x00000800);
	put_datagram(from, to, payload);
	while (w.n % 4 != 2)
		put8(&w, 0);
}

static void several_packets_in_a_wifi_frame(void **state)
{
	(void)state;
	begin();
	stack_read_radio(wire.stack);
	put_wifi(0x8801, 2, 9, 1, 0);
	put16(&w, 0x8000); /* aggregated */
	put_subframe(1, 2, "!one\n");
	put_subframe(1, 2, "!second\n");
	put_subframe(3, 2, "!third\n");
	wire_frame(LINK_IEEE802_11, &w, w.n);
	assert_int_equal(wire_end()->malformed, 0);
	assert_string_equal(wire.said, "c:!one c:!second c:!third");
	assert_int_equal(wire.seen_count, 3);
}

static void tunnels(void **state)
{
	static const struct {
		unsigned protocol;
		uint32_t header[4];
		unsigned words;
		bool frame;
	} each[] = {
		{4, {0}, 0, false},                                              /* IP in IP */
		{47, {0x00000800}, 1, false},                                    /* GRE */
		{47, {0xb0000800, 0, 7, 9}, 4, false},                           /* with everything */
		{47, {0x00006558}, 1, true},                                     /* carrying Ethernet */
		{47, {0x000088be}, 1, true},                                     /* ERSPAN I */
		{47, {0x100088be, 5, 0x10000014, 1}, 4, true},                   /* ERSPAN II */
		{47, {0x3001880b, 0x00230007, 1, 0xff030021}, 4, false},         /* PPTP */
		{17, {0xc00012b5, 0x00000000, 0x08000000, 0x00002a00}, 4, true}, /* VXLAN */
		{17, {0xc00017c1, 0x00000000, 0x01006558, 0x00002a00}, 4, true}, /* GENEVE, one option */
	};

	(void)state;
	for (unsigned i = 0; i < sizeof each / sizeof *each; i++) {
		begin();
		put_ethernet(&w, 8, 9, 0x0800);
		put_ip4(&w, 8, 9, each[i].protocol,
			each[i].words * 4 + (each[i].frame ? 14 : 0) + 35 + (i == 8 ? 4 : 0), 1);
		for (unsigned k = 0; k < each[i].words; k++)
			put32(&w, each[i].header[k]);
		if (i == 8)
			put32(&w, 0x01020300);
		if (each[i].frame)
			put_frame(1, 2, "!hello\n");
		else
			put_datagram(1, 2, "!hello\n");
		heard_on(LINK_ETHERNET, 1, 2);
		assert_int_equal(wire.seen[0].from.ip.b[15], 8);
	}
}

static void put_ip6(unsigned from, unsigned to, unsigned next, size_t payload)
{
	put32(&w, 0x60000000);
	put16(&w, (unsigned)payload);
	put16(&w, next << 8 | 64);
	put32(&w, 0xfd000000);
	put32(&w, 0);
	put32(&w, 0);
	put32(&w, from);
	put32(&w, 0xfd000000);
	put32(&w, 0);
	put32(&w, 0);
	put32(&w, to);
}

static void ip6_in_and_over_ip4(void **state)
{
	(void)state;
	begin();
	put_ethernet(&w, 8, 9, 0x86dd);
	put_ip6(8, 9, 0, 8 + 35);
	put32(&w, 0x04000104); /* hop-by-hop options, then IPv4 */
	put32(&w, 0);
	put_datagram(1, 2, "!hello\n");
	heard_on(LINK_ETHERNET, 1, 2);
	begin();
	put_ethernet(&w, 8, 9, 0x0800);
	put_ip4(&w, 8, 9, 41, 40 + 15, 1);
	put_ip6(1, 2, 17, 15);
	put_udp(&w, 40000, LINES_PORT, 7);
	put_text(&w, "!hello\n");
	heard_on(LINK_ETHERNET, 1, 2);
}

static void labels(void **state)
{
	(void)state;
	begin();
	put_ethernet(&w, 1, 2, 0x8847);
	put32(&w, 0x00010040);
	put32(&w, 0x00011140);
	put_datagram(1, 2, "!hello\n");
	heard_on(LINK_ETHERNET, 1, 1);
}

static void too_many_layers(void **state)
{
	(void)state;
	begin();
	put_ethernet(&w, 8, 9, 0x0800);
	for (unsigned i = 0; i < 200; i++)
		put_ip4(&w, 8, 9, 4, (199 - i) * 20, 1);
	wire_frame(LINK_ETHERNET, &w, w.n);
	assert_int_equal(wire_end()->packets, 1);
	assert_int_equal(wire.seen_count, 9);
}

static void offloaded(void **state)
{
	(void)state;
	begin();
	put_frame(1, 2, "!hello\n");
	w.b[14 + 2] = w.b[14 + 3] = 0; /* total length: left to the network card */
	heard_on(LINK_ETHERNET, 1, 1);
}

static void one_damaged_frame_counts_once(void **state)
{
	const struct stack_counts *n;

	(void)state;
	begin();
	put_frame(1, 2, "!hello\n");
	w.b[14] = 0x43; /* a header of 12 bytes */
	wire_frame(LINK_ETHERNET, &w, w.n);
	n = wire_end();
	assert_int_equal(n->malformed, 1);
	assert_int_equal(wire.seen_count, 1); /* the link header could be read */
	assert_int_equal(wire.flow_count, 0);
}

static void a_cut_frame_is_not_malformed(void **state)
{
	(void)state;
	begin();
	put_frame(1, 2, "!hello\n");
	for (size_t captured = 0; captured < w.n; captured++)
		wire_frame(LINK_ETHERNET, &w, captured);
	{
		const struct stack_counts *n = wire_end();

		assert_int_equal(n->malformed, 0);
		assert_int_equal(n->payload_cut, w.n);
	}
}

static void unknown_links_are_named(void **state)
{
	const struct stack_counts *n;

	(void)state;
	begin();
	put_frame(1, 2, "!hello\n");
	for (int i = 0; i < 3; i++)
		wire_frame(147, &w, w.n);
	wire_frame(201, &w, w.n);
	n = wire_end();
	assert_int_equal(n->packets, 4);
	assert_int_equal(n->unsupported_count, 2);
	assert_int_equal(n->unsupported[0].link, 147);
	assert_int_equal(n->unsupported[0].packets, 3);
	assert_int_equal(wire.seen_count, 0);
}

/* --- fragments
 * ---------------------------------------------------------------------------------------------------- */

static const char whole[] = "!the first eight\n!and the second ones\n!and the last of it\n";

/* A piece of one UDP datagram: `offset` in bytes of the IP payload. */
static void piece(unsigned id, size_t offset, size_t n, bool more)
{
	static struct bytes payload;
	size_t length = sizeof whole - 1;

	payload.n = 0;
	put_udp(&payload, 40000, LINES_PORT, length);
	put_text(&payload, whole);
	w.n = 0;
	put_ethernet(&w, 1, 2, 0x0800);
	put_ip4(&w, 1, 2, 17, n, id);
	w.b[14 + 6] = (uint8_t)((more ? 0x20 : 0) | offset >> 11);
	w.b[14 + 7] = (uint8_t)(offset >> 3);
	put_raw(&w, payload.b + offset, n);
	wire_frame(LINK_ETHERNET, &w, w.n);
}

static const char all_three[] = "c:!the first eight c:!and the second ones c:!and the last of it";

static void fragments_in_any_order(void **state)
{
	static const int orders[][3] = {{0, 1, 2}, {2, 1, 0}, {1, 2, 0}, {0, 2, 1}};
	size_t length = 8 + sizeof whole - 1;

	(void)state;
	for (int i = 0; i < 4; i++) {
		wire_start(NULL);
		for (int k = 0; k < 3; k++) {
			size_t offset = (size_t)orders[i][k] * 24;

			piece(7, offset, offset == 48 ? length - 48 : 24, offset != 48);
		}
		assert_int_equal(wire_end()->fragments_dropped, 0);
		assert_string_equal(wire.said, all_three);
	}
	/* All pieces of the last order but the one before the first are in the conversation they belong to.
	 */
	assert_int_equal(wire.flow_count, 1);
	assert_int_equal(wire.flows[0].packets, 3);
	assert_int_equal(wire.flows[0].server_port, LINES_PORT);
}

static void the_first_piece_wins(void **state)
{
	size_t length = 8 + sizeof whole - 1;

	(void)state;
	wire_start(NULL);
	piece(7, 0, 24, true);
	piece(7, 0, 32, true);
	piece(7, 24, length - 24, false);
	wire_end();
	assert_string_equal(wire.said, all_three);
}

static void an_unfinished_one_is_counted(void **state)
{
	(void)state;
	wire_start(NULL);
	piece(7, 0, 24, true);
	piece(8, 24, 24, true);
	assert_int_equal(wire_end()->fragments_dropped, 2);
	assert_string_equal(wire.said, "");
}

static void their_number_is_bounded(void **state)
{
	const struct stack_counts *n;

	(void)state;
	wire_start(NULL);
	for (unsigned id = 0; id < 5000; id++)
		piece(id, 24, 24, true);
	n = wire_end();
	assert_int_equal(n->fragments_dropped, 5000);
	assert_int_equal(n->packets, 5000);
}

static void an_impossible_piece_is_malformed(void **state)
{
	(void)state;
	wire_start(NULL);
	piece(7, 0, 23, true);
	assert_int_equal(wire_end()->malformed, 1);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(ethernet),
		cmocka_unit_test(tagged),
		cmocka_unit_test(ring_and_signature_tags),
		cmocka_unit_test(llc_and_snap),
		cmocka_unit_test(cooked),
		cmocka_unit_test(cooked_again),
		cmocka_unit_test(bare_ip),
		cmocka_unit_test(loopback_in_both_orders),
		cmocka_unit_test(ppp),
		cmocka_unit_test(nflog),
		cmocka_unit_test(wifi),
		cmocka_unit_test(wifi_is_shut),
		cmocka_unit_test(a_damaged_frame_says_nothing),
		cmocka_unit_test(a_damaged_frame_is_not_kept),
		cmocka_unit_test(what_is_kept_of_radio),
		cmocka_unit_test(protected_wifi_is_counted),
		cmocka_unit_test(several_packets_in_a_wifi_frame),
		cmocka_unit_test(tunnels),
		cmocka_unit_test(ip6_in_and_over_ip4),
		cmocka_unit_test(labels),
		cmocka_unit_test(too_many_layers),
		cmocka_unit_test(offloaded),
		cmocka_unit_test(one_damaged_frame_counts_once),
		cmocka_unit_test(a_cut_frame_is_not_malformed),
		cmocka_unit_test(unknown_links_are_named),
		cmocka_unit_test(fragments_in_any_order),
		cmocka_unit_test(the_first_piece_wins),
		cmocka_unit_test(an_unfinished_one_is_counted),
		cmocka_unit_test(their_number_is_bounded),
		cmocka_unit_test(an_impossible_piece_is_malformed),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
